/** What the parts of a cycle are given: its options, what it works with, and the signals that end it. */
import type { Clock } from '../clock/clock.js';
import type { CrawlSession } from '../fetch/crawl-session.js';
import type { CycleStore } from '../listing/cycle-store.js';
import type { Classifier } from '../listing/verdict.js';
import type { Marketplace } from '../market/marketplace.js';
import type { Logger } from '../telemetry/logger.js';

export interface CycleOptions {
  readonly market: Marketplace;
  readonly terms: readonly string[];
  /** Pages per search and price range; 999 = all. */
  readonly maxPages: number;
  /** Most pages of single ads that a cycle opens; 0 = none. */
  readonly adPages: number;
  readonly trigger: string;
  readonly pod: string;
  /** A stopped cycle younger than this is resumed. */
  readonly resumeHours: number;
  /** Publish although the cards fell below half of the last published cycle. */
  readonly acceptShrink: boolean;
}

export interface CycleParts {
  readonly store: CycleStore;
  readonly classifier: Classifier;
  /** Opens the crawl session; called once the cycle is on record, so that a wait for TOR is seen. */
  readonly openSession: (signal: AbortSignal) => Promise<CrawlSession>;
  readonly clock: Clock;
  /** The market's own time, where its days are not ours (a simulated market): all that is said of ads goes by it. @default that of `clock` */
  readonly marketNow?: () => Date;
  readonly log: Logger;
  readonly onProgress?: (percent: number, message: string) => void;
}

/** `stop` asks to finish the page in hand and save; `lost` (the lock is no longer ours, or a leak) ends everything at once. */
export interface CycleSignals {
  readonly stop: AbortSignal;
  readonly lost: AbortSignal;
}

/** The parts once the crawl session is open. */
export type ReadingParts = CycleParts & { readonly session: CrawlSession };

export interface ReadingSignals {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
}
