import { expect, test } from '@jest/globals';
import { GoneError } from '../fetch/errors.js';
import type { MemoryCycleStore } from '../listing/testing/memory-cycle-store.js';
import { BooksError } from './errors.js';
import { EMPTY, setUp, type SearchSite } from './testing/search-site.js';

const A_PAGE = { now: new Date(0), announced: null, totalPages: null, disagreements: 0 };

test.each<[string, (site: SearchSite, store: MemoryCycleStore) => void]>([
  [
    'the parser sees a card that it does not give',
    (site) => {
      const parse = site.market.parse.bind(site.market);
      Object.assign(site.market, { parse: (body: string) => ({ ...parse(body), cards: parse(body).cards + 1 }) });
    },
  ],
  [
    'the parser takes a card for unreadable and gives it all the same',
    (site) => {
      const parse = site.market.parse.bind(site.market);
      Object.assign(site.market, { parse: (body: string) => ({ ...parse(body), unparsed: 1 }) });
    },
  ],
  [
    'the store loses an ad',
    (_site, store) => {
      const savePage = store.savePage.bind(store);
      store.savePage = (token, page) => savePage(token, { ...page, ads: page.ads.slice(1) });
    },
  ],
  [
    'the store forgets a page, so that it is fetched again',
    (_site, store) => {
      const savePage = store.savePage.bind(store);
      let calls = 0;
      store.savePage = async (token, page) => {
        calls += 1;
        if (calls !== 2) await savePage(token, page);
      };
    },
  ],
  [
    'the store turns two pages for one',
    (_site, store) => {
      const savePage = store.savePage.bind(store);
      store.savePage = async (token, page) => {
        await savePage(token, page);
        if (page.page === 1)
          await savePage(token, {
            ...A_PAGE,
            ...{ searchId: page.searchId, page: 2, ads: [], cards: 0, padding: 0, unparsed: 0, repeats: 0 },
          });
      };
    },
  ],
])('a miscount is refused, and nothing is published: %s', async (_what, plant) => {
  const { run, site, store } = setUp(35);
  await run();
  const before = store.published();
  plant(site, store);
  await expect(run()).rejects.toThrow(BooksError);
  expect(store.statuses().at(-1)).toBe('failed');
  expect(store.published()).toEqual(before);
});

test('a page that is fetched again because it was not understood is no miscount', async () => {
  const { run, site } = setUp(35);
  let torn = 0;
  const answer = site.answer.bind(site);
  site.answer = (url) => {
    torn += 1;
    return torn === 2 ? EMPTY : answer(url);
  };
  await expect(run()).resolves.toMatchObject({ status: 'published', books: { pages: 4, seen: 35 } });
});

test('a search page that is gone is an answer: the cycle is published in part, and its pages add up', async () => {
  const { run, site } = setUp(20);
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '2') throw new GoneError('gone', 404);
  };
  await expect(run()).resolves.toMatchObject({ status: 'partial', books: { pages: 2, seen: 10, miscounts: [] } });
});
