import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitPriceRange } from './split-price-range.js';

test('both halves together cover the range, share one price, and are smaller than it', () => {
  const bound = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null });
  fc.assert(
    fc.property(bound, bound, fc.array(fc.integer({ min: 0, max: 20_000_000 })), (a, b, prices) => {
      const range = a !== null && b !== null && a > b ? { priceFrom: b, priceTo: a } : { priceFrom: a, priceTo: b };
      const halves = splitPriceRange(range, prices);
      if (halves === null) {
        expect(range.priceTo! - (range.priceFrom ?? 0)).toBeLessThanOrEqual(1);
        return;
      }
      const [lower, upper] = halves;
      expect(lower.priceFrom).toBe(range.priceFrom);
      expect(upper.priceTo).toBe(range.priceTo);
      expect(lower.priceTo).toBe(upper.priceFrom);
      expect(lower.priceTo!).toBeGreaterThan(range.priceFrom ?? 0);
      if (range.priceTo !== null) expect(upper.priceFrom!).toBeLessThan(range.priceTo);
    }),
  );
});

test.each<[string, [number | null, number | null], readonly number[], number | null]>([
  ['the median, in whole units', [null, null], [10_049, 20_050, 90_000], 201],
  ['the upper one of two', [null, null], [90_000, 10_000], 900],
  ['whatever order they come in', [null, null], [90_000, 10_000, 20_000], 200],
  ['of those strictly inside', [100, 200], [10_000, 15_000, 20_000, 90_000], 150],
  ['the middle, where none is', [100, 201], [10_000, 20_100], 150],
  ['of a range that is open below', [null, 100], [], 50],
  ['twice the bound, where it is open above', [300, null], [], 600],
  ['a hundred more, where that is more', [50, null], [], 150],
  ['a hundred, where it is open at both ends', [null, null], [], 100],
  ['from nought it does not shrink to nought', [null, null], [0], 100],
  ['two steps', [100, 102], [], 101],
  ['one step cannot shrink', [100, 101], [], null],
  ['none cannot', [100, 100], [], null],
  ['nor can one step from nought', [null, 1], [], null],
])('the pivot: %s', (_what, [priceFrom, priceTo], prices, pivot) => {
  expect(splitPriceRange({ priceFrom, priceTo }, prices)?.[0].priceTo ?? null).toBe(pivot);
});

test('the pivot is the median price of the page', () => {
  expect(splitPriceRange({ priceFrom: null, priceTo: null }, [10_000, 20_000, 90_000])).toEqual([
    { priceFrom: null, priceTo: 200 },
    { priceFrom: 200, priceTo: null },
  ]);
});
