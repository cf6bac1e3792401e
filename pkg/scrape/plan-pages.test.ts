import { describe, expect, test } from '@jest/globals';
import { dealPrice } from '../analytics/deals.js';
import { FairPrices } from '../analytics/fair-price.js';
import { NO_EFFECTS } from '../analytics/price-effects.js';
import type { AbsentAd, PageCandidate } from '../listing/ad-page-store.js';
import { planPages, type PagePlanning } from './plan-pages.js';

const aCandidate = (externalId: string, euro: number | null, over: Partial<PageCandidate> = {}): PageCandidate => ({
  ...{ externalId, url: `https://market.test/ad/${externalId}`, title: 'RTX 3060', verdict: 'accepted' },
  ...{ model: 'RTX 3060', memoryGb: 12, flags: [], condition: 'used', currency: 'EUR', daysUp: 0 },
  ...{ priceMinor: euro === null ? null : euro * 100, priceEurCents: euro === null ? null : euro * 100 },
  ...{ hasText: true, isRead: false },
  ...over,
});

const anAbsent = (externalId: string): AbsentAd => ({
  ...{ externalId, url: `https://market.test/ad/${externalId}`, title: 'RTX 3060', priceMinor: 1, currency: 'EUR' },
});

/** Nine ordinary offers whose pages are not worth opening: a card costs 200. */
const ORDINARY = [180, 185, 190, 195, 200, 205, 210, 215, 220].map((euro) => aCandidate(`o${euro}`, euro));

function plan(candidates: readonly PageCandidate[], over: Partial<PagePlanning> = {}): string[] {
  const pages = planPages({
    ...{ candidates: [...candidates, ...ORDINARY], absent: [], market: 'demo', hosts: ['market.test'], budget: 40 },
    ...over,
  });
  return pages.map(({ externalId, why }) => `${why} ${externalId}`);
}

test('nothing is opened where nothing is to be learned', () => {
  expect(plan([])).toEqual([]);
});

test('in order of worth: would-be deals, too cheap to be true, in review, of unknown text, absent', () => {
  const candidates = [
    aCandidate('silent', 200, { hasText: false }),
    aCandidate('doubted', 190, { verdict: 'review' }),
    aCandidate('fake', 10),
    aCandidate('deal', 120),
  ];
  expect(plan(candidates, { absent: [anAbsent('away')] })).toEqual([
    ...['deal deal', 'suspicious fake', 'review doubted', 'unread silent', 'absent away'],
  ]);
});

describe('within each reason', () => {
  test('deals go by what they save, in euro', () => {
    const dear = [900, 910, 920, 930, 940, 950, 960, 970, 980].map((euro) =>
      aCandidate(`d${euro}`, euro, { model: 'RTX 4080', memoryGb: 16 }),
    );
    const deal = aCandidate('dear', 640, { model: 'RTX 4080', memoryGb: 16 });
    expect(plan([aCandidate('cheap', 120), aCandidate('cheaper', 110), deal, ...dear])).toEqual([
      ...['deal dear', 'deal cheaper', 'deal cheap'],
    ]);
  });

  test('suspicious ones by how far below they are', () => {
    expect(plan([aCandidate('a', 20), aCandidate('b', 10), aCandidate('c', 15)])).toEqual([
      ...['suspicious b', 'suspicious c', 'suspicious a'],
    ]);
  });

  test('cards of unknown text, and those in review, by what they ask against what such cards cost', () => {
    const silent = { hasText: false };
    const other = { ...silent, model: 'RTX 4090', memoryGb: 24 };
    const candidates = [
      aCandidate('usual', 200, silent),
      aCandidate('priceless', null, silent),
      aCandidate('low', 175, silent),
      aCandidate('only one', 1_700, other),
      aCandidate('in doubt', 210, { verdict: 'review' }),
      aCandidate('in doubt, cheap', 150, { verdict: 'review' }),
    ];
    expect(plan(candidates)).toEqual([
      ...['review in doubt, cheap', 'review in doubt'],
      ...['unread low', 'unread only one', 'unread usual', 'unread priceless'],
    ]);
  });

  test('what they ask counts by its share: a hundred of a dear card is less than thirty of a cheap one', () => {
    const dear = [900, 910, 920, 930, 940, 950, 960, 970, 980].map((euro) =>
      aCandidate(`d${euro}`, euro, { model: 'RTX 4080', memoryGb: 16 }),
    );
    const silent = { verdict: 'review' as const };
    const candidates = [
      aCandidate('dear', 840, { ...silent, model: 'RTX 4080', memoryGb: 16 }),
      aCandidate('cheap', 170, silent),
    ];
    expect(plan([...candidates, ...dear])).toEqual(['review cheap', 'review dear']);
  });

  test('equals by their ids, so that the plan is the same whatever order they come in', () => {
    const same = ['3', '1', '2'].map((id) => aCandidate(id, 120));
    expect(plan(same)).toEqual(['deal 1', 'deal 2', 'deal 3']);
    expect(plan(same.toReversed())).toEqual(['deal 1', 'deal 2', 'deal 3']);
  });
});

