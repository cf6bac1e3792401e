import { describe, expect, test } from '@jest/globals';
import { appraise, type AppraisalSubject, type Evidence } from './appraisal.js';
import type { PricedOffer } from './fair-price.js';
import { NO_EFFECTS } from './price-effects.js';
import type { SpellCount } from './selling-time.js';

const offer = (euro: number, over: Partial<PricedOffer> = {}): PricedOffer => ({
  ...{
    model: 'RTX 3070',
    memoryGb: 8,
    market: 'demo',
    condition: 'used',
    flags: [],
    daysUp: 3,
    priceEurCents: euro * 100,
  },
  ...over,
});
const subject = (euro: number | null, over: Partial<AppraisalSubject> = {}): AppraisalSubject => ({
  ...{ model: 'RTX 3070', memoryGb: 8, market: 'demo', condition: 'used', flags: [], daysUp: 0 },
  ...{ askedEurCents: euro === null ? null : euro * 100, ...over },
});
const offers = [180, 190, 195, 200, 200, 205, 210, 220, 230].map((euro) => offer(euro));
/** Half are gone after four days in the cheapest band, after eight at the usual price, after sixteen in the dearest. */
const spells: SpellCount[] = [4, 6, 8, 12, 16].flatMap((days, band) => [
  { band, days, ended: 30, censored: 0 },
  { band, days: days * 2, ended: 30, censored: 0 },
]);
const evidence = (over: Partial<Evidence<PricedOffer>> = {}): Evidence<PricedOffer> => ({
  ...{ offers, effects: NO_EFFECTS, spells, allSpells: spells },
  endings: [2, 4, 6, 8, 10].map((days) => ({ firstEurCents: 20_000, lastEurCents: 19_000, days })),
  ...over,
});

test('a price that was asked is put in its place', () => {
  expect(appraise(subject(210), evidence())).toMatchObject({
    ...{ fair: { eurCents: 20_000, n: 9 }, standing: 'fair', percentile: 6 / 9, versions: [] },
    ...{
      difference: expect.closeTo(0.05),
      bargaining: { aimEurCents: 20_000 },
      questions: ['test', 'receipt', 'mining', 'cooling'],
    },
    ...{ timeAtPrice: { from: 1.05, to: 1.15, median: { days: 12 } }, priceMatters: true, concession: { ratio: 0.95 } },
  });
});

test('without a price there is nothing to place, to haggle over or to ask', () => {
  expect(appraise(subject(null), evidence())).toMatchObject({
    ...{ fair: { eurCents: 20_000 }, standing: null, percentile: null, difference: null },
    ...{ bargaining: null, timeAtPrice: null, questions: [] },
  });
});

test('a deal is not haggled over, the price above it is', () => {
  const of = (price: number) => appraise(subject(price), evidence());
  const deal = [150, 140, 130, 120, 110].find((price) => of(price).standing === 'deal') ?? 0;
  expect(of(deal)).toMatchObject({ standing: 'deal', bargaining: null, timeAtPrice: { median: { days: 4 } } });
  expect(of(170)).toMatchObject({ standing: 'good', bargaining: { aimEurCents: expect.any(Number) } });
});

test('a suspicious price is not haggled over', () => {
  expect(appraise(subject(60), evidence())).toMatchObject({
    standing: 'suspicious',
    bargaining: null,
    timeAtPrice: null,
  });
});

describe('for a seller', () => {
  test('there is a price for each of four times, in euro of the fair price', () => {
    const { sell } = appraise(subject(null), evidence());
    expect(sell.map(({ days }) => days)).toEqual([3, 7, 14, 30]);
    expect(sell[0]).toMatchObject({ eurCents: null, enough: true });
    expect(sell[1]?.eurCents).toBe(Math.floor(20_000 * 0.9 + 0.5));
    expect(sell[3]?.eurCents).toBe(24_000);
  });

  test('there is none by too few offers', () => {
    expect(appraise(subject(null), evidence({ offers: offers.slice(0, 4) })).sell).toEqual([]);
    expect(appraise(subject(null), evidence({ offers: offers.slice(0, 5) })).sell).toHaveLength(4);
  });

  test('the clearing price is by those that left within the median of those that left', () => {
    const quick = [2, 4, 6].map((days) => ({ firstEurCents: 19_000, lastEurCents: 19_000, days }));
    const slow = [60, 90].map((days) => ({ firstEurCents: 25_000, lastEurCents: 25_000, days }));
    expect(appraise(subject(null), evidence({ endings: [...quick, ...slow] })).clearing).toMatchObject({
      eurCents: 19_000,
      n: 3,
    });
  });
});

test('a memory that is not said is priced by version, smallest first', () => {
  const twelve = [300, 310, 320, 330, 340].map((euro) => offer(euro, { memoryGb: 12 }));
  const { versions, fair } = appraise(subject(250, { memoryGb: null }), evidence({ offers: [...twelve, ...offers] }));
  expect(versions.map((version) => [version.memoryGb, version.fair.eurCents])).toEqual([
    [8, 20_000],
    [12, 32_000],
  ]);
  expect(fair).toBeNull();
});

test('five offers are compared, the nearest in price first, of this memory alone', () => {
  const other = offer(209, { memoryGb: 12 });
  const { comparable } = appraise(
    subject(208),
    evidence({ offers: [other, ...offers, offer(0, { priceEurCents: null })] }),
  );
  expect(comparable.map(({ priceEurCents }) => (priceEurCents ?? 0) / 100)).toEqual([210, 205, 200, 200, 220]);
});

test('without a price asked they are compared by the fair price; without either, in the order they come', () => {
  const pricesOf = (euro: number | null, over: Partial<AppraisalSubject> = {}): number[] =>
    appraise(subject(euro, over), evidence()).comparable.map(({ priceEurCents }) => (priceEurCents ?? 0) / 100);
  expect(pricesOf(null)).toEqual([200, 200, 195, 205, 190]);
  expect(pricesOf(null, { memoryGb: null })).toEqual([180, 190, 195, 200, 200]);
});

test.each([
  ['as far as sellers came down', 5, 0.9],
  ['the usual way, where too few were seen to', 4, 0.95],
])('a buyer haggles %s', (_what, n, ratio) => {
  const endings = Array.from({ length: n }, () => ({ firstEurCents: 20_000, lastEurCents: 18_000, days: 3 }));
  const { bargaining } = appraise(subject(200), evidence({ endings }));
  expect(bargaining?.aimEurCents).toBe(20_000 * ratio);
});

test('a card that nobody offers has no price and no place', () => {
  expect(appraise(subject(200), evidence({ offers: [] }))).toMatchObject({
    fair: null,
    standing: null,
    sell: [],
    comparable: [],
  });
});

test('a memory that nobody offers is shown beside those that are', () => {
  const { fair, versions } = appraise(subject(250, { memoryGb: 48 }), evidence());
  expect(fair).toBeNull();
  expect(versions.map((version) => [version.memoryGb, version.fair.eurCents])).toEqual([[8, 20_000]]);
});
