import { describe, expect, test } from '@jest/globals';
import { RecordingLogger } from '../../test/support/recording-logger.js';
import type { PageRecord } from '../listing/cycle-store.js';
import { aRawAd } from '../listing/testing/builders.js';
import type { ParsedPage } from '../market/marketplace.js';
import { EMPTY, setUp } from './testing/search-site.js';

/** A cycle over pages that are written down one by one; what was stored of each, and what the log says. */
function written(pages: readonly Partial<ParsedPage>[]) {
  const log = new RecordingLogger();
  const cycle = setUp(0, { log });
  const stored: Partial<PageRecord>[] = [];
  const { site, store } = cycle;
  const savePage = store.savePage.bind(store);
  store.savePage = (token, page) => {
    const { now: _now, searchId: _id, ads: _ads, ...counts } = page;
    stored.push(counts);
    return savePage(token, page);
  };
  site.answer = (url) => {
    const page = pages[Number(url.searchParams.get('page')) - 1]!;
    return { ...EMPTY, kind: 'results', cards: page.ads?.length ?? 0, totalPages: pages.length, ...page };
  };
  return { ...cycle, log, stored };
}

const ad = (externalId: string) => aRawAd({ externalId });
const padding = (externalId: string) => aRawAd({ externalId, padding: true });

test('of each page it is stored what parser, reader and site counted of it', async () => {
  const { run, stored } = written([
    {
      ads: [ad('1'), ad('2'), ad('1'), padding('9')],
      cards: 6,
      unparsed: 2,
      announcedTotal: 5,
      disagreements: ['a', 'b'],
    },
    { ads: [ad('2'), ad('3'), padding('9'), padding('8')], cards: 4, announcedTotal: 4, disagreements: ['c'] },
    { ads: [ad('4')], cards: 1, announcedTotal: 4 },
  ]);
  await run();
  const same = { totalPages: 3 };
  expect(stored).toEqual([
    { ...same, page: 1, cards: 6, padding: 1, unparsed: 2, repeats: 1, announced: 5, disagreements: 1 },
    { ...same, page: 2, cards: 4, padding: 2, unparsed: 0, repeats: 1, announced: null, disagreements: 1 },
    {
      ...{ ...same, page: 3, cards: 1, padding: 0, unparsed: 0, repeats: 0, announced: null, disagreements: 0 },
      ...{ outcome: 'exhausted', unread: 0 },
    },
  ]);
});

test('a search that is cut says what it left unread', async () => {
  const { run, stored } = written([{ ads: [ad('1')], announcedTotal: 30 }, { ads: [ad('2')] }]);
  await run({ maxPages: 1 });
  expect(stored).toMatchObject([{ outcome: 'page-limit', unread: 20 }]);
});

test('a site that answers every page with the first is left after the second', async () => {
  const { run, site, stored } = written([1, 2, 3].map(() => ({ ads: [ad('1'), ad('2')], announcedTotal: 6 })));
  await run();
  expect(site.asked).toHaveLength(2);
  expect(stored).toMatchObject([{ repeats: 0 }, { repeats: 2, outcome: 'exhausted' }]);
});

test('a page of padding alone asks the store for nothing', async () => {
  const { run, store, stored } = written([{ ads: [ad('1')] }, { ads: [padding('9')] }]);
  const asked: (readonly string[])[] = [];
  const seenInSearch = store.seenInSearch.bind(store);
  store.seenInSearch = (search, ids) => {
    asked.push(ids);
    return seenInSearch(search, ids);
  };
  await run();
  expect(asked).toEqual([]);
  expect(stored).toMatchObject([{ padding: 0 }, { padding: 1, repeats: 0 }]);
});

describe('a page that is not understood', () => {
  const torn = { ...EMPTY, note: 'torn' };
  test.each<[string, Partial<ParsedPage>]>([
    ['is fetched once more, and then it is recorded', torn],
    ['and so is one of a single ad', { ...torn, kind: 'ad' }],
  ])('%s', async (_what, page) => {
    const { run, site, stored, log } = written([{ ads: [ad('1')], announcedTotal: 2 }, page]);
    await expect(run()).resolves.toMatchObject({ status: 'partial' });
    expect(site.asked).toEqual(['?from=&to=&page=1', '?from=&to=&page=2', '?from=&to=&page=2']);
    expect(stored).toMatchObject([{}, { page: 2, outcome: 'unrecognised' }]);
    const lines = log.lines.filter(({ message }) => message === 'page not understood');
    expect(lines.map(({ fields }) => [fields['attempt'], fields['note'], fields['page']])).toEqual([
      [1, 'torn', 2],
      [2, 'torn', 2],
    ]);
  });
});

