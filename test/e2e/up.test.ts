import { readFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { startRecorder } from '../../pkg/notify/testing/recorder.js';
import { freePort } from '../../pkg/postgres/embedded.js';
import { buildProduct, gpuTracker, type Product } from './product.js';

/** One small search makes a cycle of a few pages. */
const SMALL = { SEARCH_TERMS: 'intel arc', SCRAPE_INTERVAL_SECONDS: '3600' };

let parent: string;
let data: string;
let port: number;
let running: Product[] = [];
beforeAll(async () => {
  buildProduct();
  parent = await mkdtemp(join(tmpdir(), 'gpu-tracker-e2e-')); // closed to others: as root the data must go elsewhere
  data = join(parent, 'data');
  port = await freePort();
}, 60_000);
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGTERM');
    await ended;
  }
  running = [];
});
afterAll(async () => {
  const postgres = await realpath(join(data, 'postgres')).catch(() => undefined);
  if (postgres !== undefined) await rm(postgres, { recursive: true, force: true });
  await rm(parent, { recursive: true, force: true });
});

function up(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}, cwd?: string): Product {
  const always = ['up', '--data', data, '--port', String(port), '--demo-days', '1'];
  const started = gpuTracker([...always, ...args], { ...SMALL, ...env }, undefined, cwd);
  running.push(started);
  return started;
}

const api = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
const published = /cycle (\d+) published: (\d+) listings/;

async function readSql<R extends object>(databaseUrl: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function countBySql(databaseUrl: string): Promise<number> {
  const [row] = await readSql<{ n: string }>(databaseUrl, 'SELECT COUNT(*) AS n FROM gpu_listings');
  return Number(row?.n);
}

async function databaseUrl(product: Product): Promise<string> {
  return (await product.says(/psql "([^"]+)"/))[1]!;
}

async function stop(product: Product, signal: NodeJS.Signals): Promise<{ status: number | string; seconds: number }> {
  const began = performance.now();
  product.child.kill(signal);
  const status = await product.ended;
  return { status, seconds: (performance.now() - began) / 1_000 };
}

test('from nothing to a market that answers; Ctrl-C, a second start, a kill and a third start lose nothing', async () => {
  const first = up();
  const url = await databaseUrl(first);
  await first.says(/day 1 of 1/);
  await first.says(published);
  const [day, next] = await readSql<{ observed: Date; finished: Date }>(
    url,
    'SELECT observed_at AS observed, finished_at AS finished FROM scrape_cycles ORDER BY id LIMIT 2',
  );
  expect(next!.observed.getTime() - day!.observed.getTime()).toBe(86_400_000); // a simulated day
  expect(next!.finished.getTime() - day!.finished.getTime()).toBeLessThan(60_000);
  const health = await api('/health');
  expect(await health.json()).toMatchObject({ status: 'healthy', database: 'connected' });
  const listings = await api('/api/listings/?size=1');
  const count = await countBySql(url);
  expect(count).toBeGreaterThan(0);
  expect(Number(listings.headers.get('x-total-count'))).toBe(count);
  for (const path of ['/', '/docs', '/openapi.json', '/metrics']) expect((await api(path)).status).toBe(200);

  const rival = up(['--port', String(await freePort())]);
  await expect(rival.ended).resolves.toBe(1);
  expect(rival.output()).toMatch(
    /error: gpu-tracker already runs on this folder \(process \d+\).*\(ALREADY_RUNNING\)\n$/,
  );

  const stopped = await stop(first, 'SIGINT');
  expect(stopped.status).toBe(0);
  expect(stopped.seconds).toBeLessThan(5);
  await expect(countBySql(url)).rejects.toThrow('ECONNREFUSED');

  const second = up();
  await expect(databaseUrl(second)).resolves.toBe(url);
  expect(second.output()).not.toMatch(/simulating the past/);
  await expect(countBySql(url)).resolves.toBe(count);
  expect(Number((await second.says(published))[1])).toBeGreaterThan(2);
  await expect(stop(second, 'SIGKILL')).resolves.toMatchObject({ status: 'SIGKILL' });

  const third = up();
  await expect(databaseUrl(third)).resolves.toBe(url);
  await third.says(published);
  expect(await (await api('/health')).json()).toMatchObject({ status: 'healthy' });
  await expect(stop(third, 'SIGTERM')).resolves.toMatchObject({ status: 0 });
}, 60_000);

test('a watch in watches.yaml of the current folder is told as soon as something is published, and the terminal says so', async () => {
  const phone = await startRecorder();
  const secret = `whsec_${Buffer.alloc(24, 3).toString('base64')}`;
  const text = (condition: string): string => `
channels: { phone: { type: webhook, url: "${phone.url}", secret: "\${HOOK_SECRET}" } }
watches: [{ name: any card, when: ${condition}, notify: [phone] }]
`;
  await writeFile(join(parent, 'watches.yaml'), text('offers'));
  const watching = up([], { ALLOW_PRIVATE_TARGETS: 'true', HOOK_SECRET: secret }, parent);
  await watching.says(/Watches +\S*watches\.yaml:3:\d+: .*offer/);
  await watching.says(published);
  await writeFile(join(parent, 'watches.yaml'), text('offer'));
  await watching.says(/\nwatches\.yaml: 1 watch, 1 channel; read again when it changes\n/);
  await watching.says(/watch "any card": told over phone/);
  const { body, headers } = phone.requests[0]!;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    data: { watch: 'any card', digest: 'summary' },
  });
  expect(await (await api('/metrics')).text()).toContain('gpu_notifications_total{channel="phone",outcome="sent"} 1');
  await expect(stop(watching, 'SIGTERM')).resolves.toMatchObject({ status: 0 });
  await phone.close();
});

