/** The scraper as a process of the chart: one cycle per market and its exit status, or cycles until it is told to stop. */
import { hostname } from 'node:os';
import type { Config } from '../../config/config.js';
import { ExitStatus } from '../../errors/exit-status.js';
import { isTorMode } from '../../fetch/tor/tor-mode.js';
import { systemClock } from '../../clock/clock.js';
import { createMarketplace } from '../../market/markets.js';
import { VERSION } from '../../config/version.js';
import type { Logger } from '../../telemetry/logger.js';
import { serveDaemonProbes } from './daemon-probes.js';
import { runDaemon, runOnce, type ScraperOptions } from './scrape.js';

export interface ScraperProcess {
  readonly config: Config;
  readonly log: Logger;
  readonly stop: AbortSignal;
}

/** @throws the errors that `exitStatusOf` knows */
export async function runScraper({ config, log, stop }: ScraperProcess): Promise<ExitStatus> {
  const options = { config, log, stop, clock: systemClock, pod: hostname() };
  if (config.WORKER_MODE === 'daemon') {
    await runWatched(options);
    return ExitStatus.ok;
  }
  const outcomes = await runOnce(options);
  // Stopped half way: not published, so a Job must not count it as done; the retry resumes the cycle.
  const unfinished = outcomes.length < config.MARKETS.length || outcomes.some(({ status }) => status === 'running');
  return unfinished ? ExitStatus.temporaryFailure : ExitStatus.ok;
}

/** With a METRICS_PORT of its own the daemon can be probed. Without one it listens nowhere: PORT is that of an API beside it. */
async function runWatched(options: ScraperOptions): Promise<void> {
  const { config, log, clock, stop } = options;
  if (config.METRICS_PORT === config.PORT) return runDaemon(options);
  const probes = await serveDaemonProbes({ config, clock, stop, version: VERSION, revision: 'unknown' });
  log.info('probes and metrics', { port: probes.port });
  try {
    await runDaemon({ ...options, ...probes.hooks });
  } finally {
    probes.close();
  }
}

/** Whether this scraper promises that nothing of it leaves the machine but through TOR. @throws InvalidConfigError */
export function scraperInTorMode(config: Config): boolean {
  const markets = config.MARKETS.map((slug) => createMarketplace(slug, { demoUrl: config.DEMO_MARKET_URL }));
  return isTorMode(config.TOR_ENABLED, markets);
}
