import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../errors/app-error.js';
import { summarise } from './statistics.js';

const prices = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });

test('a summary worked out by hand: what is too cheap or too dear is counted and in no figure', () => {
  expect(summarise([25_000, 100_000, 15_000, 20_000, 2_000, 22_000, 18_000])).toEqual({
    n: 5,
    leftOut: 2,
    min: 15_000,
    p25: 18_000,
    median: 20_000,
    p75: 22_000,
    max: 25_000,
    mean: 20_000,
    enough: true,
  });
});

test('below five plausible offers there is not enough', () => {
  expect(summarise([100, 101, 102, 103]).enough).toBe(false);
  expect(summarise([100, 101, 102, 103, 104]).enough).toBe(true);
  expect(summarise([100, 101, 102, 103, 1]).enough).toBe(false);
});

test('half a cent is rounded up', () => {
  expect(summarise([100, 101])).toMatchObject({ median: 101, mean: 101, p25: 100, p75: 101 });
});

test('nothing to summarise, and anything that is no amount, is an error', () => {
  for (const bad of [[], [-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY]])
    expect(() => summarise(bad)).toThrow(InvalidInputError);
});

test('a summary is ordered, counts everything once, and does not depend on the order of the offers', () => {
  fc.assert(
    fc.property(prices, (offers) => {
      const s = summarise(offers);
      const ordered = [s.min, s.p25, s.median, s.p75, s.max];
      expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
      expect(s.mean).toBeGreaterThanOrEqual(s.min);
      expect(s.mean).toBeLessThanOrEqual(s.max);
      expect(s.n + s.leftOut).toBe(offers.length);
      expect(summarise(offers.toReversed())).toEqual(s);
    }),
  );
});

test('a 10-euro fake changes no figure but the count of what was left out', () => {
  const offers = fc.array(fc.integer({ min: 12_000, max: 40_000 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(offers, (honest) => {
      const before = summarise(honest);
      expect(summarise([...honest, 1_000])).toEqual({ ...before, leftOut: before.leftOut + 1 });
    }),
    { numRuns: 1_000 },
  );
});
