/** Builds a module as it ships, into one file, and loads it: what tsx runs is a third slower, since it keeps the names of functions. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** The exports of the module at `path`, which begins at the project's folder. */
export async function built<T>(path: string): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'gpu-tracker-bench-'));
  try {
    const outfile = join(directory, 'module.mjs');
    await build({
      ...{ absWorkingDir: root, entryPoints: [path], outfile, bundle: true },
      ...{ format: 'esm', platform: 'node', target: 'node20', logLevel: 'warning' },
    });
    return (await import(pathToFileURL(outfile).href)) as T;
  } finally {
    await rm(directory, { recursive: true });
  }
}
