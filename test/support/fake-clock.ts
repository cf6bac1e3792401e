/** A clock that jumps: sleeping takes no time and moves it on. */
import type { Clock } from '../../pkg/clock/clock.js';

export class FakeClock implements Clock {
  /** Every sleep asked for, in ms. */
  readonly slept: number[] = [];
  #now: number;

  constructor(start = Date.UTC(2026, 0, 15, 12)) {
    this.#now = start;
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted !== true) {
      this.slept.push(ms);
      this.#now += ms;
    }
    return Promise.resolve();
  }
}
