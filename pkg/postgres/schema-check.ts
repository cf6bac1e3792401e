/** Whether the database has every migration that this program knows, asked with a reader's rights. */
import type pg from 'pg';
import { databaseError } from '../errors/database-failure.js';
import { appliedMigrations, MIGRATIONS } from './migrate.js';

/** `false` also when nothing was ever migrated. @throws what `databaseError` makes of a failure */
export async function schemaIsCurrent(pool: pg.Pool): Promise<boolean> {
  try {
    const applied = await appliedMigrations(async (sql) => (await pool.query<{ name: string | null }>(sql)).rows);
    return MIGRATIONS.every(({ name }) => applied.has(name));
  } catch (err) {
    throw databaseError(err);
  }
}
