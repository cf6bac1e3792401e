/** The notifier as a process that is killed and at once started again, by one clock over all its lives. */
import { startProgram, type ProductProcess } from '../../support/product-process.js';
import type { Outage } from './faults-of.js';

/** A killed process may have sent what arrives a moment later. */
const AFTERMATH_MS = 200;

export class NotifierVictim {
  readonly #epoch = Date.now();
  #process: ProductProcess | undefined;

  constructor(
    readonly program: string,
    readonly env: Record<string, string>,
    readonly onOutage: (outage: Outage) => void,
  ) {}

  /** Does nothing when it runs. */
  start(): void {
    if (this.#process !== undefined) return;
    const started = startProgram(this.program, { ...this.env, EPOCH: String(this.#epoch), LOG_LEVEL: 'warn' });
    this.#process = started;
    void started.ended.then((status) => {
      // One that has only begun to start has not heard of the signal yet.
      if (status !== 'SIGKILL' && status !== 'SIGTERM' && status !== 0)
        throw new Error(`the notifier ended with ${status}: ${started.log()}`);
    });
  }

  async kill(): Promise<void> {
    const from = performance.now();
    this.#process?.child.kill('SIGKILL');
    await this.#process?.ended;
    this.onOutage({ from, to: performance.now() + AFTERMATH_MS });
    this.#process = undefined;
    this.start();
  }

  log(): string {
    return this.#process?.log().slice(-2_000) ?? '';
  }

  async stop(): Promise<void> {
    this.#process?.child.kill('SIGTERM');
    await this.#process?.ended;
  }
}