test('when nobody reads its output any more, it stops everything in order', async () => {
  const unread = up();
  const url = await databaseUrl(unread);
  unread.child.stdout!.destroy();
  await expect(unread.ended).resolves.toBe(0);
  await expect(countBySql(url)).rejects.toThrow('ECONNREFUSED');
});

test('a port that is taken is one sentence, and nothing is started', async () => {
  const server = createServer().listen(0, '0.0.0.0');
  await new Promise((resolve) => server.once('listening', resolve));
  const taken = String((server.address() as AddressInfo).port);
  const refused = up(['--data', join(parent, 'other'), '--port', taken]);
  await expect(refused.ended).resolves.toBe(1);
  expect(refused.output()).toBe(`error: port ${taken} is taken: choose another with --port (PORT_TAKEN)\n`);
  server.close();
});

test('a folder that cannot be used is one sentence', async () => {
  const file = join(parent, 'file');
  await writeFile(file, '');
  const refused = up(['--data', join(file, 'below')]);
  await expect(refused.ended).resolves.toBe(1);
  expect(refused.output()).toMatch(/^error: \S+ cannot be written \(ENOTDIR\): choose another folder with --data/);
});

test('garbage where the data should be is one sentence, and the lock is let go', async () => {
  const broken = join(parent, 'broken');
  await mkdir(join(broken, 'postgres', 'data'), { recursive: true });
  await writeFile(join(broken, 'postgres', 'data', 'PG_VERSION'), 'garbage');
  const refused = up(['--data', broken]);
  await expect(refused.ended).resolves.toBe(1);
  expect(refused.output()).toMatch(/\nerror: .*(move it away).*\(EMBEDDED_POSTGRES\)\n$/);
  await expect(readFile(join(broken, 'up.lock'))).rejects.toThrow('ENOENT');
});

test('a real market is never reached around TOR unless that is said', async () => {
  const without = up(['--market', 'olx-bg'], { TOR_SOCKS_URL: `socks5h://127.0.0.1:${await freePort()}` });
  await expect(without.ended).resolves.toBe(75);
  expect(without.output()).toMatch(/^error: no TOR on 127\.0\.0\.1:\d+: .*--direct/);
  const around = up(['--market', 'olx-bg'], { TOR_ENABLED: 'false' });
  await expect(around.ended).resolves.toBe(64);
  expect(around.output()).toMatch(/^error: TOR_ENABLED=false .*--direct/);
});
