/** One LISTEN connection: notifications as they come, told when it is lost, and made again until stopped. */
import pg from 'pg';
import type { Logger } from '../telemetry/logger.js';
import { connectionOptions } from './connection-options.js';

/** `cycle_published`: `<market>:<cycle id>`, after every change of what readers see. `scrape_progress`: `<market>`. */
export const CHANNELS = ['cycle_published', 'scrape_progress'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface NotificationOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly log: Logger;
  readonly onNotification: (channel: Channel, payload: string) => void;
  /** The connection stands (again): whatever was notified in between is lost, so look for yourself. */
  readonly onConnected: () => void;
  /** The connection is gone; it is being made again. */
  readonly onLost: () => void;
  /** Wait between attempts, milliseconds; doubles from the first to the second. @default [250, 5000] */
  readonly retryMs?: readonly [number, number];
}

export interface Notifications {
  /** Closes the connection; nothing is called after. */
  stop(): Promise<void>;
}

export function listenForNotifications(options: NotificationOptions): Notifications {
  const [shortest, longest] = options.retryMs ?? [250, 5_000];
  const server = connectionOptions(options.url);
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = shortest;
  let stopped = false;
  let announcedLoss = false;

  function lost(which: pg.Client, err?: Error): void {
    if (stopped || which !== client) return;
    client = undefined;
    which.end().catch(() => undefined); // it is broken already
    if (!announcedLoss) {
      announcedLoss = true;
      options.log.warn('notification connection lost', { err });
      options.onLost();
    }
    timer = setTimeout(connect, wait);
    wait = Math.min(wait * 2, longest);
  }

  function connect(): void {
    const next = new pg.Client({
      ...server,
      application_name: options.applicationName,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client = next;
    next.on('error', (err) => lost(next, err));
    next.on('end', () => lost(next));
    next.on('notification', ({ channel, payload }) => {
      if (!stopped) options.onNotification(channel as Channel, payload ?? '');
    });
    next
      .connect()
      .then(() => next.query(CHANNELS.map((channel) => `LISTEN ${channel}`).join('; ')))
      .then(() => {
        if (stopped || client !== next) return;
        wait = shortest;
        if (announcedLoss) options.log.info('notification connection restored');
        announcedLoss = false;
        options.onConnected();
      })
      .catch((err: unknown) => lost(next, err instanceof Error ? err : undefined));
  }

  connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined); // stopping: a broken connection is as good as a closed one
    },
  };
}
