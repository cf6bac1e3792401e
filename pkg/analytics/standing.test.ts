import { describe, expect, test } from '@jest/globals';
import { dealPrice } from './deals.js';
import type { FairPrice } from './fair-price.js';
import { bargaining, standingOf } from './standing.js';

const fair: FairPrice = {
  ...{ eurCents: 20_000, lowEurCents: 18_500, highEurCents: 21_500, scale: 0.12, n: 20, enough: true },
  ...{ plausibleFrom: 11_000, adjustments: [] },
};
const deal = dealPrice(fair) ?? 0;
const veryDear = Math.floor(20_000 * Math.exp(2.33 * 0.12));

describe('where a price stands', () => {
  test.each([
    [10_999, 'suspicious'],
    [11_000, 'deal'],
    [deal, 'deal'],
    [deal + 1, 'good'],
    [18_499, 'good'],
    [18_500, 'fair'],
    [21_500, 'fair'],
    [21_501, 'dear'],
    [veryDear, 'dear'],
    [veryDear + 1, 'very-dear'],
  ])('%i cents: %s', (price, standing) => {
    expect(standingOf(price, fair)).toBe(standing);
  });

  test('is not said by fewer than five offers, and deals not by fewer than eight', () => {
    expect(standingOf(20_000, { ...fair, n: 4, enough: false })).toBeNull();
    expect(standingOf(12_000, { ...fair, n: 7 })).toBe('good');
    expect(standingOf(12_000, { ...fair, n: 8 })).toBe('deal');
  });
});

describe('haggling', () => {
  test('aims for what sellers usually give up, and opens as far below that', () => {
    expect(bargaining(20_000, fair, 0.95)).toEqual({ aimEurCents: 19_000, openEurCents: 18_000 });
  });

  test('never pays more than is fair, nor asks for more than a fifth', () => {
    expect(bargaining(22_000, fair, 0.98)).toMatchObject({ aimEurCents: 20_000 });
    expect(bargaining(40_000, fair, 0.98)).toEqual({ aimEurCents: 32_000, openEurCents: 32_000 });
    expect(bargaining(20_000, fair, 0.5)).toEqual({ aimEurCents: 18_000, openEurCents: 16_000 });
  });

  test('speaks in whole euros below a hundred, in fives above', () => {
    const small = { ...fair, eurCents: 10_000 };
    expect(bargaining(8_000, small, 0.95)).toEqual({ aimEurCents: 7_600, openEurCents: 7_200 });
    expect(bargaining(10_900, { ...fair, eurCents: 11_000 }, 0.95)).toEqual({
      aimEurCents: 10_500,
      openEurCents: 9_800,
    });
  });

  test('takes five percent where nobody was seen to come down', () => {
    expect(bargaining(20_000, fair, null)).toEqual(bargaining(20_000, fair, 0.95));
  });
});
