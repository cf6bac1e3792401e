import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { migrate, MIGRATIONS, pendingMigrations, rollbackAll, rollbackTo, SchemaTooNewError } from './migrate.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** What a release knows that came before this one, and one that comes after. */
const BEFORE = MIGRATIONS.slice(0, -1);
const AFTER = [
  ...MIGRATIONS,
  { name: '9999_later', up: () => Promise.resolve(), down: () => Promise.resolve() },
] as const;

test('a migrated database has nothing pending, and migrating again changes nothing', async () => {
  await expect(pendingMigrations(database.db)).resolves.toEqual([]);
  await expect(migrate(database.db)).resolves.toEqual([]);
});

test.each(['knex_migrations_lock', 'knex_later_migrations_lock'])(
  'a lock left behind in %s by a killed process does not stop the next migration',
  async (table) => {
    await rollbackTo(database.db, 1);
    await database.db(table).update({ is_locked: 1 });
    await expect(migrate(database.db)).resolves.toEqual(MIGRATIONS.slice(1).map(({ name }) => name));
  },
);

test('migrations go down and up again with rows in the tables', async () => {
  await database.db('markets').insert({ slug: 'demo', base_url: 'http://localhost', currency: 'EUR' });
  const watch = {
    origin: 'cli',
    name: 'w',
    spec: {},
    kind: 'offer',
    rule: {},
    suspicious: false,
    again_percent: 5,
    paused: false,
  };
  const at = { created_at: new Date(), updated_at: new Date() };
  const lists = { exclude_words: [], exclude_flags: [], require_flags: [], channels: ['phone'] };
  await database.db('watches').insert({ ...watch, ...lists, ...at });
  const times = { created_at: new Date(), wanted_at: new Date(), due_at: new Date() };
  await database.db('notifications').insert({ watch_id: 1, channel: 'phone', fact_key: 'k', telling: {}, ...times });
  await rollbackAll(database.db);
  await expect(pendingMigrations(database.db)).resolves.toHaveLength(MIGRATIONS.length);
  await expect(migrate(database.db)).resolves.toEqual(MIGRATIONS.map((migration) => migration.name));
});

test('a release before finds a schema that only grew good enough, and changes nothing', async () => {
  await migrate(database.db, AFTER);
  await expect(pendingMigrations(database.db)).resolves.toEqual([]);
  await expect(migrate(database.db)).resolves.toEqual([]);
  await expect(pendingMigrations(database.db, BEFORE)).resolves.toEqual([]);
  await expect(pendingMigrations(database.db, AFTER)).resolves.toEqual([]);
});

test('the table of the first release holds what it knows and no more, so that it can be gone back to', async () => {
  await expect(database.db('knex_migrations').pluck('name')).resolves.toEqual(['0001_initial']);
});

test('a release that is too old for the schema says so', async () => {
  await database.db('schema_floor').update({ migration: MIGRATIONS.at(-1)!.name });
  await expect(migrate(database.db)).resolves.toEqual([]);
  await expect(pendingMigrations(database.db, BEFORE)).rejects.toThrow(SchemaTooNewError);
  await expect(migrate(database.db, BEFORE)).rejects.toThrow(`needs a release that knows ${MIGRATIONS.at(-1)!.name}`);
});

test('a schema of another line, with what is not known and without what is needed, is not touched', async () => {
  const other = [...MIGRATIONS, { ...AFTER.at(-1)!, name: '0003_other' }];
  await migrate(database.db, other);
  await expect(migrate(database.db, AFTER)).rejects.toThrow(
    'has 0003_other, which this release does not know, and lacks 9999_later',
  );
});

test('every table, every view and every column says what it is', async () => {
  const silent = await database.db.raw<{ rows: { name: string }[] }>(`
    SELECT c.relname || '.' || a.attname AS name
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'v') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'knex%'
       AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)`);
  expect(silent.rows.map((row) => row.name)).toEqual([]);
});