test('what two sources of a page say differently is logged, each of it', async () => {
  const { run, log } = written([{ ads: [ad('1')], disagreements: ['price of 1', 'title of 1'] }]);
  await run();
  const lines = log.lines.filter(({ message }) => message === 'two sources of a page disagree');
  expect(lines.map(({ level, fields }) => [level, fields['disagreement'], fields['page'], fields['term']])).toEqual([
    ['warn', 'price of 1', 1, 'rtx'],
    ['warn', 'title of 1', 1, 'rtx'],
  ]);
});

test('only first pages are read by two sources, and the session hears of a page that asks to come back', async () => {
  const { run, site } = setUp(15);
  const parse = site.market.parse.bind(site.market);
  const compared: (boolean | undefined)[] = [];
  const verdicts: string[] = [];
  Object.assign(site.market, {
    parse: (...[body, options]: Parameters<typeof parse>) => {
      compared.push(options?.compare);
      return parse(body);
    },
  });
  const getBody = site.session.getBody.bind(site.session);
  site.session.getBody = (url, read, signal) =>
    getBody(
      url,
      (body) => {
        const reading = read(body);
        verdicts.push(reading.verdict);
        return reading;
      },
      signal,
    );
  await run();
  expect(compared).toEqual([true, false]);
  for (const kind of ['overloaded', 'blocked', 'no-results'] as const) {
    site.kind = kind;
    await run({ acceptShrink: true }).catch(() => undefined);
  }
  expect(verdicts).toEqual(['ok', 'ok', 'overloaded', 'blocked', 'ok']);
});

test('progress says what is read: the search, its price range where it has one, and the page', async () => {
  const told: string[] = [];
  const { run } = setUp(60, { onProgress: (_percent, message) => told.push(message) });
  await run({ adPages: 0 });
  expect(told[0]).toBe('reading "rtx", page 1');
  expect(told[1]).toBe('reading "rtx", page 2');
  const ranges = told.filter((message) => message.includes('('));
  expect(ranges.at(0)).toMatch(/^reading "rtx" \(0-\d+\), page 1$/);
  expect(ranges.at(-1)).toMatch(/^reading "rtx" \(\d+-up\), page \d+$/);
});

describe('a frozen catalogue', () => {
  const FROZEN = 'frozen catalogue: the first pages are those of the last two cycles';
  test('is told at the third cycle whose first pages are the same, and not when a price moved', async () => {
    const log = new RecordingLogger();
    const { run, site } = setUp(60, { log });
    const told: boolean[] = [];
    for (let cycle = 1; cycle <= 5; cycle += 1) {
      log.lines.length = 0;
      if (cycle === 5) site.ads.set('1000', 1);
      await run();
      told.push(log.at('warn').includes(FROZEN));
    }
    expect(told).toEqual([false, false, true, true, false]);
  });

  test('is known by first pages alone: what later pages and price ranges show does not hide it', async () => {
    const log = new RecordingLogger();
    const { run, site } = setUp(60, { log });
    for (let cycle = 1; cycle <= 3; cycle += 1) {
      site.ads.set('1055', 1_000 * cycle);
      await run();
    }
    expect(log.at('warn')).toContain(FROZEN);
  });

  test.each([1, 2])('is not concluded by a run that read %d of two first pages', async (read) => {
    const log = new RecordingLogger();
    const { run, site, store } = setUp(5, { log });
    const noted: string[] = [];
    const note = store.noteFirstPages.bind(store);
    store.noteFirstPages = (token, digest) => {
      noted.push(digest);
      return note(token, digest);
    };
    let asked = 0;
    site.onRequest = () => {
      asked += 1;
      if (read === 1 && asked === 2) throw new Error('down');
    };
    const terms = ['rtx', 'gtx'];
    await run({ terms }).catch(() => undefined);
    if (read === 1) await run({ terms });
    expect(noted).toHaveLength(read - 1);
  });
});
