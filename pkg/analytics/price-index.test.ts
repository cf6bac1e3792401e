import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { priceIndex, type VariantLevel } from './price-index.js';

const level = (period: string, model: string, median: number, n = 10): VariantLevel => ({
  period,
  model,
  memoryGb: 8,
  median,
  n,
});

test('constant prices give a flat index however the mix changes, while the mean of all offers moves', () => {
  const levels = [
    level('2026-01-01', 'RTX 3060', 20_000, 90),
    level('2026-01-01', 'RTX 5090', 200_000, 10),
    level('2026-01-02', 'RTX 3060', 20_000, 30),
    level('2026-01-02', 'RTX 5090', 200_000, 120),
    level('2026-01-03', 'RTX 5090', 200_000, 120),
    level('2026-01-03', 'RTX 4070', 50_000, 50),
  ];
  expect(priceIndex(levels).map(({ index }) => index)).toEqual([100, 100, 100]);
});

test('a link worked out by hand: weights are the mean shares of offers', () => {
  const levels = [
    ...[level('a', 'A', 100, 5), level('a', 'B', 100, 15)],
    ...[level('b', 'A', 200, 10), level('b', 'B', 100, 10)],
  ];
  // A weighs (5/20 + 10/20) / 2 = 0.375, so the index is 100 · 2^0.375.
  expect(priceIndex(levels)[1]?.index).toBeCloseTo(100 * 2 ** 0.375, 10);
});

test('a variant with too few offers in either period takes no part', () => {
  const levels = [
    ...[level('a', 'A', 100), level('a', 'B', 100, 4)],
    ...[level('b', 'A', 110), level('b', 'B', 900)],
    ...[level('c', 'A', 110), level('c', 'B', 900)],
  ];
  const points = priceIndex(levels);
  expect(points.map(({ matched }) => matched)).toEqual([1, 1, 2]);
  expect(points[2]?.index).toBeCloseTo(110, 10);
});

test('a period with nothing in common has no point, and the chain goes on from the last one that has', () => {
  const points = priceIndex([level('a', 'A', 100), level('b', 'B', 500), level('c', 'A', 120)]);
  expect(points.map(({ period }) => period)).toEqual(['a', 'c']);
  expect(points[1]?.index).toBeCloseTo(120, 10);
});

test('a price of nothing is none', () => {
  const levels = [...[level('a', 'A', 100), level('a', 'B', 0)], ...[level('b', 'A', 110), level('b', 'B', 50)]];
  expect(priceIndex(levels)).toEqual([
    { period: 'a', index: 100, matched: 1 },
    { period: 'b', index: expect.closeTo(110, 10), matched: 1 },
  ]);
});

test.each([
  [4, 0],
  [5, 1],
])('%d offers of a variant make %d points', (n, points) => {
  expect(priceIndex([level('a', 'A', 100, n)])).toHaveLength(points);
});

test('nothing gives nothing', () => {
  expect(priceIndex([])).toEqual([]);
});

test('all prices times the same factor multiply the index by that factor, and it does not depend on the order', () => {
  const offers = fc.uniqueArray(
    fc.record({ model: fc.string(), median: fc.integer({ min: 1, max: 900_000 }), n: fc.integer({ min: 5, max: 99 }) }),
    { selector: ({ model }) => model, minLength: 1, maxLength: 10 },
  );
  fc.assert(
    fc.property(offers, fc.integer({ min: 2, max: 9 }), (given, factor) => {
      const levels = given.flatMap(({ model, median, n }) => [
        level('a', model, median, n),
        level('b', model, median * factor, n + 1),
      ]);
      const points = priceIndex(levels);
      expect(points[1]?.index).toBeCloseTo(100 * factor, 6);
      expect(priceIndex(levels.toReversed())[1]?.index).toBeCloseTo(100 * factor, 6);
    }),
  );
});
