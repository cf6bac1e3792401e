/** Builds the server (esbuild, file by file) and the dashboard (Vite) into dist/; `--if-stale` skips parts whose sources are older than their output. */
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { writeRulesHash } from './rules-hash.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ifStale = process.argv.includes('--if-stale');
const SERVER_SOURCES = ['cmd', 'pkg'];

async function filesUnder(dir) {
  if (!existsSync(join(root, dir))) return [];
  const entries = await readdir(join(root, dir), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function newest(files) {
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  return Math.max(0, ...times);
}

async function isFresh(stamp, sources) {
  if (!ifStale || !existsSync(stamp)) return false;
  return (await stat(stamp)).mtimeMs > (await newest([...sources, fileURLToPath(import.meta.url)]));
}

async function buildServer() {
  writeRulesHash();
  const sources = (await Promise.all(SERVER_SOURCES.map(filesUnder))).flat();
  const stamp = join(root, 'dist/.server-built');
  if (await isFresh(stamp, sources)) return;
  const { build } = await import('esbuild');
  for (const dir of SERVER_SOURCES) await rm(join(root, 'dist', dir), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: sources.filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'),
    ),
    outdir: 'dist',
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  });
  for (const file of sources.filter((source) => /\.(json|sql|html|css|client\.js)$/.test(source)))
    await cp(file, join(root, 'dist', file.slice(root.length)));
  for (const command of ['api', 'scraper', 'notifier', 'gpu-tracker']) {
    const main = join(root, 'dist/cmd', command, 'main.js');
    if (existsSync(main)) await chmod(main, 0o755);
  }
  await writeFile(stamp, '');
}

async function buildDashboard() {
  if (!existsSync(join(root, 'web/index.html'))) return;
  const stamp = join(root, 'dist/.web-built');
  if (await isFresh(stamp, await filesUnder('web'))) return;
  const { build } = await import('vite');
  await build({ root: join(root, 'web'), configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' });
  await writeFile(stamp, '');
}

const LOCK = join(root, 'dist/.building');
const LOCK_STALE_MS = 120_000;

/** Two builds at once (test suites, say) would pull each other's output away. */
async function alone(work) {
  await mkdir(dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      await mkdir(LOCK);
      break;
    } catch (err) {
      if (err.code !== 'EEXIST') throw err;
      const age = Date.now() - (await stat(LOCK).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
      if (age > LOCK_STALE_MS) await rmdir(LOCK).catch(() => undefined);
      else await delay(100);
    }
  }
  try {
    await work();
  } finally {
    await rmdir(LOCK);
  }
}

await alone(async () => {
  await buildServer();
  await buildDashboard();
});
