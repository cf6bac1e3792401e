/** Keeps the requests to one market apart, so that its rate is an upper bound over any window, as the site measures it. */
import type { Clock } from '../clock/clock.js';

/** Share of the spacing by which a request may come later than it could: jitter only ever adds. */
const JITTER = 0.25;

export class Pacer {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #spacingMs: number;
  #lastReachedAt = -Infinity;

  /** @param ratePerMinute requests per minute; Infinity = no pacing */
  constructor(ratePerMinute: number, clock: Clock, random: () => number) {
    this.#spacingMs = 60_000 / ratePerMinute;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Resolves when the next request may start, at once when `signal` aborts.
   * @param minSpacingMs never closer than this (the site's crawl-delay), whatever the rate says
   */
  async ready(minSpacingMs: number, signal?: AbortSignal): Promise<void> {
    const spacing = Math.max(this.#spacingMs, minSpacingMs);
    if (spacing === 0) return;
    // The clock counts whole milliseconds: without the extra one a request could come up to 1 ms early.
    const notBefore = this.#lastReachedAt + spacing + 1 + spacing * JITTER * this.#random();
    await sleepUntil(this.#clock, notBefore, signal);
  }

  /**
   * Tell when the site had surely received the last request: its answer began, or it failed. Counting from here and not
   * from the start keeps the rate below the bound at the site however long the way there takes (TOR: seconds).
   */
  reached(): void {
    this.#lastReachedAt = this.#clock.now().getTime();
  }
}

/** Sleeps until `instant` (epoch ms) is over on the clock, since timers may fire a little early; at once on abort. */
export async function sleepUntil(clock: Clock, instant: number, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const left = instant - clock.now().getTime();
    if (left <= 0 || signal?.aborted === true) return;
    await clock.sleep(Math.ceil(left), signal);
  }
}
