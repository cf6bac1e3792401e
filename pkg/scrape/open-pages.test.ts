import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../clock/clock.js';
import type { CrawlSession } from '../fetch/crawl-session.js';
import { BlockedError, GoneError, LeakError, RedirectRefusedError, TemporaryFetchError } from '../fetch/errors.js';
import { FencedError } from '../listing/cycle-store.js';
import type { RawAd } from '../listing/raw-ad.js';
import { anAccepted, aRawAd, aRejected, RULES } from '../listing/testing/builders.js';
import { MemoryCycleStore } from '../listing/testing/memory-cycle-store.js';
import type { Classifier } from '../listing/verdict.js';
import type { AdPage, Marketplace, ParsedPage } from '../market/marketplace.js';
import { PageBody } from '../market/page-body.js';
import { silentLogger } from '../telemetry/logger.js';
import { READ_AGAIN_DAYS } from './open-pages.js';
import { runCycle } from './run-cycle.js';

const DAY_MS = 86_400_000;
const NOTHING = { ad: null, source: null, disagreements: [] } as const;
const never = new AbortController().signal;

/** One page of results without descriptions, and a page of its own for each ad. */
class ToySite {
  readonly listed = new Map<string, RawAd>();
  /** By id; what is not here is listed and has nothing more to tell. */
  readonly texts = new Map<string, string>();
  readonly kinds = new Map<string, AdPage['kind']>();
  /** Pages that were opened, by id. */
  readonly opened: string[] = [];
  /** Called before each answer to an ad's own address; throw to fail the request. */
  onOpen: (id: string) => void = () => undefined;

  list(...ids: readonly string[]): void {
    this.listed.clear();
    for (const id of ids) this.listed.set(id, aRawAd({ externalId: id, url: `http://toy.test/ad/${id}` }));
  }

  readonly market: Marketplace = {
    ...{ slug: 'toy', name: 'Toy', baseUrl: new URL('http://toy.test/'), hosts: ['toy.test'], currency: 'EUR' },
    ...{ isReal: false, resultWindow: 1_000, pageSize: 1_000, maxPages: 25 },
    searchUrl: (search) => new URL(`http://toy.test/search/${search.term}`),
    parse: () => this.#results(),
    parseAd: (_body, asked) => this.#page(asked.externalId),
    adIdOf: () => null,
  };

  readonly session: CrawlSession = {
    get: (url, read) => this.session.getBody(url, (body) => read(body.text)),
    getBody: async (url, read, signal) => {
      const id = /^\/ad\/(.+)$/.exec(url.pathname)?.[1];
      if (id !== undefined) {
        this.opened.push(id);
        this.onOpen(id);
      }
      signal?.throwIfAborted();
      return { value: read(new PageBody(Buffer.from(''))).value, bytes: 0, attempts: 1, url };
    },
    close: async () => undefined,
  };

  #results(): ParsedPage {
    const ads = [...this.listed.values()];
    const counts = { announcedTotal: ads.length, page: 1, totalPages: 1, cards: ads.length, unparsed: 0 };
    return { kind: 'results', ads, ...counts, source: 'dom', sourceCounts: { dom: ads.length }, disagreements: [] };
  }

  #page(id: string): AdPage {
    const kind = this.kinds.get(id) ?? 'ad';
    if (kind !== 'ad') return { ...NOTHING, kind };
    const listed = this.listed.get(id) ?? aRawAd({ externalId: id, url: `http://toy.test/ad/${id}` });
    return {
      kind,
      ad: { ...listed, description: this.texts.get(id) ?? 'Работи.' },
      source: 'state',
      disagreements: [],
    };
  }
}

const classifier: Classifier = {
  rulesVersion: RULES,
  classify: ({ description }) =>
    description?.includes('Не дава картина') === true ? aRejected({ reason: 'defective' }) : anAccepted(),
};

function setUp(ids: readonly string[], adPages = 10) {
  const site = new ToySite();
  site.list(...ids);
  const store = new MemoryCycleStore();
  let now = Date.parse('2026-11-01T10:00:00Z');
  const clock: Clock = { now: () => new Date(now), sleep: () => Promise.resolve() };
  const progress: number[] = [];
  const parts = { store, classifier, openSession: async () => site.session, clock, log: silentLogger };
  const options = {
    ...{ market: site.market, terms: ['rtx'], maxPages: 999, adPages, trigger: 'manual', pod: 'test' },
    ...{ resumeHours: 6, acceptShrink: true },
  };
  const run = (signals: { stop?: AbortSignal; lost?: AbortSignal } = {}, over: Partial<typeof options> = {}) =>
    runCycle(
      { ...parts, onProgress: (percent) => progress.push(percent) },
      { ...options, ...over },
      { stop: never, lost: never, ...signals },
    );
  const pass = (ms: number): number => (now += ms);
  const active = (): string[] =>
    store
      .published()
      .listings.filter(({ status }) => status === 'active')
      .map(({ externalId }) => externalId);
  return { site, store, run, pass, progress, active };
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => String(1_001 + n));

