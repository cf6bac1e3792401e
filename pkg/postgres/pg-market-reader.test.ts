import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { CONTRACT_LISTINGS, marketReaderContract } from '../listing/testing/market-reader-contract.js';
import { PgMarketReader } from './pg-market-reader.js';
import { openReaderPool } from './reader-pool.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db('markets').insert({ slug: 'demo', base_url: 'https://demo.example', currency: 'EUR' });
  for (const { listing, status, clockStartedAt } of CONTRACT_LISTINGS)
    await database.db.raw(
      `INSERT INTO listings (id, market_id, external_id, url, title, model, memory_gb, price_minor, currency, price_eur_cents,
                             price_text, negotiable, condition, flags, location, photo_count, status, first_seen_at,
                             last_seen_at, clock_started_at, relist_of, cycle_id, review)
       OVERRIDING SYSTEM VALUE
       VALUES (:id, 1, :externalId, :url, :title, :model, :memoryGb, :priceMinor, :currency, :priceEurCents, :priceText,
               :negotiable, :condition, :flags, :location, :photoCount, :status, :firstSeenAt, :lastSeenAt,
               :clockStartedAt, :relistOf, :cycleId, :review)`,
      { ...listing, flags: [...listing.flags], status, clockStartedAt },
    );
  const url = await database.urlAs('gpu_tracker_api');
  pool = openReaderPool({ url, applicationName: 'test', poolMax: 2, onIdleError: () => undefined });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('PostgreSQL', () => {
  marketReaderContract(() => Promise.resolve(new PgMarketReader(pool)));
});

test('a view does not see what is committed while it is read', async () => {
  const reader = new PgMarketReader(pool);
  const [before, after] = await reader.read(async (view) => {
    const first = await view.countOffers({});
    await database.db.raw(`UPDATE listings SET status = 'missing' WHERE id = 1; UPDATE markets SET data_version = 1`);
    return [first, await view.countOffers({})];
  });
  expect(after).toBe(before);
  expect(await reader.read((view) => view.countOffers({}))).toBe(7);
  await database.db.raw(`UPDATE listings SET status = 'active' WHERE id = 1`);
});
