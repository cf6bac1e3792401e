/** Brings the schema up to date under an advisory lock, and tells whether it is, or whether it is newer than this program can use. */
import type { Knex } from 'knex';
import { AppError } from '../errors/app-error.js';
import * as initial from './migrations/0001_initial.js';
import * as changes from './migrations/0002_changes.js';
import * as cyclePages from './migrations/0003_cycle_pages.js';
import * as onePrice from './migrations/0004_one_price.js';
import * as viewComments from './migrations/0005_view_comments.js';
import * as watches from './migrations/0006_watches.js';

/** The database's schema is older than this program. Exit status 75: it is expected to become current. */
export class SchemaNotCurrentError extends AppError {
  readonly code = 'SCHEMA_NOT_CURRENT';
}

/** The schema needs a later release: a step that took away what this one uses was applied. Exit status 64: waiting does not help. */
export class SchemaTooNewError extends AppError {
  readonly code = 'SCHEMA_TOO_NEW';
}

export interface Migration {
  readonly name: string;
  up(knex: Knex): Promise<void>;
  down(knex: Knex): Promise<void>;
}

/** In order; a name never changes once released. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001_initial', ...initial },
  { name: '0002_changes', ...changes },
  { name: '0003_cycle_pages', ...cyclePages },
  { name: '0004_one_price', ...onePrice },
  { name: '0005_view_comments', ...viewComments },
  { name: '0006_watches', ...watches },
];

/** `hashtext('gpu-tracker-migrate')` would do; a fixed number can be looked up in pg_locks. */
const MIGRATION_LOCK = 4_710_001;

/**
 * The first release compares its list with its table and refuses a table that knows more, so that going back to it would
 * fail in its migration job. Its table stays as it left it; what came later is recorded in another.
 */
const FIRST = { tableName: 'knex_migrations', has: (name: string): boolean => name === '0001_initial' };
const LATER = { tableName: 'knex_later_migrations', has: (name: string): boolean => !FIRST.has(name) };
const RECORDS = [FIRST, LATER] as const;

/** Names of applied migrations, for whoever can run a statement. */
export async function appliedMigrations(
  query: (sql: string) => Promise<{ name: string | null }[]>,
): Promise<Set<string>> {
  const applied = new Set<string>();
  for (const { tableName } of RECORDS) {
    const [table] = await query(`SELECT to_regclass('${tableName}')::text AS name`);
    if ((table?.name ?? null) === null) continue;
    for (const { name } of await query(`SELECT name FROM ${tableName}`)) if (name !== null) applied.add(name);
  }
  return applied;
}

const applied = (db: Knex): Promise<Set<string>> =>
  appliedMigrations(async (sql) => (await db.raw<{ rows: { name: string | null }[] }>(sql)).rows);

/**
 * Migrations that `known` has and the database has not applied, oldest first.
 * @throws SchemaTooNewError when the database needs one that `known` does not have
 */
export async function pendingMigrations(db: Knex, known: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  const done = await applied(db);
  const names = known.map(({ name }) => name);
  const pending = names.filter((name) => !done.has(name));
  const later = [...done].filter((name) => !names.includes(name)).sort();
  if (later.length === 0) return pending;
  const { rows } = await db.raw<{ rows: { migration: string }[] }>('SELECT migration FROM schema_floor');
  const needed = rows.map(({ migration }) => migration).filter((name) => !names.includes(name));
  if (needed.length > 0)
    throw new SchemaTooNewError(
      `the schema needs a release that knows ${needed.join(', ')}: this one is too old for it`,
    );
  if (pending.length > 0)
    throw new SchemaTooNewError(
      `the schema has ${later.join(', ')}, which this release does not know, and lacks ${pending.join(', ')}: it is another line's`,
    );
  return [];
}

/** For programs that write: nothing is begun on a schema that is not as they know it. @throws SchemaNotCurrentError, SchemaTooNewError */
export async function requireCurrentSchema(db: Knex): Promise<void> {
  const pending = await pendingMigrations(db);
  if (pending.length > 0) throw new SchemaNotCurrentError(`the schema is not current: ${pending.join(', ')} missing`);
}

/**
 * Applies what is missing and resolves to the names applied. Safe to call from several processes at once: one works, the
 * others wait. A lock row left behind by a killed process is cleared once the advisory lock is ours (knex never clears it).
 * A newer schema that only added to what this release knows is left as it is.
 * @throws SchemaTooNewError
 */
export async function migrate(db: Knex, known: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  return withMigrationLock(db, async () => {
    if ((await pendingMigrations(db, known)).length === 0) return [];
    const names: string[] = [];
    for (const record of RECORDS) {
      const [, done] = (await db.migrate.latest(configOf(known, record))) as [number, string[]];
      names.push(...done);
    }
    return names;
  });
}

/** Undoes every migration; for tests and for going back by hand. */
export async function rollbackAll(db: Knex): Promise<void> {
  await rollbackTo(db, 0);
}

/** Undoes all but the first `count` migrations. */
export async function rollbackTo(db: Knex, count: number): Promise<void> {
  await withMigrationLock(db, async () => {
    const done = await applied(db);
    for (const { name } of MIGRATIONS.slice(count).reverse())
      for (const record of RECORDS)
        if (record.has(name) && done.has(name)) await db.migrate.down({ ...configOf(MIGRATIONS, record), name });
  });
}

function configOf(known: readonly Migration[], { tableName, has }: (typeof RECORDS)[number]): Knex.MigratorConfig {
  const migrationSource: Knex.MigrationSource<Migration> = {
    getMigrations: () => Promise.resolve(known.filter(({ name }) => has(name))),
    getMigrationName: (migration) => migration.name,
    getMigration: (migration) => Promise.resolve(migration),
  };
  return { tableName, migrationSource };
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
    for (const { tableName } of RECORDS)
      if (await db.schema.hasTable(`${tableName}_lock`)) await db(`${tableName}_lock`).update({ is_locked: 0 });
    return await work();
  } finally {
    await db.raw('SELECT pg_advisory_unlock(?)', [MIGRATION_LOCK]).connection(connection);
    await client.releaseConnection(connection);
  }
}
