import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SELLER_MARKS } from './ad-state.js';
import { startDemoMarket, type DemoMarket, type DemoMarketOptions } from './demo-server.js';
import { cardIds, organic, readState, type ReadPage } from './testing/read-page.js';

const NOON = new Date('2026-11-23T12:00:00Z');
const open: DemoMarket[] = [];

async function start(options: DemoMarketOptions = {}): Promise<DemoMarket> {
  const market = await startDemoMarket({
    ads: 400,
    generation: '2026',
    publicUrl: 'http://demo.test',
    now: () => NOON,
    ...options,
  });
  open.push(market);
  return market;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((market) => market.close()));
});

async function get(market: DemoMarket, path: string): Promise<string> {
  const response = await fetch(market.url + path);
  expect(response.status).toBe(200);
  return response.text();
}

async function page(market: DemoMarket, path: string): Promise<ReadPage> {
  const state = readState(await get(market, path));
  if (state === null) throw new Error(`no state on ${path}`);
  return state;
}

/** All organic ids of a search, page by page, in order. */
async function crawl(market: DemoMarket, path: string): Promise<number[]> {
  const first = await page(market, path);
  const ids = organic(first).map(({ id }) => id);
  const next = path.includes('?') ? `${path}&page=` : `${path}?page=`;
  for (let number = 2; number <= first.totalPages; number++)
    ids.push(...organic(await page(market, next + String(number))).map(({ id }) => id));
  return ids;
}

