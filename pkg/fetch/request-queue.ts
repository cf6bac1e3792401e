/** Lets one task through at a time, in the order of arrival. */
import { orAbort } from './abort.js';

export class RequestQueue {
  #tail: Promise<void> = Promise.resolve();

  /** @throws the reason of `signal` at once when it aborts while waiting; the tasks behind still wait for those in front */
  async run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const before = this.#tail;
    let leave = (): void => undefined;
    const mine = new Promise<void>((resolve) => (leave = resolve));
    this.#tail = before.then(() => mine);
    try {
      await orAbort(before, signal);
      return await task();
    } finally {
      leave();
    }
  }
}
