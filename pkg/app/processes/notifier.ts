/** The notifier as a process of the chart: probes and metrics on METRICS_PORT, watches and their messages until it is told to stop. */
import { hostname } from 'node:os';
import { Registry } from 'prom-client';
import { systemClock } from '../../clock/clock.js';
import type { Config } from '../../config/config.js';
import { VERSION } from '../../config/version.js';
import type { Logger } from '../../telemetry/logger.js';
import { processMetrics } from '../../telemetry/metrics.js';
import { listenForProbes } from './listen-for-probes.js';
import { LoopPulse } from './loop-pulse.js';
import { runNotifications } from './notify.js';
import { probeAnswers } from './probe-answers.js';
import { openWatches } from './watches-source.js';

export interface NotifierProcess {
  readonly config: Config;
  readonly log: Logger;
  readonly stop: AbortSignal;
  /** What the file of watches takes its secrets from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** It looks once a minute, or asks for the lock more often. */
const LOOK_MS = 60_000;

/**
 * Alive: its loop moved within a quarter of an hour. Ready: the database was reached once, its schema is current, and nobody asked to
 * stop; an instance that stands by is ready, too. With a METRICS_PORT of its own only: PORT is that of an API beside it.
 * @throws the errors that `exitStatusOf` knows
 */
export async function runNotifier({ config, log, stop, env }: NotifierProcess): Promise<void> {
  const clock = systemClock;
  const pulse = new LoopPulse({ markets: ['notifier'], intervalMs: LOOK_MS, torStartupMs: 0, clock });
  const registry = new Registry();
  processMetrics(registry, { version: VERSION, revision: 'unknown' });
  let schemaCurrent = false;
  const probes =
    config.METRICS_PORT === config.PORT
      ? undefined
      : await listenForProbes({
          host: config.HOST,
          port: config.METRICS_PORT,
          answers: probeAnswers({ pulse, isReady: () => schemaCurrent, stop, registry }),
        });
  if (probes !== undefined) log.info('probes and metrics', { port: probes.port });
  const watches = await openWatches({ path: config.WATCHES_FILE, env, clock, log });
  try {
    await runNotifications({
      ...{ config, log, clock, stop, registry, pod: hostname(), watches: watches.source },
      onStep: () => pulse.moved('notifier'),
      onSchemaCurrent: () => (schemaCurrent = true),
    });
  } finally {
    await watches.close();
    probes?.close();
  }
}
