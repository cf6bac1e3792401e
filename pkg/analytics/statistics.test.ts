import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../errors/app-error.js';
import { quantile, robustBounds, summarise } from './statistics.js';

const prices = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });

test('a summary worked out by hand', () => {
  // Sorted 100 150 200 250 1000: quartiles at positions 1, 2, 3; deviations 100 50 0 50 800, so MAD 50 and range 200 ± 259.
  expect(summarise([25_000, 10_000, 100_000, 15_000, 20_000])).toEqual({
    n: 5,
    min: 10_000,
    p25: 15_000,
    median: 20_000,
    p75: 25_000,
    max: 100_000,
    mean: 34_000,
    robust: 17_500,
    enough: true,
  });
});

test('below five offers there is not enough', () => {
  expect(summarise([1, 2, 3, 4]).enough).toBe(false);
  expect(summarise([1, 2, 3, 4, 5]).enough).toBe(true);
});

test('half a cent is rounded up', () => {
  expect(summarise([100, 101])).toMatchObject({ median: 101, mean: 101, p25: 100, p75: 101 });
});

test('quantiles are those of type 7, as R and PostgreSQL give them', () => {
  const sorted = [1, 2, 4, 8, 16, 32];
  expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((p) => quantile(sorted, p))).toEqual([1, 1.5, 2.5, 6, 24, 32]);
});

test('nothing to summarise, and anything that is no amount, is an error', () => {
  for (const bad of [[], [-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY]])
    expect(() => summarise(bad)).toThrow(InvalidInputError);
});

test('where more than half of the prices are the same, that price is the robust one and odd ones are still out of range', () => {
  const mostlySame = [1_000, ...Array<number>(7).fill(20_000)];
  expect(summarise(mostlySame).robust).toBe(20_000);
  expect(robustBounds(mostlySame).low).toBeGreaterThan(1_000);
  expect(robustBounds([500, 500, 500])).toEqual({ low: 500, high: 500 });
});

test('a summary is ordered, and does not depend on the order of the offers', () => {
  fc.assert(
    fc.property(prices, (offers) => {
      const s = summarise(offers);
      const ordered = [s.min, s.p25, s.median, s.p75, s.max];
      expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
      for (const within of [s.mean, s.robust]) {
        expect(within).toBeGreaterThanOrEqual(s.min);
        expect(within).toBeLessThanOrEqual(s.max);
      }
      expect(summarise(offers.toReversed())).toEqual(s);
    }),
  );
});

test('a 10-euro fake changes no robust price, and makes no variant have enough offers', () => {
  const offers = fc.array(fc.integer({ min: 12_000, max: 40_000 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(offers, (honest) => {
      const before = summarise(honest);
      const after = summarise([...honest, 1_000]);
      expect([after.robust, after.enough]).toEqual([before.robust, before.enough]);
    }),
    { numRuns: 1_000 },
  );
});
