/** The notifier in this process: real database, real channels; only time is faster where a test waits. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { fastClock } from '../../../test/support/fast-clock.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { systemClock, type Clock } from '../../clock/clock.js';
import { readConfig } from '../../config/config.js';
import { ChannelSchema } from '../../notify/channel.js';
import { answer, startRecorder, type Recorder } from '../../notify/testing/recorder.js';
import { freePort } from '../../postgres/embedded.js';
import { aWatch, WatchMarket, type Ad } from '../../postgres/watches/testing/watch-market.js';
import { silentLogger, type Logger } from '../../telemetry/logger.js';
import { runNotifications, type NotifierOptions } from './notify.js';
import type { WatchesContent, WatchesSource } from './watches-source.js';

let database: TestDatabase;
let market: WatchMarket;
let phone: Recorder;
let running: { readonly stop: AbortController; readonly ended: Promise<void> }[];
beforeEach(async () => {
  [database, phone] = await Promise.all([createTestDatabase(), startRecorder()]);
  market = new WatchMarket(database.db);
  running = [];
});
afterEach(async () => {
  for (const { stop, ended } of running) {
    stop.abort();
    await ended;
  }
  await phone.close();
  await database.drop();
});

const AD: Ad = { externalId: '1', title: 'RTX 3070 8GB', priceMinor: 20_000, priceText: '' };
const CHEAPER: Ad = { ...AD, priceMinor: 15_000 };
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const webhook = (url = phone.url) => ChannelSchema.parse({ type: 'webhook', url, secret: SECRET });
const content = (channels: Record<string, string>, ...watches: object[]): WatchesContent => ({
  channels: new Map(Object.entries(channels).map(([name, url]) => [name, webhook(url)])),
  watches: watches.map((fields) => aWatch({ select: { models: ['3070'] }, initial: 'silent', ...fields })),
});

/** A file of watches that says what a test has it say. */
class Told implements WatchesSource {
  #listeners = new Set<() => void>();
  constructor(public said: WatchesContent | undefined) {}
  current = (): WatchesContent | undefined => this.said;
  faults = (): string[] => [];
  isRefused = (): boolean => this.faults().length > 0;
  onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  say(said: WatchesContent): void {
    this.said = said;
    for (const listener of this.#listeners) listener();
  }
}

interface Started {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  readonly registry: Registry;
  readonly lines: string[];
}

async function start(watches: WatchesSource, over: Partial<NotifierOptions> = {}): Promise<Started> {
  const [stop, registry, lines] = [new AbortController(), new Registry(), [] as string[]];
  const keep = (message: string): void => void lines.push(message);
  const log: Logger = { ...silentLogger, info: keep, warn: keep, error: keep, child: () => log };
  const url = await database.urlAs('gpu_tracker_notifier');
  const config = readConfig({ DATABASE_URL: url, ALLOW_PRIVATE_TARGETS: 'true' });
  const ended = runNotifications({
    ...{ config, log, clock: systemClock, stop: stop.signal, pod: 'test', registry, watches },
    ...over,
  });
  running.push({ stop, ended });
  return { stop, ended, registry, lines };
}

/** Looks until it is so, or the test runs out of time. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
const arrived = (count: number): Promise<void> => until(() => phone.requests.length >= count);
const states = (): Promise<unknown[]> => database.db('notifications').orderBy('id').select('state', 'attempts');
/** Every publish so far was looked at. */
const evaluated = (): Promise<void> =>
  until(async () => {
    const { rows } = await database.db.raw<{ rows: unknown[] }>(
      `SELECT 1 FROM markets m LEFT JOIN watch_cursors c ON c.market_id = m.id
        WHERE c.version IS DISTINCT FROM m.last_published_cycle_id || '.' || m.data_version`,
    );
    return rows.length === 0;
  });

test('what a publish brings is told at once, although no look is due', async () => {
  await market.publish([AD]);
  const { registry } = await start(new Told(content({ phone: phone.url }, {})));
  await evaluated();
  await market.publish([CHEAPER]);
  await arrived(1);
  await until(async () => JSON.stringify(await states()) === '[{"state":"sent","attempts":1}]');
  expect(JSON.parse(phone.requests[0]!.body)).toMatchObject({ data: { watch: 'watch', facts: [{ why: 'cheaper' }] } });
  const metrics = await registry.metrics();
  for (const line of [
    'gpu_notifier_active 1',
    'gpu_notifications_total{channel="phone",outcome="sent"} 1',
    'gpu_notifications_total{channel="phone",outcome="failed"} 0',
    'gpu_notification_oldest_pending_seconds{channel="phone"} 0',
    'gpu_watch_evaluations_total{outcome="failed"} 0',
  ])
    expect(metrics).toContain(line);
});

test('a publish that nobody told of is found by the look of the minute', async () => {
  await market.publish([AD]);
  let minute = (): void => undefined;
  const sleep: Clock['sleep'] = async (ms, signal) => {
    const over = new AbortController();
    if (ms === 60_000) minute = () => over.abort();
    await systemClock.sleep(ms, AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]));
  };
  const clock: Clock = { now: () => new Date(), sleep };
  const { registry } = await start(new Told(content({ phone: phone.url }, {})), { clock });
  // As it begins, and once more when it listens.
  await until(async () => (await registry.metrics()).includes('gpu_watch_evaluations_total{outcome="done"} 2'));
  // As if the word of it had been lost on the way.
  await database.db.raw(`UPDATE markets SET data_version = data_version + 1`);
  expect(await Promise.race([evaluated().then(() => 'seen'), systemClock.sleep(300).then(() => 'not yet')])).toBe(
    'not yet',
  );
  minute();
  await evaluated();
});

