/** What watches may forget: nothing that could still be told twice. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { putWatch } from './pg-watch-store.js';
import { pruneWatches } from './prune-watches.js';
import { aWatch, WatchMarket } from './testing/watch-market.js';

const NOW = new Date('2026-06-01T00:00:00Z');
const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);

let database: TestDatabase;
let watchId: number;
let ids: Record<string, number>;
beforeAll(async () => {
  database = await createTestDatabase();
  const ad = (externalId: string) => ({ externalId, title: 'RTX 3060 12GB', priceMinor: 20_000, priceText: '200 €' });
  await new WatchMarket(database.db).publish([ad('a'), ad('b')]);
  await putWatch(database.db, 'cli', aWatch({ name: 'a' }), NOW);
  watchId = (await database.db('watches').first<{ id: number }>('id')).id;
  const rows = await database.db('listings').select<{ id: number; external_id: string }[]>('id', 'external_id');
  ids = Object.fromEntries(rows.map(({ id, external_id: externalId }) => [externalId, id]));
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db('watch_offers').delete();
  await database.db('notifications').delete();
  await database.db('listings').update({ relist_of: null });
});

interface Known {
  readonly status: string;
  readonly seen: number;
  readonly told: number;
  readonly relisted?: boolean;
}

test.each<[string, Known, number]>([
  ['gone for longer than sixty days', { status: 'gone', seen: 60.01, told: 90 }, 1],
  ['withdrawn for longer than sixty days', { status: 'withdrawn', seen: 60.01, told: 90 }, 1],
  ['gone for sixty days and no longer', { status: 'gone', seen: 60, told: 90 }, 0],
  ['told sixty days ago and no longer', { status: 'gone', seen: 90, told: 60 }, 0],
  ['told longer ago', { status: 'gone', seen: 90, told: 60.01 }, 1],
  ['still on offer, however old', { status: 'active', seen: 300, told: 300 }, 0],
  ['missing, which may come back', { status: 'missing', seen: 300, told: 300 }, 0],
  [
    'gone, but re-listed by another ad, which is the same offer',
    { status: 'gone', seen: 300, told: 300, relisted: true },
    0,
  ],
])('an offer that is %s', async (_what, { status, seen, told, relisted }, removed) => {
  const { a, b } = ids;
  await database
    .db('listings')
    .where({ id: a })
    .update({ status, last_seen_at: daysAgo(seen) });
  if (relisted === true) await database.db('listings').where({ id: b }).update({ relist_of: a });
  await database.db('watch_offers').insert({
    ...{ offer_id: a, clock_started_at: daysAgo(400), watch_id: watchId, eur_cents: 20_000, at: daysAgo(told) },
  });
  await expect(pruneWatches(database.db, { now: NOW })).resolves.toEqual({ notifications: 0, offers: removed });
  await expect(pruneWatches(database.db, { now: NOW })).resolves.toEqual({ notifications: 0, offers: 0 });
  expect(await database.db('watch_offers')).toHaveLength(1 - removed);
});

test.each<[string, string, number | null, number]>([
  ['sent longer than ninety days ago', 'sent', 90.01, 1],
  ['sent ninety days ago', 'sent', 90, 0],
  ['given up long ago', 'failed', 91, 1],
  ['set aside long ago', 'set-aside', 91, 1],
  ['still to be told, however old', 'pending', null, 0],
])('a notification that is %s', async (_what, state, ended, removed) => {
  const at = daysAgo(300);
  await database.db('notifications').insert({
    ...{ watch_id: watchId, channel: 'phone', fact_key: 'x', telling: {}, created_at: at, wanted_at: at, due_at: at },
    ...{ state, ended_at: ended === null ? null : daysAgo(ended) },
  });
  await expect(pruneWatches(database.db, { now: NOW })).resolves.toEqual({ notifications: removed, offers: 0 });
});
