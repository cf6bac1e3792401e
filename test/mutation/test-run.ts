/** Runs test files over the sources in a folder, in a process of their own, until the first that fails or takes too long. */
import { fork } from 'node:child_process';
import { join } from 'node:path';

export type Ending =
  | { readonly is: 'green' }
  | { readonly is: 'failed' | 'crashed' | 'late'; readonly file: string; readonly test: string };

export interface TestRun {
  readonly ending: Ending;
  /** How long each file took that was run to its end, in milliseconds. */
  readonly took: ReadonlyMap<string, number>;
}

interface Message {
  readonly begins?: string;
  readonly ended?: string;
  readonly failure?: { readonly test: string; readonly message: string };
}

const CHILD = join(import.meta.dirname, 'jest-child.mjs');

/** `limitMs` says how long a file may take, from when it begins. */
export function runTests(
  folder: string,
  files: readonly string[],
  limitMs: (file: string) => number = () => Infinity,
): Promise<TestRun> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, {
      cwd: folder,
      execArgv: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const took = new Map<string, number>();
    let running: string | undefined;
    let begun = 0;
    let ending: Ending | undefined;
    let timer: NodeJS.Timeout | undefined;
    child.on('message', ({ begins, ended, failure }: Message) => {
      if (begins !== undefined) {
        running = begins;
        begun = performance.now();
        const limit = limitMs(begins);
        if (!Number.isFinite(limit)) return;
        timer = setTimeout(() => {
          ending = { is: 'late', file: begins, test: `not done after ${Math.round(limit / 1000)} s` };
          child.kill('SIGKILL');
        }, limit);
      } else if (ended !== undefined) {
        clearTimeout(timer);
        running = undefined;
        took.set(ended, performance.now() - begun);
        if (failure === undefined) return;
        // A test that hangs is ended by jest itself where the file's limit is longer.
        const is = failure.message.includes('Exceeded timeout of') ? 'late' : 'failed';
        ending = { is, file: ended, test: failure.test };
      }
    });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      if (ending === undefined && (running !== undefined || took.size < files.length))
        ending = { is: 'crashed', file: running ?? 'before the first file', test: 'the process ended' };
      resolve({ ending: ending ?? { is: 'green' }, took });
    });
    child.send(files);
  });
}
