/** A listing's story is told in the order in which it happened, whatever the order in which its rows were stored. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { anAccepted, aReview } from '../listing/testing/builders.js';
import type { Classifier } from '../listing/verdict.js';
import { PgMarketReader } from './pg-market-reader.js';
import { publishCycleOf } from './testing/published-cycle.js';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-01T10:00:00Z');
const classifier: Classifier = {
  rulesVersion: 'r1',
  classify: ({ title }) => (title.endsWith('?') ? aReview({ rulesVersion: 'r1' }) : anAccepted({ rulesVersion: 'r1' })),
};

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  // The ad is away in the fourth cycle, ends in the fifth and is back in doubt in the last, beside one that is always there.
  const days = [
    { priceMinor: 30_000 },
    { priceMinor: 20_000 },
    { priceMinor: 25_000 },
    null,
    null,
    { title: 'RTX 3060 12GB?' },
  ];
  for (const [day, ad] of days.entries())
    await publishCycleOf(database.db, {
      ...{ now: new Date(START + day * DAY_MS), classifier },
      ads: [{ externalId: '2' }, ...(ad === null ? [] : [{ externalId: '1', priceMinor: 25_000, ...ad }])],
    });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('prices and events are in order of time', async () => {
  // Stored anew in the wrong order: a table keeps none.
  for (const table of ['listing_prices', 'listing_events'])
    await database.db.raw(
      `CREATE TEMPORARY TABLE again AS SELECT * FROM ${table}; DELETE FROM ${table};
       INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM again ORDER BY ${table === 'listing_prices' ? 'since' : 'id'} DESC;
       DROP TABLE again`,
    );
  const [row] = await database.db('listings').where({ external_id: '1' }).select('id');
  const history = await new PgMarketReader(pool).read((view) => view.listing(Number(row.id)));
  expect(history?.prices.map(({ priceMinor }) => priceMinor)).toEqual([30_000, 20_000, 25_000]);
  expect(history?.events.map(({ toStatus }) => toStatus)).toEqual(['active', 'missing', 'gone', 'active', 'active']);
  // Back, and then in doubt: both at one moment.
  expect(history?.events.map(({ review }) => review).slice(-2)).toEqual([null, 'weak-evidence']);
});
