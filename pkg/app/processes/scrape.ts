/** Wires the scraper and runs it, once or as a daemon, until `stop` aborts. Tests call it in-process; nothing in it reads `process`. */
import { createClassifier } from '../../classify/classifier.js';
import type { Config } from '../../config/config.js';
import { CleanupStack } from '../../errors/cleanup-stack.js';
import type { CrawlSession, CrawlSessionOptions } from '../../fetch/crawl-session.js';
import { openCrawlSession } from '../../fetch/open-crawl-session.js';
import { installEgressGuard } from '../../fetch/tor/egress-guard.js';
import { BlockedError, RobotsDisallowedError } from '../../fetch/errors.js';
import { isTorMode } from '../../fetch/tor/tor-mode.js';
import type { Clock } from '../../clock/clock.js';
import type { Classifier } from '../../listing/verdict.js';
import type { Marketplace } from '../../market/marketplace.js';
import { createMarketplace } from '../../market/markets.js';
import { addCounters } from '../../postgres/counters.js';
import { acquireCycleLock } from '../../postgres/cycle-lock.js';
import type { Database } from '../../postgres/database.js';
import { requireCurrentSchema } from '../../postgres/migrate.js';
import { PgCycleStore } from '../../postgres/pg-cycle-store.js';
import { pruneOldData } from '../../postgres/retention.js';
import type { CycleOutcome } from '../../scrape/cycle-outcome.js';
import { SuspectCycleError } from '../../scrape/errors.js';
import { FetchCounters } from '../../scrape/fetch-counters.js';
import { runCycle } from '../../scrape/run-cycle.js';
import { waitAfter, type RunEnd } from '../../scrape/schedule.js';
import type { Logger } from '../../telemetry/logger.js';
import { openWorkerDatabase } from '../database.js';
import { allowedDestinations, torFor } from './tor.js';

export interface ScraperOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** The market's own time, where its days are not ours. @default that of `clock` */
  readonly marketNow?: () => Date;
  /** Finish the page in hand, save, and return within 10 seconds; the next run resumes. */
  readonly stop: AbortSignal;
  /** Pod or host, for people. */
  readonly pod: string;
  /** What started it: schedule, manual, daemon, demo. @default by WORKER_MODE */
  readonly trigger?: string;
  readonly acceptShrink?: boolean;
  readonly onProgress?: (market: string, percent: number, message: string) => void;
  /** Called after each run of the daemon, with how it ended. */
  readonly onRun?: (outcome: CycleOutcome | { readonly market: string; readonly err: unknown }) => void;
  /** Called before the daemon sleeps, with how long. */
  readonly onRest?: (market: string, ms: number) => void;
  /** Called when the database answered and its schema is the one this program needs. */
  readonly onSchemaCurrent?: () => void;
}

/** Runs one cycle per market. @throws the error of the first market that failed, after all were tried */
export async function runOnce(options: ScraperOptions): Promise<CycleOutcome[]> {
  return withScraper(options, async (scraper) => {
    const outcomes: CycleOutcome[] = [];
    const failures: unknown[] = [];
    for (const market of scraper.markets) {
      if (options.stop.aborted) break;
      try {
        outcomes.push(await runMarket(scraper, options, market));
      } catch (err) {
        options.log.error('cycle failed', { market: market.slug, err });
        failures.push(err);
      }
    }
    if (failures.length > 0) throw failures[0];
    return outcomes;
  });
}

/** Runs cycles until `stop` aborts; each market has its own schedule, and failures never end the daemon. */
export async function runDaemon(options: ScraperOptions): Promise<void> {
  await withScraper(options, async (scraper) => {
    await Promise.all(scraper.markets.map((market) => runSchedule(scraper, options, market)));
  });
}

interface Scraper {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly classifier: Classifier;
  readonly markets: readonly Marketplace[];
  /** Aborts with the LeakError when something in this process tried to go around TOR. */
  readonly leak: AbortSignal;
}

async function withScraper<T>(options: ScraperOptions, work: (scraper: Scraper) => Promise<T>): Promise<T> {
  const { config, log, pod } = options;
  const cleanup = new CleanupStack((step, err) => log.warn('cleaning up failed', { step, err }));
  try {
    const { db, databaseUrl, applicationName } = openWorkerDatabase(config, 'scraper', pod);
    cleanup.add('database pool', () => db.destroy());
    const markets = config.MARKETS.map((slug) => createMarketplace(slug, { demoUrl: config.DEMO_MARKET_URL }));
    const leak = new AbortController();
    if (isTorMode(config.TOR_ENABLED, markets)) {
      const guard = installEgressGuard({
        allow: allowedDestinations(config, databaseUrl, markets),
        onViolation: (err) => leak.abort(err),
      });
      cleanup.add('egress guard', () => guard.uninstall());
    }
    return await work({ db, databaseUrl, applicationName, classifier: createClassifier(), markets, leak: leak.signal });
  } finally {
    await cleanup.run();
  }
}

