/** One real cycle of the demo market into a real database, in this process. */
import { createClassifier } from '../../pkg/classify/classifier.js';
import { openCrawlSession } from '../../pkg/fetch/open-crawl-session.js';
import { systemClock, type Clock } from '../../pkg/clock/clock.js';
import { createMarketplace } from '../../pkg/market/markets.js';
import type { Database } from '../../pkg/postgres/database.js';
import { PgCycleStore } from '../../pkg/postgres/pg-cycle-store.js';
import type { CycleOutcome } from '../../pkg/scrape/cycle-outcome.js';
import { runCycle } from '../../pkg/scrape/run-cycle.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';

export const SEARCH_TERMS = ['видеокарта', 'rtx', 'gtx', 'radeon rx', 'geforce', 'radeon', 'intel arc'] as const;

export interface DemoCycleOptions {
  readonly db: Database;
  readonly marketUrl: string;
  readonly clock?: Clock;
  /** @default that of `clock` */
  readonly marketNow?: () => Date;
  /** @default no pacing */
  readonly requestsPerMinute?: number;
  readonly terms?: readonly string[];
  readonly acceptShrink?: boolean;
  readonly stop?: AbortSignal;
  /** @default 0 */
  readonly adPages?: number;
  readonly onProgress?: (percent: number, message: string) => void;
}

const never = new AbortController().signal;

export function runDemoCycle(options: DemoCycleOptions): Promise<CycleOutcome> {
  const { db, marketUrl, clock = systemClock, requestsPerMinute = Infinity, terms = SEARCH_TERMS } = options;
  const market = createMarketplace('demo', { demoUrl: marketUrl });
  return runCycle(
    {
      store: new PgCycleStore(db),
      classifier: createClassifier(),
      clock,
      ...(options.marketNow && { marketNow: options.marketNow }),
      log: silentLogger,
      openSession: (signal) =>
        openCrawlSession({
          ...{
            hosts: market.hosts,
            baseUrl: market.baseUrl,
            tor: null,
            userAgent: 'gpu-tracker-test',
            requestsPerMinute,
          },
          ...{ respectRobots: true, clock, log: silentLogger, signal },
        }),
      ...(options.onProgress && { onProgress: options.onProgress }),
    },
    {
      ...{ market, terms, maxPages: 999, adPages: options.adPages ?? 0, trigger: 'demo', pod: 'test', resumeHours: 6 },
      acceptShrink: options.acceptShrink ?? false,
    },
    { stop: options.stop ?? never, lost: never },
  );
}
