/** Metrics of the notifier: what it evaluated, what became of messages, what waits, and whether its file of watches can be read. */
import { Counter, Gauge, type Registry } from 'prom-client';

/** How an attempt to deliver a message ended; `retry` is tried again, `postponed` was given back. */
export const DELIVERY_OUTCOMES = ['sent', 'retry', 'failed', 'set-aside', 'postponed'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

export interface NotifierMetricsOptions {
  /** Per channel since when something waits that was to be told. */
  readonly oldestPending: () => Promise<readonly { readonly channel: string; readonly since: Date }[]>;
  readonly now: () => Date;
  /** The database could not be asked: the series are left out. */
  readonly onFailure: (err: unknown) => void;
}

export interface NotifierMetrics {
  /** Channels that exist from now on: each has its series before its first message. */
  channels(names: Iterable<string>): void;
  evaluated(outcome: 'done' | 'failed'): void;
  delivered(channel: string, outcome: DeliveryOutcome): void;
  active(isActive: boolean): void;
  fileRefused(isRefused: boolean): void;
}

export function notifierMetrics(registry: Registry, options: NotifierMetricsOptions): NotifierMetrics {
  const registers = [registry];
  const active = new Gauge({
    name: 'gpu_notifier_active',
    help: '1 = this instance evaluates and delivers; 0 = it stands by, since another does.',
    registers,
  });
  const evaluations = new Counter({
    name: 'gpu_watch_evaluations_total',
    help: 'Evaluations of all watches by outcome: one per publish, and one each minute.',
    labelNames: ['outcome'] as const,
    registers,
  });
  for (const outcome of ['done', 'failed']) evaluations.inc({ outcome }, 0);
  const deliveries = new Counter({
    name: 'gpu_notifications_total',
    help: 'Attempts to deliver a message by channel and outcome; failed = given up, set-aside = nobody can deliver it.',
    labelNames: ['channel', 'outcome'] as const,
    registers,
  });
  const refused = new Gauge({
    name: 'gpu_watches_file_refused',
    help: '1 = WATCHES_FILE has faults or cannot be read: what it said before goes on.',
    registers,
  });
  const known = new Set<string>();
  new Gauge({
    name: 'gpu_notification_oldest_pending_seconds',
    help: 'For how long the oldest notification of a channel was to be told and was not; 0 = nothing waits.',
    labelNames: ['channel'] as const,
    registers,
    async collect() {
      this.reset();
      try {
        const pending = await options.oldestPending();
        for (const channel of known) this.set({ channel }, 0);
        for (const { channel, since } of pending)
          this.set({ channel }, Math.max(0, (options.now().getTime() - since.getTime()) / 1_000));
      } catch (err) {
        options.onFailure(err);
      }
    },
  });
  return {
    channels: (names) => {
      for (const channel of names) {
        known.add(channel);
        for (const outcome of DELIVERY_OUTCOMES) deliveries.inc({ channel, outcome }, 0);
      }
    },
    evaluated: (outcome) => evaluations.inc({ outcome }),
    delivered: (channel, outcome) => deliveries.inc({ channel, outcome }),
    active: (isActive) => active.set(Number(isActive)),
    fileRefused: (isRefused) => refused.set(Number(isRefused)),
  };
}
