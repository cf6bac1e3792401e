/** Runs the deliveries of all channels side by side until it is told to stop: a dead channel holds up no other. */
import { deliverDue, type DelivererOptions } from './deliver.js';

/** When nothing says that something is due, the outbox is looked at this often. */
const LOOK_MS = 60_000;
/** The database is away: not asked at once again. */
const AFTER_ERROR_MS = 5_000;

export interface CourierOptions extends DelivererOptions {
  /** A database that is away, a bug: told, and tried again. */
  readonly onError: (err: unknown, channel: string) => void;
}

export class Courier {
  readonly #options: CourierOptions;
  readonly #wakers = new Set<() => void>();
  /** Counts the wakings, so that one which comes while a channel is at work is not missed. */
  #wakings = 0;
  readonly #ended: Promise<unknown>;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#ended = Promise.all([...options.channels.keys()].map((name) => this.#serve(name)));
  }

  /** Something became due. */
  wake(): void {
    this.#wakings += 1;
    for (const waker of this.#wakers) waker();
  }

  /** Resolves when every channel has ended after the signal; what was not sent was given back. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  async #serve(name: string): Promise<void> {
    const { signal, onError } = this.#options;
    while (!signal.aborted) {
      let pause = 0;
      const wakings = this.#wakings;
      try {
        if ((await deliverDue(this.#options, name)) === 0) pause = await this.#untilDue();
      } catch (err) {
        onError(err, name);
        pause = AFTER_ERROR_MS;
      }
      if (pause > 0 && wakings === this.#wakings) await this.#rest(pause);
    }
  }

  async #untilDue(): Promise<number> {
    const { outbox, now } = this.#options;
    const next = await outbox.nextDue(now());
    const ms = next === null ? LOOK_MS : next.getTime() - now().getTime();
    // What is due and was not handed out waits for something earlier of its watch.
    return Math.min(Math.max(ms, 1_000), LOOK_MS);
  }

  async #rest(ms: number): Promise<void> {
    const { signal } = this.#options;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#wakers.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end, { once: true });
      this.#wakers.add(end);
      if (signal.aborted) end();
    });
  }
}
