/** Everything that shows what a card costs shows one figure: tile, model, history, index, value, export, metric, appraisal. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { anAccepted, aReview, RULES } from '../../pkg/listing/testing/builders.js';
import type { Classifier } from '../../pkg/listing/verdict.js';
import { publishCycleOf } from '../../pkg/postgres/testing/published-cycle.js';
import { ask } from '../support/http-client.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** A fake, a deposit and a typing error among honest offers; the last one is in doubt and counts nowhere. */
const PRICES = [70, 1, 12_345, 205, 210, 190, 200, 215, 230, 180, 195, 150];
const classifier: Classifier = {
  rulesVersion: RULES,
  classify: ({ priceMinor }) => (priceMinor === 15_000 ? aReview() : anAccepted()),
};

let database: TestDatabase;
let api: RunningApi;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const day of [1, 2])
    await publishCycleOf(database.db, {
      now: new Date(Date.UTC(2026, 10, day, 12)),
      classifier,
      ads: PRICES.map((euro, index) => ({
        externalId: String(index + 1),
        priceMinor: euro * 100,
        priceText: `${euro} €`,
      })),
    });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const get = async <T>(path: string): Promise<T> => (await ask(`${api.url}${path}`)).json<T>();

test('one published state has one price of a card', async () => {
  const expected = { price: 202.5, n: 8, leftOut: 3, min: 180 };
  type Stats = { median: number; robust_price: number; n: number; left_out: number; min: number };
  const [tile] = await get<Stats[]>('/api/stats/');
  expect(tile).toMatchObject({ median: expected.price, robust_price: expected.price, min: expected.min });
  expect(tile).toMatchObject({ n: expected.n, left_out: expected.leftOut });
  const model = await get<{ variants: { stats: Stats; cheapest: { price: number } }[] }>('/api/models/RTX%203060');
  expect(model.variants[0]).toMatchObject({ stats: { median: expected.price }, cheapest: { price: expected.min } });
  const history = await get<{ variants: { points: Stats[] }[] }>('/api/models/RTX%203060/history');
  expect(history.variants[0]?.points).toHaveLength(2);
  for (const point of history.variants[0]?.points ?? [])
    expect(point).toMatchObject({
      median: expected.price,
      n: expected.n,
      left_out: expected.leftOut,
      min: expected.min,
    });
  const [value] = await get<{ robust_price: number; cheapest_price: number; n: number }[]>('/api/value/');
  expect(value).toMatchObject({ robust_price: expected.price, cheapest_price: expected.min, n: expected.n });
  const [row] = parse<Record<string, string>>((await ask(`${api.url}/api/export/stats/csv`)).text, {
    columns: true,
    bom: true,
  });
  expect([Number(row?.['robust_price']), Number(row?.['n'])]).toEqual([expected.price, expected.n]);
  expect((await ask(api.metricsUrl)).text).toContain(
    `gpu_listing_price_median_eur{model="RTX 3060",memory_gb="12"} ${expected.price}`,
  );
  const { fair } = await get<{ fair: { price: number; n: number } }>('/api/appraise?text=RTX%203060%2012GB');
  expect(fair).toMatchObject({ price: expected.price, n: expected.n });
  const index = await get<{ points: { index: number }[] }>('/api/index/');
  expect(index.points.map((point) => point.index)).toEqual([100, 100]);
});

test('what is too cheap to be true is listed, marked and nothing else', async () => {
  const suspicious = await get<{ listing: { price: number } }[]>('/api/deals?suspicious=true');
  expect(suspicious.map(({ listing }) => listing.price).sort((a, b) => a - b)).toEqual([1, 70]);
  await expect(get('/api/deals/')).resolves.toEqual([]);
});
