/** Hands out keys to work on: each once however often it is asked for, never one key to two at a time, and again later where it failed. */
import type { Clock } from '../clock/clock.js';

export interface WorkQueueOptions {
  readonly clock: Clock;
  /** Does what the key needs; answers how many milliseconds from now it wants to be asked again, if at all. */
  readonly work: (key: string, signal: AbortSignal) => Promise<number | undefined>;
  /** A failure, told with the number of failures in a row and the wait before the next try. */
  readonly onError: (key: string, err: unknown, failures: number, retryMs: number) => void;
  /** Keys at work at the same time. */
  readonly workers?: number;
  /** 0 <= random < 1 */
  readonly random?: () => number;
}

/** After the first failure so long, doubled with each further one, at most LONGEST_RETRY_MS. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 300_000;
const WORKERS = 4;

/** How long a key waits after so many failures in a row: half of the doubled time for sure, the other half by chance. */
export function retryMs(failures: number, random: () => number = Math.random): number {
  const most = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
  return Math.round(most / 2 + (most / 2) * random());
}

/**
 * A queue of keys in the manner of Kubernetes' controllers: `add` of a key that waits does nothing, `add` of one at work has it worked
 * on once more afterwards, so that no change is lost and no key is worked on twice at a time. Holds one entry per key.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #working = new Set<string>();
  /** Asked for while at work. */
  readonly #again = new Set<string>();
  readonly #failures = new Map<string, number>();
  /** When a key is due, milliseconds of the clock; the earliest counts. */
  readonly #due = new Map<string, number>();
  #wake: (() => void) | undefined;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  /** Keys that wait, those for later among them, and those at work. */
  get size(): number {
    return new Set([...this.#waiting, ...this.#working, ...this.#due.keys()]).size;
  }

  add(key: string): void {
    this.#due.delete(key);
    if (this.#working.has(key)) this.#again.add(key);
    else this.#waiting.add(key);
    this.#wake?.();
  }

  /** In so many milliseconds, unless it is due before. */
  addAfter(key: string, ms: number): void {
    const due = this.#now() + ms;
    const known = this.#due.get(key);
    if (known === undefined || due < known) this.#due.set(key, due);
    this.#wake?.();
  }

  /** Works until the signal; what is at work then is waited for. */
  async run(signal: AbortSignal): Promise<void> {
    const running = new Set<Promise<void>>();
    const wake = (): void => this.#wake?.();
    const isOver = (): boolean => signal.aborted;
    signal.addEventListener('abort', wake, { once: true });
    while (!isOver()) {
      this.#takeDue();
      while (running.size < (this.#options.workers ?? WORKERS)) {
        const key = this.#next();
        if (key === undefined) break;
        const task = this.#workOn(key, signal).finally(() => {
          running.delete(task);
          wake();
        });
        running.add(task);
      }
      if (!isOver()) await this.#woken();
    }
    await Promise.all(running);
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }

  #takeDue(): void {
    const now = this.#now();
    for (const [key, due] of this.#due) if (due <= now) this.add(key);
  }

  #next(): string | undefined {
    const [key] = this.#waiting;
    if (key === undefined) return undefined;
    this.#waiting.delete(key);
    this.#working.add(key);
    return key;
  }

  async #workOn(key: string, signal: AbortSignal): Promise<void> {
    try {
      const againMs = await this.#options.work(key, signal);
      this.#failures.delete(key);
      if (againMs !== undefined) this.addAfter(key, againMs);
    } catch (err) {
      const failures = (this.#failures.get(key) ?? 0) + 1;
      this.#failures.set(key, failures);
      const wait = retryMs(failures, this.#options.random);
      if (!signal.aborted) this.#options.onError(key, err, failures, wait);
      this.addAfter(key, wait);
    }
    this.#working.delete(key);
    if (this.#again.delete(key)) this.add(key);
  }

  /** Until a key comes or is due, a worker is free, or the end. One promise a wait: nothing piles up on one that lives as long as the process. */
  async #woken(): Promise<void> {
    const stop = new AbortController();
    const next = Math.min(...this.#due.values());
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (Number.isFinite(next))
        void this.#options.clock.sleep(Math.max(0, next - this.#now()), stop.signal).then(resolve);
    });
    this.#wake = undefined;
    stop.abort();
  }
}
