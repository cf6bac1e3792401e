/** Delivers what the outbox holds: every channel by itself, each watch in order, at least once, and never more than a person can bear. */
import type { Clock } from '../clock/clock.js';
import type { Notification, Outbox } from '../watch/outbox.js';
import type { Telling } from '../watch/fact.js';
import { LONGEST_ATTEMPT_MS, withinAttempt } from './attempt.js';
import { send, type Channel } from './channel.js';
import type { FailureCode, Outcome } from './outcome.js';
import { MOST_ATTEMPTS, nextAttempt } from './retry-schedule.js';
import type { WayOut } from './way-out.js';

/** Messages that one channel is sent in an hour; what is over waits and is folded. */
export const MESSAGES_PER_HOUR = 20;
const HOUR_MS = 3_600_000;
/** When a full hour is looked at again. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** The rest of a channel after one of its messages failed. */
const AFTER_FAILURE_MS = 60_000;
/** Longer than any single attempt, so that nobody gets what is being sent. */
const LEASE_MS = 150_000;
const PER_CHANNEL = 100;
/** Facts that one message holds; more are counted. */
const MOST_FACTS = 20;

/** How a delivery ended, for logs and metrics. */
export type Delivered = 'sent' | 'retry' | 'failed' | 'set-aside' | 'postponed';

export interface DeliveryEvent {
  readonly channel: string;
  readonly watch: string;
  readonly delivered: Delivered;
  readonly messageId: string;
  readonly attempts: number;
  /** Notifications in the message. */
  readonly count: number;
  readonly code?: FailureCode | 'poison';
  readonly detail?: string;
}

export interface DelivererOptions {
  readonly outbox: Outbox;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly wayOut: WayOut;
  readonly clock: Clock;
  /** @default Math.random */
  readonly random?: () => number;
  readonly onDelivery: (event: DeliveryEvent) => void;
  /** Begin nothing more, give back what is claimed, and let what is being sent end within `STOP_GRACE_MS`. */
  readonly signal: AbortSignal;
}

/**
 * One pass over what is due on one channel. When an attempt fails, the rest of the channel waits a moment, since it is likely to be down.
 * @returns notifications that were claimed; 0 = nothing was due
 */
export async function deliverDue(options: DelivererOptions, name: string): Promise<number> {
  const { outbox, clock } = options;
  const isStopped = (): boolean => options.signal.aborted;
  const claimedAt = clock.now();
  const due = await outbox.claim({ now: claimedAt, leaseMs: LEASE_MS, perChannel: PER_CHANNEL, channels: [name] });
  if (due.length === 0) return 0;
  const leaseEnds = claimedAt.getTime() + LEASE_MS;
  let left = MESSAGES_PER_HOUR - (await outbox.messagesSince(name, new Date(claimedAt.getTime() - HOUR_MS)));
  const groups = grouped(due, left);
  for (const [at, group] of groups.entries()) {
    const rest = groups.slice(at).flat();
    if (left <= 0) {
      await postpone(options, rest, LOOK_AGAIN_MS);
      break;
    }
    if (isStopped() || clock.now().getTime() + LONGEST_ATTEMPT_MS > leaseEnds) {
      await postpone(options, rest, 0);
      break;
    }
    const outcome = await deliver(options, name, group);
    if (outcome === 'sent') left -= 1;
    if (outcome === 'retry') {
      await postpone(options, groups.slice(at + 1).flat(), isStopped() ? 0 : AFTER_FAILURE_MS);
      break;
    }
  }
  return due.length;
}

/** What becomes one message: what was folded before, what is due as a digest, and all of a watch where there are more than may go out. */
function grouped(due: readonly Notification[], left: number): Notification[][] {
  const keyOf = ({ watchId, digest, messageId }: Notification): string =>
    digest === null ? `${watchId} ${messageId}` : `${watchId}`;
  const groups = groupBy(due, keyOf);
  return groups.length <= left ? groups : groupBy(due, ({ watchId }) => String(watchId));
}

/** In order of the first of each. */
function groupBy(due: readonly Notification[], keyOf: (one: Notification) => string): Notification[][] {
  const groups = new Map<string, Notification[]>();
  for (const one of due) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

async function deliver(
  options: DelivererOptions,
  name: string,
  group: readonly Notification[],
): Promise<'sent' | 'retry' | 'over'> {
  const { outbox, channels, wayOut, clock, signal, onDelivery } = options;
  const now = clock.now.bind(clock);
  const channel = channels.get(name);
  const [first] = group;
  if (channel === undefined || first === undefined) throw new Error(`nothing to deliver to ${name}`);
  const ids = group.map(({ id }) => id);
  const isFolded = new Set(group.map(({ messageId }) => messageId)).size === 1;
  const messageId = isFolded ? first.messageId : await outbox.fold(ids);
  const attempts = Math.max(...group.map((one) => one.attempts));
  const event = { channel: name, watch: first.watch, messageId, attempts, count: group.length };
  let outcome: Outcome;
  try {
    const sending = { name, channel, telling: folded(group, messageId), wayOut };
    outcome = await withinAttempt(clock, signal, (cut) => send({ ...sending, signal: cut }));
  } catch {
    // What cannot even be worded or signed will not be better the next time; the rest of the channel goes on.
    await outbox.setAside({ ids, now: now(), errorCode: 'poison' });
    onDelivery({ ...event, delivered: 'set-aside', code: 'poison' });
    return 'over';
  }
  if (outcome.sent) {
    await outbox.markSent({ ids, now: now() });
    onDelivery({ ...event, delivered: 'sent' });
    return 'sent';
  }
  const { code, detail, retry, retryAfter } = outcome;
  if (signal.aborted && code === 'timeout') {
    await outbox.postpone({ ids, now: now(), at: now() });
    onDelivery({ ...event, delivered: 'postponed', code, detail });
    return 'retry';
  }
  if (retry && attempts < MOST_ATTEMPTS) {
    const at = nextAttempt(now(), attempts, retryAfter, (options.random ?? Math.random)());
    await outbox.retryAt({ ids, now: now(), at, errorCode: code });
    onDelivery({ ...event, delivered: 'retry', code, detail });
    return 'retry';
  }
  await outbox.markFailed({ ids, now: now(), errorCode: code });
  onDelivery({ ...event, delivered: 'failed', code, detail });
  return 'over';
}

async function postpone(
  { outbox, clock }: DelivererOptions,
  group: readonly Notification[],
  byMs: number,
): Promise<void> {
  const now = clock.now();
  const ids = group.map(({ id }) => id);
  if (ids.length > 0) await outbox.postpone({ ids, now, at: new Date(now.getTime() + byMs) });
}

/** One telling of several; as many facts as a message holds, the others counted. */
export function folded(group: readonly Notification[], messageId: string): Telling {
  const tellings = group.map(({ telling }) => telling);
  const [first] = tellings;
  const last = tellings.at(-1);
  if (first === undefined || last === undefined) throw new Error('a message of nothing');
  if (tellings.length === 1) return { ...first, id: messageId };
  const facts = tellings.flatMap((telling) => telling.facts);
  return {
    ...{ id: messageId, watch: first.watch, at: last.at, facts: facts.slice(0, MOST_FACTS) },
    more: tellings.reduce((sum, { more }) => sum + more, 0) + Math.max(0, facts.length - MOST_FACTS),
    digest: group.every(({ digest }) => digest !== null) ? 'digest' : 'capped',
  };
}
