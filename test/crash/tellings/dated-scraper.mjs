/** The scraper of the product, once, on a market whose day is DAY (ISO): days pass as quickly as the storm wants. */
/* global AbortController */
import { exitStatusOf } from '../../../dist/pkg/app/cli/exit-status-of.js';
import { runOnce } from '../../../dist/pkg/app/processes/scrape.js';
import { systemClock } from '../../../dist/pkg/clock/clock.js';
import { readConfig } from '../../../dist/pkg/config/config.js';
import { createLogger } from '../../../dist/pkg/telemetry/logger.js';

const { DAY, ...env } = process.env;
const config = readConfig(env);
const log = createLogger({ level: config.LOG_LEVEL, format: config.LOG_FORMAT });
try {
  await runOnce({
    ...{ config, log, clock: systemClock, pod: 'storm', stop: new AbortController().signal, trigger: 'demo' },
    marketNow: () => new Date(DAY),
  });
} catch (err) {
  log.error('ended by an error', { err });
  process.exitCode = exitStatusOf(err);
}
