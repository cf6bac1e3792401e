/** `npm run docs:data`: writes the tables of docs/data.md, from a database that is made for it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import prettier from 'prettier';
import { placePostgres } from '../../pkg/app/laptop/place-postgres.js';
import { openDatabase } from '../../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../../pkg/postgres/embedded.js';
import { migrate } from '../../pkg/postgres/migrate.js';
import { dataTables, withTables } from './data-tables.js';

const file = join(import.meta.dirname, '../../docs/data.md');
const folder = await mkdtemp(join(tmpdir(), 'gpu-tracker-docs-'));
const { dir } = await placePostgres(folder);
const postgres = await startEmbeddedPostgres({ dir });
try {
  await postgres.ensureDatabase('docs');
  const db = openDatabase({ url: postgres.url('docs'), applicationName: 'docs', poolMax: 2 });
  await migrate(db);
  const written = withTables(await readFile(file, 'utf8'), await dataTables(db));
  await db.destroy();
  await writeFile(file, await prettier.format(written, { ...(await prettier.resolveConfig(file)), filepath: file }));
} finally {
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
