/** The last release, built from the repository's history, to be run beside this one (simple-statistics is a library of its own). */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Raised with each release. */
export const LAST_RELEASE = { name: '0.1.0', commit: 'd99378d' } as const;

const root = join(import.meta.dirname, '../..');
// Inside the project, so that it finds the libraries.
const folder = join(root, '.cache/last-release', LAST_RELEASE.commit);

/** What is missing to build it, in words; `undefined` when nothing is. */
export function lastReleaseMissing(): string | undefined {
  try {
    execFileSync('git', ['cat-file', '-e', `${LAST_RELEASE.commit}^{commit}`], { cwd: root, stdio: 'ignore' });
    return undefined;
  } catch {
    return `the history of the repository with release ${LAST_RELEASE.name} (${LAST_RELEASE.commit})`;
  }
}

/** Resolves to the folder in which its `dist/cmd/...` stands. */
export async function buildLastRelease(): Promise<string> {
  const stamp = join(folder, '.built');
  if (existsSync(stamp)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const archive = join(folder, 'sources.tar');
  execFileSync('git', ['archive', '--output', archive, LAST_RELEASE.commit, 'cmd', 'pkg', 'package.json'], {
    cwd: root,
  });
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  const files = (await readdir(folder, { recursive: true })).filter((file) => !file.startsWith('dist/'));
  await build({
    entryPoints: files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')),
    ...{ absWorkingDir: folder, outdir: 'dist', outbase: '.', format: 'esm', platform: 'node', logLevel: 'warning' },
  });
  for (const file of files.filter((name) => /\.(html|css|client\.js)$/.test(name)))
    await cp(join(folder, file), join(folder, 'dist', file));
  await writeFile(stamp, '');
  return folder;
}
