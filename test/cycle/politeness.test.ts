/** What the market sees of us: measured at the simulated market, on real sockets and a real clock. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startDemoMarket, type DemoMarket } from '../../pkg/market/demo/demo-server.js';
import { readFaultPlan } from '../../pkg/market/demo/faults.js';
import { runDemoCycle } from '../support/demo-cycle.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let market: DemoMarket;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE'));
afterEach(() => market.close());

test('never two requests in flight, never over the rate, Retry-After kept', async () => {
  const perMinute = 1_200;
  market = await startDemoMarket({
    seed: 31,
    ads: 250,
    faults: [...readFaultPlan('429=1')].map((rule) => ({ ...rule, times: 2 })),
  });
  await runDemoCycle({ db: database.db, marketUrl: market.url, requestsPerMinute: perMinute });
  const { total, maxInFlight, tooEarly } = market.requests.stats;
  expect({ maxInFlight, tooEarly }).toEqual({ maxInFlight: 1, tooEarly: 0 });
  expect(total).toBeGreaterThan(15);
  const starts = market.requests.entries.map((entry) => entry.startedAt);
  const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0));
  // Whole milliseconds at both ends of a gap may hide one.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60_000 / perMinute - 1);
});

test('what robots.txt closes is never asked for, and the agent says who it is', async () => {
  market = await startDemoMarket({ seed: 32, ads: 100 });
  await runDemoCycle({ db: database.db, marketUrl: market.url });
  const paths = market.requests.entries.map((entry) => entry.path);
  expect(paths[0]).toBe('/robots.txt');
  expect(paths.filter((path) => path.startsWith('/api/'))).toEqual([]);
  expect(market.requests.stats.byUserAgent).toEqual({ 'gpu-tracker-test': paths.length });
});
