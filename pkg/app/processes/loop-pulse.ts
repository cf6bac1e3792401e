/** Whether the daemon's loops move: when each market's loop took its last step, and until when it may stand still. */
import type { Clock } from '../../clock/clock.js';

/** A step may take this long whatever the interval: the longest start of TOR is added to it. */
export const LONGEST_STEP_MS = 15 * 60_000;

export interface LoopPulseOptions {
  readonly markets: readonly string[];
  readonly intervalMs: number;
  readonly torStartupMs: number;
  readonly clock: Pick<Clock, 'now'>;
}

interface Loop {
  movedAt: number;
  dueAt: number;
}

export class LoopPulse {
  readonly #loops: ReadonlyMap<string, Loop>;
  readonly #options: LoopPulseOptions;

  constructor(options: LoopPulseOptions) {
    this.#options = options;
    this.#loops = new Map(options.markets.map((market) => [market, { movedAt: 0, dueAt: 0 }]));
    for (const market of options.markets) this.moved(market);
  }

  /** A page was read, a run ended: the next step is due within twice the interval. */
  moved(market: string): void {
    this.#set(market, this.#allowedMs());
  }

  /** The loop sleeps for `ms`, which may be a day after a refusal, and is due one interval after it wakes. */
  rests(market: string, ms: number): void {
    this.#set(market, Math.max(this.#allowedMs(), ms + this.#options.intervalMs));
  }

  /** Markets whose loop should have moved by now. */
  standing(): string[] {
    const now = this.#options.clock.now().getTime();
    return [...this.#loops].filter(([, { dueAt }]) => now > dueAt).map(([market]) => market);
  }

  /** Last step of each market's loop, in milliseconds since 1970. */
  lastSteps(): { market: string; at: number }[] {
    return [...this.#loops].map(([market, { movedAt }]) => ({ market, at: movedAt }));
  }

  #allowedMs(): number {
    const { intervalMs, torStartupMs } = this.#options;
    return Math.max(2 * intervalMs, LONGEST_STEP_MS + torStartupMs);
  }

  #set(market: string, allowedMs: number): void {
    const loop = this.#loops.get(market);
    if (loop === undefined) return;
    loop.movedAt = this.#options.clock.now().getTime();
    loop.dueAt = loop.movedAt + allowedMs;
  }
}
