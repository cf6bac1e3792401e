/** Starts one real PostgreSQL for the whole run and makes the migrated template database that suites clone. */
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../../pkg/postgres/embedded.js';
import { migrate } from '../../pkg/postgres/migrate.js';
import { TEMPLATE_DATABASE } from './template.js';

export default async function globalSetup(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-test-'));
  await chmod(dir, 0o711); // root hands PostgreSQL to an unprivileged user, who must get in
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  const postgres = await startEmbeddedPostgres({ dir: join(dir, 'postgres'), settings });
  await postgres.ensureDatabase(TEMPLATE_DATABASE);
  const db = openDatabase({ url: postgres.url(TEMPLATE_DATABASE), applicationName: 'global-setup', poolMax: 2 });
  await migrate(db);
  await db.destroy();
  process.env['TEST_POSTGRES_URL'] = postgres.url('postgres');
  Object.assign(globalThis, { stopTestPostgres: () => postgres.stop(), testPostgresDir: dir });
}
