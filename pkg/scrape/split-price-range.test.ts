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

test('the pivot is the median price of the page', () => {
  expect(splitPriceRange({ priceFrom: null, priceTo: null }, [10_000, 20_000, 90_000])).toEqual([
    { priceFrom: null, priceTo: 200 },
    { priceFrom: 200, priceTo: null },
  ]);
});
