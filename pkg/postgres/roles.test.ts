import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { anAccepted } from '../listing/testing/builders.js';
import type { Classifier } from '../listing/verdict.js';
import { openDatabase, type Database } from './database.js';
import { addLabel } from './labels.js';
import { migrate, rollbackAll } from './migrate.js';
import { replay } from './replay.js';
import { pruneOldData } from './retention.js';
import { publishCycleOf } from './testing/published-cycle.js';
import { evaluateWatches } from './watches/evaluate-watches.js';
import { PgOutbox } from './watches/pg-outbox.js';
import { removeWatch, syncWatches } from './watches/pg-watch-store.js';
import { pruneWatches } from './watches/prune-watches.js';
import { aWatch } from './watches/testing/watch-market.js';

const INSUFFICIENT_PRIVILEGE = '42501';
const READ_ONLY_TRANSACTION = '25006';

let database: TestDatabase;
let api: pg.Client;
let scraper: pg.Client;
let notifier: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  // Rights on a database itself are not part of the template that suites clone: migrate this one for itself.
  await rollbackAll(database.db);
  await migrate(database.db);
  await database.db('markets').insert({ slug: 'demo', base_url: 'http://localhost', currency: 'EUR' });
  api = await login('gpu_tracker_api');
  scraper = await login('gpu_tracker_scraper');
  notifier = await login('gpu_tracker_notifier');
});
afterAll(async () => {
  await api.end();
  await scraper.end();
  await notifier.end();
  await database.drop();
});

async function login(role: 'gpu_tracker_api' | 'gpu_tracker_scraper' | 'gpu_tracker_notifier'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: await database.urlAs(role) });
  await client.connect();
  return client;
}

/** Relations by kind: r = table, v = view, S = sequence. */
async function relations(...kinds: ('r' | 'v' | 'S')[]): Promise<string[]> {
  const { rows } = await database.db.raw<{ rows: { name: string }[] }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = ANY(?) ORDER BY 1`,
    [kinds],
  );
  return rows.map(({ name }) => name);
}

/** The SQLSTATE that refuses it; `done` when it was carried out. The statement is undone in either case. */
async function refusalOf(client: pg.Client, statement: string): Promise<string> {
  await client.query('BEGIN');
  try {
    await client.query(statement);
    return 'done';
  } catch (err) {
    return (err as pg.DatabaseError).code ?? String(err);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function expectRefused(client: pg.Client, statements: readonly string[]): Promise<void> {
  const carriedOut: string[] = [];
  for (const statement of statements) {
    const refusal = await refusalOf(client, statement);
    if (![INSUFFICIENT_PRIVILEGE, READ_ONLY_TRANSACTION].includes(refusal))
      carriedOut.push(`${statement} -> ${refusal}`);
  }
  expect(carriedOut).toEqual([]);
}

/** A column that a statement may name as its target: identity columns are refused to everybody, before rights are asked. */
async function columnOf(table: string): Promise<string> {
  const { rows } = await database.db.raw<{ rows: { name: string }[] }>(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' LIMIT 1`,
    [table],
  );
  return rows[0]!.name;
}

test('the API reads every table and the view', async () => {
  const readable = await relations('r', 'v');
  expect(readable).toEqual(expect.arrayContaining(['gpu_listings', 'listings', 'raw_ads', 'model_daily']));
  for (const name of readable) await expect(api.query(`SELECT 1 FROM ${name} LIMIT 1`)).resolves.toBeDefined();
});

test('the API can write to nothing: every table, view and sequence refuses', async () => {
  const statements: string[] = [];
  for (const table of await relations('r')) {
    const column = await columnOf(table);
    statements.push(
      `INSERT INTO ${table} DEFAULT VALUES`,
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `MERGE INTO ${table} USING (SELECT 1) s ON false WHEN NOT MATCHED THEN INSERT DEFAULT VALUES`,
      `TRUNCATE ${table}`,
      `LOCK TABLE ${table} IN EXCLUSIVE MODE`,
      `SELECT 1 FROM ${table} FOR UPDATE`,
      `COPY ${table} FROM STDIN`,
      `ALTER TABLE ${table} ADD COLUMN own int`,
      `DROP TABLE ${table}`,
      // GRANT of what one does not hold is a warning; what counts is that it grants nothing.
      `GRANT ALL ON ${table} TO gpu_tracker_api; DELETE FROM ${table}`,
    );
  }
  for (const sequence of await relations('S'))
    statements.push(`SELECT nextval('${sequence}')`, `SELECT setval('${sequence}', 1)`);
  expect(statements.length).toBeGreaterThan(150);
  await expectRefused(api, statements);
});

test('the API can write to nothing through the view either', async () => {
  for (const write of [
    'INSERT INTO gpu_listings DEFAULT VALUES',
    'UPDATE gpu_listings SET url = url',
    'DELETE FROM gpu_listings',
  ])
    await expect(refusalOf(api, write)).resolves.not.toBe('done');
});

test('the API can make nothing, not even something temporary, and can run no tricks', async () => {
  await expectRefused(api, [
    'CREATE TABLE own (a int)',
    'CREATE TEMPORARY TABLE own (a int)',
    'SELECT * INTO own FROM markets',
    'CREATE VIEW own AS SELECT 1',
    'CREATE SCHEMA own',
    'CREATE SEQUENCE own',
    "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'DELETE FROM markets RETURNING 1'",
    'ALTER TABLE markets ADD COLUMN own int',
    'CREATE INDEX own ON markets (slug)',
    'ALTER ROLE gpu_tracker_api SUPERUSER',
    'CREATE ROLE own',
    'SET ROLE gpu_tracker_scraper',
    'SET ROLE gpu_tracker_owner',
    'SET SESSION AUTHORIZATION postgres',
    "COPY markets TO PROGRAM 'cat'",
    "COPY markets TO '/tmp/own'",
    "SELECT pg_read_file('postgresql.conf')",
    'SELECT lo_create(0)',
    "SELECT lo_from_bytea(0, 'x')",
    'DO $$ BEGIN DELETE FROM markets; END $$',
    'WITH gone AS (DELETE FROM markets RETURNING 1) SELECT * FROM gone',
    'EXPLAIN ANALYZE DELETE FROM markets',
  ]);
  await expect(database.db('markets').count()).resolves.toMatchObject([{ count: 1 }]);
});