test('of two instances one works; the other stands by, is ready, and takes over what was leased', async () => {
  await market.publish([AD]);
  const told = new Told(content({ phone: phone.url }, {}));
  let ready = 0;
  const onSchemaCurrent = (): void => void (ready += 1);
  const first = await start(told, { onSchemaCurrent });
  await until(() => first.lines.includes('this instance notifies'));
  const second = await start(told, { onSchemaCurrent, clock: fastClock(50) });
  await until(() => second.lines.includes('standing by: another instance notifies'));
  expect(ready).toBe(2);
  expect(await second.registry.metrics()).toContain('gpu_notifier_active 0');
  await evaluated();
  phone.answers.push(() => undefined); // never answers
  await market.publish([CHEAPER]);
  await arrived(1);
  first.stop.abort();
  await arrived(2);
  await until(async () => JSON.stringify(await states()) === '[{"state":"sent","attempts":1}]');
  expect(second.lines).toContain('this instance notifies');
  expect(new Set(phone.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  await first.ended;
});

test('a session that is lost ends the work; it begins anew, and nothing is told twice', async () => {
  await market.publish([AD]);
  const { lines } = await start(new Told(content({ phone: phone.url }, {})), { clock: fastClock(50) });
  await evaluated();
  await database.db.raw(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'gpu-tracker-notifier/%'`,
  );
  await until(() => lines.filter((line) => line === 'this instance notifies').length === 2);
  expect(lines).toContain('the lock was lost with its connection');
  await market.publish([CHEAPER]);
  await arrived(1);
  await until(async () => JSON.stringify(await states()) === '[{"state":"sent","attempts":1}]');
  expect(phone.requests).toHaveLength(1);
});

test('the file as it changes: what waited for a channel is sent when it comes, and a watch that goes is gone', async () => {
  await market.publish([AD]);
  const told = new Told(content({}, { notify: ['phone'] }, { name: 'other', notify: ['phone'] }));
  const { registry, lines } = await start(told);
  await evaluated();
  await market.publish([CHEAPER]);
  await evaluated();
  expect(await states()).toHaveLength(2);
  expect(await registry.metrics()).toMatch(/gpu_notification_oldest_pending_seconds\{channel="phone"\} 0\.\d+/);
  told.say(content({ phone: phone.url }, { notify: ['phone'] }));
  await arrived(1);
  expect(lines.filter((line) => line === 'watches of the file')).toHaveLength(2);
  expect(await database.db('watches').pluck('name')).toEqual(['watch']);
});

test('a stop ends it within the grace although a channel hangs, and what it had is given back', async () => {
  await market.publish([AD]);
  const { stop, ended } = await start(new Told(content({ phone: phone.url }, {})), { clock: fastClock(20) });
  await evaluated();
  phone.answers.push(() => undefined);
  await market.publish([CHEAPER]);
  await arrived(1);
  stop.abort();
  await ended;
  const [row] = await database.db('notifications').select('state', 'attempts', 'leased_until');
  expect(row).toEqual({ state: 'pending', attempts: 0, leased_until: null });
});

test('a stop ends it although the database hangs', async () => {
  const { stop, ended } = await start(new Told(content({ phone: phone.url }, {})), { clock: fastClock(20) });
  const trx = await database.db.transaction();
  await trx.raw('LOCK TABLE watches IN ACCESS EXCLUSIVE MODE');
  await market.publish([AD]);
  await until(async () => {
    const { rows } = await trx.raw<{ rows: unknown[] }>('SELECT 1 FROM pg_locks WHERE NOT granted');
    return rows.length > 0;
  });
  stop.abort();
  await ended;
  await trx.rollback();
});

test('without a database it tries again, says why, and is not ready', async () => {
  const config = readConfig({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
  let ready = false;
  let steps = 0;
  const { lines } = await start(new Told(undefined), {
    ...{ config, clock: fastClock(100), onSchemaCurrent: () => (ready = true), onStep: () => (steps += 1) },
  });
  await until(() => steps > 2);
  expect(lines).toContain('notifying failed, and is tried again');
  expect(ready).toBe(false);
});

test('without DATABASE_URL it does not begin', async () => {
  const config = readConfig({});
  await expect(
    runNotifications({
      ...{ config, log: silentLogger, clock: systemClock, stop: new AbortController().signal },
      ...{ pod: 'test', registry: new Registry(), watches: new Told(undefined) },
    }),
  ).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
});

test('what is given up is told as an error, counted, and stops nothing that comes after', async () => {
  await market.publish([AD]);
  const { lines, registry } = await start(new Told(content({ phone: phone.url }, {})));
  await evaluated();
  phone.answers.push(answer(404));
  await market.publish([CHEAPER]);
  await arrived(1);
  await until(() => lines.includes('message given up'));
  expect(await registry.metrics()).toContain('gpu_notifications_total{channel="phone",outcome="failed"} 1');
  await market.publish([{ ...CHEAPER, priceMinor: 10_000 }]);
  await arrived(2);
});
