/** What the daemon tells of itself, which probes rely on: the schema, each step, each end and each pause. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runDaemon, type ScraperOptions } from '../../pkg/app/processes/scrape.js';
import { readConfig } from '../../pkg/config/config.js';
import { startDemoMarket, type DemoMarket } from '../../pkg/market/demo/demo-server.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';
import { FakeClock } from '../support/fake-clock.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let market: DemoMarket;
let database: TestDatabase;
beforeEach(async () => {
  market = await startDemoMarket({ seed: 5, ads: 60, dayMs: null });
  database = await createTestDatabase();
});
afterEach(async () => {
  await market.close();
  await database.drop();
});

/** Runs the daemon until its first pause; resolves to what it told, in order. */
async function told(env: Record<string, string> = {}): Promise<string[]> {
  const said: string[] = [];
  const stopping = new AbortController();
  const hooks: Partial<ScraperOptions> = {
    onSchemaCurrent: () => said.push('schema'),
    onProgress: (slug) => said.push(`${slug} moved`),
    onRun: (run) => said.push('err' in run ? `${run.market} failed` : `${run.market} ${run.status}`),
    onRest: (slug, ms) => {
      said.push(`${slug} rests ${Math.round(ms / 360_000)}`);
      stopping.abort();
    },
  };
  const config = readConfig({
    ...{ DATABASE_URL: await database.urlAs('gpu_tracker_scraper'), MARKETS: 'demo', DEMO_MARKET_URL: market.url },
    ...{ WORKER_MODE: 'daemon', SCRAPE_INTERVAL_SECONDS: '3600', REQUESTS_PER_MINUTE: '100000' },
    ...env,
  });
  await runDaemon({ config, log: silentLogger, clock: new FakeClock(), pod: 'test', stop: stopping.signal, ...hooks });
  return said;
}

test('a cycle: the schema, many steps, its end, and a pause of about the interval', async () => {
  const [first, ...rest] = await told();
  expect([first, ...rest.splice(-2)]).toEqual([
    'schema',
    'demo published',
    expect.stringMatching(/^demo rests (9|10|11)$/),
  ]);
  expect(new Set(rest)).toEqual(new Set(['demo moved']));
  expect(rest.length).toBeGreaterThan(5);
});

test('a failure is an end as well, and is told before its pause', async () => {
  await market.close();
  expect((await told()).filter((line) => !line.endsWith('moved'))).toEqual([
    'schema',
    'demo failed',
    expect.stringMatching(/^demo rests 0$/),
  ]);
  market = await startDemoMarket({ seed: 5, ads: 60, dayMs: null });
});
