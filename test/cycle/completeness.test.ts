/** The whole way from pages to PostgreSQL, against the simulated market's own truth. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startDemoMarket, type DemoMarket, type DemoMarketOptions } from '../../pkg/market/demo/demo-server.js';
import { readFaultPlan } from '../../pkg/market/demo/faults.js';
import { runDemoCycle, SEARCH_TERMS } from '../support/demo-cycle.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let market: DemoMarket | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE'));
afterEach(async () => {
  await market?.close();
  market = undefined;
});

async function open(options: DemoMarketOptions): Promise<DemoMarket> {
  market = await startDemoMarket(options);
  return market;
}

/** External ids that the last cycle stored. */
async function stored(): Promise<Set<string>> {
  return new Set(await database.db('cycle_ads').pluck<string[]>('external_id'));
}

function missingFrom(found: ReadonlySet<string>, wanted: ReadonlySet<string>): string[] {
  return [...wanted].filter((id) => !found.has(id));
}

test('of 5,000 ads in 7 searches, several over the result window, every reachable one is found, once, and no padding', async () => {
  const demo = await open({ seed: 21, ads: 5_000 });
  const outcome = await runDemoCycle({ db: database.db, marketUrl: demo.url });
  const truth = demo.truth();
  const overWindow = SEARCH_TERMS.filter((term) => truth.matching(demo.day, term).length > 1_000);
  expect(overWindow.length).toBeGreaterThanOrEqual(2);
  const reachable = truth.reachable(demo.day, SEARCH_TERMS);
  const found = await stored();
  expect(missingFrom(found, reachable)).toEqual([]);
  expect(missingFrom(reachable, found)).toEqual([]);
  expect(outcome).toMatchObject({ status: 'published', books: { seen: reachable.size, unparsed: 0, miscounts: [] } });
}, 120_000);

test('with faults in 5 % of the requests nothing is lost', async () => {
  const kinds = ['500', '502', 'overloaded', 'truncated', 'reset'];
  const demo = await open({
    seed: 22,
    ads: 1_500,
    faults: readFaultPlan(kinds.map((kind) => `${kind}:0.01`).join(',')),
  });
  // Back-off waits are real; the clock of the session is made fast instead of leaving them out.
  const clock = {
    now: () => new Date(),
    sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms / 100)),
  };
  const outcome = await runDemoCycle({ db: database.db, marketUrl: demo.url, clock });
  expect(demo.requests.stats.total).toBeGreaterThan(outcome.books?.pages ?? 0);
  expect(missingFrom(await stored(), demo.truth().reachable(demo.day, SEARCH_TERMS))).toEqual([]);
  expect(outcome.status).toBe('published');
}, 60_000);

test('no seller of the pages reaches the database, in any column of any table', async () => {
  const demo = await open({ seed: 23, ads: 300, generation: '2026' });
  await runDemoCycle({ db: database.db, marketUrl: demo.url });
  const body = await (await fetch(`${demo.url}/ads/q-rtx/`)).text();
  const names = [...body.matchAll(/\\"(?:contact|user)\\":\{[^}]*?\\"name\\":\\"([^"\\]+)\\"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(names.length).toBeGreaterThan(10);
  const { rows: tables } = await database.db.raw<{ rows: { name: string }[] }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables)
    for (const seller of new Set(names)) {
      const { rows } = await database.db.raw<{ rows: unknown[] }>('SELECT 1 FROM ?? t WHERE t::text LIKE ? LIMIT 1', [
        name,
        `%${seller}%`,
      ]);
      expect({ name, seller, rows }).toEqual({ name, seller, rows: [] });
    }
});

test('a redesigned site is never an empty market, and a shrunken one is suspect', async () => {
  const demo = await open({ seed: 24, ads: 300 });
  await runDemoCycle({ db: database.db, marketUrl: demo.url });
  const before = await database.db('gpu_listings').count();
  demo.setFaults(readFaultPlan('redesign'));
  await expect(runDemoCycle({ db: database.db, marketUrl: demo.url })).rejects.toMatchObject({
    code: 'UNRECOGNISED_PAGE',
  });
  demo.setFaults(readFaultPlan('shrink=0.7'));
  await expect(runDemoCycle({ db: database.db, marketUrl: demo.url })).rejects.toMatchObject({ code: 'SUSPECT' });
  await expect(database.db('gpu_listings').count()).resolves.toEqual(before);
});

test('a frozen catalogue is noticed at the third equal cycle', async () => {
  const demo = await open({ seed: 25, ads: 200, faults: readFaultPlan('frozen@0') });
  for (let day = 0; day < 3; day += 1) {
    await runDemoCycle({ db: database.db, marketUrl: demo.url });
    demo.advance(1);
  }
  await expect(database.db('scrape_cycles').orderBy('id').pluck('frozen')).resolves.toEqual([false, false, true]);
});
