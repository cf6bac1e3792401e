/** Runs a built process of the product (dist/cmd/...) and tells how it ended. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
let built = false;

/** Builds dist/ once per test process, and only what is older than its sources. */
export function buildProduct(): void {
  if (built) return;
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { cwd: root, stdio: 'inherit' });
  built = true;
}

export interface ProductProcess {
  readonly child: ChildProcess;
  /** Everything it wrote to stderr so far (its log), the last 64 KiB. */
  log(): string;
  /** Resolves when it has ended, with its exit status, or the name of the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Only what is named in `env` reaches the process, besides PATH and HOME. */
export function startProduct(
  main: 'api' | 'scraper' | 'notifier' | 'gpu-tracker',
  env: Record<string, string>,
  args: readonly string[] = [],
): ProductProcess {
  return startProgram(join(root, 'dist/cmd', main, 'main.js'), env, args);
}

/** Any program that uses dist/, which is built before. */
export function startProgram(file: string, env: Record<string, string>, args: readonly string[] = []): ProductProcess {
  buildProduct();
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-65_536);
  });
  const ended = once(child, 'close').then(([status, signal]) => (status ?? signal) as number | NodeJS.Signals);
  return { child, log: () => log, ended };
}
