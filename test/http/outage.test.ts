/** The database goes away and comes back: kept answers go out marked stale, others are a 503, readiness stays. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../../pkg/postgres/database.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../pkg/postgres/embedded.js';
import { migrate } from '../../pkg/postgres/migrate.js';
import { ask, type RawResponse } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';

let dir: string;
let postgres: EmbeddedPostgres;
let api: RunningApi;
let port: number;

const start = (): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dir: join(dir, 'postgres'), settings: { fsync: 'off' }, ...(port > 0 && { port }) });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-outage-'));
  await chmod(dir, 0o711);
  port = 0;
  postgres = await start();
  await postgres.ensureDatabase('outage');
  const url = postgres.url('outage');
  port = Number(new URL(url).port);
  const db = openDatabase({ url, applicationName: 'test', poolMax: 2 });
  await migrate(db);
  await seedListings(db, { listings: 100 });
  await db.destroy();
  api = await startApi(url);
});

afterAll(async () => {
  await api.stop();
  await postgres.stop();
  await rm(dir, { recursive: true });
});

/** Asks until the answer is as wanted; each turn waits for a whole answer, and the test's time limit ends it. */
async function until(path: string, wanted: (response: RawResponse) => boolean): Promise<RawResponse> {
  for (;;) {
    const response = await ask(`${api.url}${path}`);
    if (wanted(response)) return response;
  }
}

test('an outage from beginning to end', async () => {
  const fresh = await ask(`${api.url}/api/stats/`);
  expect(fresh.headers).not.toHaveProperty('x-stale');
  expect((await ask(`${api.url}/readyz`)).status).toBe(200);

  await postgres.stop();
  const stale = await until('/api/stats/', ({ headers }) => headers['x-stale'] === 'true');
  expect(stale.text).toBe(fresh.text);
  expect(stale.headers.warning).toMatch(/^110 /);
  expect(Number(stale.headers.age)).toBeGreaterThanOrEqual(0);
  const unchanged = await ask(`${api.url}/api/stats/`, { headers: { 'If-None-Match': fresh.headers.etag ?? '' } });
  expect(unchanged).toMatchObject({ status: 304, headers: { 'x-stale': 'true' } });

  for (const path of ['/api/listings/?size=7', '/api/scrape/status', '/api/export/csv']) {
    const missing = await ask(`${api.url}${path}`);
    expect({ path, status: missing.status }).toEqual({ path, status: 503 });
    expect(Number(missing.headers['retry-after'])).toBeGreaterThan(0);
    expect(missing.json()).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(missing.text).not.toMatch(/ECONN|127\.0\.0\.1|SELECT|pg|stack/);
  }
  expect((await ask(`${api.url}/readyz`)).status).toBe(200);
  expect((await ask(`${api.url}/livez`)).status).toBe(200);
  expect(await ask(`${api.url}/health`)).toMatchObject({ status: 503 });
  const metrics = (await ask(api.metricsUrl)).text;
  expect(metrics).toContain('gpu_ledger_up 0');
  expect(metrics).not.toMatch(/^gpu_listings_current\{/m);

  postgres = await start();
  const again = await until('/api/stats/', ({ headers }) => headers['x-stale'] === undefined);
  expect(again.text).toBe(fresh.text);
  expect((await ask(`${api.url}/api/listings/?size=7`)).status).toBe(200);
  expect(await ask(`${api.url}/health`)).toMatchObject({ status: 200 });
});

test('an API that starts before its database becomes ready when the database comes', async () => {
  await postgres.stop();
  const early = await startApi(postgres.url('outage'));
  expect((await ask(`${early.url}/livez`)).status).toBe(200);
  expect((await ask(`${early.url}/readyz`)).json()).toMatchObject({ status: 'unavailable' });
  postgres = await start();
  let ready = 0;
  while (ready !== 200) ready = (await ask(`${early.url}/readyz`)).status;
  await early.stop();
});
