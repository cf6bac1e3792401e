/** A PostgreSQL of its own with a seeded market. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../../pkg/postgres/embedded.js';
import { migrate } from '../../pkg/postgres/migrate.js';
import { seedListings } from '../../test/support/seed-listings.js';

export interface Market {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startMarket(listings: number): Promise<Market> {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-bench-'));
  await chmod(dir, 0o711);
  const settings = { fsync: 'off', synchronous_commit: 'off', shared_buffers: '512MB' };
  const postgres = await startEmbeddedPostgres({ dir: join(dir, 'postgres'), settings });
  await postgres.ensureDatabase('bench');
  const url = postgres.url('bench');
  const db = openDatabase({ url, applicationName: 'bench', poolMax: 2 });
  await migrate(db);
  await seedListings(db, { listings, histories: false });
  await db.destroy();
  return {
    url,
    stop: async () => {
      await postgres.stop();
      await rm(dir, { recursive: true });
    },
  };
}
