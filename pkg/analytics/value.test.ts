import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { summarise } from './statistics.js';
import { rankValue, type PricedVariant } from './value.js';

function priced(
  model: string,
  prices: readonly number[],
  performance: number | null,
  memoryGb: number | null = 8,
  uncertainty = 0,
): PricedVariant {
  return {
    model,
    memoryGb,
    summary: summarise(prices),
    performance: performance === null ? null : { value: performance, source: 'catalogue', uncertainty },
  };
}
const FIVE = [10_000, 10_000, 10_000, 10_000, 10_000];
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

test.each<[string, PricedVariant, PricedVariant]>([
  ['more performance for the money', priced('B', FIVE, 20), priced('A', FIVE, 10)],
  ['a figure, before none', priced('B', FIVE, 1), priced('A', FIVE, null)],
  ['more memory for the money, where that is the same', priced('B', FIVE, 10, 16), priced('A', FIVE, 10, 8)],
  ['a memory, before none', priced('B', FIVE, 10, 1), priced('A', FIVE, 10, null)],
  ['more memory, where neither has a figure', priced('B', FIVE, null, 16), priced('A', FIVE, null, 8)],
  ['the first name, where all is the same', priced('A', FIVE, 10), priced('B', FIVE, 10)],
  ['enough offers, before all that', priced('B', FIVE, 1), priced('A', FIVE.slice(1), 900)],
])('what goes first: %s', (_what, first, second) => {
  expect(names([second, first])).toEqual([first.model, second.model]);
  expect(names([first, second])).toEqual([first.model, second.model]);
});

test('a card that is given away has no ratio instead of an endless one', () => {
  expect(rankValue([priced('A', [0, 0, 0, 0, 0], 100)])[0]?.performancePerEuro).toBeNull();
});

test('variants that the uncertainty does not tell apart share the rank of the best, and the next rank counts them', () => {
  const at = (model: string, performance: number, uncertainty: number): PricedVariant =>
    priced(model, [10_000, 10_000, 10_000, 10_000, 10_000], performance, 8, uncertainty);
  const ranks = (...variants: PricedVariant[]): string[] =>
    rankValue(variants).map(({ model, rank }) => `${rank} ${model}`);
  // 100 - 7 % = 93; 87 + 7 % = 93.09 reaches it, 86.9 + 7 % = 92.98 does not.
  expect(ranks(at('A', 100, 0.07), at('B', 87, 0.07), at('C', 86.9, 0.07))).toEqual(['1 A', '1 B', '3 C']);
  expect(ranks(at('A', 100, 0), at('B', 99.9, 0), at('C', 99.9, 0))).toEqual(['1 A', '2 B', '2 C']);
  // Each is compared with the best of its rank, so that a chain of small steps is no tie from end to end.
  expect(ranks(at('A', 100, 0.05), at('B', 92, 0.05), at('C', 84, 0.05))).toEqual(['1 A', '1 B', '3 C']);
});

test('neither missing figures nor too few offers make a tie', () => {
  const prices = [10_000, 10_000, 10_000, 10_000, 10_000];
  const few = priced('A', prices.slice(1), 100, 8, 0.2);
  const ranked = rankValue([
    few,
    priced('B', prices, 100, 8, 0.2),
    priced('C', prices, null),
    priced('D', prices, null),
  ]);
  expect(ranked.map(({ model, rank }) => `${rank} ${model}`)).toEqual(['1 B', '2 C', '3 D', '4 A']);
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
    expect(after.map(({ summary }) => summary.median)).toEqual(before.map(({ summary }) => summary.median));
  }
});
