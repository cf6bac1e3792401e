import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPlausible, priceRange } from './price-range.js';

const rangeOf = (...prices: number[]) => priceRange(prices.toSorted((a, b) => a - b));
/** `n` prices around 200 € whose logarithms are spread evenly by `spread` to each side. */
const around = (n: number, spread: number): number[] =>
  Array.from({ length: n }, (_, i) => Math.round(20_000 * Math.exp(spread * ((2 * i) / (n - 1) - 1))));

describe('how low an offer may be', () => {
  test.each([
    ['prices that hardly differ: 55 % of the median', around(101, 0.05), 0.55, 0.535],
    ['prices that spread widely: 45 %, and no less', around(101, 1.2), 0.45, 0.435],
    ['a small group knows its own median less', around(9, 0.05), 0.55, 0.525],
  ])('%s', (_name, prices, most, least) => {
    const { low } = rangeOf(...prices);
    expect(low / 20_000).toBeLessThan(most);
    expect(low / 20_000).toBeGreaterThan(least);
  });

  test('a price of 29 % among twelve that spread by half is not believed', () => {
    const prices = [145, 430, 444.82, 469.5, 498.51, 503.62, 505, 510, 580, 610, 615, 640, 645].map((euro) =>
      Math.round(euro * 100),
    );
    const { low } = priceRange(prices);
    expect(low).toBeGreaterThan(14_500);
    expect(low).toBeLessThan(43_000);
  });

  test('with three offers nothing but a quarter of the median is ruled out, with four more is', () => {
    expect(rangeOf(20_000, 20_000, 20_000).low).toBeCloseTo(5_000);
    expect(rangeOf(20_000, 20_000, 20_000, 20_000).low).toBeGreaterThan(10_000);
  });
});

test('the range is as wide upwards as downwards, on the scale of ratios', () => {
  const { low, high } = rangeOf(...around(51, 0.3));
  expect(low * high).toBeCloseTo(20_000 * 20_000, -4);
});

test('the spread is the scaled MAD of the logarithms, shrunk towards 0.16 as if six offers had said so', () => {
  // Logarithms 0, ±0.1, ±0.2 around the median: MAD 0.1.
  const prices = [-0.2, -0.1, 0, 0.1, 0.2].map((step) => 1_000_000 * Math.exp(step));
  expect(priceRange(prices).scale).toBeCloseTo(Math.sqrt((5 * 0.14826 ** 2 + 6 * 0.16 ** 2) / 11), 6);
});

test('what can never be meant does not move the range, on either side', () => {
  const honest = around(9, 0.3);
  const range = rangeOf(...honest);
  expect(rangeOf(...honest, 100)).toEqual(range);
  expect(rangeOf(...honest, 12_345_600)).toEqual(range);
});

test('prices of zero are a range of everything: nothing can be said', () => {
  expect(rangeOf(0, 0, 0)).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY });
  expect(Number.isFinite(rangeOf(1, 1, 1).high)).toBe(true);
});

test('something always remains, and the median side of it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 1, maxLength: 40 }), (prices) => {
      const range = rangeOf(...prices);
      expect(range.low).toBeLessThanOrEqual(range.high);
      expect(prices.some((price) => isPlausible(range, price))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('both ends of the range belong to it', () => {
  const range = { low: 10, high: 20, scale: 1 };
  expect([9.9, 10, 20, 20.1].map((price) => isPlausible(range, price))).toEqual([false, true, true, false]);
});
