/** Brings the schema up to date under an advisory lock, and tells whether it is. */
import type { Knex } from 'knex';
import * as initial from './migrations/0001_initial.js';

interface Migration {
  readonly name: string;
  up(knex: Knex): Promise<void>;
  down(knex: Knex): Promise<void>;
}

/** In order; a name never changes once released. */
export const MIGRATIONS: readonly Migration[] = [{ name: '0001_initial', ...initial }];

/** `hashtext('gpu-tracker-migrate')` would do; a fixed number can be looked up in pg_locks. */
const MIGRATION_LOCK = 4_710_001;

const migrationSource: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve([...MIGRATIONS]),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) => Promise.resolve(migration),
};

/** Migrations that the code knows and the database has not applied, oldest first. */
export async function pendingMigrations(db: Knex): Promise<string[]> {
  if (!(await db.schema.hasTable('knex_migrations'))) return MIGRATIONS.map((migration) => migration.name);
  const applied = new Set(await db<{ name: string }>('knex_migrations').pluck<string[]>('name'));
  return MIGRATIONS.map((migration) => migration.name).filter((name) => !applied.has(name));
}

/**
 * Applies what is missing and resolves to the names applied. Safe to call from several processes at once: one works, the
 * others wait. A lock row left behind by a killed process is cleared once the advisory lock is ours (knex never clears it).
 */
export async function migrate(db: Knex): Promise<string[]> {
  return withMigrationLock(db, async () => {
    const [, names] = (await db.migrate.latest({ migrationSource })) as [number, string[]];
    return names;
  });
}

/** Undoes every migration; for tests and for going back by hand. */
export async function rollbackAll(db: Knex): Promise<void> {
  await withMigrationLock(db, () => db.migrate.rollback({ migrationSource }, true));
}

async function withMigrationLock<T>(db: Knex, work: () => Promise<T>): Promise<T> {
  // Two connections of the pool: one holds the lock for the whole time, knex works on the other.
  const client = db.client as {
    acquireConnection(): Promise<unknown>;
    releaseConnection(connection: unknown): Promise<void>;
  };
  const connection = await client.acquireConnection();
  try {
    await db.raw('SELECT pg_advisory_lock(?)', [MIGRATION_LOCK]).connection(connection);
    if (await db.schema.hasTable('knex_migrations_lock')) await db('knex_migrations_lock').update({ is_locked: 0 });
    return await work();
  } finally {
    await db.raw('SELECT pg_advisory_unlock(?)', [MIGRATION_LOCK]).connection(connection);
    await client.releaseConnection(connection);
  }
}
