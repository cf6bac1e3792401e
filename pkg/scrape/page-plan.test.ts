import { expect, test } from '@jest/globals';
import type { PendingSearch } from '../listing/cycle.js';
import { aRawAd } from '../listing/testing/builders.js';
import type { ParsedPage } from '../market/marketplace.js';
import { planPage, type PagePlan } from './page-plan.js';

const MARKET = { resultWindow: 1_000, pageSize: 40, maxPages: 25 };

interface Case {
  readonly number?: number;
  readonly announced?: number | null;
  readonly totalPages?: number | null;
  readonly ads?: number;
  readonly newIds?: number;
  readonly range?: readonly [number | null, number | null];
  readonly parentAnnounced?: number | null;
  readonly maxPages?: number;
  readonly kind?: ParsedPage['kind'];
}

function plan(of: Case): PagePlan {
  const { number = 1, announced = 100, totalPages = 3, ads = 40, range = [null, null], kind = 'results' } = of;
  const search: PendingSearch = {
    ...{ id: 1, term: 'rtx', priceFrom: range[0], priceTo: range[1], nextPage: number },
    parentAnnounced: of.parentAnnounced ?? null,
  };
  const page: ParsedPage = {
    ...{ kind, announcedTotal: announced, page: number, totalPages, cards: ads, source: 'state', sourceCounts: {} },
    ads: Array.from({ length: ads }, (_, i) => aRawAd({ externalId: String(i), priceMinor: (i + 1) * 1_000 })),
    disagreements: [],
  };
  const maxPages = of.maxPages ?? 999;
  return planPage({ search, page, newIds: of.newIds ?? ads, market: MARKET, maxPages });
}

test.each<[string, Case, PagePlan['outcome']]>([
  ['a page with more to come goes on', {}, undefined],
  ['the last page ends the search', { number: 3, ads: 20 }, 'exhausted'],
  ['the page before the last does not', { number: 2 }, undefined],
  ['a first page without anything new is still read on', { newIds: 0 }, undefined],
  ['a later page without anything new repeats an old one: past the end', { number: 2, newIds: 0 }, 'exhausted'],
  ['one new ad on it, and it is read on', { number: 2, newIds: 1 }, undefined],
  ['a page without results ends it', { kind: 'no-results', ads: 0 }, 'exhausted'],
  ['a page of padding alone ends it', { ads: 0 }, 'exhausted'],
  ['a page that is not understood ends it', { kind: 'unrecognised', ads: 0 }, 'unrecognised'],
  ['the last page of the limit cuts it', { number: 2, maxPages: 2 }, 'page-limit'],
  ['the page before the limit does not', { number: 1, maxPages: 2 }, undefined],
  ['what ends at the limit by itself is not cut', { number: 3, ads: 20, maxPages: 3 }, 'exhausted'],
  ['without a count of pages the market says how many it serves', { number: 25, totalPages: null }, 'exhausted'],
  ['and before that it goes on', { number: 24, totalPages: null }, undefined],
])('%s', (_rule, of, outcome) => {
  expect(plan(of).outcome).toBe(outcome);
});

test.each<[string, Case, Partial<PagePlan> & { readonly split: boolean }]>([
  ['a search one short of the window is not split', { announced: 999, totalPages: 25 }, { split: false }],
  ['one at the window is: a capped count says no more', { announced: 1_000, totalPages: 25 }, { split: true }],
  ['only its first page splits it', { number: 2, announced: 1_000, totalPages: 25 }, { split: false }],
  [
    'at its last page it ends as split',
    { number: 25, announced: 1_300, totalPages: 25 },
    { split: false, outcome: 'split', unread: 300 },
  ],
  [
    'a price range is split instead of being read',
    { announced: 1_300, range: [100, 500], parentAnnounced: 2_000, totalPages: 25 },
    { split: true, outcome: 'split' },
  ],
  [
    'a range that is open at one end is no search of its own',
    { announced: 1_300, range: [null, 500], parentAnnounced: 2_000, totalPages: 25 },
    { split: true, outcome: 'split', unread: 1_260 },
  ],
  [
    'nor one that is open at the other',
    { announced: 1_300, range: [500, null], parentAnnounced: 2_000, totalPages: 25 },
    { split: true, outcome: 'split', unread: 1_260 },
  ],
  [
    'a limit of one page splits it and ends it',
    { announced: 1_300, totalPages: 25, maxPages: 1 },
    { split: true, outcome: 'split', unread: 1_260 },
  ],
  [
    'the last page of the limit ends it as split',
    { number: 2, announced: 1_300, totalPages: 25, maxPages: 2 },
    { split: false, outcome: 'split', unread: 1_220 },
  ],
  [
    'a range that announces as much as its parent was not filtered',
    { announced: 2_000, range: [100, 500], parentAnnounced: 2_000, totalPages: 25 },
    { split: false },
  ],
  [
    'one less, and it was',
    { announced: 1_999, range: [100, 500], parentAnnounced: 2_000, totalPages: 25 },
    { split: true },
  ],
  [
    'a range that cannot shrink is cut by the window',
    { number: 25, announced: 1_300, range: [100, 101], parentAnnounced: 2_000, totalPages: 25 },
    { split: false, outcome: 'window', unread: 300 },
  ],
])('%s', (_rule, of, { split, ...expected }) => {
  const planned = plan(of);
  expect(planned.ranges !== undefined).toBe(split);
  expect(planned).toMatchObject(expected);
});

test.each<[string, Case, number | undefined]>([
  ['what the site announces beyond the pages read is unread', { number: 2, announced: 100, maxPages: 2 }, 20],
  ['nothing is, where the pages hold all that is announced', { number: 2, announced: 80, maxPages: 2 }, 0],
  ['never less than nothing', { number: 2, announced: 70, maxPages: 2 }, 0],
  ['without a count nothing is known', { number: 2, announced: null, maxPages: 2 }, 0],
  [
    'a search that was read to its end leaves nothing unread, whatever was announced',
    { number: 3, announced: 900, ads: 20 },
    undefined,
  ],
])('%s', (_rule, of, unread) => {
  expect(plan(of).unread).toBe(unread);
});

test('the number of pages to expect is bounded by what is served and by the limit', () => {
  expect(plan({ totalPages: 40 }).totalPages).toBe(25);
  expect(plan({ totalPages: 40, maxPages: 10 }).totalPages).toBe(10);
  expect(plan({ totalPages: null }).totalPages).toBeNull();
});
