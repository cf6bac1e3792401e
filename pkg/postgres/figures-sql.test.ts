import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { isPlausible, priceRange } from '../analytics/price-range.js';
import { quantile } from '../analytics/quantile.js';
import { summarise } from '../analytics/statistics.js';
import { refreshModelDaily } from './model-daily.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('what PostgreSQL stores for a variant is exactly what pkg/analytics computes', async () => {
  const prices = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 40 });
  const variants = fc.sample(prices, { numRuns: 60, seed: 11 });
  const [market] = await database
    .db('markets')
    .insert({ slug: 'demo', base_url: '', currency: 'EUR' })
    .returning<{ id: number }[]>('id');
  await database.db.raw(
    `WITH given AS (SELECT v.ordinality AS variant, p.value::bigint AS price
                      FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY v, jsonb_array_elements(v.value) p),
          added AS (INSERT INTO listings (market_id, external_id, url, title, model, price_minor, currency, price_eur_cents,
                                          status, first_seen_at, last_seen_at, clock_started_at)
                    SELECT ?, row_number() OVER (), '', '', variant, price, 'EUR', price, 'active', t, t, t
                      FROM given, (SELECT '2026-01-01T10:00Z'::timestamptz AS t) clock RETURNING *),
          prices AS (INSERT INTO listing_prices (listing_id, since, price_minor, currency, price_eur_cents)
                     SELECT id, first_seen_at, price_minor, 'EUR', price_eur_cents FROM added)
     INSERT INTO listing_events (listing_id, at, to_status, model, memory_gb, why)
     SELECT id, first_seen_at, 'active', model, memory_gb, 'test' FROM added`,
    [JSON.stringify(variants), market!.id],
  );
  await refreshModelDaily(database.db, '2026-01-01');
  const { rows } = await database.db.raw<{ rows: Record<string, number>[] }>(
    `SELECT n, min_eur_cents::int AS min, p25_eur_cents::int AS p25, median_eur_cents::int AS median,
            p75_eur_cents::int AS p75, max_eur_cents::int AS max, mean_eur_cents::int AS mean, left_out AS "leftOut"
       FROM model_daily ORDER BY model::int`,
  );
  expect(rows).toEqual(variants.map(summarise).map(({ enough: _enough, ...figures }) => figures));
});

test('PostgreSQL leaves out what pkg/analytics finds implausible, and nothing else', async () => {
  const believable = fc
    .double({ min: -1, max: 1, noNaN: true })
    .map((z) => Math.round(20_000 * Math.exp(0.3 * z ** 3)));
  const odd = fc.constantFrom(0, 1, 100, 4_000, 6_000, 8_000, 9_500, 11_000, 40_000, 90_000, 12_345_600);
  const group = fc.array(fc.oneof({ weight: 5, arbitrary: believable }, { weight: 1, arbitrary: odd }), {
    minLength: 1,
    maxLength: 40,
  });
  const samples = fc.sample(group, { numRuns: 400, seed: 7 }).map((prices) => prices.toSorted((a, b) => a - b));
  const { rows } = await database.db.raw<{ rows: { kept: number[] }[] }>(
    `SELECT plausible_prices(ARRAY(SELECT p.value::bigint FROM jsonb_array_elements(v.value) WITH ORDINALITY AS p(value, i) ORDER BY i))::int[] AS kept
       FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY AS v(value, i) ORDER BY v.i`,
    [JSON.stringify(samples)],
  );
  const own = samples.map((prices) => {
    const range = priceRange(prices);
    return prices.filter((price) => isPlausible(range, price));
  });
  expect(rows.map(({ kept }) => kept)).toEqual(own);
  expect(own.filter((kept, index) => kept.length < samples[index]!.length).length).toBeGreaterThan(100);
});

test("quantile is bit for bit PostgreSQL's percentile_cont", async () => {
  const samples = fc.sample(fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 30 }), {
    numRuns: 200,
    seed: 3,
  });
  const shares = [0, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 1];
  const { rows } = await database.db.raw<{ rows: { quantiles: number[] }[] }>(
    `SELECT percentile_cont(?::float8[]) WITHIN GROUP (ORDER BY p.value::bigint) AS quantiles
       FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY v, jsonb_array_elements(v.value) p
      GROUP BY v.ordinality ORDER BY v.ordinality`,
    [shares, JSON.stringify(samples)],
  );
  const own = samples
    .map((sample) => sample.toSorted((a, b) => a - b))
    .map((sorted) => shares.map((p) => quantile(sorted, p)));
  expect(rows.map(({ quantiles }) => quantiles)).toEqual(own);
});
