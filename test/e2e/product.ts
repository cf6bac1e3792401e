/** Runs the built product as a process, the way its user does. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Brings dist/ up to date; takes long only when a source changed since the last build. */
export function buildProduct(): void {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { cwd: root, stdio: 'inherit' });
}

export interface Product {
  readonly child: ChildProcess;
  /** stdout and stderr so far, as they came. */
  output(): string;
  /** Resolves with the match; rejects when the process ends without having said it. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit status, or the signal that ended it, once its output is complete. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/**
 * Of the environment only PATH, HOME and what is named in `env` reaches it.
 * @param input all of its standard input
 */
export function gpuTracker(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: string,
  cwd?: string,
): Product {
  const child = spawn(process.execPath, [join(root, 'dist/cmd/gpu-tracker/main.js'), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd,
  });
  child.stdin.end(input);
  let output = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const look of heard) look();
    });
  const ended = once(child, 'close').then(([status, signal]) => (status ?? signal) as number | NodeJS.Signals);
  return {
    child,
    ended,
    output: () => output,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match === null) return;
          heard.delete(look);
          resolve(match);
        };
        heard.add(look);
        look();
        void ended.then((status) => reject(new Error(`ended with ${status} without saying ${pattern}:\n${output}`)));
      }),
  };
}
