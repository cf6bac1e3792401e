/** The outbox of notifications: what evaluation has written and a channel has still to deliver. Delivery is at least once. */
import type { Telling } from './fact.js';

export const NOTIFICATION_STATES = ['pending', 'sent', 'failed', 'set-aside'] as const;
/** `failed`: given up after its retries; `set-aside`: nothing can make it deliverable (a poison message). */
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** When a watch's answers are folded into one message a day. */
export interface DigestTime {
  /** `HH:MM` on the clock of the zone. */
  readonly at: string;
  /** IANA name, e.g. `Europe/Sofia`. */
  readonly timeZone: string;
}

/** One answer of a watch for one channel, leased to whoever claimed it. */
export interface Notification {
  /** Rising in the order in which a watch has to tell. */
  readonly id: number;
  /** Stays the same over retries; notifications delivered in one message share it once they are folded. */
  readonly messageId: string;
  readonly watchId: number;
  readonly watch: string;
  readonly channel: string;
  /** `telling.id` is `messageId`. */
  readonly telling: Telling;
  /** Set when the watch wants a digest: those due together go out as one message. */
  readonly digest: DigestTime | null;
  /** Deliveries begun, this one included. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly dueAt: Date;
}

export interface ClaimRequest {
  readonly now: Date;
  /** For how long nobody else gets them; a process that dies gives them back by it. */
  readonly leaseMs: number;
  /** Most notifications per channel, so that one channel cannot take the place of another. */
  readonly perChannel: number;
  /** Only these channels. */
  readonly channels: readonly string[];
}

export interface Outcome {
  readonly ids: readonly number[];
  readonly now: Date;
}

export interface Outbox {
  /**
   * Due notifications, oldest first, each leased and its attempt counted. Of one watch and channel nothing is handed out while
   * something earlier waits for its retry or is leased, so their order is kept.
   */
  claim(request: ClaimRequest): Promise<Notification[]>;
  /** From now on these are one message: all get the message id of the first, and their retries come together. */
  fold(ids: readonly number[]): Promise<string>;
  markSent(outcome: Outcome): Promise<void>;
  /** Tried again at `at`. The code is of a closed set of the caller's, never the text of an answer. */
  retryAt(outcome: Outcome & { readonly at: Date; readonly errorCode: string }): Promise<void>;
  /** Gives a claim back unused: its attempt is not counted, it is due at `at` (the hour is full, or the process stops). */
  postpone(outcome: Outcome & { readonly at: Date }): Promise<void>;
  markFailed(outcome: Outcome & { readonly errorCode: string }): Promise<void>;
  setAside(outcome: Outcome & { readonly errorCode: string }): Promise<void>;
  /** Messages (not notifications) that went out over a channel since then: what a cap per hour counts. */
  messagesSince(channel: string, since: Date): Promise<number>;
  counts(): Promise<readonly { readonly channel: string; readonly state: NotificationState; readonly count: number }[]>;
  /** Of each channel for which something was to be told and was not: since when. */
  oldestPending(now: Date): Promise<readonly { readonly channel: string; readonly since: Date }[]>;
  /** When the next notification becomes due; `null` when nothing waits. */
  nextDue(now: Date): Promise<Date | null>;
}
