/** What Prometheus reads: every series is there before anything happened, and the ledger tells what the database holds. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../pkg/postgres/embedded.js';
import { describeMetrics } from '../../pkg/telemetry/metrics.js';
import { ask } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

test('before the first cycle every series of a configured market is there, at zero', async () => {
  const api = await startApi(await database.urlAs('gpu_tracker_api'));
  const text = (await ask(api.metricsUrl)).text;
  for (const series of [
    'http_request_duration_seconds_count{method="GET",route="/api/listings",status_code="200"} 0',
    'gpu_answer_cache_events_total{event="hit"} 0',
    'db_query_duration_seconds_count{op="offers"} 0',
    'db_pool_connections{state="waiting"} 0',
    'gpu_ledger_up 1',
    'gpu_listings_current{market="demo"} 0',
    'gpu_scrape_last_success_timestamp_seconds{market="demo"} 0',
    'gpu_scrape_expected_interval_seconds{market="demo"} 3600',
    'gpu_scrape_runs_total{market="demo",outcome="blocked"} 0',
    'gpu_scrape_listings_rejected_total{market="demo",reason="laptop"} 0',
    'gpu_scrape_ad_pages_total{market="demo",outcome="gone"} 0',
    'gpu_scrape_last_run_books{market="demo",entry="unreached"} 0',
    'gpu_scrape_lock_skipped_total{market="demo"} 0',
  ])
    expect(text).toContain(`\n${series}\n`);
  expect(text).toContain('gpu_build_info{version="0.0.0-test",revision="unknown"} 1');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  await api.stop();
});

test('the ledger tells what the database holds; requests are counted by template', async () => {
  await seedListings(database.db, { listings: 200 });
  const api = await startApi(await database.urlAs('gpu_tracker_api'));
  for (let n = 0; n < 3; n += 1) await ask(`${api.url}/api/models/RTX%203060`);
  await ask(`${api.url}/no/such/thing`);
  const text = (await ask(api.metricsUrl)).text;
  expect(text).toContain('gpu_listings_current{market="demo"} 200');
  expect(text).toContain('gpu_scrape_runs_total{market="demo",outcome="published"} 3');
  expect(text).toContain('gpu_scrape_listings_rejected_total{market="demo",reason="laptop"} 7');
  expect(text).toContain('gpu_scrape_last_run_books{market="demo",entry="announced"} 5');
  expect(text).toContain(
    `gpu_scrape_last_success_timestamp_seconds{market="demo"} ${Date.parse('2026-11-20T10:20Z') / 1000}`,
  );
  expect(text).toMatch(/gpu_listing_price_median_eur\{model="RTX 3060",memory_gb="12"\} \d/);
  expect(text).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/api\/models\/\{model\}",status_code="200"\} 3/,
  );
  expect(text).toContain('route="unmatched",status_code="404"');
  expect(text).not.toContain('no/such');
  await api.stop();
});

test('with a port of its own the metrics are not on the public one', async () => {
  const METRICS_PORT = String(await freePort());
  const api = await startApi(await database.urlAs('gpu_tracker_api'), {}, { METRICS_PORT });
  expect((await ask(`${api.url}/metrics`)).status).toBe(404);
  expect((await ask(api.metricsUrl)).text).toContain('gpu_ledger_up 1');
  expect((await ask(api.metricsUrl.replace('/metrics', '/api/stats'))).status).toBe(404);
  await api.stop();
});

test('the list of metrics is the one that is served, with labels', async () => {
  const described = await describeMetrics();
  expect(described).toContainEqual(
    expect.objectContaining({ name: 'gpu_scrape_runs_total', type: 'counter', labels: ['market', 'outcome'] }),
  );
  const api = await startApi(await database.urlAs('gpu_tracker_api'));
  const text = (await ask(api.metricsUrl)).text;
  const served = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name).sort();
  // A failure must not leave a server behind, which breaks the next file.
  await api.stop();
  const ofApi = described.filter(({ servedBy }) => servedBy === 'api');
  expect(served).toEqual(ofApi.map(({ name }) => name).sort());
});
