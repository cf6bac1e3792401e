/** The time in which this instance is the one that notifies: it takes over the file, evaluates at each publish, and has its courier deliver. */
import type { Clock } from '../../clock/clock.js';
import { Waker } from '../../clock/waker.js';
import { databaseFailure } from '../../errors/database-failure.js';
import { Courier } from '../../notify/courier.js';
import type { DeliveryEvent } from '../../notify/deliver.js';
import type { WayOut } from '../../notify/way-out.js';
import type { Database } from '../../postgres/database.js';
import { listenForNotifications } from '../../postgres/notifications.js';
import { evaluateWatches } from '../../postgres/watches/evaluate-watches.js';
import type { PgOutbox } from '../../postgres/watches/pg-outbox.js';
import { syncWatches } from '../../postgres/watches/pg-watch-store.js';
import { pruneWatches } from '../../postgres/watches/prune-watches.js';
import type { Logger } from '../../telemetry/logger.js';
import type { NotifierMetrics } from '../../telemetry/notifier-metrics.js';
import type { WatchesContent, WatchesSource } from './watches-source.js';

/** Without word of a publish it is looked all the same: a word may be lost, and a scraper that stands still says none. */
const LOOK_MS = 60_000;
const AFTER_ERROR_MS = 5_000;
const PRUNE_MS = 24 * 3_600_000;

export interface TermOptions {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly outbox: PgOutbox;
  readonly wayOut: WayOut;
  readonly watches: WatchesSource;
  readonly metrics: NotifierMetrics;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onStep: () => void;
  readonly onDelivery: (event: DeliveryEvent) => void;
  /** Another may be at work from here on, or this process stops. */
  readonly ended: AbortSignal;
}

/** Resolves when `ended` aborted and everything that it had begun is over. */
export async function runTerm(options: TermOptions): Promise<void> {
  const { log, clock, ended, watches, metrics } = options;
  const waker = new Waker(clock);
  const wake = (): void => waker.wake();
  const forget = watches.onChange(wake);
  const notifications = listenForNotifications({
    url: options.databaseUrl,
    applicationName: `${options.applicationName}/listen`.slice(0, 63),
    log,
    onConnected: wake, // what was published before is not told
    onLost: () => undefined,
    onNotification: (channel) => {
      if (channel === 'cycle_published') wake();
    },
  });
  const work = new Work(options);
  const isOver = (): boolean => ended.aborted;
  // At once, although an evaluation may hang: what is being sent has its moment to end, and the rest is given back.
  const left = new Promise<void>((resolve, reject) => {
    const leave = (): void => {
      forget();
      Promise.all([notifications.stop(), work.stop()]).then(() => resolve(), reject);
    };
    if (ended.aborted) leave();
    else ended.addEventListener('abort', leave, { once: true });
  });
  while (!isOver()) {
    let pause = LOOK_MS;
    try {
      await work.look();
    } catch (err) {
      metrics.evaluated('failed');
      log[databaseFailure(err) === 'away' ? 'warn' : 'error']('watches were not evaluated', { err });
      pause = AFTER_ERROR_MS;
    }
    options.onStep();
    await waker.sleep(pause, ended);
  }
  await left;
}

class Work {
  readonly #options: TermOptions;
  #taken: WatchesContent | undefined;
  #courier: Courier | undefined;
  #prunedAt = -Infinity;

  constructor(options: TermOptions) {
    this.#options = options;
  }

  async look(): Promise<void> {
    const { db, clock, metrics, log, ended } = this.#options;
    const isOver = (): boolean => ended.aborted;
    await this.#takeFile();
    if (isOver()) return;
    const { written, published, watches } = await evaluateWatches(db, { now: clock.now() });
    metrics.evaluated('done');
    if (published || written > 0) log.info('watches evaluated', { watches, notifications: written });
    if (written > 0) this.#courier?.wake();
    if (!isOver()) await this.#prune();
  }

  async stop(): Promise<void> {
    await this.#courier?.stop();
  }

  /** What the file says now, if it is right and new: its watches, and a courier for its channels. */
  async #takeFile(): Promise<void> {
    const { db, clock, metrics, log, watches } = this.#options;
    const content = watches.current();
    if (content === undefined || content === this.#taken) return;
    const { stored, removed } = await syncWatches(db, 'file', content.watches, clock.now());
    log.info('watches of the file', { watches: content.watches.length, changed: stored, removed });
    this.#taken = content;
    metrics.channels(content.channels.keys());
    await this.#courier?.stop();
    const { outbox, wayOut, ended } = this.#options;
    if (ended.aborted) return;
    this.#courier = new Courier({
      ...{ outbox, wayOut, clock, channels: content.channels },
      onDelivery: (event) => this.#tell(event),
      onError: (err, channel) =>
        log[databaseFailure(err) === 'away' ? 'warn' : 'error']('delivering failed, and is tried again', {
          channel,
          err,
        }),
    });
  }

  /** A message that is given up is lost to whoever waits for it: somebody has to look. */
  #tell(event: DeliveryEvent): void {
    const { metrics, log, onDelivery } = this.#options;
    const { channel, watch, delivered, messageId, attempts, count, code, detail } = event;
    metrics.delivered(channel, delivered);
    onDelivery(event);
    const fields = { channel, watch, message_id: messageId, attempts, notifications: count, code, detail };
    if (delivered === 'sent') log.info('message sent', fields);
    else if (delivered === 'postponed') log.debug('message put off', fields);
    else if (delivered === 'retry') log.warn('message not delivered, tried again', fields);
    else log.error('message given up', { ...fields, outcome: delivered });
  }

  async #prune(): Promise<void> {
    const { db, clock, log } = this.#options;
    const now = clock.now();
    if (now.getTime() - this.#prunedAt < PRUNE_MS) return;
    const pruned = await pruneWatches(db, { now });
    this.#prunedAt = now.getTime();
    log.debug('old notifications pruned', { ...pruned });
  }
}
