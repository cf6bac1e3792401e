/** Runs the deliveries of all channels side by side until it is stopped: a dead channel holds up no other. */
import { Waker } from '../clock/waker.js';
import { deliverDue, type DelivererOptions } from './deliver.js';

/** When nothing says that something is due, the outbox is looked at this often. */
const LOOK_MS = 60_000;
/** The database is away: not asked at once again. */
const AFTER_ERROR_MS = 5_000;

export interface CourierOptions extends Omit<DelivererOptions, 'signal'> {
  /** A database that is away, a bug: told, and tried again. */
  readonly onError: (err: unknown, channel: string) => void;
}

export class Courier {
  readonly #options: CourierOptions;
  readonly #wakers: readonly Waker[];
  readonly #stop = new AbortController();
  readonly #ended: Promise<unknown>;

  constructor(options: CourierOptions) {
    this.#options = options;
    const served = [...options.channels.keys()].map((name) => ({ name, waker: new Waker(options.clock) }));
    this.#wakers = served.map(({ waker }) => waker);
    this.#ended = Promise.all(served.map(({ name, waker }) => this.#serve(name, waker)));
  }

  /** Something became due. */
  wake(): void {
    for (const waker of this.#wakers) waker.wake();
  }

  /** Begins nothing more; resolves when what was being sent has ended, and what was not sent was given back. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #serve(name: string, waker: Waker): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      let pause: number;
      try {
        if ((await deliverDue({ ...this.#options, signal }, name)) > 0) continue;
        pause = await this.#untilDue();
      } catch (err) {
        this.#options.onError(err, name);
        pause = AFTER_ERROR_MS;
      }
      await waker.sleep(pause, signal);
    }
  }

  async #untilDue(): Promise<number> {
    const { outbox, clock } = this.#options;
    const now = clock.now();
    const next = await outbox.nextDue(now);
    const ms = next === null ? LOOK_MS : next.getTime() - now.getTime();
    // What is due and was not handed out waits for something earlier of its watch.
    return Math.min(Math.max(ms, 1_000), LOOK_MS);
  }
}
