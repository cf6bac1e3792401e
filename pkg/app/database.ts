/** The configured database: its address, or a clear refusal without one; and a pool lent to a command and closed whatever happens. */
import { randomBytes } from 'node:crypto';
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

export interface WorkerDatabase {
  readonly db: Database;
  readonly databaseUrl: string;
  /** Unique to this process: a takeover ends every session of a frozen holder by this name. */
  readonly applicationName: string;
}

/** The pool of a process that works for good, which closes it. @param pod for people. @throws InvalidConfigError without DATABASE_URL */
export function openWorkerDatabase(config: Config, component: 'scraper' | 'notifier', pod: string): WorkerDatabase {
  const databaseUrl = databaseUrlOf(config);
  const applicationName = `gpu-tracker-${component}/${randomBytes(6).toString('hex')}/${pod}`.slice(0, 63); // PostgreSQL keeps as much
  const db = openDatabase({
    url: databaseUrl,
    applicationName,
    poolMax: config.DATABASE_POOL_MAX,
    // A process frozen in the middle of a transaction must not keep its locks.
    settings: { idle_in_transaction_session_timeout: '30s' },
  });
  return { db, databaseUrl, applicationName };
}

/** @throws InvalidConfigError when DATABASE_URL is not set */
export function databaseUrlOf(config: Config): string {
  if (config.DATABASE_URL === undefined)
    throw new InvalidConfigError(
      'bad configuration: DATABASE_URL: is required (only `gpu-tracker up` brings its own PostgreSQL)',
    );
  return config.DATABASE_URL;
}