test('a fault that only the page tells keeps the ad out in the very cycle that opened it', async () => {
  const { site, run, active } = setUp(ids(3));
  site.texts.set('1002', 'Не дава картина.');
  await expect(run()).resolves.toMatchObject({
    status: 'published',
    books: { accepted: 2, rejected: { defective: 1 }, adPages: { planned: 3, read: 3, gone: 0, unread: 0 } },
  });
  expect(active()).toEqual(['1001', '1003']);
});

test('what a page said is not lost when the next results show the ad without it, and it is not opened again', async () => {
  const { site, run, pass, active } = setUp(ids(3));
  site.texts.set('1002', 'Не дава картина.');
  await run();
  site.opened.length = 0;
  pass(DAY_MS);
  await expect(run()).resolves.toMatchObject({ books: { rejected: { defective: 1 }, adPages: { planned: 0 } } });
  expect(site.opened).toEqual([]);
  expect(active()).toEqual(['1001', '1003']);
});

test('a title that changed is another ad: its text is not known, and it is opened', async () => {
  const { site, run, pass } = setUp(ids(2));
  await run();
  pass(DAY_MS);
  site.opened.length = 0;
  site.listed.set('1002', { ...site.listed.get('1002')!, title: 'RTX 3060 продадена' });
  await run();
  expect(site.opened).toEqual(['1002']);
});

test.each([
  [READ_AGAIN_DAYS * DAY_MS - 1, []],
  [READ_AGAIN_DAYS * DAY_MS, ['cheap']],
])('a would-be deal is opened again after its time, to the millisecond: %d', async (ms, expected) => {
  const { site, run, pass } = setUp(ids(9));
  site.listed.set('cheap', aRawAd({ externalId: 'cheap', url: 'http://toy.test/ad/cheap', priceMinor: 14_000 }));
  await run();
  pass(ms);
  site.opened.length = 0;
  await run();
  expect(site.opened).toEqual(expected);
});

describe('the budget', () => {
  test.each([0, 1, 4, 6, 7])('of %d is kept exactly', async (adPages) => {
    const { site, run } = setUp(ids(6), adPages);
    const planned = Math.min(6, adPages);
    await expect(run()).resolves.toMatchObject({ books: { adPages: { planned, read: planned } } });
    expect(site.opened).toHaveLength(planned);
  });

  test('what it did not reach is opened by the next cycles', async () => {
    const { site, run } = setUp(ids(6), 4);
    await run();
    await run();
    expect(new Set(site.opened)).toEqual(new Set(ids(6)));
    expect(site.opened).toHaveLength(6);
  });
});

describe('ads that the results leave out', () => {
  test('the trap: on and off the list for six cycles while its page is there, an ad never ends', async () => {
    const { site, run, pass, store } = setUp([]);
    for (const list of [['A', 'B'], ['B'], ['A', 'B'], ['B'], ['B'], ['A', 'B']]) {
      site.list(...list);
      await run();
      pass(DAY_MS / 4);
      expect(store.published().listings.find(({ externalId }) => externalId === 'A')).toMatchObject({
        status: 'active',
      });
    }
    expect(store.published().events.filter(({ externalId }) => externalId === 'A')).toMatchObject([{ to: 'active' }]);
  });

  test('without a budget nobody is asked, and two absences are an end', async () => {
    const { site, run, store } = setUp([], 0);
    for (const list of [['A', 'B'], ['B'], ['B']]) {
      site.list(...list);
      await run();
    }
    expect(store.published().listings).toMatchObject([{ status: 'gone' }, { status: 'active' }]);
    expect(site.opened).toEqual([]);
  });

  test('410, 404 and a page that says so are facts: gone at once', async () => {
    const { site, run, active, store } = setUp(['A', 'B', 'C', 'D']);
    await run();
    site.list('D');
    site.kinds.set('B', 'gone');
    site.kinds.set('C', 'unrecognised');
    site.onOpen = (id) => {
      if (id === 'A') throw new GoneError('410', 410);
    };
    await expect(run()).resolves.toMatchObject({ books: { adPages: { planned: 3, gone: 2, unread: 1 } } });
    expect(active()).toEqual(['D']);
    expect(store.published().listings.map(({ status }) => status)).toEqual(['gone', 'gone', 'missing', 'active']);
  });

  test('are not asked about by a cycle that did not see the whole market', async () => {
    const { site, run } = setUp(['A', 'B']);
    await run();
    site.opened.length = 0;
    site.list('B');
    const parse = site.market.parse.bind(site.market);
    Object.assign(site.market, { parse: (body: string) => ({ ...parse(body), totalPages: 9, announcedTotal: 200 }) });
    await expect(run({}, { maxPages: 1 })).resolves.toMatchObject({ status: 'partial' });
    expect(site.opened).toEqual([]);
  });
});