test('statements that no transaction may hold are refused to the API as well', async () => {
  // VACUUM of what is not one's own is skipped with a warning, not an error: the table keeps its file.
  const file = async (): Promise<unknown> =>
    (await database.db.raw(`SELECT pg_relation_filenode('markets') AS f`)).rows[0];
  const before = await file();
  await api.query('VACUUM FULL markets');
  expect(await file()).toEqual(before);
  await expect(api.query('ALTER SYSTEM SET work_mem = 1')).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
});

test('the rights of the scraper are enough to publish, to judge again, to label and to prune, those of the API for none', async () => {
  const openAs = async (role: 'gpu_tracker_scraper' | 'gpu_tracker_api'): Promise<Database> =>
    openDatabase({ url: await database.urlAs(role), applicationName: 'test', poolMax: 2 });
  const ads = [{ externalId: '1' }, { externalId: '2' }];
  const rules = (rulesVersion: string, model: string): Classifier => ({
    rulesVersion,
    classify: () => anAccepted({ rulesVersion, model }),
  });
  const now = new Date();
  const label = {
    market: 'demo',
    externalId: '1',
    says: { verdict: 'rejected', reason: 'fake' },
    note: '',
    thisText: false,
  } as const;
  const writes = (db: Database): (() => Promise<unknown>)[] => [
    () => publishCycleOf(db, { now, classifier: rules('r1', 'RTX 3060'), ads }),
    () => replay(db, { classifier: rules('r2', 'RTX 3070'), now, dryRun: false }),
    () => addLabel(db, { ...label, now }),
    () => pruneOldData(db, { rawDays: 1, cyclesDays: 1, changesDays: 1, now }),
  ];
  const asScraper = await openAs('gpu_tracker_scraper');
  const asApi = await openAs('gpu_tracker_api');
  try {
    for (const write of writes(asScraper)) await expect(write()).resolves.toBeDefined();
    for (const write of writes(asApi)) await expect(write()).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
  } finally {
    await asScraper.destroy();
    await asApi.destroy();
  }
});

test('the scraper writes rows but changes no schema', async () => {
  await expect(refusalOf(scraper, 'CREATE TEMPORARY TABLE judged (a int)')).resolves.toBe('done');
  await expect(scraper.query(`UPDATE markets SET base_url = base_url`)).resolves.toMatchObject({ rowCount: 1 });
  await expectRefused(scraper, [
    'CREATE TABLE own (a int)',
    'CREATE SCHEMA own',
    'CREATE SEQUENCE own',
    'ALTER TABLE markets ADD COLUMN own int',
    'DROP TABLE model_daily',
    'DROP VIEW gpu_listings',
    'TRUNCATE listings',
    'CREATE INDEX own ON markets (slug)',
    'COMMENT ON TABLE markets IS NULL',
    'CREATE ROLE own',
    'SET ROLE gpu_tracker_owner',
    "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  ]);
});

const OF_WATCHES = ['notifications', 'watch_cards', 'watch_cursors', 'watch_offers', 'watch_states', 'watches'];

test('the notifier reads everything, and writes watches and notifications alone', async () => {
  for (const name of await relations('r', 'v'))
    await expect(notifier.query(`SELECT 1 FROM ${name} LIMIT 1`)).resolves.toBeDefined();
  const tables = await relations('r');
  expect(tables).toEqual(expect.arrayContaining(OF_WATCHES));
  for (const table of OF_WATCHES) await expect(refusalOf(notifier, `DELETE FROM ${table}`)).resolves.toBe('done');
  const others = tables.filter((table) => !OF_WATCHES.includes(table));
  await expectRefused(notifier, [
    ...others.map((table) => `DELETE FROM ${table}`),
    'CREATE TEMPORARY TABLE own (a int)',
    'CREATE TABLE own (a int)',
    'SELECT grant_notifier()',
    'TRUNCATE watches',
  ]);
});

test('the scraper has nothing to do with watches', async () => {
  await expectRefused(
    scraper,
    OF_WATCHES.map((table) => `DELETE FROM ${table}`),
  );
});

test('watches are brought, evaluated and delivered with the rights of the notifier', async () => {
  const now = new Date('2026-11-03T10:00:00Z');
  const db = openDatabase({
    url: await database.urlAs('gpu_tracker_notifier'),
    applicationName: 'notifier',
    poolMax: 2,
  });
  try {
    const watches = [aWatch({ select: { vendor: 'NVIDIA' } }), aWatch({ name: 'p', when: { price: { below: 300 } } })];
    await syncWatches(db, 'file', watches, now);
    await expect(evaluateWatches(db, { now })).resolves.toMatchObject({ watches: 2 });
    const outbox = new PgOutbox(db);
    await expect(outbox.claim({ now, leaseMs: 1_000, perChannel: 5, channels: ['phone'] })).resolves.toBeInstanceOf(
      Array,
    );
    await pruneWatches(db, { now });
    await removeWatch(db, 'file', 'p');
  } finally {
    await db.destroy();
  }
});
