import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { ask, type RawResponse } from '../../../test/support/http-client.js';
import { readConfig } from '../../config/config.js';
import { serveDaemonProbes, type DaemonProbes } from './daemon-probes.js';

const HOUR = 3_600_000;
let clock: FakeClock;
let stopping: AbortController;
let probes: DaemonProbes;

beforeEach(async () => {
  clock = new FakeClock();
  stopping = new AbortController();
  const config = readConfig({ MARKETS: 'demo,olx-bg', SCRAPE_INTERVAL_SECONDS: '3600', HOST: '127.0.0.1', PORT: '0' });
  probes = await serveDaemonProbes({ config, clock, stop: stopping.signal, version: '1.2.3', revision: 'abc' });
});
afterEach(() => probes.close());

const get = (path: string): Promise<RawResponse> => ask(`http://127.0.0.1:${probes.port}${path}`);

test('it is alive while each loop moves within twice the interval, and says which one stands still', async () => {
  clock.advance(2 * HOUR);
  expect(await get('/livez')).toMatchObject({ status: 200, text: 'ok\n' });
  probes.hooks.onProgress('demo', 10, 'page 3');
  clock.advance(1);
  expect(await get('/livez')).toMatchObject({ status: 503, text: 'stands still: olx-bg\n' });
  probes.hooks.onRun({ market: 'olx-bg', err: new Error('the site is down') });
  expect((await get('/livez')).status).toBe(200);
});

test('a long pause that was meant is no stand', async () => {
  for (const market of ['demo', 'olx-bg']) probes.hooks.onRest(market, 24 * HOUR);
  clock.advance(25 * HOUR);
  expect((await get('/livez')).status).toBe(200);
  clock.advance(1);
  expect((await get('/livez')).status).toBe(503);
});

test('it is ready once the schema was found current, until it is asked to stop', async () => {
  expect(await get('/readyz')).toMatchObject({ status: 503, text: 'waits for the database\n' });
  probes.hooks.onSchemaCurrent();
  expect((await get('/readyz?verbose')).status).toBe(200);
  stopping.abort();
  expect(await get('/readyz')).toMatchObject({ status: 503, text: 'stopping\n' });
  expect((await get('/livez')).status).toBe(200);
});

test('its metrics say what runs and when each loop took its last step', async () => {
  clock.advance(5_000);
  probes.hooks.onProgress('demo', 10, 'page 3');
  const { text, headers } = await get('/metrics');
  expect(headers['content-type']).toContain('text/plain');
  expect(text).toContain('gpu_build_info{version="1.2.3",revision="abc"} 1');
  const now = clock.now().getTime() / 1_000;
  expect(text).toContain(`gpu_scraper_last_step_timestamp_seconds{market="demo"} ${now}`);
  expect(text).toContain(`gpu_scraper_last_step_timestamp_seconds{market="olx-bg"} ${now - 5}`);
});

test.each(['/', '/api/stats', '/__proto__', '/toString'])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});
