/** Pages of single ads, from the simulated market to what is published: real sockets, real PostgreSQL. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Clock } from '../../pkg/clock/clock.js';
import { startDemoMarket, type DemoMarket } from '../../pkg/market/demo/demo-server.js';
import { Market } from '../../pkg/market/demo/market-day.js';
import type { TrueListing } from '../../pkg/market/demo/truth.js';
import { createMarketplace } from '../../pkg/market/markets.js';
import type { CycleOutcome } from '../../pkg/scrape/cycle-outcome.js';
import { runDemoCycle, type DemoCycleOptions } from '../support/demo-cycle.js';
import { rebuildFaults } from '../support/rebuild-listings.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const START = Date.UTC(2026, 0, 1, 12);
const DAY_MS = 86_400_000;

let database: TestDatabase;
let demo: DemoMarket;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await demo.close();
  await expect(rebuildFaults(database.db)).resolves.toEqual([]); // what only a page showed is a sight, too
  await database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE');
});
afterAll(() => database.drop());

const clock: Clock = { now: () => new Date(START + demo.day * DAY_MS), sleep: () => Promise.resolve() };

function run(over: Partial<DemoCycleOptions> = {}): Promise<CycleOutcome> {
  return runDemoCycle({ db: database.db, marketUrl: demo.url, clock, adPages: 40, ...over });
}

/** Ids of the ads whose own pages were asked for since the last call, in order. */
let told = 0;
function opened(): string[] {
  const entries = demo.requests.entries.slice(told);
  told = demo.requests.entries.length;
  const market = createMarketplace('demo', { demoUrl: demo.url });
  return entries
    .filter(({ path }) => path.startsWith('/d/ad/'))
    .map(({ path }) => market.adIdOf(new URL(path, demo.url)) ?? path);
}

async function start(options: Parameters<typeof startDemoMarket>[0] = {}): Promise<void> {
  demo = await startDemoMarket({ seed: 41, ads: 500, generation: 'no-state', ...options });
  told = 0;
}

const truth = (): Map<string, TrueListing> =>
  new Map(
    demo
      .truth()
      .listingsOn(demo.day)
      .map((ad) => [ad.externalId, ad]),
  );

interface Published {
  readonly external_id: string;
  readonly status: string;
  readonly model: string;
}

async function listings(): Promise<Published[]> {
  return database.db('listings').orderBy('external_id').select<Published[]>('external_id', 'status', 'model');
}

const actives = async (): Promise<string[]> =>
  (await listings()).filter(({ status }) => status === 'active').map((listing) => listing.external_id);

test('a fault that only its own page tells keeps an ad out in the cycle that opened it, and later', async () => {
  await start();
  const { books } = await run();
  const pages = opened();
  expect(pages).toHaveLength(40);
  expect(books?.adPages).toEqual({ planned: 40, read: 40, gone: 0, unread: 0 });
  const hidden = pages.filter((id) => truth().get(id)?.expected !== null);
  expect(hidden.length).toBeGreaterThan(5);
  const active = new Set(await actives());
  expect(hidden.filter((id) => active.has(id))).toEqual([]);
  const cards = pages.filter((id) => truth().get(id)?.expected === null);
  expect(cards.filter((id) => !active.has(id))).toEqual([]);
  // The results show the same ads without a text; they are what their pages said, and others are opened.
  await run();
  const more = opened();
  expect(more).toHaveLength(40);
  expect(more.filter((id) => pages.includes(id))).toEqual([]);
  expect(hidden.filter((id) => active.has(id))).toEqual([]);
  expect((await actives()).filter((id) => hidden.includes(id))).toEqual([]);
});

test('the cheapest come first: after one cycle there is hardly a decoy among what is priced like a deal', async () => {
  await start({ ads: 900 });
  await run({ adPages: 0 });
  const decoys = demo
    .truth()
    .decoysOn(demo.day)
    .map(({ externalId }) => externalId);
  const left = async (): Promise<number> => (await actives()).filter((id) => decoys.includes(id)).length;
  const before = await left();
  expect(before).toBeGreaterThan(8);
  await run();
  expect(await left()).toBeLessThan(before / 3);
});

test('a cycle that is stopped among its pages opens the others later, and ends like one that was not', async () => {
  await start();
  const calm = await run();
  const pages = opened();
  const published = await listings();
  await database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE');
  for (const at of [3, 17, 18]) {
    const stop = new AbortController();
    const onProgress = (_percent: number, message: string): void => {
      if (message.startsWith(`opening pages of ads, ${at} `)) stop.abort();
    };
    await expect(run({ stop: stop.signal, onProgress })).resolves.toMatchObject({ status: 'running' });
  }
  const percents: number[] = [];
  const resumed = await run({ onProgress: (percent) => percents.push(percent) });
  expect(resumed).toMatchObject({ status: 'published', cycleId: 1, books: calm.books });
  expect(opened()).toEqual(pages);
  expect(await listings()).toEqual(published);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
});

test.each([
  [true, 'active'],
  [false, 'active gone active'],
])('an ad that two complete cycles do not find, while its page is there: %s', async (pageStays, expected) => {
  const economy = { seed: 4, drift: 'constant', mixShift: false, priceSigma: 0.12 } as const;
  const [away] = [...new Market(economy, 200).itemsOffered(1, 60)].flatMap(({ absent, kind, postings, mark }) => {
    if (absent === null || kind !== 'card' || mark !== null || absent.pageStays !== pageStays) return [];
    const posting = postings.find(({ from, to }) => from < absent.from && to > absent.to);
    return posting === undefined || absent.from < 2 || absent.to - absent.from < 2
      ? []
      : [{ ...absent, id: posting.id }];
  });
  await start({ seed: 4, ads: 200, generation: '2026', day: away!.from - 1 });
  for (; demo.day <= away!.to; demo.advance(1)) await run({ adPages: 100 });
  const { rows } = await database.db.raw(
    `SELECT string_agg(e.to_status, ' ' ORDER BY e.id) AS course
       FROM listings l JOIN listing_events e ON e.listing_id = l.id WHERE l.external_id = ?`,
    [String(away!.id)],
  );
  expect(rows).toEqual([{ course: expected }]);
});
