/** Delivery from the real outbox to a recording server; only the clock is not real. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../clock/clock.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { PgOutbox } from '../postgres/watches/pg-outbox.js';
import type { Telling } from '../watch/fact.js';
import { LONGEST_ATTEMPT_MS, STOP_GRACE_MS } from './attempt.js';
import { ChannelSchema, type Channel } from './channel.js';
import { Courier } from './courier.js';
import { deliverDue, MESSAGES_PER_HOUR, type DelivererOptions, type DeliveryEvent } from './deliver.js';
import { answer, startRecorder, type Recorder } from './testing/recorder.js';
import { telling } from './testing/tellings.js';
import { MOST_ATTEMPTS } from './retry-schedule.js';
import { WayOut } from './way-out.js';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
let database: TestDatabase;
let phone: Recorder;
let desk: Recorder;
let outbox: PgOutbox;
let now: Date;
let events: DeliveryEvent[];
let stop: AbortController;

beforeAll(async () => {
  database = await createTestDatabase();
  outbox = new PgOutbox(database.db);
});
afterAll(() => database.drop());
beforeEach(async () => {
  [phone, desk] = await Promise.all([startRecorder(), startRecorder()]);
  now = new Date('2026-11-26T12:00:00Z');
  events = [];
  stop = new AbortController();
  await database.db.raw('TRUNCATE watches, notifications RESTART IDENTITY CASCADE');
});
afterEach(() => Promise.all([phone.close(), desk.close()]));

/** Of its own time; a sleep of it ends only when something ends it. */
const clock: Clock = {
  now: () => now,
  sleep: (_ms, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true })),
};

const options = (over: Partial<DelivererOptions> = {}): DelivererOptions => {
  const channel = (url: string): Channel => ChannelSchema.parse({ type: 'webhook', url, secret: SECRET });
  return {
    ...{ outbox, clock, random: () => 1, signal: stop.signal },
    channels: new Map([
      ['phone', channel(phone.url)],
      ['desk', channel(desk.url)],
    ]),
    wayOut: new WayOut({ allowPrivateTargets: true }),
    onDelivery: (event) => void events.push(event),
    ...over,
  };
};
const pass = (channel = 'phone', over: Partial<DelivererOptions> = {}) => deliverDue(options(over), channel);
const later = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};

async function watch(name: string, digestAt: string | null = null): Promise<number> {
  const { rows } = await database.db.raw<{ rows: [{ id: number }] }>(
    `INSERT INTO watches (origin, name, spec, kind, rule, exclude_words, exclude_flags, require_flags, suspicious, again_percent, channels,
                          digest_at, digest_zone, paused, created_at, updated_at)
     VALUES ('cli', :name, '{}', 'offer', '{}', '{}', '{}', '{}', false, 5, '{phone,desk}', :digestAt, :zone, false, :now, :now) RETURNING id`,
    { name, digestAt, zone: digestAt === null ? null : 'UTC', now },
  );
  return rows[0].id;
}

