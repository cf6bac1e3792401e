/** What analysts take away: the same figures as the API shows, in every format. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type { z } from 'zod';
import type { DailyVariantDto, HistorySchema } from '../../pkg/http/schemas/stats.js';
import type { ListingDto } from '../../pkg/http/schemas/listings.js';
import { ask } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 300, days: 40 });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const json = async <T>(path: string): Promise<T> => (await ask(`${api.url}${path}`)).json<T>();
async function parquet(path: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${api.url}${path}`);
  expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet');
  return parquetReadObjects({ file: await response.arrayBuffer() });
}

test('the history of all variants and all days is that of each model, oldest first', async () => {
  const rows = await json<DailyVariantDto[]>('/api/export/history.json');
  const [{ n } = { n: 0 }] = await database.db('model_daily').count<{ n: number }[]>('* as n');
  expect(rows).toHaveLength(n);
  expect(rows.map(({ day }) => day)).toEqual(rows.map(({ day }) => day).toSorted());
  const { variants } = await json<z.output<typeof HistorySchema>>('/api/models/RTX%203060/history?days=3650');
  const own = rows.filter(({ model }) => model === 'RTX 3060');
  for (const { memory_gb: memory, points } of variants)
    expect(
      own
        .filter((row) => row.memory_gb === memory)
        .map(({ model: _model, memory_gb: _memory, currency: _currency, ...point }) => point),
    ).toEqual(points);
  expect(new Set(own.map(({ memory_gb: memory }) => memory))).toEqual(new Set(variants.map((one) => one.memory_gb)));
});

test('the history in CSV and in Parquet says the same', async () => {
  const rows = await json<DailyVariantDto[]>('/api/export/history.json');
  const csv: Record<string, string>[] = parse((await ask(`${api.url}/api/export/history.csv`)).text, { columns: true });
  expect(Object.keys(csv[0]!).slice(0, 4)).toEqual(['day', 'model', 'memory_gb', 'n']);
  const asText = (row: object): object =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]));
  expect(csv).toEqual(rows.map(asText));
  const stored = await parquet('/api/export/history.parquet');
  expect(stored).toEqual(
    rows.map((row) => ({
      ...row,
      ...{ day: new Date(row.day), n: BigInt(row.n), left_out: BigInt(row.left_out), memory_gb: row.memory_gb ?? null },
    })),
  );
});

test('the history is narrowed down by days and by model in any spelling', async () => {
  const rows = await json<DailyVariantDto[]>('/api/export/history.json?days=7&model=rtx3060ti');
  expect(new Set(rows.map(({ model }) => model))).toEqual(new Set(['RTX 3060 Ti']));
  expect(new Set(rows.map(({ day }) => day)).size).toBe(7);
});

test('the listings in Parquet are those of JSON', async () => {
  const rows = await json<ListingDto[]>('/api/export/json?model=rx6600');
  const stored = await parquet('/api/export/parquet?model=rx6600');
  expect(stored.map(({ id, title, price, first_seen_at: at }) => [Number(id), title, price, at])).toEqual(
    rows.map((row) => [row.id, row.title, row.price, new Date(row.first_seen_at)]),
  );
  expect(Object.keys(stored[0]!)).toEqual(Object.keys(rows[0]!));
});

test.each(['/api/export/csv', '/api/export/history.csv', '/api/export/stats/csv'])(
  '%s?locale=bg is what Excel opens where the decimal sign is a comma',
  async (path) => {
    const { text, headers } = await ask(`${api.url}${path}?locale=bg`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [row] = parse<Record<string, string>>(text, { columns: true, delimiter: ';', bom: true });
    const [plain] = parse<Record<string, string>>((await ask(`${api.url}${path}`)).text, { columns: true });
    const figure = path.endsWith('history.csv') ? 'p25' : path.includes('stats') ? 'mean' : 'price';
    expect(row![figure]).toBe(plain![figure]!.replace('.', ','));
    expect(text).not.toMatch(/;\d+\.\d+;/);
  },
);

test.each([
  ['/api/export/csv?locale=de', 'locale'],
  ['/api/export/json?locale=bg', 'locale'],
  ['/api/export/history.csv?days=0', 'days'],
  ['/api/export/history.parquet?model=', 'model'],
])('%s is a 400 that names %s', async (path, name) => {
  const { status, text } = await ask(`${api.url}${path}`);
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ code: 'INVALID_INPUT', detail: expect.stringContaining(name) as unknown });
});
