import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findDeals, type Offer } from './deals.js';

let nextId = 1;
function offer(euros: number, more: Partial<Offer> = {}): Offer {
  return {
    id: nextId++,
    model: 'RTX 3060',
    memoryGb: 12,
    priceEurCents: Math.round(euros * 100),
    condition: 'used',
    flags: [],
    ...more,
  };
}
const market = (...euros: number[]): Offer[] => euros.map((price) => offer(price));
const ORDINARY = [212, 214, 215, 220, 225, 230, 231, 235, 240, 245, 250, 255, 260];

test('a deal says why, in numbers and in a sentence', () => {
  const cheap = offer(180);
  const { deals } = findDeals([...market(...ORDINARY), cheap]);
  expect(deals).toHaveLength(1);
  expect(deals[0]).toMatchObject({
    offer: cheap,
    reason: { priceEurCents: 18_000, medianEurCents: 23_050, p10EurCents: 21_260, n: 14, kind: 'used', cautions: [] },
  });
  expect(deals[0]?.reason.text).toBe(
    '180 € is 21 % below the median 230.50 € of 14 used RTX 3060 12GB offers (p10 212.60 €)',
  );
});

test('seven comparable offers are too few to call anything a deal', () => {
  expect(findDeals(market(100, 200, 200, 210, 210, 220, 220)).deals).toEqual([]);
  expect(findDeals(market(150, 200, 200, 210, 210, 220, 220, 230)).deals).toHaveLength(1);
});

test('where all ask nearly the same, the lowest is no deal', () => {
  expect(findDeals(market(200, 201, 202, 203, 204, 205, 206, 207, 208)).deals).toEqual([]);
});

test('a 10-euro fake is suspicious, never a deal, and hides no real deal', () => {
  const fake = offer(10);
  const cheap = offer(180);
  const { deals, suspicious } = findDeals([...market(...ORDINARY), cheap, fake]);
  expect(deals.map((deal) => deal.offer)).toEqual([cheap]);
  expect(suspicious.map((finding) => finding.offer)).toEqual([fake]);
  expect(suspicious[0]?.reason.text).toContain('too cheap to be true');
});

test('new, modded, damaged and other memory are not compared with used ones', () => {
  const others = [
    offer(180, { condition: 'new' }),
    offer(180, { flags: ['new'] }),
    offer(180, { flags: ['modded'] }),
    offer(180, { condition: 'damaged' }),
    offer(180, { memoryGb: 8 }),
    offer(180, { memoryGb: null }),
    offer(180, { model: 'RTX 3060 Ti' }),
    offer(180, { priceEurCents: null }),
  ];
  expect(findDeals([...market(...ORDINARY), ...others])).toEqual({ deals: [], suspicious: [] });
});

test('what the ad admits is told as a caution', () => {
  const { deals } = findDeals([...market(...ORDINARY), offer(180, { flags: ['mined', 'boxed'] })]);
  expect(deals[0]?.reason).toMatchObject({ cautions: ['mined'], text: expect.stringContaining('the ad says mined') });
});

test('whatever the prices: a deal is at or below p10 of at least 8 offers, never below a quarter of the median', () => {
  const prices = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(prices, (cents) => {
      const offers = cents.map((price) => offer(price / 100));
      const { deals, suspicious } = findDeals(offers);
      for (const { reason } of deals) {
        expect(reason.n).toBeGreaterThanOrEqual(8);
        expect(reason.priceEurCents).toBeLessThanOrEqual(reason.p10EurCents);
        expect(reason.discount).toBeGreaterThanOrEqual(0.1 - 1e-9);
      }
      const ids = [...deals, ...suspicious].map((finding) => finding.offer.id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});