let keys = 0;
async function notify(watchId: number, over: Partial<Telling> = {}, channel = 'phone'): Promise<void> {
  const { id: _id, ...told } = telling({ at: now.toISOString(), ...over });
  await database.db.raw(
    `INSERT INTO notifications (watch_id, channel, fact_key, telling, created_at, wanted_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [watchId, channel, `k${(keys += 1)}`, JSON.stringify(told), now, now, now],
  );
}
const bodies = (recorder: Recorder) =>
  recorder.requests.map(({ body }) => JSON.parse(body) as { timestamp: string; data: Telling & { subject: string } });
const ids = (recorder: Recorder) => recorder.requests.map(({ headers }) => headers['webhook-id']);
const states = async (): Promise<unknown[]> => {
  const { rows } = await database.db.raw<{ rows: { row: unknown[] }[] }>(
    `SELECT json_build_array(state, attempts, last_error) AS row FROM notifications ORDER BY id`,
  );
  return rows.map(({ row }) => row);
};

test('what is due goes out once, in order, each with its own id', async () => {
  const id = await watch('cheap');
  for (const more of [1, 2, 3]) await notify(id, { more });
  expect(await pass()).toBe(3);
  expect(bodies(phone).map(({ data }) => data.more)).toEqual([1, 2, 3]);
  expect(new Set(ids(phone)).size).toBe(3);
  expect(await states()).toEqual([
    ['sent', 1, null],
    ['sent', 1, null],
    ['sent', 1, null],
  ]);
  expect(await pass()).toBe(0);
  expect(desk.requests).toEqual([]);
});

describe('an attempt that fails', () => {
  test('is made again with the same id, after the back-off, and what comes after it waits', async () => {
    const id = await watch('cheap');
    for (const more of [1, 2]) await notify(id, { more });
    phone.answers.push(answer(500));
    await pass();
    expect(await states()).toEqual([
      ['pending', 1, 'server-error'],
      ['pending', 0, null],
    ]);
    later(29);
    expect(await pass()).toBe(0);
    later(1);
    await pass();
    later(60);
    await pass();
    expect(bodies(phone).map(({ data }) => data.more)).toEqual([1, 1, 2]);
    expect(ids(phone)[0]).toBe(ids(phone)[1]);
    expect(events.map(({ delivered }) => delivered)).toEqual(['retry', 'sent', 'sent']);
  });

  test('waits as long as the other side wishes', async () => {
    await notify(await watch('cheap'));
    phone.answers.push(answer(429, '', { 'retry-after': '600' }));
    await pass();
    later(629);
    expect(await pass()).toBe(0);
    later(1);
    expect(await pass()).toBe(1);
  });

  test('lets the other watches of the channel wait a minute, and the other channel not at all', async () => {
    const [a, b] = [await watch('a'), await watch('b')];
    await notify(a);
    await notify(b);
    await notify(a, {}, 'desk');
    phone.answers.push(answer(503));
    await pass();
    await pass('desk');
    expect([phone.requests.length, desk.requests.length]).toEqual([1, 1]);
    later(59);
    await pass();
    expect(bodies(phone).map(({ data }) => data.watch)).toEqual(['cheap 3070', 'cheap 3070']);
    later(1);
    expect(await pass()).toBe(1);
  });

  test.each([
    [404, 'refused'],
    [410, 'refused'],
  ])('for good (%i) is not made again, and the next goes on', async (status, code) => {
    const id = await watch('cheap');
    await notify(id, { more: 1 });
    await notify(id, { more: 2 });
    phone.answers.push(answer(status));
    await pass();
    expect(await states()).toEqual([
      ['failed', 1, code],
      ['sent', 1, null],
    ]);
  });

  test(`is given up after ${MOST_ATTEMPTS}`, async () => {
    await notify(await watch('cheap'));
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      expect((await states())[0]).toEqual(['pending', attempt - 1, attempt === 1 ? null : 'server-error']);
      phone.answers.push(answer(500));
      await pass();
      later(6 * 3_600);
    }
    expect(await states()).toEqual([['failed', MOST_ATTEMPTS, 'server-error']]);
    expect(new Set(ids(phone)).size).toBe(1);
  });

  test('because nobody can word it is set aside, and the next goes on', async () => {
    const id = await watch('cheap');
    await notify(id);
    await notify(id, { more: 2 });
    const broken = new Map([['phone', { ...options().channels.get('phone'), secret: 'whsec_' } as Channel]]);
    await database.db.raw(`UPDATE notifications SET channel = 'desk' WHERE id = 2`);
    await pass('phone', { channels: broken });
    await pass('desk');
    expect(await states()).toEqual([
      ['set-aside', 1, 'poison'],
      ['sent', 1, null],
    ]);
    expect(events[0]).toMatchObject({ delivered: 'set-aside', code: 'poison' });
  });
});

describe('more than a person can bear', () => {
  test('is folded: one message for each watch, with what is left counted', async () => {
    const [a, b] = [await watch('a'), await watch('b')];
    for (let i = 0; i < MESSAGES_PER_HOUR; i += 1) await notify(a);
    await notify(b);
    await pass();
    expect(bodies(phone).map(({ data }) => [data.facts.length, data.more, data.digest])).toEqual([
      [20, 0, 'capped'],
      [1, 0, 'none'],
    ]);
    expect((await states()).every((row) => (row as string[])[0] === 'sent')).toBe(true);
  });

  test(`up to ${MESSAGES_PER_HOUR} an hour go out one by one; then the channel waits, and tells what came meanwhile in one`, async () => {
    const id = await watch('a');
    for (let i = 0; i < MESSAGES_PER_HOUR; i += 1) await notify(id);
    await pass();
    expect(phone.requests).toHaveLength(MESSAGES_PER_HOUR);
    for (let i = 0; i < 25; i += 1) await notify(id);
    await pass();
    expect(phone.requests).toHaveLength(MESSAGES_PER_HOUR);
    expect((await states()).at(-1)).toEqual(['pending', 0, null]);
    later(3_600);
    await pass();
    expect(
      bodies(phone)
        .slice(MESSAGES_PER_HOUR)
        .map(({ data }) => [data.facts.length, data.more, data.digest]),
    ).toEqual([[20, 5, 'capped']]);
  });

  test('and a digest is one message, also when it has to be sent again', async () => {
    const id = await watch('daily', '08:00');
    for (const more of [0, 0, 4]) await notify(id, { more });
    phone.answers.push(answer(500));
    await pass();
    later(30);
    await pass();
    expect(bodies(phone).map(({ data }) => [data.facts.length, data.more, data.digest])).toEqual([
      [3, 4, 'digest'],
      [3, 4, 'digest'],
    ]);
    expect(new Set(ids(phone)).size).toBe(1);
  });
});

test('what a killed process had in hand comes again with the same id, when its lease is over', async () => {
  await notify(await watch('cheap'));
  const [claimed] = await outbox.claim({ now, leaseMs: 150_000, perChannel: 9, channels: ['phone'] });
  later(149);
  expect(await pass()).toBe(0);
  later(1);
  await pass();
  expect(ids(phone)).toEqual([claimed?.messageId]);
});

test('a stop gives back what is not sent yet, without counting it as an attempt', async () => {
  const id = await watch('cheap');
  await notify(id, { more: 1 });
  await notify(id, { more: 2 });
  phone.answers.push((_request, response) => {
    stop.abort();
    response.writeHead(200).end();
  });
  await pass();
  expect((await states()).map((row) => (row as [string, number])[0] + String((row as [string, number])[1]))).toEqual([
    expect.stringMatching(/^(?:sent1|pending0)$/),
    'pending0',
  ]);
  stop = new AbortController();
  await pass();
  expect(bodies(phone).at(-1)?.data.more).toBe(2);
  expect(await states()).toEqual([
    ['sent', 1, null],
    ['sent', 1, null],
  ]);
});

test('couriers serve the channels side by side: one that hangs holds up no other, and a wake is answered at once', async () => {
  const id = await watch('cheap');
  await notify(id);
  phone.answers.push(() => undefined); // never answers
  const errors: unknown[] = [];
  const grace: number[] = [];
  // Real time; the moment that a stop leaves to what is being sent is over at once.
  const own: Clock = {
    now: () => new Date(),
    sleep: (ms, signal) => (ms === STOP_GRACE_MS ? Promise.resolve(void grace.push(ms)) : clock.sleep(ms, signal)),
  };
  const courier = new Courier({ ...options(), clock: own, onError: (err) => void errors.push(err) });
  while (phone.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await notify(id, {}, 'desk');
  courier.wake();
  while (desk.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await courier.stop();
  expect(grace).toContain(STOP_GRACE_MS);
  expect(errors).toEqual([]);
  expect((await states())[0]).toEqual(['pending', 0, null]);
});

test('what is being sent as the stop comes may end, is noted, and is not sent again', async () => {
  const id = await watch('cheap');
  await notify(id);
  let finish = (): void => undefined;
  phone.answers.push((request, response) => (finish = () => answer(200, '{}')(request, response)));
  const sending = pass();
  while (phone.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  finish();
  await sending;
  expect(await states()).toEqual([['sent', 1, null]]);
});

test('an attempt that goes on for longer than any may is cut, and tried again later', async () => {
  const id = await watch('cheap');
  await notify(id);
  phone.answers.push(() => undefined); // never answers
  let over = (): void => undefined;
  const sleep: Clock['sleep'] = (ms, signal) =>
    ms === LONGEST_ATTEMPT_MS ? new Promise((resolve) => (over = resolve)) : clock.sleep(ms, signal);
  const sending = pass('phone', { clock: { ...clock, sleep } });
  while (phone.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  over();
  await sending;
  expect(await states()).toEqual([['pending', 1, 'timeout']]);
});
