import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { survivalCurve, timeOnMarket, type Lifetime } from './time-on-market.js';

const ended = (...days: number[]): Lifetime[] => days.map((day) => ({ days: day, ended: true }));
const open = (...days: number[]): Lifetime[] => days.map((day) => ({ days: day, ended: false }));

/** Weeks of remission under 6-MP and under placebo: Freireich et al., Blood 21 (1963), the textbook case of the method. */
const SIX_MP = [...ended(6, 6, 6, 7, 10, 13, 16, 22, 23), ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];
const PLACEBO = ended(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

test('the curve of the textbook data is the published one', () => {
  const curve = survivalCurve(SIX_MP).map(({ days, survival }) => [days, Number(survival.toFixed(3))]);
  expect(curve).toEqual([
    [6, 0.857],
    [7, 0.807],
    [10, 0.753],
    [13, 0.69],
    [16, 0.627],
    [22, 0.538],
    [23, 0.448],
  ]);
  expect(timeOnMarket(SIX_MP)).toMatchObject({ n: 21, events: 9, median: { days: 23 } });
  expect(timeOnMarket(PLACEBO)).toMatchObject({ n: 21, events: 21, median: { days: 8 } });
  // 16 of 21 are left before day 4 and 14 after it; 6 before day 12 and 4 after it.
  expect(timeOnMarket(PLACEBO)).toMatchObject({ p25: { days: 4 }, p75: { days: 12 } });
});

test("the interval is Greenwood's on the log(-log) scale", () => {
  const [first] = survivalCurve(SIX_MP);
  // S = 18/21; σ² = 3/(21·18); bounds S^exp(±1.96·σ/|ln S|).
  expect(first?.low).toBeCloseTo(0.6197, 3);
  expect(first?.high).toBeCloseTo(0.9516, 3);
});

test('where the curve does not reach, there is no number', () => {
  expect(timeOnMarket(open(1, 2, 3))).toMatchObject({ n: 3, events: 0, median: { days: null, low: null, high: null } });
  expect(timeOnMarket([])).toMatchObject({ n: 0, events: 0, p25: { days: null } });
  const halfKnown = timeOnMarket([...ended(1, 2), ...open(9, 9)]);
  expect([halfKnown.p25.days, halfKnown.median.days, halfKnown.p75.days]).toEqual([1, 2, null]);
});

test('the last step to zero closes no upper bound by itself', () => {
  expect(timeOnMarket(ended(5)).median).toEqual({ days: 5, low: 5, high: null });
});

test('the curve only falls, stays within its interval, and without open ads it is the share left', () => {
  const lifetimes = fc.array(fc.record({ days: fc.integer({ min: 0, max: 40 }), ended: fc.boolean() }), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(lifetimes, (ads) => {
      let previous = 1;
      for (const { survival, low, high } of survivalCurve(ads)) {
        expect(survival).toBeLessThan(previous);
        if (survival > 0) {
          expect(low).toBeLessThanOrEqual(survival);
          expect(high).toBeGreaterThanOrEqual(survival);
        }
        previous = survival;
      }
      const closed = ads.map(({ days }) => ({ days, ended: true }));
      for (const { days, survival } of survivalCurve(closed))
        expect(survival).toBeCloseTo(closed.filter((ad) => ad.days > days).length / closed.length, 9);
    }),
  );
});

test('open ads make the estimate longer than the mean of the ended ones says', () => {
  // Every ad lives 30 days, observed for 20: only those that happened to start early are seen to end.
  const ads = Array.from({ length: 300 }, (_, i): Lifetime => {
    const age = (i * 7) % 50;
    return age > 30 ? { days: 30, ended: true } : { days: age, ended: false };
  });
  const quick = ended(...Array.from({ length: 60 }, (_, i) => 1 + (i % 5)));
  const { median } = timeOnMarket([...ads, ...quick]);
  const naive = [...ads, ...quick]
    .filter((ad) => ad.ended)
    .reduce((sum, { days }, _i, all) => sum + days / all.length, 0);
  expect(median.days).toBe(30);
  expect(naive).toBeLessThan(25);
});
