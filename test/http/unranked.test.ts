/** Cards that the catalogue knows and does not follow: listed and priced, in no ranking. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type RunningApi } from '../support/start-api.js';
import { seedListings } from '../support/seed-listings.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
const OLD = 'GTX 580';
/** The seed makes some of its offers deals. */
const HAS_DEALS = 'RTX 3060';

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 600 });
  for (const table of ['listings', 'model_daily'])
    await database.db(table).where('model', HAS_DEALS).update('model', OLD);
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${api.url}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

test('is listed, with statistics of its price and no performance', async () => {
  expect(await get<unknown[]>('/api/listings/gtx580')).not.toEqual([]);
  const model = await get<{ family: string; variants: { listings: number; performance: number | null }[] }>(
    '/api/models/GTX%20580',
  );
  expect(model.family).toBe('GeForce 500');
  expect(model.variants.every(({ performance }) => performance === null)).toBe(true);
  const stats = await get<{ model: string; n: number }[]>('/api/stats');
  expect(stats.some(({ model: name, n }) => name === OLD && n > 0)).toBe(true);
});

test('has no place in the ranking by value', async () => {
  const ranked =
    await get<{ model: string; performance: number; performance_low: number; performance_high: number }[]>(
      '/api/value',
    );
  expect(ranked.length).toBeGreaterThan(3);
  expect(ranked.filter(({ model }) => model === OLD)).toEqual([]);
  const card = ranked.find(({ model }) => model === 'RTX 3080');
  expect(card).toMatchObject({ performance: 191, performance_low: 181.5, performance_high: 200.6 });
});

test('is no deal unless it is asked for, and does not move the market index', async () => {
  type Deals = { listing: { model: string } }[];
  const models = (deals: Deals): Set<string> => new Set(deals.map(({ listing }) => listing.model));
  const all = models(await get<Deals>('/api/deals?limit=1000'));
  expect(all.size).toBeGreaterThan(0);
  expect(all.has(OLD)).toBe(false);
  expect(models(await get<Deals>('/api/deals?limit=1000&model=gtx580'))).toEqual(new Set([OLD]));
  const { points } = await get<{ points: { matched_variants: number }[] }>('/api/index');
  const others = await database.db('model_daily').whereNot('model', OLD).distinct('model', 'memory_gb');
  expect(new Set(points.slice(1).map((point) => point.matched_variants))).toEqual(new Set([others.length]));
});
