/** The notifier of the product, by a clock that has run FACTOR times as fast as ours since EPOCH (ms), in every life of it. */
/* global AbortController */
import { Registry } from 'prom-client';
import { runNotifications } from '../../../dist/pkg/app/processes/notify.js';
import { openWatches } from '../../../dist/pkg/app/processes/watches-source.js';
import { systemClock } from '../../../dist/pkg/clock/clock.js';
import { readConfig } from '../../../dist/pkg/config/config.js';
import { createLogger } from '../../../dist/pkg/telemetry/logger.js';

const { EPOCH, FACTOR, ...env } = process.env;
const [epoch, factor] = [Number(EPOCH), Number(FACTOR)];
const clock = {
  now: () => new Date(epoch + (Date.now() - epoch) * factor),
  sleep: (ms, signal) => systemClock.sleep(ms / factor, signal),
};
const config = readConfig(env);
const log = createLogger({ level: config.LOG_LEVEL, format: config.LOG_FORMAT });
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const watches = await openWatches({ path: config.WATCHES_FILE, env: process.env, clock: systemClock, log });
await runNotifications({
  ...{ config, log, clock, stop: stop.signal, pod: 'storm', registry: new Registry(), watches: watches.source },
});
await watches.close();