async function runSchedule(scraper: Scraper, options: ScraperOptions, market: Marketplace): Promise<void> {
  const { config, log, clock, stop } = options;
  const isStopped = (): boolean => stop.aborted;
  let failures = 0;
  for (;;) {
    let end: RunEnd = 'done';
    try {
      const outcome = await runMarket(scraper, options, market);
      failures = 0;
      options.onRun?.(outcome);
    } catch (err) {
      failures += 1;
      end =
        err instanceof BlockedError || err instanceof RobotsDisallowedError || err instanceof SuspectCycleError
          ? 'refused'
          : 'retry-later';
      log.error('cycle failed', { market: market.slug, failures, err });
      options.onRun?.({ market: market.slug, err });
    }
    if (isStopped()) return;
    const wait = waitAfter(end, config.SCRAPE_INTERVAL_SECONDS * 1_000, { failures });
    log.info('next cycle', { market: market.slug, in_seconds: Math.round(wait / 1_000) });
    options.onRest?.(market.slug, wait);
    await clock.sleep(wait, stop);
    if (isStopped()) return;
  }
}

async function runMarket(scraper: Scraper, options: ScraperOptions, market: Marketplace): Promise<CycleOutcome> {
  const { config, log, clock, marketNow, pod, stop } = options;
  const trigger = options.trigger ?? (config.WORKER_MODE === 'daemon' ? 'daemon' : 'manual');
  await requireCurrentSchema(scraper.db);
  options.onSchemaCurrent?.();
  const store = new PgCycleStore(scraper.db);
  const attempt = await acquireCycleLock({
    databaseUrl: scraper.databaseUrl,
    market: market.slug,
    applicationName: scraper.applicationName,
    staleSeconds: config.LOCK_STALE_SECONDS,
  });
  if ('heldBy' in attempt) {
    const message = `skipped: ${attempt.heldBy} holds the lock`;
    await store.ensureMarket({ slug: market.slug, baseUrl: market.baseUrl.href, currency: market.currency });
    await store.recordSkipped({ market: market.slug, trigger, pod, now: clock.now(), message });
    log.info('another scraper is at work', { market: market.slug, holder: attempt.heldBy });
    return { market: market.slug, cycleId: null, status: 'skipped_locked', message };
  }
  const fetched = new FetchCounters();
  try {
    const { onProgress } = options;
    const outcome = await runCycle(
      {
        store,
        classifier: scraper.classifier,
        openSession: (signal) => openSession(options, market, { signal, onEvent: (event) => fetched.count(event) }),
        clock,
        ...(marketNow && { marketNow }),
        log,
        ...(onProgress && { onProgress: (percent, message) => onProgress(market.slug, percent, message) }),
      },
      {
        market,
        terms: config.SEARCH_TERMS,
        maxPages: config.SCRAPER_MAX_PAGES,
        adPages: config.DETAIL_PAGES_PER_CYCLE,
        trigger,
        pod,
        resumeHours: config.CYCLE_RESUME_HOURS,
        acceptShrink: options.acceptShrink ?? false,
      },
      { stop, lost: AbortSignal.any([attempt.lock.lost, scraper.leak]) },
    );
    const pruned = await pruneOldData(scraper.db, {
      rawDays: config.RETENTION_RAW_DAYS,
      cyclesDays: config.RETENTION_CYCLES_DAYS,
      changesDays: config.RETENTION_CHANGES_DAYS,
      now: marketNow?.() ?? clock.now(),
    });
    log.debug('old data pruned', { market: market.slug, ...pruned });
    return outcome;
  } finally {
    try {
      await addCounters(scraper.db, market.slug, fetched.counters());
    } catch (err) {
      log.warn('fetch counters were not kept', { market: market.slug, err });
    }
    await attempt.lock.release();
  }
}

function openSession(
  { config, log, clock }: ScraperOptions,
  market: Marketplace,
  own: Pick<CrawlSessionOptions, 'signal' | 'onEvent'>,
): Promise<CrawlSession> {
  return openCrawlSession({
    hosts: market.hosts,
    baseUrl: market.baseUrl,
    tor: torFor(config, market),
    userAgent: config.USER_AGENT,
    requestsPerMinute: config.REQUESTS_PER_MINUTE,
    respectRobots: config.RESPECT_ROBOTS_TXT,
    clock,
    log,
    ...own,
  });
}
