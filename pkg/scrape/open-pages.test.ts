import { describe, expect, jest, test } from '@jest/globals';
import { RecordingLogger } from '../../test/support/recording-logger.js';
import { BlockedError, GoneError, LeakError, RedirectRefusedError, TemporaryFetchError } from '../fetch/errors.js';
import { FencedError } from '../listing/cycle-store.js';
import { aRawAd } from '../listing/testing/builders.js';
import type { AdPage } from '../market/marketplace.js';
import { ids, setUp } from './testing/ad-site.js';

const DAY_MS = 86_400_000;

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
  [3 * DAY_MS - 1, []],
  [3 * DAY_MS, ['cheap']],
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
    await expect(run({ maxPages: 1 })).resolves.toMatchObject({ status: 'partial' });
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

describe('what the log and the crawl session hear of a page', () => {
  test.each<[AdPage['kind'], 'ok' | 'overloaded' | 'blocked', readonly string[]]>([
    ['ad', 'ok', []],
    ['gone', 'ok', []],
    ['overloaded', 'overloaded', []],
    ['blocked', 'blocked', []],
    ['unrecognised', 'ok', ["an ad's page was not understood"]],
  ])('%s', async (kind, verdict, warnings) => {
    const log = new RecordingLogger();
    const { site, run } = setUp(ids(1), 10, log);
    site.kinds.set('1001', kind);
    const heard: string[] = [];
    const getBody = site.session.getBody.bind(site.session);
    site.session.getBody = (url, read, signal) =>
      getBody(
        url,
        (body) => {
          const reading = read(body);
          heard.push(reading.verdict);
          return reading;
        },
        signal,
      );
    await run();
    expect(heard).toEqual(['ok', verdict]);
    expect(log.at('warn')).toEqual(warnings);
  });

  test('what two sources of it say differently is logged, each of it', async () => {
    const log = new RecordingLogger();
    const { site, run } = setUp(ids(1), 10, log);
    const parseAd = site.market.parseAd.bind(site.market);
    Object.assign(site.market, {
      parseAd: (...args: Parameters<typeof parseAd>) => ({ ...parseAd(...args), disagreements: ['price', 'title'] }),
    });
    await run();
    const told = log.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields['disagreement']);
    expect(told).toEqual(['price', 'title']);
  });

  test('how many are to be opened, and after how many a walk ended early', async () => {
    const log = new RecordingLogger();
    const { site, run } = setUp(ids(5), 4, log);
    site.onOpen = (id) => {
      if (id === '1003') throw new BlockedError('403');
    };
    await run();
    const fieldsOf = (message: string) =>
      log.lines.filter((line) => line.message === message).map(({ fields }) => fields);
    expect(fieldsOf('pages of ads to open')).toMatchObject([{ pages: 4, cards: 5, absent: 0 }]);
    expect(fieldsOf('pages of ads are left unopened')).toMatchObject([{ opened: 2, planned: 4 }]);
  });
});

describe('a stopped walk', () => {
  test('does not wait longer than seven seconds for the page in hand', async () => {
    jest.useFakeTimers();
    const { site, run, store } = setUp(ids(3));
    const stop = new AbortController();
    const getBody = site.session.getBody.bind(site.session);
    site.session.getBody = (url, read, signal) => {
      if (!url.pathname.startsWith('/ad/')) return getBody(url, read, signal);
      stop.abort();
      return new Promise((_resolve, reject) =>
        signal!.addEventListener('abort', () => reject(signal!.reason as Error), { once: true }),
      );
    };
    const outcome = run({}, { stop: stop.signal });
    await jest.advanceTimersByTimeAsync(7_000);
    await expect(outcome).resolves.toMatchObject({ status: 'running' });
    jest.useRealTimers();
    expect(store.statuses()).toEqual(['running']);
  });

  test('finishes the page in hand, and the next run goes on with the plan it had', async () => {
    const { site, run, active } = setUp(ids(4));
    site.texts.set('1002', 'Не дава картина.');
    const stop = new AbortController();
    site.onOpen = (id) => {
      if (id === '1002') stop.abort();
    };
    await expect(run({}, { stop: stop.signal })).resolves.toMatchObject({ status: 'running' });
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
    await expect(run({}, { lost: lost.signal })).rejects.toThrow(FencedError);
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
