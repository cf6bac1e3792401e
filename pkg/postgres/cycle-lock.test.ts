import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { acquireCycleLock, type CycleLock } from './cycle-lock.js';
import { PgCycleStore } from './pg-cycle-store.js';

let database: TestDatabase;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase();
  url = await database.urlAs('gpu_tracker_scraper');
  await new PgCycleStore(database.db).ensureMarket({ slug: 'demo', baseUrl: 'http://market.test/', currency: 'EUR' });
});
afterAll(() => database.drop());
beforeEach(() => database.db('scrape_cycles').delete());

const attempt = (name: string, staleSeconds = 300, market = 'demo') =>
  acquireCycleLock({ databaseUrl: url, market, applicationName: name, staleSeconds });

async function taken(name: string, staleSeconds?: number, market?: string): Promise<CycleLock> {
  const result = await attempt(name, staleSeconds, market);
  if ('heldBy' in result) throw new Error(`held by ${result.heldBy}`);
  return result.lock;
}

async function beginCycle(heartbeatAgeSeconds: number): Promise<void> {
  const now = new Date();
  await new PgCycleStore(database.db).begin({
    market: 'demo',
    trigger: 'manual',
    pod: 'a',
    now,
    resumeSince: new Date(0),
    terms: ['x'],
  });
  await database
    .db('scrape_cycles')
    .update({ heartbeat_at: database.db.raw('now() - make_interval(secs => ?)', [heartbeatAgeSeconds]) });
}

test('a second scraper is told who holds the lock, and gets it once that one ends', async () => {
  const first = await taken('scraper-a');
  await expect(attempt('scraper-b')).resolves.toEqual({ heldBy: 'scraper-a' });
  await first.release();
  await (await taken('scraper-b')).release();
});

test('markets do not lock each other out', async () => {
  const one = await taken('scraper-a');
  const other = await taken('scraper-a', 300, 'olx-bg');
  await Promise.all([one.release(), other.release()]);
});

test('a live holder is never replaced, however short the bound, while its cycle beats', async () => {
  const holder = await taken('scraper-a');
  await beginCycle(0);
  await expect(attempt('scraper-b', 5)).resolves.toEqual({ heldBy: 'scraper-a' });
  expect(holder.lost.aborted).toBe(false);
  await holder.release();
});

test('a holder that has only just taken the lock is not replaced although no cycle of it is on record', async () => {
  const holder = await taken('scraper-a');
  await expect(attempt('scraper-b', 5)).resolves.toEqual({ heldBy: 'scraper-a' });
  await holder.release();
});

test('a holder without a sign of life is ended with all its sessions, and told so', async () => {
  const holder = await taken('scraper-a');
  await beginCycle(3_600);
  // A bound of zero seconds stands for time gone by: the holder's session is older than that.
  const lost = once(holder.lost, 'abort');
  const heir = await taken('scraper-b', 0);
  await lost;
  await heir.release();
});
