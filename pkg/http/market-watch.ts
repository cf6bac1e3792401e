/** Knows which published state readers must see, and since when the database cannot be asked. */
import { DatabaseUnavailableError } from '../errors/app-error.js';
import type { MarketReader } from '../listing/market-reader.js';
import type { Logger } from '../telemetry/logger.js';
import type { AnswerCache } from './answer-cache.js';
import type { Freshness } from './front-door.js';

export interface MarketWatchOptions {
  readonly reader: Pick<MarketReader, 'version'>;
  readonly cache: AnswerCache;
  readonly log: Logger;
  /** How often to look although nothing was notified. @default 15000 */
  readonly pollMs?: number;
}

export class MarketWatch implements Freshness {
  readonly #options: MarketWatchOptions;
  readonly #timer: NodeJS.Timeout;
  /** The notification connection stands, so a publish cannot go unnoticed. */
  #listening = false;
  #staleSince: number | undefined;
  #everReached = false;
  #told = false;
  #reading: Promise<string> | undefined;
  /** Of the newest look; what an older one brings later is not news. */
  #newest = 0;

  constructor(options: MarketWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.look(), options.pollMs ?? 15_000).unref();
  }

  get staleSince(): number | undefined {
    return this.#staleSince;
  }

  /** The database has been reached at least once. */
  get everReached(): boolean {
    return this.#everReached;
  }

  connected(): void {
    this.#listening = true;
    void this.look();
  }

  lost(): void {
    this.#listening = false;
    this.#doubt();
  }

  /** A publish was notified: what is being read now may be from before it. */
  published(): void {
    this.#reading = undefined;
    void this.look();
  }

  /** Asks for the version and drops what is older; never rejects. Resolves to whether the database answered. */
  async look(): Promise<boolean> {
    try {
      await this.version();
      return true;
    } catch (err) {
      this.#options.log.debug('version not read', { err }); // #doubt has told it once
      return false;
    }
  }

  /** @throws DatabaseUnavailableError, DatabaseRefusedError, DatabaseFaultError */
  version(): Promise<string> {
    if (this.#reading === undefined) {
      this.#newest += 1;
      const look = this.#newest;
      const reading = this.#options.reader.version().then(
        (version) => {
          if (look === this.#newest) this.#settle(version);
          return version;
        },
        (err: unknown) => {
          if (look === this.#newest) this.#reading = undefined;
          this.#doubt(err);
          throw err;
        },
      );
      this.#reading = reading;
    }
    return this.#reading;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #settle(version: string): void {
    this.#reading = undefined;
    this.#everReached = true;
    this.#told = false;
    this.#options.cache.setVersion(version);
    if (this.#listening) this.#trust();
  }

  #doubt(err?: unknown): void {
    this.#tell(err);
    if (this.#staleSince !== undefined) return;
    this.#staleSince = performance.now();
    if (this.#everReached) this.#options.log.warn('database away: kept answers go out marked stale');
  }

  /** A refusal or a missing grant does not mend itself: said once as an error, until the database answers again. */
  #tell(err: unknown): void {
    if (err === undefined || err instanceof DatabaseUnavailableError || this.#told) return;
    this.#told = true;
    this.#options.log.error('the published state cannot be read', { err });
  }

  #trust(): void {
    if (this.#staleSince !== undefined && this.#everReached) this.#options.log.info('answers are fresh');
    this.#staleSince = undefined;
  }
}
