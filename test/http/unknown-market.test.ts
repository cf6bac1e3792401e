/** A market that nobody ever read is a mistake of who asks, on every route that takes one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ALL_ROUTES } from '../../pkg/http/routes/all-routes.js';
import { ask } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 50 });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const NEEDS: Readonly<Record<string, string>> = { '/api/appraise': 'text=rtx+3060&', '/api/lookup': 'id=1&' };
const takesMarket = ALL_ROUTES.filter(({ query }) =>
  query.safeParse({ market: 'UPPER' }).error?.message.includes('slug'),
);
const addresses = takesMarket.map(({ path }) => `${path.replace('{model}', 'rtx3060')}?${NEEDS[path] ?? ''}market=`);

test('the routes that take a market are known here', () => {
  expect(takesMarket.map(({ path }) => path).sort()).toEqual([
    ...['/api/appraise', '/api/cycles', '/api/deals', '/api/export/csv', '/api/export/history.csv'],
    ...['/api/export/history.json', '/api/export/history.parquet', '/api/export/json', '/api/export/parquet'],
    ...['/api/feeds/deals.atom', '/api/feeds/deals.json', '/api/feeds/offers.atom', '/api/feeds/offers.json'],
    ...['/api/listings', '/api/listings/{model}', '/api/lookup', '/api/rejected', '/api/stats'],
  ]);
});

test.each(addresses)('%snowhere is a 400 with its own code that names the markets there are', async (address) => {
  const { status, text } = await ask(`${api.url}${address}nowhere`);
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ code: 'UNKNOWN_MARKET', detail: 'market nowhere is not known: demo' });
});

test.each(addresses)('%sdemo is answered', async (address) => {
  expect((await ask(`${api.url}${address}demo`)).status).toBe(200);
});
