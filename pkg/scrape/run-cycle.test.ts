import { expect, test } from '@jest/globals';
import type { CrawlSession } from '../fetch/crawl-session.js';
import { BlockedError, GoneError, TemporaryFetchError } from '../fetch/errors.js';
import { systemClock } from '../clock/clock.js';
import { PageBody } from '../market/page-body.js';
import type { Classifier } from '../listing/verdict.js';
import { anAccepted, aRawAd, aRejected, aReview, RULES } from '../listing/testing/builders.js';
import { MemoryCycleStore } from '../listing/testing/memory-cycle-store.js';
import { UnrecognisedPageError, type Marketplace, type ParsedPage, type Search } from '../market/marketplace.js';
import { silentLogger } from '../telemetry/logger.js';
import { BooksError, SuspectCycleError } from './errors.js';
import type { CycleOptions } from './cycle-parts.js';
import { runCycle } from './run-cycle.js';

/** A site that exists only as prices by id: it answers searches like the real one, with a result window and padding. */
class ToySite {
  ads = new Map<string, number>();
  readonly window = 40;
  readonly pageSize = 10;
  /** Called before each answer; throw to fail the request. */
  onRequest: (url: URL) => void = () => undefined;
  kind: ParsedPage['kind'] = 'results';
  readonly asked: string[] = [];

  fill(n: number): void {
    for (let i = 0; i < n; i += 1) this.ads.set(String(1_000 + i), 100 + ((i * 7) % n)); // not in the order of prices
  }

  readonly market: Marketplace = {
    ...{
      slug: 'toy',
      name: 'Toy',
      baseUrl: new URL('http://toy.test/'),
      hosts: ['toy.test'],
      currency: 'EUR',
      isReal: false,
    },
    ...{ resultWindow: this.window, pageSize: this.pageSize, maxPages: this.window / this.pageSize },
    adIdOf: () => null,
    searchUrl: ({ priceFrom, priceTo }: Search, page) =>
      new URL(`http://toy.test/?from=${priceFrom ?? ''}&to=${priceTo ?? ''}&page=${page}`),
    parse: (body) => JSON.parse(typeof body === 'string' ? body : body.text) as ParsedPage,
    parseAd: () => ({ kind: 'unrecognised', ad: null, source: null, disagreements: [] }),
  };

  readonly session: CrawlSession = {
    get: (url, read) => this.session.getBody(url, (body) => read(body.text)),
    getBody: async (url, read) => {
      this.asked.push(url.search);
      this.onRequest(url);
      const body = new PageBody(Buffer.from(JSON.stringify(this.answer(url))));
      return { value: read(body).value, bytes: 1, attempts: 1, url };
    },
    close: async () => undefined,
  };

  answer(url: URL): ParsedPage {
    const bound = (name: string, open: number): number => Number(url.searchParams.get(name) || open);
    const hits = [...this.ads].filter(([, price]) => price >= bound('from', 0) && price <= bound('to', Infinity));
    const page = Number(url.searchParams.get('page'));
    const shown = Math.min(hits.length, this.window);
    const onPage = hits.slice(0, this.window).slice((page - 1) * this.pageSize, page * this.pageSize);
    const ads = onPage.map(([externalId, price]) =>
      aRawAd({ externalId, priceMinor: price * 100, priceText: `${price} €` }),
    );
    if (this.kind !== 'results') return { ...EMPTY, kind: this.kind };
    const padding = page === 1 ? [aRawAd({ externalId: '9', padding: true })] : [];
    return {
      ...EMPTY,
      kind: 'results',
      announcedTotal: hits.length,
      page,
      totalPages: Math.ceil(shown / this.pageSize) || 1,
      ads: [...ads, ...padding],
      cards: ads.length + padding.length,
    };
  }
}

const EMPTY: ParsedPage = {
  ...{ kind: 'unrecognised', announcedTotal: null, page: null, totalPages: null, ads: [], cards: 0, source: null },
  ...{ sourceCounts: {}, disagreements: [] },
};

const classifier: Classifier = {
  rulesVersion: RULES,
  classify: ({ title }) => (title.includes('RTX') ? anAccepted() : aRejected()),
};
const never = new AbortController().signal;

function setUp(ads: number) {
  const site = new ToySite();
  site.fill(ads);
  const store = new MemoryCycleStore();
  const run = (over: Partial<CycleOptions> = {}, stop = never) =>
    runCycle(
      { store, classifier, openSession: async () => site.session, clock: systemClock, log: silentLogger },
      {
        market: site.market,
        terms: ['rtx'],
        maxPages: 999,
        adPages: 10,
        trigger: 'manual',
        pod: 'test',
        resumeHours: 6,
        acceptShrink: false,
        ...over,
      },
      { stop, lost: never },
    );
  return { site, store, run };
}

test('every ad of a search is found once, padding never, and the books balance', async () => {
  const { run } = setUp(35);
  const outcome = await run();
  expect(outcome).toMatchObject({
    status: 'published',
    books: { seen: 35, accepted: 35, padding: 1, duplicates: 0, pages: 4 },
  });
});

test('a search over the result window is split by price until everything is reached', async () => {
  const { run, site } = setUp(300);
  const outcome = await run();
  expect(outcome).toMatchObject({
    status: 'published',
    books: { seen: 300, terms: [{ announced: 300, unreached: 0 }] },
  });
  expect(site.asked.length).toBeLessThan(70);
});

