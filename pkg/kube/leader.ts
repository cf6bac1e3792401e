/** Leads while it holds a Lease, and says so: a process that lost it, or cannot tell, is at its end. */
import type { Clock } from '../clock/clock.js';
import { mayWriteForMs, nextMove, observe, type LeaseRecord, type Observed } from './lease.js';

/** Where the Lease is kept. `undefined` from `write` = somebody else wrote it first. */
export interface LeaseStore {
  read(): Promise<LeaseRecord | undefined>;
  create(record: LeaseRecord): Promise<LeaseRecord | undefined>;
  /** Only where it is still the version that `before` names. */
  write(record: LeaseRecord, before: LeaseRecord): Promise<LeaseRecord | undefined>;
}

export interface LeaderOptions {
  readonly store: LeaseStore;
  /** Of this process alone, e.g. its pod's name and a random part. */
  readonly me: string;
  readonly clock: Clock;
  /** Milliseconds of a clock that never goes back and counts while the process is frozen. */
  readonly monotonic: () => number;
  readonly onError: (err: unknown) => void;
  readonly durationSeconds?: number;
}

const DURATION_SECONDS = 15;
/** Of the duration: so often the holder writes it, and others look at it. */
const RENEW_EVERY = 0.2;

export class Leader {
  readonly #options: LeaderOptions;
  readonly #durationSeconds: number;
  #observed: Observed | undefined;
  /** When the last renewal that went through was asked for; undefined = does not lead. */
  #renewedMs: number | undefined;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#durationSeconds = options.durationSeconds ?? DURATION_SECONDS;
  }

  /** 0 = leads no more, or not yet. */
  mayWriteForMs(): number {
    return this.#renewedMs === undefined
      ? 0
      : mayWriteForMs(this.#renewedMs, this.#durationSeconds, this.#options.monotonic());
  }

  /** Resolves when this process leads; `false` where the signal came first. */
  async elected(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      await this.#step();
      if (this.mayWriteForMs() > 0) return true;
      await this.#pause(signal);
    }
    return false;
  }

  /** Renews until the signal, when it gives the Lease back; resolves before only where it is lost. */
  async lead(signal: AbortSignal): Promise<'ended' | 'lost'> {
    for (;;) {
      await this.#pause(signal);
      if (signal.aborted) break;
      // A process that was frozen finds its time over, before it writes anything.
      if (this.mayWriteForMs() <= 0) return 'lost';
      await this.#step();
      if (this.mayWriteForMs() <= 0) return 'lost';
    }
    await this.#giveBack();
    return 'ended';
  }

  /** One look at the Lease, and what follows from it. */
  async #step(): Promise<void> {
    const { store, me, monotonic, onError } = this.#options;
    const askedMs = monotonic();
    try {
      const found = await store.read();
      this.#observed = found && observe(this.#observed, found, monotonic());
      const move = nextMove(this.#observed, me, monotonic());
      if (move.do === 'wait') {
        this.#renewedMs = undefined;
        return;
      }
      const mine = this.#record(move.do === 'take' ? (found?.transitions ?? 0) + 1 : (found?.transitions ?? 0));
      const written = found === undefined ? await store.create(mine) : await store.write(mine, found);
      if (written === undefined) return;
      this.#observed = observe(this.#observed, written, monotonic());
      this.#renewedMs = askedMs;
    } catch (err) {
      // The API server is away: who leads goes on until its time is over.
      onError(err);
    }
  }

  #record(transitions: number, holder = this.#options.me): LeaseRecord {
    return { holder, transitions, durationSeconds: this.#durationSeconds, version: '' };
  }

  async #giveBack(): Promise<void> {
    const held = this.#observed?.record;
    if (held?.holder !== this.#options.me || this.mayWriteForMs() <= 0) return;
    this.#renewedMs = undefined;
    try {
      await this.#options.store.write(this.#record(held.transitions, ''), held);
    } catch (err) {
      this.#options.onError(err);
    }
  }

  #pause(signal: AbortSignal): Promise<void> {
    return this.#options.clock.sleep(this.#durationSeconds * 1000 * RENEW_EVERY, signal);
  }
}
