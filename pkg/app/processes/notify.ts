/** Wires the notifier and runs it until `stop` aborts: one instance works, others stand by. Tests call it in-process; nothing in it reads `process`. */
import type { Registry } from 'prom-client';
import type { Clock } from '../../clock/clock.js';
import type { Config } from '../../config/config.js';
import { CleanupStack } from '../../errors/cleanup-stack.js';
import { databaseFailure } from '../../errors/database-failure.js';
import type { DeliveryEvent } from '../../notify/deliver.js';
import { WayOut } from '../../notify/way-out.js';
import { requireCurrentSchema } from '../../postgres/migrate.js';
import { takeNotifierLock } from '../../postgres/notifier-lock.js';
import { PgOutbox } from '../../postgres/watches/pg-outbox.js';
import type { Logger } from '../../telemetry/logger.js';
import { notifierMetrics } from '../../telemetry/notifier-metrics.js';
import { openWorkerDatabase } from '../database.js';
import { runTerm } from './notifier-term.js';
import type { WatchesSource } from './watches-source.js';

export interface NotifierOptions {
  /** DATABASE_URL, WATCHES_FILE, ALLOW_PRIVATE_TARGETS, TOR_SOCKS_URL, ... */
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** Begin nothing more, give back what is leased, and return within 8 s. */
  readonly stop: AbortSignal;
  /** Pod or host, for people. */
  readonly pod: string;
  readonly registry: Registry;
  /** Where watches of a file and all channels come from. */
  readonly watches: WatchesSource;
  /** Channels go by TOR whatever they say: a scraper that may do nothing else is in the same process. @default false */
  readonly onlyTor?: boolean;
  /** Called with what became of each attempt to deliver a message. */
  readonly onDelivery?: (event: DeliveryEvent) => void;
  /** Called at every step of the loop, so that one which hangs is noticed. */
  readonly onStep?: () => void;
  /** Called when the database answered and its schema is the one this program needs. */
  readonly onSchemaCurrent?: () => void;
}

/** From the stop to the end of what is being sent and noted, whatever hangs; with closing what is open it is 10 s. */
const LEAVE_TERM_MS = 7_000;
const CLOSE_MS = 1_000;
const AFTER_ERROR_MS = 5_000;

/** @throws InvalidConfigError; nothing else ends it but `stop`: what fails is logged, counted and tried again */
export async function runNotifications(options: NotifierOptions): Promise<void> {
  const { config, log, clock, stop, pod } = options;
  const { db, databaseUrl, applicationName } = openWorkerDatabase(config, 'notifier', pod);
  const cleanup = new CleanupStack((step, err) => log.warn('cleaning up failed', { step, err }));
  cleanup.add('database pool', () => db.destroy());
  const outbox = new PgOutbox(db);
  const metrics = notifierMetrics(options.registry, {
    oldestPending: () => outbox.oldestPending(clock.now()),
    now: () => clock.now(),
    onFailure: (err) => log.debug('what waits was not asked', { err }),
  });
  const onStep = (): void => options.onStep?.();
  const onDelivery = (event: DeliveryEvent): void => options.onDelivery?.(event);
  const wayOut = new WayOut({
    torSocksUrl: config.TOR_SOCKS_URL,
    onlyTor: options.onlyTor ?? false,
    allowPrivateTargets: config.ALLOW_PRIVATE_TARGETS,
  });
  const isStopped = (): boolean => stop.aborted;
  const work = async (): Promise<void> => {
    await requireCurrentSchema(db);
    options.onSchemaCurrent?.();
    let heldBy = '';
    const lock = await takeNotifierLock({
      ...{ databaseUrl, applicationName, clock, stop },
      onHeld: (holder) => {
        onStep();
        if (holder !== heldBy) log.info('standing by: another instance notifies', { holder });
        heldBy = holder;
      },
    });
    if (lock === undefined) return;
    log.info('this instance notifies');
    metrics.active(true);
    try {
      const parts = { db, databaseUrl, applicationName, outbox, wayOut, metrics, clock, log, onStep, onDelivery };
      await runTerm({ ...parts, watches: options.watches, ended: AbortSignal.any([stop, lock.lost]) });
    } finally {
      metrics.active(false);
      await lock.release();
    }
    if (!isStopped()) log.warn('the lock was lost with its connection');
  };
  metrics.active(false);
  const watchFile = (): void => metrics.fileRefused(options.watches.isRefused());
  cleanup.add('word of the file', options.watches.onChange(watchFile));
  watchFile();
  try {
    while (!isStopped()) {
      try {
        await settled(work(), clock, stop);
      } catch (err) {
        log[databaseFailure(err) === 'away' ? 'warn' : 'error']('notifying failed, and is tried again', { err });
      }
      onStep();
      if (!isStopped()) await clock.sleep(AFTER_ERROR_MS, stop);
    }
  } finally {
    await atMost(CLOSE_MS, cleanup.run(), clock);
  }
}

/** Resolves with the work, or at `LEAVE_TERM_MS` after the stop without it. */
async function settled(work: Promise<void>, clock: Clock, stop: AbortSignal): Promise<void> {
  const done = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
  });
  try {
    await Promise.race([work, stopped]);
    await atMost(LEAVE_TERM_MS, work, clock);
  } finally {
    done.abort();
  }
}

async function atMost(ms: number, work: Promise<void>, clock: Clock): Promise<void> {
  const done = new AbortController();
  try {
    await Promise.race([work, clock.sleep(ms, done.signal)]);
  } finally {
    done.abort();
  }
}