test('more ads at one price than the window shows are counted as unreached, and nobody is called missing', async () => {
  const { run, site } = setUp(0);
  for (let i = 0; i < 90; i += 1) site.ads.set(String(i + 1), 500);
  const outcome = await run();
  expect(outcome.status).toBe('partial');
  expect(outcome.books?.terms[0]).toMatchObject({ announced: 90, seen: 40, unreached: 50 });
});

test('a site that ignores the price filter is not split for ever', async () => {
  const { run, site } = setUp(300);
  const answer = site.answer.bind(site);
  site.answer = (url) => {
    url.searchParams.delete('from');
    url.searchParams.delete('to');
    return answer(url);
  };
  const outcome = await run();
  expect(outcome).toMatchObject({
    status: 'partial',
    books: { seen: 40, terms: [{ announced: 300, unreached: 260 }] },
  });
  expect(site.asked.length).toBeLessThan(20);
});

test('a page limit publishes in part and moves nothing towards gone', async () => {
  const { run, site } = setUp(30);
  await run();
  site.ads.delete('1000');
  await expect(run({ maxPages: 1 })).resolves.toMatchObject({
    status: 'partial',
    published: { missing: 0, active: 30 },
  });
});

test('an interrupted cycle goes on at the page where it stopped', async () => {
  const { run, site } = setUp(35);
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '3') throw new TemporaryFetchError('down');
  };
  await expect(run()).rejects.toThrow(TemporaryFetchError);
  site.onRequest = () => undefined;
  const before = site.asked.length;
  await expect(run()).resolves.toMatchObject({ status: 'published', cycleId: 1, books: { seen: 35 } });
  expect(site.asked.slice(before)).toEqual(['?from=&to=&page=3', '?from=&to=&page=4']);
});

test('a stop lets the page in hand finish and is resumed later', async () => {
  const { run, site } = setUp(35);
  const stop = new AbortController();
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '2') stop.abort();
  };
  await expect(run({}, stop.signal)).resolves.toMatchObject({ status: 'running' });
  site.onRequest = () => undefined;
  await expect(run()).resolves.toMatchObject({ status: 'published', books: { seen: 35 } });
  expect(site.asked.filter((asked) => asked.endsWith('page=2'))).toHaveLength(1);
});

test('pages that nobody understands end the cycle as failed, never as an empty market', async () => {
  const { run, site, store } = setUp(20);
  await run();
  const before = store.published();
  site.kind = 'unrecognised';
  await expect(run()).rejects.toThrow(UnrecognisedPageError);
  expect(store.statuses()).toEqual(['published', 'failed']);
  expect(store.published()).toEqual(before);
});

test("the site's own empty state is an empty market, and the guard against a collapse still holds", async () => {
  const { run, site, store } = setUp(20);
  await run();
  site.kind = 'no-results';
  await expect(run()).rejects.toThrow(SuspectCycleError);
  expect(store.statuses().at(-1)).toBe('suspect');
  await expect(run({ acceptShrink: true })).resolves.toMatchObject({ status: 'published', published: { missing: 20 } });
});

test('a site that says no ends the cycle as blocked', async () => {
  const { run, site, store } = setUp(20);
  site.onRequest = () => {
    throw new BlockedError('403');
  };
  await expect(run()).rejects.toThrow(BlockedError);
  expect(store.statuses()).toEqual(['blocked']);
});

test('ads judged by older rules are judged again before they are published', async () => {
  const { run, site, store } = setUp(15);
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '2') throw new TemporaryFetchError('down');
  };
  await expect(run()).rejects.toThrow(TemporaryFetchError);
  site.onRequest = () => undefined;
  const newer: Classifier = {
    rulesVersion: 'rules-2',
    classify: () => anAccepted({ rulesVersion: 'rules-2', model: 'RTX 3070' }),
  };
  const parts = {
    store,
    classifier: newer,
    openSession: async () => site.session,
    clock: systemClock,
    log: silentLogger,
  };
  const options = {
    market: site.market,
    terms: ['rtx'],
    maxPages: 999,
    adPages: 10,
    trigger: 'manual',
    pod: 'test',
    resumeHours: 6,
    acceptShrink: false,
  };
  await runCycle(parts, options, { stop: never, lost: never });
  expect(new Set(store.published().listings.map((listing) => listing.model))).toEqual(new Set(['RTX 3070']));
});

const A_PAGE = { now: new Date(0), announced: null, totalPages: null, disagreements: 0 };

test.each<[string, (site: ToySite, store: MemoryCycleStore) => void]>([
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

test.each([
  ['half of the cards of the cycle before', 10, false, 'published'],
  ['one less', 9, false, 'suspect'],
  ['half of them, some in doubt: a card in doubt is a card', 10, true, 'published'],
] as const)('%s', async (_what, left, inDoubt, status) => {
  const { run, site, store } = setUp(20);
  await run();
  const shrunk: Classifier = {
    rulesVersion: 'rules-2',
    classify: () => (inDoubt ? aReview({ rulesVersion: 'rules-2' }) : anAccepted({ rulesVersion: 'rules-2' })),
  };
  for (const id of [...site.ads.keys()].slice(left)) site.ads.delete(id);
  const parts = {
    store,
    classifier: shrunk,
    openSession: async () => site.session,
    clock: systemClock,
    log: silentLogger,
  };
  const options = {
    market: site.market,
    terms: ['rtx'],
    maxPages: 999,
    adPages: 0,
    trigger: 'manual',
    pod: 'test',
    resumeHours: 6,
  };
  await runCycle(parts, { ...options, acceptShrink: false }, { stop: never, lost: never }).catch((err: unknown) => {
    if (!(err instanceof SuspectCycleError)) throw err;
  });
  expect(store.statuses().at(-1)).toBe(status);
});
