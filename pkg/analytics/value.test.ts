import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { summarise } from './statistics.js';
import { rankValue, type PricedVariant } from './value.js';

function priced(
  model: string,
  prices: readonly number[],
  performance: number | null,
  memoryGb: number | null = 8,
): PricedVariant {
  return {
    model,
    memoryGb,
    summary: summarise(prices),
    performance: performance === null ? null : { value: performance, source: 'catalogue' },
  };
}
const names = (variants: readonly PricedVariant[]): string[] => rankValue(variants).map(({ model }) => model);

test('performance and gigabytes are per euro of the robust price', () => {
  const [ranked] = rankValue([priced('RTX 3060', [19_000, 20_000, 20_000, 21_000, 22_000], 100, 12)]);
  expect(ranked).toMatchObject({ rank: 1, performancePerEuro: 0.5, gbPerEuro: 0.06 });
});

test('too few offers come after all others, marked, however good they look', () => {
  const few = priced('RTX 4090', [1_000, 1_000], 300);
  const many = priced('GT 1030', [5_000, 5_000, 5_000, 5_000, 5_000], 10);
  const [first, last] = rankValue([few, many]);
  expect([first?.model, last?.model, last?.summary.enough]).toEqual(['GT 1030', 'RTX 4090', false]);
});

test('a variant without a figure comes after those with one, and has no ratio', () => {
  const prices = [10_000, 10_000, 10_000, 10_000, 10_000];
  const ranked = rankValue([priced('A', prices, null), priced('B', prices, 1), priced('C', prices, null, null)]);
  expect(ranked.map(({ model }) => model)).toEqual(['B', 'A', 'C']);
  expect(ranked[2]).toMatchObject({ performancePerEuro: null, gbPerEuro: null });
});

test('a card that is given away has no ratio instead of an endless one', () => {
  expect(rankValue([priced('A', [0, 0, 0, 0, 0], 100)])[0]?.performancePerEuro).toBeNull();
});

test('the ranking does not depend on the order it is given in', () => {
  const variants = fc.uniqueArray(
    fc.record({
      model: fc.string({ minLength: 1 }),
      price: fc.integer({ min: 1, max: 500_000 }),
      n: fc.integer({ min: 1, max: 8 }),
    }),
    { selector: ({ model }) => model, minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(variants, (given) => {
      const list = given.map(({ model, price, n }) => priced(model, Array<number>(n).fill(price), price % 7));
      expect(names(list.toReversed())).toEqual(names(list));
    }),
  );
});

test('one added 10-euro fake card changes no ranking and no robust price', () => {
  const honest: Record<string, [number[], number]> = {
    'RTX 3060': [[20_000, 21_000, 21_500, 21_500, 22_000, 22_500, 24_000], 100],
    'RX 6600': [[15_000, 15_500, 16_000, 16_000, 17_000, 18_000], 88],
    'RTX 4090': [[140_000, 150_000, 155_000, 155_000, 160_000, 165_000], 290],
  };
  const all = (extra?: string): PricedVariant[] =>
    Object.entries(honest).map(([model, [prices, performance]]) =>
      priced(model, model === extra ? [...prices, 1_000] : prices, performance),
    );
  const before = rankValue(all());
  for (const model of Object.keys(honest)) {
    const after = rankValue(all(model));
    expect(after.map((variant) => variant.model)).toEqual(before.map((variant) => variant.model));
    expect(after.map(({ summary }) => summary.robust)).toEqual(before.map(({ summary }) => summary.robust));
  }
});
