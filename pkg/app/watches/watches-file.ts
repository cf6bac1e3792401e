/** WATCHES_FILE as it was last right: its channels and watches stay in force while it is missing or has faults, which are told. */
import { loadCatalog } from '../../catalog/index.js';
import type { Clock } from '../../clock/clock.js';
import { MARKET_SLUGS } from '../../market/markets.js';
import { ChannelSchema, type Channel } from '../../notify/channel.js';
import type { Logger } from '../../telemetry/logger.js';
import type { Environment } from '../../watch/file/environment.js';
import { loadWatches, type WatchFile } from '../../watch/file/load-watches.js';
import { faultText, type WatchFileFault } from '../../watch/file/watch-file-fault.js';
import { WatchedFile, type Found } from './watched-file.js';

/** Of a file with more faults than this the log has the first. */
const LOGGED_FAULTS = 50;

export interface WatchesFileOptions {
  readonly path: string;
  readonly env: Environment;
  readonly clock: Clock;
  readonly log: Logger;
  /** @default LOOK_EVERY_MS */
  readonly everyMs?: number;
}

export class WatchesFile {
  readonly #options: WatchesFileOptions;
  readonly #file: WatchedFile;
  readonly #listeners = new Set<() => void>();
  #current: WatchFile<Channel> | undefined;
  #faults: readonly string[] = [];

  constructor(options: WatchesFileOptions) {
    this.#options = options;
    this.#file = new WatchedFile(options.path, options);
  }

  /** As it was last right, another object each time that it is read; `undefined`: it was never right. */
  current(): WatchFile<Channel> | undefined {
    return this.#current;
  }

  /** What is wrong with it now, in words; empty when `current` is what it says. */
  faults(): readonly string[] {
    return this.#faults;
  }

  isRefused(): boolean {
    return this.#faults.length > 0;
  }

  /** Called when `current` or `faults` changed. @returns what ends that */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async run(signal: AbortSignal): Promise<void> {
    await this.#file.run((found) => this.#take(found), signal);
  }

  /** One look, when nobody runs it. */
  async look(): Promise<void> {
    await this.#file.look((found) => this.#take(found));
  }

  #take(found: Found): void {
    const { path, log } = this.#options;
    const read = 'text' in found ? readWatches(found.text, this.#options.env) : undefined;
    if (read !== undefined && !('faults' in read)) {
      this.#current = read;
      this.#faults = [];
      log.info('the file of watches is read', {
        file: path,
        channels: read.channels.size,
        watches: read.watches.length,
      });
    } else {
      this.#faults =
        read === undefined
          ? [`${path} ${'problem' in found ? found.problem : ''}`]
          : read.faults.map((fault) => faultText(path, fault));
      log.warn('the file of watches is not taken: what it said before stays in force', {
        faults: this.#faults.slice(0, LOGGED_FAULTS),
        count: this.#faults.length,
      });
    }
    for (const listener of this.#listeners) listener();
  }
}

/** A text of watches for this program: its channels, its catalogue, its markets. */
export function readWatches(
  text: string,
  env: Environment,
): WatchFile<Channel> | { readonly faults: readonly WatchFileFault[] } {
  return loadWatches(text, { env, channel: ChannelSchema, catalog: loadCatalog(), markets: MARKET_SLUGS });
}