describe('a demo market', () => {
  test('gives the same bytes for the same seed and day, whatever was asked before', async () => {
    const path = '/ads/q-rtx/?page=2';
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000_000),
        fc.nat(200),
        fc.constantFrom('2025', '2026', 'no-state', 'mixed' as const),
        async (seed, day, generation) => {
          const direct = await start({ seed, day, ads: 100, generation });
          const walked = await start({ seed, ads: 100, generation });
          for (const other of ['/ads/q-gtx/', '/ads/q-nothing/', path]) await get(walked, other);
          walked.advance(day);
          await get(walked, '/ads/q-radeon/?page=3');
          expect(await get(walked, path)).toBe(await get(direct, path));
        },
      ),
      { numRuns: 6 },
    );
  });

  test('shows every ad of a search exactly once over its organic cards', async () => {
    const market = await start();
    const ids = await crawl(market, `/ads/q-${encodeURIComponent('видеокарта')}/`);
    expect(ids.map(String)).toEqual(market.truth().matching(0, 'видеокарта'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('puts promoted copies of organic ads in their places', async () => {
    const market = await start({ ads: 1800 });
    const first = await page(market, '/ads/q-rtx/');
    expect(first.metaData.searchReason['promoted']).toEqual([0, 1, 2, 13, 14, 15, 26, 27, 28, 39, 40, 41]);
    expect(organic(first)).toHaveLength(40);
    const found = new Set(market.truth().matching(0, 'rtx'));
    for (const ad of first.ads) expect(found).toContain(String(ad.id));
  });

  test('shows no more than the window and says how many there really are', async () => {
    const market = await start({ resultWindow: 100 });
    const first = await page(market, '/ads/q-rtx/');
    const all = market.truth().matching(0, 'rtx');
    expect(first).toMatchObject({ totalElements: 100, visibleElements: all.length, totalPages: 3 });
    expect((await crawl(market, '/ads/q-rtx/')).map(String)).toEqual(all.slice(0, 100));
  });

  test('lets a search over the window be reached whole by price ranges, but for ads without a price', async () => {
    const market = await start({ resultWindow: 100 });
    const ids = new Set(await crawl(market, '/ads/q-rtx/'));
    const split = async (from: number, to: number): Promise<void> => {
      const path = `/ads/q-rtx/?search[filter_float_price:from]=${from}&search%5Bfilter_float_price%3Ato%5D=${to}`;
      const first = await page(market, path);
      if (first.visibleElements > 100 && to - from > 1) {
        const middle = Math.floor((from + to) / 2);
        await split(from, middle);
        await split(middle, to); // the bound belongs to both: 99.50 is in neither [.., 99] nor [100, ..]
      } else if (organic(first).length > 0) for (const id of await crawl(market, path)) ids.add(id);
    };
    await split(0, 10_000_000);
    expect(new Set([...ids].map(String))).toEqual(market.truth().reachable(0, ['rtx']));
  });

  test('repeats the last page when asked past the end', async () => {
    const market = await start();
    const first = await page(market, '/ads/q-rtx/');
    const last = await page(market, `/ads/q-rtx/?page=${first.totalPages}`);
    expect(await page(market, '/ads/q-rtx/?page=999')).toEqual(last);
  });

  test('marks padding in the links and in the state, and says how few results there are', async () => {
    const market = await start();
    const few = market
      .truth()
      .listingsOn(0)
      .map(({ title }) => title.split(' ').slice(-2).join(' '))
      .find((words) => {
        const { length } = market.truth().matching(0, words);
        return /^[a-z0-9 ]+$/i.test(words) && length > 0 && length < 5;
      });
    const path = `/ads/q-${encodeURIComponent(few ?? '')}/`;
    const html = await get(market, path);
    const state = readState(html);
    const found = market.truth().matching(0, few ?? '');
    expect(state).toMatchObject({ visibleElements: found.length, totalElements: found.length });
    expect(organic(state!).map(({ id }) => String(id))).toEqual(found);
    const padding = state!.ads.filter(({ searchReason }) => searchReason.startsWith('extended_search'));
    expect(padding).toHaveLength(40);
    expect(html.match(/<h4[^>]*>/g)).toHaveLength(state!.ads.length);
    expect(html.match(/data-testid="card-title-link"[^>]*extended_search/g)).toHaveLength(40);
  });

  test('answers a search without results by the empty page or by padding alone', async () => {
    const market = await start();
    const kinds = new Set<string>();
    for (let n = 0; n < 20; n++) {
      const state = await page(market, `/ads/q-qwxyz${n}/`);
      expect(state.visibleElements).toBe(0);
      expect(organic(state)).toEqual([]);
      kinds.add(state.ads.length === 0 ? 'empty' : 'padded');
    }
    expect([...kinds].sort()).toEqual(['empty', 'padded']);
  });

  test('shows the same cards in every generation of markup', async () => {
    const path = '/ads/q-gtx/';
    const pages = await Promise.all(
      (['2025', '2026', 'no-state'] as const).map(async (generation) => get(await start({ generation }), path)),
    );
    const [old = '', recent = '', bare = ''] = pages;
    expect(cardIds(old)).toEqual(cardIds(recent));
    expect(cardIds(bare)).toEqual(cardIds(recent));
    expect(readState(recent)?.ads.map(({ id }) => id)).toEqual(cardIds(recent));
    expect(readState(bare)).toBeNull();
    expect(old).not.toContain('search_reason');
  });

  test('weighs as much as asked', async () => {
    const market = await start({ pageBytes: 2_500_000 });
    const html = await get(market, '/ads/q-rtx/');
    expect(Math.abs(Buffer.byteLength(html) - 2_500_000)).toBeLessThan(100_000);
    expect(readState(html)?.ads.length).toBeGreaterThan(40);
  });

  test('gives ad pages: alive, gone, unknown', async () => {
    const market = await start();
    const state = await page(market, '/ads/q-rtx/');
    const paths = state.ads.map((ad) => (ad as unknown as { urlPath: string }).urlPath);
    expect(await get(market, paths[0] ?? '')).toContain('ad_description');
    market.advance(121);
    const ended = await Promise.all(paths.map((path) => fetch(market.url + path)));
    // Most say so by their status, some on a page with status 200.
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set([200, 410]));
    for (const response of ended) expect(await response.text()).toContain('<h1>Обявата вече не е активна</h1>');
    expect((await fetch(`${market.url}/d/ad/nobody-CID10-IDzzzzz.html`)).status).toBe(404);
    expect((await fetch(`${market.url}/d/ad/nobody-CID10-ID0.html`)).status).toBe(404);
  });

  test('invents a marked seller for every ad, so that a leak of one can be found', async () => {
    const market = await start({ ads: 800 });
    const html = await get(market, '/ads/q-rtx/');
    for (const mark of SELLER_MARKS) expect(html).toContain(mark);
  });

  test('serves robots.txt and an exit check', async () => {
    const market = await start({ crawlDelay: 2, isTor: true });
    expect(await get(market, '/robots.txt')).toContain('Crawl-delay: 2');
    expect(JSON.parse(await get(market, '/api/ip'))).toEqual({ IsTor: true, IP: '127.0.0.1' });
  });

  test('keeps to the clock when time moves by itself', async () => {
    const market = await start({ dayMs: 1 });
    const before = market.day;
    await get(market, '/ads/q-rtx/');
    expect(market.day).toBeGreaterThan(before);
  });
});
