/** Facts to tell in tests. */
import type { Fact, Telling } from '../../watch/fact.js';

export const OFFER: Extract<Fact, { kind: 'offer' | 'deal' }> = {
  ...{ kind: 'offer', why: 'new', beforeEurCents: null, fairEurCents: null },
  offer: {
    ...{ model: 'RTX 3070', memoryGb: 8, listingId: 7, market: 'olx-bg', url: 'https://www.olx.bg/d/ad/x-ID7.html' },
    ...{ title: 'Видеокарта RTX 3070 8GB', priceMinor: 18_000, currency: 'EUR', priceEurCents: 18_000 },
    ...{ location: 'София, Младост', flags: [], condition: 'used', firstSeenAt: '2026-11-20T23:30:00.000Z' },
  },
  usual: { eurCents: 23_000, n: 26, enough: true, asksLess: 0.04 },
};

export const PRICE: Fact = {
  ...{ kind: 'price', variant: { model: 'RTX 3080', memoryGb: 10 }, direction: 'below', limitEurCents: 30_000 },
  usual: { eurCents: 29_500, n: 14, enough: true, asksLess: null },
  beforeEurCents: 31_000,
};

export const FACTS: Readonly<Record<string, Fact>> = {
  offer: OFFER,
  'offer back': { ...OFFER, why: 'back', usual: { eurCents: 23_000, n: 3, enough: false, asksLess: 0 } },
  'offer cheaper': {
    ...OFFER,
    why: 'cheaper',
    beforeEurCents: 20_000,
    offer: { ...OFFER.offer, flags: ['boxed', 'mined'] },
  },
  'offer entered': { ...OFFER, why: 'entered', beforeEurCents: 20_050, usual: null },
  'offer initial': { ...OFFER, why: 'initial', offer: { ...OFFER.offer, location: null, memoryGb: null } },
  deal: { ...OFFER, kind: 'deal', fairEurCents: 24_000 },
  'price below': PRICE,
  'price above': { ...PRICE, direction: 'above', beforeEurCents: null },
  'change down': {
    ...{ kind: 'change', variant: { model: 'RX 6600', memoryGb: 8 }, change: -0.124, days: 7, thenEurCents: 17_100 },
    usual: { eurCents: 15_000, n: 1, enough: true, asksLess: null },
  },
  'change up': {
    ...{ kind: 'change', variant: { model: 'RX 6600', memoryGb: 8 }, change: 0.08, days: 30, thenEurCents: 15_000 },
    usual: { eurCents: 16_200, n: 11, enough: true, asksLess: null },
  },
  lowest: {
    ...{ kind: 'lowest', variant: { model: 'RTX 4070', memoryGb: null }, days: 90, beforeEurCents: 45_000 },
    usual: { eurCents: 43_900, n: 30, enough: true, asksLess: null },
  },
  'scraper stale': { kind: 'scraper', market: 'olx-bg', state: 'stale', publishedAt: '2026-11-26T10:05:00.000Z' },
  'scraper blocked': { kind: 'scraper', market: 'olx-bg', state: 'blocked', publishedAt: null },
  'scraper suspect': { kind: 'scraper', market: 'olx-bg', state: 'suspect', publishedAt: null },
  'scraper failed': { kind: 'scraper', market: 'olx-bg', state: 'failed', publishedAt: null },
  'scraper recovered': {
    kind: 'scraper',
    market: 'olx-bg',
    state: 'recovered',
    publishedAt: '2026-11-26T10:05:00.000Z',
  },
  test: { kind: 'test' },
};

export const telling = (over: Partial<Telling> = {}): Telling => ({
  ...{ id: '0b3f8c1e-6f0d-4a52-9b6e-0d7d3c1f2a90', watch: 'cheap 3070', at: '2026-11-26T12:00:00.000Z' },
  ...{ facts: [OFFER], more: 0, digest: 'none' },
  ...over,
});
