import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { isSamePrice, toEurCents, type Currency, type Money } from '../listing/money.js';
import { aJudgedAd, aLastPage, anAccepted } from '../listing/testing/builders.js';
import { cycleStoreContract } from '../listing/testing/cycle-store-contract.js';
import type { Published } from '../listing/testing/published.js';
import { PgCycleStore } from './pg-cycle-store.js';
import { publishCycleOf } from './testing/published-cycle.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The suite's database, emptied. */
async function fresh(): Promise<TestDatabase> {
  await database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE');
  return database;
}

cycleStoreContract(async () => {
  const { db } = await fresh();
  const rows = async <T>(sql: string): Promise<T[]> => (await db.raw<{ rows: T[] }>(sql)).rows;
  return {
    store: new PgCycleStore(db),
    published: async () => ({
      listings: await rows<Published['listings'][number]>(
        `SELECT m.slug AS market, external_id AS "externalId", model, memory_gb AS "memoryGb", price_minor AS "priceMinor",
                l.currency::text, status, review
           FROM listings l JOIN markets m ON m.id = l.market_id ORDER BY external_id`,
      ),
      prices: await rows<Published['prices'][number]>(
        `SELECT l.external_id AS "externalId", to_char(p.since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS since,
                p.price_minor AS "priceMinor", p.currency::text
           FROM listing_prices p JOIN listings l ON l.id = p.listing_id ORDER BY l.external_id, p.since`,
      ),
      events: await rows<Published['events'][number]>(
        `SELECT l.external_id AS "externalId", to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS at,
                e.from_status AS "from", e.to_status AS "to", e.why
           FROM listing_events e JOIN listings l ON l.id = e.listing_id ORDER BY l.external_id, e.id`,
      ),
      changes: await rows<Published['changes'][number]>(
        `SELECT l.external_id AS "externalId", c.action, c.why
           FROM listing_changes c JOIN listings l ON l.id = c.listing_id ORDER BY l.external_id, c.market_id, c.seq`,
      ),
    }),
  };
});

test('money in SQL is money in code, for every amount', async () => {
  const { db } = await fresh();
  const money = fc.record({
    minor: fc.integer({ min: 0, max: 1_000_000_000_00 }),
    currency: fc.constantFrom<Currency>('EUR', 'BGN', 'PLN'),
  });
  const pairs = fc.sample(fc.tuple(money, money), 2_000).flatMap(([a, b]): [Money, Money][] => {
    const cents = toEurCents(a);
    return cents === null
      ? [[a, b]]
      : [
          [a, b],
          [a, { minor: cents, currency: 'EUR' }],
        ];
  });
  const { rows } = await db.raw<{ rows: { eur: number | null; same: boolean }[] }>(
    `SELECT eur_cents(am, ac) AS eur, is_same_price(am, ac, bm, bc) AS same
       FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[]) WITH ORDINALITY AS t(am, ac, bm, bc, i) ORDER BY i`,
    [
      pairs.map(([a]) => a.minor),
      pairs.map(([a]) => a.currency),
      pairs.map(([, b]) => b.minor),
      pairs.map(([, b]) => b.currency),
    ],
  );
  expect(rows).toEqual(pairs.map(([a, b]) => ({ eur: toEurCents(a), same: isSamePrice(a, b) })));
});

test('text that PostgreSQL cannot hold is stored readably and loses no ad', async () => {
  const { db } = await fresh();
  const store = new PgCycleStore(db);
  await store.ensureMarket({ slug: 'demo', baseUrl: 'http://market.test/', currency: 'EUR' });
  const now = new Date('2026-11-01T10:00:00Z');
  const { token } = await store.begin({
    market: 'demo',
    trigger: 'manual',
    pod: 'test',
    now,
    resumeSince: new Date(0),
    terms: ['rtx'],
  });
  const search = await store.nextSearch(token);
  await store.savePage(
    token,
    aLastPage(search!.id, [aJudgedAd({ title: 'RTX\u0000 3060 \uD83D', params: { a: '\u0000' } })]),
  );
  await expect(db('raw_ads').pluck('title')).resolves.toEqual(['RTX\uFFFD 3060 \uFFFD']);
});

test('a publish computes the daily prices of its own market and leaves those of the others alone', async () => {
  const { db } = await fresh();
  const now = new Date('2026-11-01T10:00:00Z');
  const classifier = { rulesVersion: 'r1', classify: () => anAccepted({ rulesVersion: 'r1' }) };
  const publish = (market: string) => publishCycleOf(db, { now, classifier, ads: [{ externalId: '1' }], market });
  await publish('a');
  await publish('b');
  await db('model_daily').update({ max_eur_cents: 1 });
  await publish('b');
  await expect(db('model_daily').orderBy('market_id').pluck('max_eur_cents')).resolves.toEqual([1, 25_000]);
});
