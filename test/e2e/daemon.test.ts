/** The scraper daemon can be probed in TOR mode: its egress guard is up, and listening is no egress. */
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../../pkg/postgres/embedded.js';
import { ask } from '../support/http-client.js';
import { startProduct, type ProductProcess } from '../support/product-process.js';
import { createTestDatabase } from '../support/test-database.js';

let daemon: ProductProcess | undefined;
afterEach(async () => {
  daemon?.child.kill('SIGKILL');
  await daemon?.ended;
});

async function startDaemon(databaseUrl: string, env: Record<string, string> = {}): Promise<string> {
  const port = String(await freePort());
  daemon = startProduct('scraper', {
    ...{ DATABASE_URL: databaseUrl, WORKER_MODE: 'daemon', MARKETS: 'demo', SCRAPE_INTERVAL_SECONDS: '3600' },
    ...{ HOST: '127.0.0.1', METRICS_PORT: port, TOR_ENABLED: 'true' },
    // Nothing answers there: the loop fails and tries again, which is life.
    ...{ TOR_SOCKS_URL: `socks5h://127.0.0.1:${await freePort()}`, TOR_STARTUP_TIMEOUT_SECONDS: '1' },
    ...env,
  });
  return `http://127.0.0.1:${port}`;
}

/** Asks until it is so, or the test runs out of time. */
async function answer(url: string, isSo: (status: number) => boolean): Promise<number> {
  for (;;) {
    if (daemon?.child.exitCode !== null) throw new Error(`the daemon has ended: ${daemon?.log() ?? ''}`);
    const status = await ask(url).then(
      (response) => response.status,
      () => 0, // not listening yet
    );
    if (isSo(status)) return status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('with a database it is alive and ready although TOR is away, tries nothing else, and ends at once', async () => {
  const database = await createTestDatabase();
  const url = await startDaemon(await database.urlAs('gpu_tracker_scraper'));
  await answer(`${url}/readyz`, (status) => status === 200);
  expect((await ask(`${url}/livez`)).status).toBe(200);
  expect((await ask(`${url}/metrics`)).text).toContain('gpu_scraper_last_step_timestamp_seconds{market="demo"}');
  daemon?.child.kill('SIGTERM');
  expect(await daemon?.ended).toBe(0);
  expect(daemon?.log()).not.toContain('outside of TOR');
  await database.drop();
});

test('without one it is alive and not ready', async () => {
  const url = await startDaemon(`postgres://nobody@127.0.0.1:${await freePort()}/none`);
  expect(await answer(`${url}/readyz`, (status) => status !== 0)).toBe(503);
  expect((await ask(`${url}/livez`)).status).toBe(200);
});

test('without a port of its own it listens nowhere, since PORT is that of an API beside it', async () => {
  const port = String(await freePort());
  const database = await createTestDatabase();
  await startDaemon(await database.urlAs('gpu_tracker_scraper'), { PORT: port, METRICS_PORT: port });
  while (!daemon!.log().includes('next cycle')) await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(ask(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('ECONNREFUSED');
  daemon!.child.kill('SIGTERM');
  await daemon!.ended;
  await database.drop();
});
