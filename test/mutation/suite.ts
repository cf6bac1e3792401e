/** The tests that judge mutants: proven green and timed on the sources as they are, so that red or late means that a mutant was noticed. */
import type { Ending, TestRun } from './test-run.js';

/** A file is late when it takes this many times what it took on the sources as they are; never before `SHORTEST_LIMIT_MS`. */
const LATE_FACTOR = 5;
const SHORTEST_LIMIT_MS = 10_000;
const CHECKS_WHEN_BUSY = 3;

export type Run = (files: readonly string[], limitMs?: (file: string) => number) => Promise<TestRun>;
export type Noticed = Exclude<Ending, { readonly is: 'green' }>;

export class RedSuiteError extends Error {}

export class Suite {
  readonly #run: Run;
  readonly #cleanMs: Map<string, number>;
  readonly #killers = new Map<string, string>();

  private constructor(run: Run, cleanMs: Map<string, number>) {
    this.#run = run;
    this.#cleanMs = cleanMs;
  }

  /** Throws `RedSuiteError` when a test fails without any mutant: every mutant would seem to be noticed. */
  static async measured(run: Run, files: readonly string[]): Promise<Suite> {
    if (files.length === 0) throw new RedSuiteError('no tests to judge mutants by');
    const { ending, took } = await run(files);
    refuseRed(ending);
    return new Suite(run, new Map(took));
  }

  get cleanMs(): number {
    return [...this.#cleanMs.values()].reduce((sum, ms) => sum + ms, 0);
  }

  /** Which test notices the mutant that `withMutant` puts in place while it runs; undefined: none, it lives. */
  async judge(path: string, withMutant: <T>(work: () => Promise<T>) => Promise<T>): Promise<Noticed | undefined> {
    for (let check = 0; check < CHECKS_WHEN_BUSY; check += 1) {
      const { ending } = await withMutant(() => this.#run(this.order(path), (file) => this.limitMs(file)));
      if (ending.is === 'green') return undefined;
      if (ending.is !== 'late' || !(await this.#isBusy(ending.file))) {
        this.#killers.set(path, ending.file);
        return ending;
      }
    }
    throw new RedSuiteError(`the machine is too busy to tell a slow mutant of ${path} from a slow run`);
  }

  /** The file beside the source, then the one that noticed its last mutant, then the quickest. */
  order(path: string): string[] {
    const rank = (file: string): number =>
      file === path.replace(/\.ts$/, '.test.ts') ? -2 : file === this.#killers.get(path) ? -1 : this.#clean(file);
    return [...this.#cleanMs.keys()].sort((a, b) => rank(a) - rank(b));
  }

  limitMs(file: string): number {
    return Math.max(SHORTEST_LIMIT_MS, LATE_FACTOR * this.#clean(file));
  }

  /** Runs a late file without the mutant: only where that is far quicker is the mutant to blame. */
  async #isBusy(file: string): Promise<boolean> {
    const limit = this.limitMs(file);
    const { ending, took } = await this.#run([file]);
    refuseRed(ending);
    const cleanMs = took.get(file) as number;
    this.#cleanMs.set(file, Math.max(cleanMs, this.#clean(file)));
    return 2 * cleanMs > limit;
  }

  #clean(file: string): number {
    return this.#cleanMs.get(file) as number;
  }
}

function refuseRed(ending: Ending): void {
  if (ending.is !== 'green')
    throw new RedSuiteError(`without a mutant, ${ending.file} ${ending.is}: ${ending.test}. Nothing can be scored`);
}
