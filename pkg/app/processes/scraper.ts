/** The scraper as a process of the chart: one cycle per market and its exit status, or cycles until it is told to stop. */
import { hostname } from 'node:os';
import type { Config } from '../../config/config.js';
import { ExitStatus } from '../../errors/exit-status.js';
import { isTorMode } from '../../fetch/tor/tor-mode.js';
import { systemClock } from '../../clock/clock.js';
import { createMarketplace } from '../../market/markets.js';
import type { Logger } from '../../telemetry/logger.js';
import { runDaemon, runOnce } from './scrape.js';

export interface ScraperProcess {
  readonly config: Config;
  readonly log: Logger;
  readonly stop: AbortSignal;
}

/** @throws the errors that `exitStatusOf` knows */
export async function runScraper({ config, log, stop }: ScraperProcess): Promise<ExitStatus> {
  const options = { config, log, stop, clock: systemClock, pod: hostname() };
  if (config.WORKER_MODE === 'daemon') {
    await runDaemon(options);
    return ExitStatus.ok;
  }
  const outcomes = await runOnce(options);
  // Stopped half way: not published, so a Job must not count it as done; the retry resumes the cycle.
  const unfinished = outcomes.length < config.MARKETS.length || outcomes.some(({ status }) => status === 'running');
  return unfinished ? ExitStatus.temporaryFailure : ExitStatus.ok;
}

/** Whether this scraper promises that nothing of it leaves the machine but through TOR. @throws InvalidConfigError */
export function scraperInTorMode(config: Config): boolean {
  const markets = config.MARKETS.map((slug) => createMarketplace(slug, { demoUrl: config.DEMO_MARKET_URL }));
  return isTorMode(config.TOR_ENABLED, markets);
}
