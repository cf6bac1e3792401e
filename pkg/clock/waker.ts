/** A sleep that somebody can end early; a wake that comes while nobody sleeps ends the next sleep at once. */
import type { Clock } from './clock.js';

export class Waker {
  readonly #clock: Pick<Clock, 'sleep'>;
  #isWoken = false;
  #end: AbortController | undefined;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#clock = clock;
  }

  wake(): void {
    this.#isWoken = true;
    this.#end?.abort();
  }

  /** Resolves after `ms`, at a wake since the last sleep ended, or when `signal` aborts; it never rejects. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    const stop = (): void => end.abort();
    this.#end = end;
    signal.addEventListener('abort', stop, { once: true });
    if (this.#isWoken || signal.aborted) end.abort();
    await this.#clock.sleep(ms, end.signal);
    signal.removeEventListener('abort', stop);
    this.#isWoken = false;
  }
}
