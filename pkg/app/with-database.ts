/** Lends a command the configured database, and closes it whatever happens. */
import { readConfig, type Config } from '../config/config.js';
import { openDatabase, type Database } from '../postgres/database.js';
import { databaseUrlOf } from './database-url.js';

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
