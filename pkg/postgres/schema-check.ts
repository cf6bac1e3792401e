/** Whether the database has every migration that this program knows, asked with a reader's rights. */
import type pg from 'pg';
import { MIGRATIONS } from './migrate.js';
import { databaseError } from './reader-pool.js';

/** @throws DatabaseUnavailableError, also when nothing was ever migrated */
export async function schemaIsCurrent(pool: pg.Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM knex_migrations');
    const applied = new Set(rows.map(({ name }) => name));
    return MIGRATIONS.every(({ name }) => applied.has(name));
  } catch (err) {
    throw databaseError(err);
  }
}
