import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { anAccepted, RULES } from '../../listing/testing/builders.js';
import { publishCycleOf } from '../../postgres/testing/published-cycle.js';
import { exportTable } from './export.js';

let database: TestDatabase;
let readerUrl: string;
beforeAll(async () => {
  database = await createTestDatabase();
  readerUrl = await database.urlAs('gpu_tracker_api');
});
afterAll(() => database.drop());

const TITLES = ['=cmd|calc', '+1', '-2', '@SUM(A1)', '\tRTX', 'with "quotes", commas\nand lines', 'RTX 3060'];

async function written(format: 'csv' | 'json' | 'ndjson', what: 'listings' | 'history' = 'listings'): Promise<string> {
  let text = '';
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  await exportTable(readerUrl, { what, format, locale: 'en' }, to);
  return text;
}

test('an empty market exports as nothing but the form', async () => {
  expect((await written('csv')).split('\r\n')).toHaveLength(2);
  await expect(written('json')).resolves.toBe('[]\n');
  await expect(written('ndjson')).resolves.toBe('');
});

test('every format holds every active listing, and no cell can be taken for a formula', async () => {
  await publishCycleOf(database.db, {
    now: new Date('2026-11-01T10:00:00Z'),
    classifier: { rulesVersion: RULES, classify: () => anAccepted() },
    ads: TITLES.map((title, i) => ({ externalId: String(i), title, priceMinor: 20_000 + i })),
  });
  const csv: Record<string, string>[] = parse(await written('csv'), { columns: true });
  expect(csv.map(({ title }) => title)).toEqual([
    "'=cmd|calc",
    "'+1",
    "'-2",
    "'@SUM(A1)",
    "'\tRTX",
    ...TITLES.slice(5),
  ]);
  expect(csv[6]).toMatchObject({ model: 'RTX 3060', memory_gb: '12', price: '200.06', currency: 'EUR' });
  const json = JSON.parse(await written('json')) as { title: string; price: number }[];
  expect(json.map(({ title }) => title)).toEqual(TITLES);
  const lines = (await written('ndjson')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(json);
});

test('the history is exported too', async () => {
  const [row] = JSON.parse(await written('json', 'history')) as object[];
  expect(row).toMatchObject({ day: '2026-11-01', model: 'RTX 3060', memory_gb: 12, n: 7, min: 200, currency: 'EUR' });
});