describe('what is a would-be deal', () => {
  const candidates = [aCandidate('x', 120), ...ORDINARY].map((ad) => ({ ...ad, market: 'demo' }));
  const fair = new FairPrices(candidates, NO_EFFECTS).of(candidates[0]!)!;
  const dearest = dealPrice(fair)!;
  const inCents = (cents: number): PageCandidate => aCandidate('x', 120, { priceMinor: cents, priceEurCents: cents });

  test('what is a deal, or would be one if it cost a tenth less; to the cent', () => {
    expect(plan([inCents(dearest)])).toEqual(['deal x']);
    expect(plan([inCents(Math.floor(dearest * 1.1))])).toEqual(['deal x']);
    expect(plan([inCents(Math.floor(dearest * 1.1) + 1)])).toEqual([]);
  });

  test('unless it is too cheap to be true; to the cent', () => {
    expect(plan([inCents(Math.ceil(fair.plausibleFrom))])).toEqual(['deal x']);
    expect(plan([inCents(Math.ceil(fair.plausibleFrom) - 1)])).toEqual(['suspicious x']);
  });

  test.each<[string, Partial<PageCandidate>, string[]]>([
    ['a damaged card', { condition: 'damaged' }, []],
    ['a card of unknown memory', { memoryGb: null }, []],
    ['a card without a euro price', { priceEurCents: null }, []],
    ['a card in review', { verdict: 'review' }, ['review x']],
    ['a card of unknown memory and text', { memoryGb: null, hasText: false }, ['unread x']],
  ])('not %s', (_, over, expected) => {
    expect(plan([aCandidate('x', 120, over)])).toEqual(expected);
  });

  test('nothing among too few to compare with', () => {
    const few = ORDINARY.slice(0, 6);
    const planned = planPages({
      ...{ candidates: [...few, aCandidate('x', 120)], absent: [], market: 'demo', hosts: ['market.test'], budget: 9 },
    });
    expect(planned).toEqual([]);
  });

  test('cards in review are no measure for others', () => {
    const doubted = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
      aCandidate(`r${n}`, 2_000, { verdict: 'review', isRead: true }),
    );
    expect(plan([...doubted, aCandidate('x', 190)])).toEqual([]);
  });
});

test('a page that was read while the ad was what it is now is not opened again, and still is a measure for the others', () => {
  const read = { isRead: true };
  expect(plan([aCandidate('x', 120, read), aCandidate('y', 200, { ...read, hasText: false })])).toEqual([]);
  expect(plan([aCandidate('fake', 10, read), aCandidate('z', 120, { ...read, verdict: 'review' })])).toEqual([]);
  const pages = planPages({
    ...{ candidates: [...ORDINARY.map((ad) => ({ ...ad, isRead: true })), aCandidate('x', 120)], absent: [] },
    ...{ market: 'demo', hosts: ['market.test'], budget: 40 },
  });
  expect(pages.map(({ externalId }) => externalId)).toEqual(['x']);
});

test('only the market is asked, not the sites of its partners', () => {
  const elsewhere = { url: 'https://partner.test/ad/x' };
  expect(plan([aCandidate('x', 120, elsewhere)], { absent: [{ ...anAbsent('y'), ...elsewhere }] })).toEqual([]);
});

describe('the budget', () => {
  const deals = Array.from({ length: 12 }, (_, n) => aCandidate(`d${String(n).padStart(2, '0')}`, 120));
  const absent = Array.from({ length: 12 }, (_, n) => anAbsent(`a${n}`));
  const many = [...ORDINARY, ...ORDINARY.map((ad) => ({ ...ad, externalId: `${ad.externalId}b` }))];

  test.each([
    [0, 0, 0],
    [1, 1, 0],
    [3, 3, 0],
    [4, 3, 1],
    [7, 6, 1],
    [8, 6, 2],
    [16, 12, 4],
    [20, 12, 8],
    [24, 12, 12],
    [40, 12, 12],
  ])('of %d is kept to the page: %d cards and %d absent ads', (budget, cards, away) => {
    const planned = plan([...deals, ...many], { absent, budget });
    expect(planned.filter((page) => page.startsWith('deal'))).toHaveLength(cards);
    expect(planned.filter((page) => page.startsWith('absent'))).toHaveLength(away);
  });

  test('absent ads that are fewer than their quarter leave the rest to cards', () => {
    expect(plan([...deals, ...many], { absent: absent.slice(0, 1), budget: 8 })).toHaveLength(8);
    expect(plan([...deals, ...many], { absent: absent.slice(0, 1), budget: 8 }).at(-1)).toBe('absent a0');
  });

  test('absent ads keep their order', () => {
    expect(plan([], { absent: [anAbsent('z'), anAbsent('b')], budget: 8 })).toEqual(['absent z', 'absent b']);
  });
});

test('a page is planned with what it is opened for', () => {
  const [page] = planPages({
    ...{ candidates: [...ORDINARY, aCandidate('x', 120, { priceMinor: 23_470, currency: 'BGN' })], absent: [] },
    ...{ market: 'demo', hosts: ['market.test'], budget: 1 },
  });
  expect(page).toEqual({
    ...{ externalId: 'x', url: 'https://market.test/ad/x', title: 'RTX 3060', priceMinor: 23_470, currency: 'BGN' },
    why: 'deal',
  });
});
