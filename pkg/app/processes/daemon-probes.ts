/** What the scraper daemon says of itself on METRICS_PORT: /livez, /readyz and /metrics. */
import { Gauge, Registry } from 'prom-client';
import type { Config } from '../../config/config.js';
import type { Clock } from '../../clock/clock.js';
import { processMetrics } from '../../telemetry/metrics.js';
import { listenForProbes, type ProbeServer } from './listen-for-probes.js';
import { LoopPulse } from './loop-pulse.js';
import { probeAnswers } from './probe-answers.js';
import type { ScraperOptions } from './scrape.js';

export interface DaemonProbesOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  readonly version: string;
  readonly revision: string;
}

export interface DaemonProbes extends ProbeServer {
  /** How the daemon tells what it does. */
  readonly hooks: Required<Pick<ScraperOptions, 'onProgress' | 'onRun' | 'onRest' | 'onSchemaCurrent'>>;
}

/**
 * Alive: every market's loop moved within twice its interval, so that a daemon which hangs is started anew.
 * Ready: the database was reached once, its schema is current, and nobody asked to stop.
 */
export async function serveDaemonProbes(options: DaemonProbesOptions): Promise<DaemonProbes> {
  const { config, clock, stop, version, revision } = options;
  const pulse = new LoopPulse({
    markets: config.MARKETS,
    intervalMs: config.SCRAPE_INTERVAL_SECONDS * 1_000,
    torStartupMs: config.TOR_STARTUP_TIMEOUT_SECONDS * 1_000,
    clock,
  });
  let schemaCurrent = false;
  const registry = new Registry();
  processMetrics(registry, { version, revision });
  stepMetrics(registry, pulse);
  const server = await listenForProbes({
    host: config.HOST,
    port: config.METRICS_PORT,
    answers: probeAnswers({ pulse, isReady: () => schemaCurrent, stop, registry }),
  });
  return {
    ...server,
    hooks: {
      onProgress: (market) => pulse.moved(market),
      onRun: ({ market }) => pulse.moved(market),
      onRest: (market, ms) => pulse.rests(market, ms),
      onSchemaCurrent: () => (schemaCurrent = true),
    },
  };
}

/** On the registry of a scraper that runs for good. */
export function stepMetrics(registry: Registry, pulse: Pick<LoopPulse, 'lastSteps'>): void {
  new Gauge({
    name: 'gpu_scraper_last_step_timestamp_seconds',
    help: "When the daemon's loop took its last step: a page was read, a run ended, a pause began.",
    labelNames: ['market'] as const,
    registers: [registry],
    collect() {
      for (const { market, at } of pulse.lastSteps()) this.set({ market }, at / 1_000);
    },
  });
}
