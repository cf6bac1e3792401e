import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import initSqlJs from 'sql.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { InvalidInputError } from '../../errors/app-error.js';
import { anAccepted, RULES } from '../../listing/testing/builders.js';
import { undoImports } from '../../postgres/import-history.js';
import { publishCycleOf } from '../../postgres/testing/published-cycle.js';
import { cardNamed, importSqlite, importText, type ImportReport } from './import-sqlite.js';

let dir: string;
let database: TestDatabase;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-sqlite-'));
});
afterAll(() => rm(dir, { recursive: true }));
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const FULL =
  'CREATE TABLE listings (id INTEGER PRIMARY KEY, model TEXT, source TEXT, price REAL, url TEXT, mean_fps REAL, created_at DATETIME)';
const NOW = new Date('2026-11-23T12:00:00Z');

async function fileWith(...statements: string[]): Promise<string> {
  const SQL = await initSqlJs();
  const db = new SQL.Database();
  for (const statement of statements) db.run(statement);
  const file = join(dir, `${Math.random().toString(36).slice(2)}.db`);
  await writeFile(file, db.export());
  db.close();
  return file;
}
const run = (file: string, asOf?: Date): Promise<ImportReport> =>
  importSqlite(database.db, file, { resolve: cardNamed(), now: NOW, ...(asOf && { asOf }) });

const ROWS = `INSERT INTO listings (model, source, price, url, created_at) VALUES
  ('RTX 3060 12GB', 'OLX', 880, 'https://www.olx.bg/d/ad/x', '2025-03-01 10:00:00.123456'),
  ('rtx3060ti', 'OLX', 199.99, NULL, '2025-03-01T10:00:00+02:00'),
  ('RX 6600', 'Bazar.bg', 300, '', '2025-03-02'),
  ('RTX 3060 12GB', 'OLX', 880, 'https://www.olx.bg/d/ad/x', '2025-03-01 10:00:00.123456')`;

test('rows become history: ended listings with the price of their day, in lev as it was, and none is current', async () => {
  const report = await run(await fileWith(FULL, ROWS));
  expect(report).toMatchObject({
    rows: 4,
    taken: 4,
    already: 0,
    refused: 0,
    days: ['2025-03-01', '2025-03-02'],
    not_taken: [],
  });
  await expect(database.db('gpu_listings').count()).resolves.toMatchObject([{ count: 0 }]);
  const { rows } = await database.db.raw<{ rows: unknown[] }>(
    `SELECT m.slug, l.model, l.memory_gb AS gb, l.price_minor AS minor, l.currency, l.price_eur_cents AS eur, l.first_seen_at AS at, l.status
       FROM listings l JOIN markets m ON m.id = l.market_id ORDER BY l.id`,
  );
  const at = new Date('2025-03-01T10:00:00.123Z');
  const first = {
    slug: 'import-olx',
    model: 'RTX 3060',
    gb: 12,
    minor: 88_000,
    currency: 'BGN',
    eur: 44_994,
    at,
    status: 'gone',
  };
  expect(rows).toEqual([
    expect.objectContaining({ model: 'RTX 3060 Ti', minor: 19_999, eur: 10_225, at: new Date('2025-03-01T08:00:00Z') }),
    first,
    first,
    expect.objectContaining({ slug: 'import-bazar-bg', model: 'RX 6600', at: new Date('2025-03-02T00:00:00Z') }),
  ]);
  const daily = await database
    .db('model_daily')
    .orderBy(['day', 'model'])
    .select('day', 'model', 'n', 'median_eur_cents');
  expect(daily).toEqual([
    { day: '2025-03-01', model: 'RTX 3060', n: 2, median_eur_cents: 44_994 },
    { day: '2025-03-01', model: 'RTX 3060 Ti', n: 1, median_eur_cents: 10_225 },
    { day: '2025-03-02', model: 'RX 6600', n: 1, median_eur_cents: 15_339 },
  ]);
});

