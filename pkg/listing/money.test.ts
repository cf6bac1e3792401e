import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bgnFromEurCents, CURRENCIES, eurCentsFromBgn, isSamePrice, toEurCents, type Money } from './money.js';

const bgn = (minor: number): Money => ({ minor, currency: 'BGN' });
const eur = (minor: number): Money => ({ minor, currency: 'EUR' });

test('880 лв. becoming 449.94 € is no price change, in either direction', () => {
  expect(eurCentsFromBgn(88_000)).toBe(44_994);
  expect(isSamePrice(bgn(88_000), eur(44_994))).toBe(true);
  expect(isSamePrice(eur(44_994), bgn(88_000))).toBe(true);
  expect(isSamePrice(bgn(88_000), eur(44_995))).toBe(false);
});

test.each(CURRENCIES.filter((currency) => currency !== 'EUR' && currency !== 'BGN'))(
  'an amount in %s is no price in euro or lev, whatever the figures',
  (currency) => {
    for (const [minor, fixed] of [[88_000, eur(44_994)] as const, [44_994, bgn(88_000)] as const]) {
      expect(isSamePrice({ minor, currency }, fixed)).toBe(false);
      expect(isSamePrice(fixed, { minor, currency })).toBe(false);
    }
  },
);

test('909 € and 1777.85 лв. are one price, in either order', () => {
  expect(bgnFromEurCents(90_900)).toBe(177_785);
  expect(isSamePrice(eur(90_900), bgn(177_785))).toBe(true);
  expect(isSamePrice(bgn(177_785), eur(90_900))).toBe(true);
});

test('every amount up to 100,000 лв. converts as exact fractions say, is one price both ways, and never drifts', () => {
  // 10,000,001 amounts, so plain counting: an assertion per amount would take minutes.
  let wrong = 0;
  const { abs } = Math;
  let previous = -1;
  for (let stotinki = 0; stotinki <= 10_000_000; stotinki += 1) {
    const cents = eurCentsFromBgn(stotinki);
    const back = bgnFromEurCents(cents);
    // |stotinki / 1.95583 - cents| <= 1/2, in integers below 2^53
    if (abs(stotinki * 100_000 - cents * 195_583) * 2 > 195_583) wrong += 1;
    if (cents < previous) wrong += 1;
    if (!isSamePrice({ minor: stotinki, currency: 'BGN' }, { minor: cents, currency: 'EUR' })) wrong += 1;
    if (eurCentsFromBgn(back) !== cents) wrong += 1;
    previous = cents;
  }
  expect(wrong).toBe(0);
});

test('every amount in euro survives the way through lev unchanged', () => {
  let wrong = 0;
  for (let cents = 0; cents <= 5_200_000; cents += 1) if (eurCentsFromBgn(bgnFromEurCents(cents)) !== cents) wrong += 1;
  expect(wrong).toBe(0);
});

test('amounts of any size and currency: the same one is the same price, a cent more is not, other currencies never are', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
  fc.assert(
    fc.property(amount, fc.constantFrom(...CURRENCIES), fc.constantFrom(...CURRENCIES), (minor, one, other) => {
      expect(isSamePrice({ minor, currency: one }, { minor, currency: one })).toBe(true);
      expect(isSamePrice({ minor, currency: one }, { minor: minor + 1, currency: one })).toBe(false);
      const fixed = ['EUR', 'BGN'];
      expect(toEurCents({ minor, currency: one }) !== null).toBe(fixed.includes(one));
      if (one !== other && !(fixed.includes(one) && fixed.includes(other)))
        expect(isSamePrice({ minor, currency: one }, { minor, currency: other })).toBe(false);
    }),
  );
});

test('large amounts are converted as exactly as small ones', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }), (stotinki) => {
      const exact = (stotinki * 200_000n + 195_583n) / 391_166n;
      expect(eurCentsFromBgn(Number(stotinki))).toBe(Number(exact));
    }),
  );
});

test('being one price does not depend on the order', () => {
  const money = fc.record({ minor: fc.integer({ min: 0, max: 500_000 }), currency: fc.constantFrom(...CURRENCIES) });
  fc.assert(fc.property(money, money, (a, b) => isSamePrice(a, b) === isSamePrice(b, a)));
});

test('what is no amount is an error, never a number', () => {
  for (const bad of [1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => eurCentsFromBgn(bad)).toThrow(RangeError);
    expect(() => bgnFromEurCents(bad)).toThrow(RangeError);
  }
});
