import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { takeNotifierLock, type NotifierLock } from './notifier-lock.js';

let database: TestDatabase;
let databaseUrl: string;
beforeAll(async () => {
  database = await createTestDatabase();
  databaseUrl = await database.urlAs('gpu_tracker_notifier');
});
afterAll(() => database.drop());

const take = (applicationName: string, over: Partial<Parameters<typeof takeNotifierLock>[0]> = {}) =>
  takeNotifierLock({
    ...{ databaseUrl, applicationName, stop: new AbortController().signal },
    clock: { sleep: () => Promise.reject(new Error('nobody was to wait')) },
    onHeld: () => undefined,
    ...over,
  });

async function taken(name: string): Promise<NotifierLock> {
  const lock = await take(name);
  if (lock === undefined) throw new Error('the lock was not taken');
  return lock;
}

test('a second instance waits, is told who holds it, and takes over when that one ends', async () => {
  const first = await taken('one');
  const holders: string[] = [];
  const second = await take('two', {
    onHeld: (holder) => holders.push(holder),
    clock: { sleep: () => first.release() },
  });
  expect(holders).toEqual(['one']);
  expect(second?.lost.aborted).toBe(false);
  await second?.release();
});

test('a stop ends the wait without the lock, and its session', async () => {
  const first = await taken('one');
  const stop = new AbortController();
  const sleep = async (): Promise<void> => {
    stop.abort();
    await Promise.resolve();
  };
  await expect(take('two', { stop: stop.signal, clock: { sleep } })).resolves.toBeUndefined();
  const { rows } = await database.db.raw<{ rows: unknown[] }>(
    `SELECT 1 FROM pg_stat_activity WHERE application_name = 'two'`,
  );
  expect(rows).toEqual([]);
  await first.release();
});

test('a holder whose session ends is told, and the lock is free', async () => {
  const first = await taken('one');
  const lost = once(first.lost, 'abort');
  await database.db.raw(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'one'`);
  await lost;
  await (await taken('two')).release();
});
