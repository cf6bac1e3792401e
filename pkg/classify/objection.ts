/** What speaks against an ad, and how strongly. */
import type { RejectReason } from '../listing/verdict.js';
import type { Span } from './reading.js';

/** Why an ad offers no single card. */
export interface Objection {
  readonly reason: RejectReason;
  readonly rule: string;
  readonly spans: readonly Span[];
  /** From `DECISIVE` on it decides alone; below, what else the ad says is held against it. */
  readonly points: number;
}

/** The offer itself is another thing, or the card is said to be broken, plainly and now. */
export const DECISIVE = 70;
export const PLAIN = 90;
/** Likely meant so, but a word may stand in another sense. */
export const LIKELY = 55;
/** A sign that only counts where nothing speaks for the card. */
export const WEAK = 40;

/** An objection of a title, which decides. */
export const object = (reason: RejectReason, rule: string, ...spans: readonly Span[]): Objection => ({
  reason,
  rule,
  spans,
  points: PLAIN,
});

/** An objection of so many points. */
export const weigh = (points: number, reason: RejectReason, rule: string, ...spans: readonly Span[]): Objection => ({
  reason,
  rule,
  spans,
  points,
});

/** The strongest; of equals the first. */
export function strongest(objections: readonly Objection[]): Objection | undefined {
  let best: Objection | undefined;
  for (const objection of objections) if (best === undefined || objection.points > best.points) best = objection;
  return best;
}
