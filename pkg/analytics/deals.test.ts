import { describe, expect, test } from '@jest/globals';
import { findDeals, MIN_COMPARABLE_OFFERS, worthOf, type Offer } from './deals.js';
import { normalShare } from './normal.js';
import { NO_EFFECTS } from './price-effects.js';

let ids = 0;
const offer = (euro: number | null, over: Partial<Offer> = {}): Offer => ({
  ...{ id: (ids += 1), model: 'RTX 3070', memoryGb: 8, market: 'demo', condition: 'used', flags: [], daysUp: 3 },
  ...{ priceEurCents: euro === null ? null : Math.round(euro * 100), pageRead: true },
  ...over,
});
const usual = (n = 20): Offer[] => Array.from({ length: n }, (_, i) => offer(200 + ((i * 7) % 21) - 10));
const find = (...offers: Offer[]) => findDeals(offers, { ...NO_EFFECTS, scale: 0.1 });
const ask = (findings: readonly { priceEurCents: number }[]): number[] =>
  findings.map((found) => found.priceEurCents / 100);

describe('a deal', () => {
  test('is at least 26 % below the fair price, more where prices spread', () => {
    // A scale near 0.1: 1.9 of it is less than the 26 %, and a standard deviation over the root of 21 offers is added.
    expect(ask(find(...usual(), offer(142.5)).deals)).toEqual([]);
    expect(ask(find(...usual(), offer(142)).deals)).toEqual([142]);
    const spread = usual(18).map((one, i) => ({ ...one, priceEurCents: 20_000 * Math.exp(((i % 9) - 4) * 0.1) }));
    expect(ask(findDeals([...spread, offer(124)], { ...NO_EFFECTS, scale: 0.3 }).deals)).toEqual([]);
    expect(ask(findDeals([...spread, offer(123)], { ...NO_EFFECTS, scale: 0.3 }).deals)).toEqual([123]);
  });

  test(`needs ${MIN_COMPARABLE_OFFERS} comparable offers, itself included`, () => {
    expect(ask(find(...usual(6), offer(136)).deals)).toEqual([]);
    expect(ask(find(...usual(7), offer(136)).deals)).toEqual([136]);
  });

  test.each([
    ['its memory is not known', { memoryGb: null }],
    ['it is damaged', { condition: 'damaged' }],
    ['it has no euro price', { priceEurCents: null }],
    ['it is of another model', { model: 'RTX 3060' }],
  ])('is none when %s', (_name, over) => {
    const { deals, unread, suspicious } = find(...usual(), offer(140, over));
    expect([...deals, ...unread, ...suspicious]).toEqual([]);
  });

  test('is not made by the age of its ad: that dear ads stay up says nothing for a cheap one', () => {
    const effects = {
      ...NO_EFFECTS,
      scale: 0.1,
      byFeature: new Map([['aged' as const, { effect: 0.1, error: 0.01, n: 90 }]]),
    };
    const deals = (price: number, daysUp: number) =>
      ask(findDeals([...usual(), offer(price, { daysUp })], effects).deals);
    expect([deals(142, 31), deals(142.5, 31), deals(142.5, 3)]).toEqual([[142], [], []]);
    // Among old ads, which are dearer by a tenth, the fresh price is what they stand for.
    const old = usual().map((one) => ({ ...one, daysUp: 31, priceEurCents: (one.priceEurCents ?? 0) * Math.exp(0.1) }));
    expect(ask(findDeals([...old, offer(142.5)], effects).deals)).toEqual([]);
    expect(ask(findDeals([...old, offer(142)], effects).deals)).toEqual([142]);
  });

  test('whose own page was not read is told apart', () => {
    const { deals, unread } = find(...usual(), offer(140, { pageRead: false }));
    expect([ask(deals), ask(unread)]).toEqual([[], [140]]);
  });

  test('comes first when more is saved and it is surer', () => {
    const dear = Array.from({ length: 20 }, () => offer(800, { model: 'RTX 4080' }));
    const { deals } = find(...usual(), offer(140), offer(120), ...dear, offer(570, { model: 'RTX 4080' }));
    expect(ask(deals)).toEqual([570, 120, 140]);
    const worth = deals.map(worthOf);
    expect(worth).toEqual(worth.toSorted((a, b) => b - a));
  });

  test.each([140, 130, 120])('is the surer the further it is below chance, and the more offers say so: %d', (euro) => {
    const { sureness, fair, priceEurCents } = find(...usual(), offer(euro)).deals[0]!;
    // Half sure at one and a half standard deviations below, as far as 21 offers go: 21 / (21 + 8).
    const deviations = Math.log(fair.eurCents / priceEurCents) / fair.scale;
    expect(fair.n).toBe(21);
    expect(sureness).toBeCloseTo((normalShare(deviations - 1.5) * 21) / 29, 10);
  });

  test('says what to ask the seller', () => {
    const of = (over: Partial<Offer>) => find(...usual(), offer(140, over)).deals[0]?.questions;
    expect(of({ flags: ['new'] })).toEqual(['receipt']);
    expect(of({ flags: ['repaired'] })).toEqual(['test', 'receipt', 'mining', 'cooling', 'repair']);
    expect(of({ flags: ['mined'] })).toEqual(['test', 'receipt', 'mined', 'cooling']);
    const plain = Array.from({ length: 9 }, () => offer(100, { model: 'GTX 1650', memoryGb: 4 }));
    expect(find(...plain, offer(70, { model: 'GTX 1650', memoryGb: 4 })).deals[0]?.questions).toEqual([
      'test',
      'receipt',
    ]);
  });
});

describe('an offer that is too cheap to be true', () => {
  test('is suspicious and no deal; the furthest below comes first', () => {
    const { deals, suspicious } = find(...usual(), offer(58), offer(40), offer(140));
    expect([ask(deals), ask(suspicious)]).toEqual([[140], [40, 58]]);
  });

  test('stands in order of id beside one of the same price', () => {
    const [first, second] = [offer(50), offer(50)];
    const ids = find(...usual(), second, first).suspicious.map((found) => found.offer.id);
    expect(ids).toEqual([first.id, second.id]);
  });

  test('is told in a group too small for deals, from four offers on', () => {
    expect(ask(find(...usual(4), offer(60)).suspicious)).toEqual([60]);
    expect(ask(find(...usual(2), offer(60)).suspicious)).toEqual([]);
  });
});

test('the normal distribution at points from its table', () => {
  for (const [z, share] of [
    [0, 0.5],
    [1.959964, 0.975],
    [-1.959964, 0.025],
    [3, 0.9986501],
  ] as const)
    expect(normalShare(z)).toBeCloseTo(share, 6);
});
