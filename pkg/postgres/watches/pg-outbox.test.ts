import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { PgOutbox } from './pg-outbox.js';
import { pruneWatches } from './prune-watches.js';
import { syncWatches } from './pg-watch-store.js';
import { aWatch } from './testing/watch-market.js';

const NOW = new Date('2026-11-03T10:00:00Z');
const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const TELLING = { watch: 'a', at: NOW.toISOString(), facts: [{ kind: 'test' }], more: 0, digest: 'none' };

let database: TestDatabase;
let outbox: PgOutbox;
beforeAll(async () => {
  database = await createTestDatabase();
  outbox = new PgOutbox(database.db);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db('watches').delete();
  await syncWatches(database.db, 'file', [aWatch({ name: 'a' }), aWatch({ name: 'b', digest: { at: '08:00' } })], NOW);
});

/** Writes one; resolves to its id. */
async function add(watch: string, channel: string, over: object = {}): Promise<number> {
  const { id } = await database.db('watches').where({ name: watch }).first<{ id: number }>('id');
  const row = {
    watch_id: id,
    channel,
    fact_key: String(Math.random()),
    telling: TELLING,
    created_at: NOW,
    wanted_at: NOW,
    due_at: NOW,
  };
  const [written] = await database
    .db('notifications')
    .insert({ ...row, ...over })
    .returning<{ id: number }[]>('id');
  return written!.id;
}

const claim = async (seconds = 0, perChannel = 10): Promise<number[]> => {
  const claimed = await outbox.claim({ now: at(seconds), leaseMs: 60_000, perChannel, channels: ['phone', 'mail'] });
  return claimed.map(({ id }) => id);
};

test('what is due is handed out once, in order, and again only when its lease is over', async () => {
  const ids = [await add('a', 'phone'), await add('a', 'phone'), await add('b', 'mail')];
  await add('a', 'phone', { due_at: at(1_000) });
  await add('a', 'gone');
  expect(await claim()).toEqual(ids);
  expect(await claim(59.9)).toEqual([]);
  expect(await claim(60)).toEqual(ids);
});

test('it comes with its watch, its digest and the number of tries', async () => {
  await add('b', 'mail');
  await claim();
  const [notification] = await outbox.claim({ now: at(60), leaseMs: 1, perChannel: 1, channels: ['mail'] });
  expect(notification).toMatchObject({
    watch: 'b',
    channel: 'mail',
    attempts: 2,
    digest: { at: '08:00', timeZone: 'UTC' },
  });
  expect(notification!.telling).toEqual({ ...TELLING, id: notification!.messageId });
});

test('a full channel takes no place of another', async () => {
  const [first] = [await add('a', 'phone'), await add('a', 'phone')];
  const mail = await add('a', 'mail');
  expect(await claim(0, 1)).toEqual([first, mail]);
});

test('nothing goes ahead of what the same watch has to tell over the same channel', async () => {
  const [first, second] = [await add('a', 'phone'), await add('a', 'phone')];
  const [other, mail] = [await add('b', 'phone'), await add('a', 'mail')];
  expect(await claim(0, 1)).toEqual([first, mail]);
  expect(await claim()).toEqual([other]);
  await outbox.retryAt({ ids: [first], now: NOW, at: at(30), errorCode: 'TIMEOUT' });
  expect(await claim(29)).toEqual([]);
  expect(await claim(30)).toEqual([first, second]);
});

test('two who claim at once get each its own', async () => {
  const ids: number[] = [];
  for (let i = 0; i < 10; i += 1) ids.push(await add(i % 2 === 0 ? 'a' : 'b', 'phone'));
  const both = await Promise.all([claim(0, 4), claim(0, 4), claim(0, 4)]);
  const handed = both.flat();
  expect(new Set(handed).size).toBe(handed.length);
});

test('what is over is over: sent, failed and set aside are not handed out, and a late word changes nothing', async () => {
  const ids = [await add('a', 'phone'), await add('a', 'phone'), await add('a', 'phone')];
  await claim();
  await outbox.markSent({ ids: [ids[0]!], now: NOW });
  await outbox.markFailed({ ids: [ids[1]!], now: NOW, errorCode: 'REFUSED' });
  await outbox.setAside({ ids: [ids[2]!], now: NOW, errorCode: 'POISON' });
  await outbox.retryAt({ ids, now: NOW, at: NOW, errorCode: 'LATE' });
  expect(await claim(1_000)).toEqual([]);
  expect(await outbox.counts()).toEqual([
    { channel: 'phone', state: 'failed', count: 1 },
    { channel: 'phone', state: 'sent', count: 1 },
    { channel: 'phone', state: 'set-aside', count: 1 },
  ]);
  expect(await database.db('notifications').orderBy('id').pluck('last_error')).toEqual([null, 'REFUSED', 'POISON']);
});

test('what is put off is no try', async () => {
  const id = await add('a', 'phone');
  await claim();
  await outbox.postpone({ ids: [id], now: NOW, at: at(5) });
  expect(await claim(4)).toEqual([]);
  const [notification] = await outbox.claim({ now: at(5), leaseMs: 1, perChannel: 1, channels: ['phone'] });
  expect(notification).toMatchObject({ id, attempts: 1 });
});

test('folded ones are one message, and count as one', async () => {
  const ids = [await add('a', 'phone'), await add('a', 'phone'), await add('a', 'phone')];
  const claimed = await outbox.claim({ now: NOW, leaseMs: 1_000, perChannel: 10, channels: ['phone'] });
  expect(await outbox.fold(ids.slice(0, 2))).toBe(claimed[0]!.messageId);
  await outbox.markSent({ ids, now: NOW });
  expect(await outbox.messagesSince('phone', at(-1))).toBe(2);
  expect(await outbox.messagesSince('phone', NOW)).toBe(0);
  expect(await outbox.messagesSince('mail', at(-1))).toBe(0);
});

test('the oldest that waits counts from when it was to be told, whatever its retries', async () => {
  expect(await outbox.oldestPending(NOW)).toEqual([]);
  const id = await add('a', 'phone', { wanted_at: at(-500), due_at: at(-500) });
  await add('a', 'phone', { wanted_at: at(100), due_at: at(100) });
  await outbox.retryAt({ ids: [id], now: NOW, at: at(900), errorCode: 'TIMEOUT' });
  await add('a', 'mail', { wanted_at: NOW });
  await outbox.markSent({ ids: [await add('a', 'desk', { wanted_at: at(-900) })], now: NOW });
  expect(await outbox.oldestPending(NOW)).toEqual([
    { channel: 'mail', since: NOW },
    { channel: 'phone', since: at(-500) },
  ]);
  expect(await outbox.nextDue(NOW)).toEqual(at(100));
});

test('what cannot be read is set aside, and what comes after it is handed out', async () => {
  await add('a', 'phone', { telling: { facts: [] } });
  const id = await add('a', 'phone');
  expect(await claim()).toEqual([id]);
  expect(await outbox.counts()).toMatchObject([{ state: 'pending' }, { state: 'set-aside' }]);
});

test('what was told long ago is forgotten, what waits is not', async () => {
  const day = 86_400;
  await add('a', 'phone', { state: 'sent', ended_at: at(-90 * day - 1) });
  await add('a', 'phone', { state: 'sent', ended_at: at(-90 * day + 1) });
  await add('a', 'phone', { created_at: at(-400 * day) });
  expect(await pruneWatches(database.db, { now: NOW })).toEqual({ notifications: 1, offers: 0 });
  expect(await outbox.counts()).toMatchObject([
    { state: 'pending', count: 1 },
    { state: 'sent', count: 1 },
  ]);
});
