/** Two scrapers at once, and a holder that was only frozen: whole processes on a real database and a simulated market. */
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startDemoMarket, type DemoMarket } from '../../pkg/market/demo/demo-server.js';
import { startProduct, type ProductProcess } from '../support/product-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let market: DemoMarket;
let database: TestDatabase;
let databaseUrl: string;
let running: ProductProcess[] = [];
beforeAll(async () => {
  market = await startDemoMarket({ seed: 4, ads: 300, dayMs: null });
});
afterAll(() => market.close());
beforeEach(async () => {
  database = await createTestDatabase();
  databaseUrl = await database.urlAs('gpu_tracker_scraper');
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  running = [];
  await database.drop();
});

function scraper(env: Record<string, string> = {}): ProductProcess {
  const started = startProduct('scraper', {
    DATABASE_URL: databaseUrl,
    MARKETS: 'demo',
    DEMO_MARKET_URL: market.url,
    REQUESTS_PER_MINUTE: '100000',
    LOG_LEVEL: 'info',
    ...env,
  });
  running.push(started);
  return started;
}

const cycles = () => database.db('scrape_cycles').orderBy('id').select('status', 'epoch', 'pages', 'message');

/** Resolves once the cycle on record has stored `pages` pages. */
async function pagesStored(pages: number): Promise<void> {
  for (;;) {
    const [cycle] = (await cycles()) as { pages: number }[];
    if (cycle !== undefined && cycle.pages >= pages) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('of two scrapers at once one publishes, the other records that it was locked out and exits 0', async () => {
  const both = [scraper({ REQUESTS_PER_MINUTE: '1200' }), scraper({ REQUESTS_PER_MINUTE: '1200' })];
  await expect(Promise.all(both.map((one) => one.ended))).resolves.toEqual([0, 0]);
  const statuses = ((await cycles()) as { status: string }[]).map((cycle) => cycle.status).sort();
  expect(statuses).toEqual(['published', 'skipped_locked']);
});

test('a holder that was frozen until another took over cannot write when it thaws', async () => {
  const frozen = scraper({ REQUESTS_PER_MINUTE: '600' });
  await pagesStored(2);
  frozen.child.kill('SIGSTOP');
  await database.db('scrape_cycles').update({ heartbeat_at: database.db.raw(`now() - interval '10 minutes'`) });
  // Time gone by, as the lock sees it: the session is older than the bound of five seconds.
  await once(setTimeoutSignal(5_500), 'abort');
  const heir = scraper({ LOCK_STALE_SECONDS: '5' });
  await expect(heir.ended).resolves.toBe(0);
  const published = await cycles();
  expect(published).toMatchObject([{ status: 'published', epoch: 2 }]);
  frozen.child.kill('SIGCONT');
  await expect(frozen.ended).resolves.toBe(75);
  await expect(cycles()).resolves.toEqual(published);
});

test('SIGTERM ends a scraper within ten seconds, and the next one resumes its cycle', async () => {
  const stopped = scraper({ REQUESTS_PER_MINUTE: '600' });
  await pagesStored(2);
  const before = Date.now();
  stopped.child.kill('SIGTERM');
  await expect(stopped.ended).resolves.toBe(75);
  expect(Date.now() - before).toBeLessThan(10_000);
  const next = scraper();
  await expect(next.ended).resolves.toBe(0);
  await expect(cycles()).resolves.toMatchObject([{ status: 'published', epoch: 2 }]);
});

function setTimeoutSignal(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}
