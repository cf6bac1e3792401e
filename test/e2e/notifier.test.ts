/** The notifier as its built process: a file of watches in, a signed message out; probes, statuses and the end on a signal. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { startRecorder, type Recorder } from '../../pkg/notify/testing/recorder.js';
import { freePort } from '../../pkg/postgres/embedded.js';
import { WatchMarket } from '../../pkg/postgres/watches/testing/watch-market.js';
import { ask } from '../support/http-client.js';
import { startProduct, type ProductProcess } from '../support/product-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const SECRET = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
let folder: string;
let database: TestDatabase;
let phone: Recorder;
let started: ProductProcess[];
beforeEach(async () => {
  [database, phone] = await Promise.all([createTestDatabase(), startRecorder()]);
  folder = await mkdtemp(join(tmpdir(), 'notifier-'));
  started = [];
});
afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
  await phone.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const file = (): string => join(folder, 'watches.yaml');
const watchesOf = (channel: string): string => `
channels:
  phone: { type: webhook, url: "\${HOOK_URL}", secret: "\${HOOK_SECRET}" }
watches:
  - { name: cheap, when: offer, notify: [${channel}], initial: summary, select: { models: [RTX 3070] } }
`;

async function notifier(env: Record<string, string> = {}): Promise<{ url: string; process: ProductProcess }> {
  const port = String(await freePort());
  const process = startProduct('notifier', {
    ...{ DATABASE_URL: await database.urlAs('gpu_tracker_notifier'), WATCHES_FILE: file(), HOST: '127.0.0.1' },
    ...{ METRICS_PORT: port, ALLOW_PRIVATE_TARGETS: 'true', HOOK_URL: phone.url, HOOK_SECRET: SECRET },
    ...env,
  });
  started.push(process);
  return { url: `http://127.0.0.1:${port}`, process };
}

/** Asks until it is so, or the test runs out of time. */
async function until(process: ProductProcess, isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) {
    if (process.child.exitCode !== null) throw new Error(`the notifier has ended: ${process.log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const metric = async (url: string, line: string): Promise<boolean> =>
  (await ask(`${url}/metrics`)).text.includes(`\n${line}\n`);
const isReady = (url: string) => async (): Promise<boolean> =>
  ask(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false, // not listening yet
  );

test('a message with its signature arrives, no secret is logged, and a signal ends it with 0 within ten seconds', async () => {
  const market = new WatchMarket(database.db);
  await market.publish([{ externalId: '1', title: 'RTX 3070 8GB', priceMinor: 20_000, priceText: '' }]);
  await writeFile(file(), watchesOf('phone'));
  const { url, process } = await notifier();
  await until(process, () => phone.requests.length > 0);
  const [{ body, headers }] = phone.requests as [Recorder['requests'][number]];
  expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({
    data: { watch: 'cheap', digest: 'summary', facts: [{ offer: { model: 'RTX 3070', price_eur_cents: 20_000 } }] },
  });
  await until(process, isReady(url));
  expect((await ask(`${url}/livez`)).status).toBe(200);
  expect(await metric(url, 'gpu_notifier_active 1')).toBe(true);

  phone.answers.push(() => undefined); // a message that hangs does not hold the end up
  await market.publish([{ externalId: '2', title: 'RTX 3070 8GB', priceMinor: 19_000, priceText: '' }]);
  await until(process, () => phone.requests.length > 1);
  const began = performance.now();
  process.child.kill('SIGTERM');
  await until(process, async () => (await ask(`${url}/readyz`)).status === 503).catch(() => undefined);
  await expect(process.ended).resolves.toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(process.log()).not.toContain(SECRET.slice(6));
  expect(await database.db('notifications').orderBy('id').select('state', 'leased_until')).toEqual([
    { state: 'sent', leased_until: null },
    { state: 'pending', leased_until: null },
  ]);
});

test('a file with faults stops nothing: every fault is logged, the metric says so, and the right one is taken when it comes', async () => {
  await writeFile(file(), watchesOf('fone'));
  const { url, process } = await notifier();
  await until(process, isReady(url));
  expect(await metric(url, 'gpu_watches_file_refused 1')).toBe(true);
  expect(process.log()).toContain('watches.yaml:5:');
  await writeFile(file(), watchesOf('phone'));
  await until(process, () => metric(url, 'gpu_watches_file_refused 0'));
  await until(process, async () => (await database.db('watches').pluck('name')).includes('cheap'));
});

test('bad configuration ends it with 64, a database that is away does not end it', async () => {
  const { process: wrong } = await notifier({ ALLOW_PRIVATE_TARGETS: 'perhaps' });
  await expect(wrong.ended).resolves.toBe(64);
  const { process: without } = await notifier({ DATABASE_URL: '' });
  await expect(without.ended).resolves.toBe(64);
  const { url, process } = await notifier({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
  await until(process, async () =>
    ask(`${url}/livez`).then(
      ({ status }) => status === 200,
      () => false,
    ),
  );
  expect((await ask(`${url}/readyz`)).status).toBe(503);
  process.child.kill('SIGTERM');
  await expect(process.ended).resolves.toBe(0);
});
