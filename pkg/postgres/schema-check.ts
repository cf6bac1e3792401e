/** Whether the database has every migration that this program knows, asked with a reader's rights. */
import type pg from 'pg';
import { MIGRATIONS } from './migrate.js';
import { databaseError } from '../errors/database-failure.js';

/** `false` also when nothing was ever migrated. @throws what `databaseError` makes of a failure */
export async function schemaIsCurrent(pool: pg.Pool): Promise<boolean> {
  try {
    const { rows: tables } = await pool.query<{ name: string | null }>(
      `SELECT to_regclass('knex_migrations')::text AS name`,
    );
    if ((tables[0]?.name ?? null) === null) return false;
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM knex_migrations');
    const applied = new Set(rows.map(({ name }) => name));
    return MIGRATIONS.every(({ name }) => applied.has(name));
  } catch (err) {
    throw databaseError(err);
  }
}
