/** How many exports run at once: each holds a database connection for as long as its client reads. */
import { OverloadedError } from './problems.js';

export const MOST_EXPORTS = 2;

export class ExportSlots {
  #running = 0;

  /** @throws OverloadedError when as many run already */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= MOST_EXPORTS) throw new OverloadedError('too many exports at once: try again in a moment');
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
    }
  }
}
