/** Where an asked price stands: one word from a closed list, and the numbers behind it. */
import { dealPrice } from './deals.js';
import type { FairPrice } from './fair-price.js';

export const STANDINGS = ['suspicious', 'deal', 'good', 'fair', 'dear', 'very-dear'] as const;
/** `good`: below the middle half of comparable offers; `fair`: within it; `dear`: above it; `very-dear`: above what can be meant. */
export type Standing = (typeof STANDINGS)[number];

/** The word for a price against the fair one; `null` where there are too few offers to say. */
export function standingOf(priceEurCents: number, fair: FairPrice): Standing | null {
  if (!fair.enough) return null;
  if (priceEurCents < fair.plausibleFrom) return 'suspicious';
  const deal = dealPrice(fair);
  if (deal !== null && priceEurCents <= deal) return 'deal';
  if (priceEurCents < fair.lowEurCents) return 'good';
  if (priceEurCents <= fair.highEurCents) return 'fair';
  return priceEurCents > fair.eurCents * Math.exp(VERY_DEAR_SCALES * fair.scale) ? 'very-dear' : 'dear';
}

/** One honest offer in a hundred asks more than this many standard deviations above the fair price. */
const VERY_DEAR_SCALES = 2.33;

/** What to offer first and what to pay at most, euro cents: a buyer's two numbers. */
export interface Bargaining {
  readonly openEurCents: number;
  readonly aimEurCents: number;
}

/** Sellers seldom come down by more than this, whatever one offers. */
const MOST_ASKED_FOR = 0.2;

/**
 * From what sellers of such cards gave up in public (`ratioOfMovers`), and never to pay more than is fair: the aim is the ask less
 * the usual concession, or the fair price where that is less; the opening offer goes as far again. A suspicious price is not haggled over.
 */
export function bargaining(priceEurCents: number, fair: FairPrice, ratioOfMovers: number | null): Bargaining {
  const given = Math.min(1 - (ratioOfMovers ?? 1 - USUAL_CONCESSION), MOST_ASKED_FOR / 2);
  const aim = Math.min(priceEurCents * (1 - given), Math.max(fair.eurCents, priceEurCents * (1 - MOST_ASKED_FOR)));
  const open = Math.max(aim * (1 - given), priceEurCents * (1 - MOST_ASKED_FOR));
  return { openEurCents: toRound(open), aimEurCents: toRound(aim) };
}

/** What people say: whole euros below 100 €, fives above. */
function toRound(cents: number): number {
  const step = cents < 10_000 ? 100 : 500;
  return Math.round(cents / step) * step;
}

/** Where nobody was seen to come down: one bank note in twenty. */
const USUAL_CONCESSION = 0.05;