test('importing again takes nothing twice, and later rows are added', async () => {
  const first = await fileWith(FULL, ROWS);
  await run(first);
  await expect(run(first, new Date('2024-01-01T00:00:00Z'))).resolves.toMatchObject({
    rows: 4,
    taken: 0,
    already: 4,
    refused: 0,
    days: [],
  });
  const more = await fileWith(
    FULL,
    ROWS,
    `INSERT INTO listings (model, source, price, created_at) VALUES ('GTX 1060 6GB', 'OLX', 150, '2025-03-03')`,
  );
  await expect(run(more)).resolves.toMatchObject({ rows: 5, taken: 1, already: 4, refused: 0, days: ['2025-03-03'] });
});

test('every row that is not taken is told with its reason, and the totals balance', async () => {
  const file = await fileWith(
    FULL,
    `INSERT INTO listings (model, source, price, created_at) VALUES
       (NULL, 'OLX', 100, '2025-01-01'), ('Toyota Corolla', 'OLX', 100, '2025-01-01'), ('RTX 3060', 'OLX', NULL, '2025-01-01'),
       ('RTX 3060', 'OLX', 'a lot', '2025-01-01'), ('RTX 3060', 'OLX', -5, '2025-01-01'), ('RTX 3060', 'OLX', 9e9, '2025-01-01'),
       ('RTX 3060', 'OLX', 400, '2025-02-30'), ('RTX 3060', 'OLX', 400, 'yesterday'), ('RTX 3060', 'OLX', 400, '2031-01-01'),
       ('RTX 3060', 'OLX', 400, '2025-01-01')`,
  );
  const report = await run(file);
  expect(report.not_taken.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
    ...['1 no-model', '2 unknown-model', '3 no-price', '4 no-price', '5 implausible-price', '6 implausible-price'],
    ...['7 bad-date', '8 bad-date', '9 date-in-future'],
  ]);
  expect(report.taken + report.already + report.refused).toBe(report.rows);
  expect(importText(report)).toContain('row 2: unknown-model: no graphics card is called "Toyota Corolla"');
});

test('an older file without url or created_at is dated as told, else by its last change', async () => {
  const statements = [
    'CREATE TABLE listings (id INTEGER, model TEXT, source TEXT, price REAL, mean_fps REAL)',
    `INSERT INTO listings VALUES (1, 'RTX 3060', 'OLX', 400, 80)`,
  ];
  const dated = await fileWith(...statements);
  await utimes(dated, NOW, new Date('2024-05-06T07:08:09Z'));
  await expect(run(dated)).resolves.toMatchObject({ taken: 1, days: ['2024-05-06'] });
  const other = await fileWith(statements[0]!, `INSERT INTO listings VALUES (2, 'RTX 3060', 'OLX', 450, 80)`);
  await expect(run(other, new Date('2024-02-03T00:00:00Z'))).resolves.toMatchObject({ taken: 1, days: ['2024-02-03'] });
});

test('an import can be undone: the series of its days are what they were before', async () => {
  await publishCycleOf(database.db, {
    now: new Date('2025-03-01T15:00:00Z'),
    classifier: { rulesVersion: RULES, classify: () => anAccepted() },
    ads: [{ externalId: '1' }],
  });
  const daily = (): Promise<unknown> => database.db('model_daily').orderBy(['day', 'model', 'memory_gb']);
  const before = await daily();
  await run(await fileWith(FULL, ROWS));
  await expect(daily()).resolves.not.toEqual(before);
  await expect(undoImports(database.db)).resolves.toEqual({ removed: 4, days: ['2025-03-01', '2025-03-02'] });
  await expect(daily()).resolves.toEqual([
    ...(before as unknown[]),
    // Carried forward: the day after the cycle was not stored before.
    { ...(before as Record<string, unknown>[])[0], day: '2025-03-02' },
  ]);
  await expect(database.db('gpu_listings').count()).resolves.toMatchObject([{ count: 1 }]);
});

test('what is no such file is refused with a sentence', async () => {
  const garbage = join(dir, 'garbage.db');
  await writeFile(garbage, 'SQLite format 3\u0000 and then nonsense'.repeat(200));
  const text = join(dir, 'text.db');
  await writeFile(text, 'hello');
  for (const bad of [
    join(dir, 'missing.db'),
    dir,
    garbage,
    text,
    await fileWith('CREATE TABLE other (a)'),
    await fileWith('CREATE TABLE listings (a)'),
  ])
    await expect(run(bad)).rejects.toThrow(InvalidInputError);
});