describe('when the site stops answering', () => {
  test.each([
    ['is blocked', new BlockedError('403')],
    ['cannot be reached', new TemporaryFetchError('down')],
  ])('a page that %s ends the walk, and the cycle is published with what is known', async (_, error) => {
    const { site, run, active } = setUp(ids(5));
    site.texts.set('1001', 'Не дава картина.');
    site.onOpen = (id) => {
      if (id === '1003') throw error;
    };
    await expect(run()).resolves.toMatchObject({
      status: 'published',
      books: { adPages: { planned: 5, read: 2, gone: 0, unread: 0 } },
    });
    expect(site.opened).toEqual(['1001', '1002', '1003']);
    expect(active()).toEqual(['1002', '1003', '1004', '1005']);
  });

  test('a page that leads elsewhere is one page: the walk goes on', async () => {
    const { site, run } = setUp(ids(3));
    site.onOpen = (id) => {
      if (id === '1001') throw new RedirectRefusedError('elsewhere');
    };
    await expect(run()).resolves.toMatchObject({ books: { adPages: { planned: 3, read: 2, unread: 1 } } });
  });

  test('a leak ends everything', async () => {
    const { site, run, store } = setUp(ids(3));
    site.onOpen = () => {
      throw new LeakError('direct');
    };
    await expect(run()).rejects.toThrow(LeakError);
    expect(store.statuses()).toEqual(['failed']);
  });
});

describe('a stopped walk', () => {
  test('finishes the page in hand, and the next run goes on with the plan it had', async () => {
    const { site, run, active } = setUp(ids(4));
    site.texts.set('1002', 'Не дава картина.');
    const stop = new AbortController();
    site.onOpen = (id) => {
      if (id === '1002') stop.abort();
    };
    await expect(run({ stop: stop.signal })).resolves.toMatchObject({ status: 'running' });
    site.onOpen = () => undefined;
    await expect(run()).resolves.toMatchObject({
      ...{ status: 'published', cycleId: 1 },
      books: { adPages: { planned: 4, read: 4 } },
    });
    expect(site.opened).toEqual(ids(4));
    expect(active()).toEqual(['1001', '1003', '1004']);
  });

  test('by a lost lock writes nothing more and is not published', async () => {
    const { site, run, store } = setUp(ids(3));
    const lost = new AbortController();
    site.onOpen = (id) => {
      if (id === '1002') lost.abort(new FencedError('taken over'));
    };
    await expect(run({ lost: lost.signal })).rejects.toThrow(FencedError);
    expect(store.statuses()).toEqual(['running']);
    site.onOpen = () => undefined;
    await expect(run()).resolves.toMatchObject({ status: 'published', books: { adPages: { planned: 3, read: 3 } } });
    expect(site.opened).toEqual(['1001', '1002', '1002', '1003']);
  });
});

test('progress never runs backwards and ends below what publishing makes it', async () => {
  const { run, progress } = setUp(ids(6), 40);
  await run();
  expect(progress.length).toBe(7);
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  expect(progress.at(-1)).toBeLessThan(100);
});

test('an answer that nobody gave is noticed in the books', async () => {
  const { run, store } = setUp(ids(3));
  const save = store.savePageAnswer.bind(store);
  store.savePageAnswer = async (token, answer) => {
    await save(token, answer);
    if (answer.position === 1) await save(token, { position: 3, now: answer.now, outcome: 'unread' });
  };
  await expect(run()).rejects.toThrow(/pages of ads stored = .*: 3 is not 2/);
});
