import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { migrate, MIGRATIONS, pendingMigrations, rollbackAll } from './migrate.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test('a migrated database has nothing pending, and migrating again changes nothing', async () => {
  await expect(pendingMigrations(database.db)).resolves.toEqual([]);
  await expect(migrate(database.db)).resolves.toEqual([]);
});

test('a lock left behind by a killed process does not stop the next migration', async () => {
  await database.db('knex_migrations_lock').update({ is_locked: 1 });
  await expect(migrate(database.db)).resolves.toEqual([]);
});

test('migrations go down and up again with rows in the tables', async () => {
  await database.db('markets').insert({ slug: 'demo', base_url: 'http://localhost', currency: 'EUR' });
  await rollbackAll(database.db);
  await expect(pendingMigrations(database.db)).resolves.toHaveLength(MIGRATIONS.length);
  await expect(migrate(database.db)).resolves.toEqual(MIGRATIONS.map((migration) => migration.name));
});

test('every table and column says what it is', async () => {
  const silent = await database.db.raw<{ rows: { name: string }[] }>(`
    SELECT c.relname || '.' || a.attname AS name
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'knex%'
       AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)`);
  expect(silent.rows.map((row) => row.name)).toEqual([]);
});
