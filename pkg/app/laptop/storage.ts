/** The database of `up`: the embedded PostgreSQL, or the one that DATABASE_URL names; migrated, with a user for each part. */
import { createHmac } from 'node:crypto';
import type { Config } from '../../config/config.js';
import { CleanupStack } from '../../errors/cleanup-stack.js';
import { openDatabase } from '../../postgres/database.js';
import { startEmbeddedPostgres } from '../../postgres/embedded.js';
import { ensureLogin, type Login } from '../../postgres/logins.js';
import { migrate } from '../../postgres/migrate.js';
import type { DataFolder } from './data-folder.js';
import { placePostgres } from './place-postgres.js';

export interface Storage {
  readonly urls: {
    readonly scraper: string;
    /** May only read: the database itself sees to it. */
    readonly api: string;
    /** Reads, and writes watches and what they tell: also for `gpu-tracker watch`. */
    readonly notifier: string;
    /** For people with psql: may only read. */
    readonly reader: string;
  };
  /** Sentences for people. */
  readonly notes: readonly string[];
  stop(): Promise<void>;
}

export interface StorageOptions {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly market: string;
}

export async function openStorage({ config, folder, market }: StorageOptions): Promise<Storage> {
  if (config.DATABASE_URL !== undefined) return ownServer(config.DATABASE_URL);
  const { dir, note } = await placePostgres(folder.dir);
  const postgres = await startEmbeddedPostgres({ dir });
  const cleanup = new CleanupStack(() => undefined);
  try {
    // Simulated and real offers never meet in one database: every statistic would be wrong.
    const database = market === 'demo' ? 'gpu_tracker_demo' : 'gpu_tracker';
    await postgres.ensureDatabase(database);
    const admin = postgres.url(database);
    const db = openDatabase({ url: admin, applicationName: 'gpu-tracker-up', poolMax: 2 });
    cleanup.add('pool', () => db.destroy());
    await migrate(db);
    const login = async (name: string, role: Login['role']): Promise<string> => {
      const url = new URL(admin);
      const password = createHmac('sha256', url.password).update(name).digest('base64url');
      await ensureLogin(db, { name, password, role });
      url.username = name;
      url.password = password;
      return url.href;
    };
    const scraper = await login('scraper', 'gpu_tracker_scraper');
    const api = await login('api', 'gpu_tracker_api');
    const notifier = await login('notifier', 'gpu_tracker_notifier');
    const reader = await login('reader', 'gpu_tracker_api');
    await cleanup.run();
    return {
      urls: { scraper, api, notifier, reader },
      notes: [note ?? `the data is in ${dir}`],
      stop: () => postgres.stop(),
    };
  } catch (err) {
    await cleanup.run();
    await postgres.stop();
    throw err;
  }
}

async function ownServer(url: string): Promise<Storage> {
  const db = openDatabase({ url, applicationName: 'gpu-tracker-up', poolMax: 2 });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
  return {
    urls: { scraper: url, api: url, notifier: url, reader: url },
    notes: ['using the database of DATABASE_URL'],
    stop: () => Promise.resolve(),
  };
}
