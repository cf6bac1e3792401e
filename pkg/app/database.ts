/** The configured database: its address, or a clear refusal without one; and a pool lent to a command and closed whatever happens. */
import { readConfig, type Config } from '../config/config.js';
import { InvalidConfigError } from '../errors/app-error.js';
import { openDatabase, type Database } from '../postgres/database.js';

/** @param name of the command, as pg_stat_activity shows it. @throws InvalidConfigError without DATABASE_URL */
export async function withDatabase<T>(name: string, work: (db: Database, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const db = openDatabase({ url: databaseUrlOf(config), applicationName: `gpu-tracker-${name}`, poolMax: 3 });
  try {
    return await work(db, config);
  } finally {
    await db.destroy();
  }
}

/** @throws InvalidConfigError when DATABASE_URL is not set */
export function databaseUrlOf(config: Config): string {
  if (config.DATABASE_URL === undefined)
    throw new InvalidConfigError(
      'bad configuration: DATABASE_URL: is required (only `gpu-tracker up` brings its own PostgreSQL)',
    );
  return config.DATABASE_URL;
}
