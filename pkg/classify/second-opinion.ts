/** Where the rules and what was learned differ: a rule's objection weighs less in a sentence that looks harmless, and a sentence that looks bad is a doubt. */
import type { Support } from './assurance.js';
import type { Objection } from './objection.js';
import type { Doubt } from './opinion/opinion.js';
import type { Span } from './reading.js';

/** A sentence with lower log-odds than this looks harmless, and a rule's objection in it weighs less: so many points a unit. */
export const HARMLESS_BELOW = 0.5;
const POINTS_OF_HARMLESS = 120;
/** Points of doubt for each unit of log-odds, held against half the points of what speaks for the card: a good word elsewhere mends no bad one. */
const POINTS_OF_ODDS = 40;
const SHARE_OF_SUPPORT = 0.5;
/** Words. */
const SHORTEST_STATEMENT = 2;

/** The highest log-odds of the sentences that hold the words of an objection. */
function oddsOf({ spans }: Objection, doubts: readonly Doubt[]): number {
  let odds = Number.NEGATIVE_INFINITY;
  for (const span of spans)
    for (const doubt of doubts) if (span.from < doubt.to && span.to > doubt.from) odds = Math.max(odds, doubt.odds);
  return odds;
}

/** The objections, each with its weight after the second opinion; those that it holds for nothing are left out. */
export function weighed(objections: readonly Objection[], doubts: readonly Doubt[]): readonly Objection[] {
  if (doubts.length === 0) return objections;
  return objections.flatMap((objection) => {
    const odds = oddsOf(objection, doubts);
    const points = objection.points + POINTS_OF_HARMLESS * Math.min(0, odds - HARMLESS_BELOW);
    return points <= 0 ? [] : [{ ...objection, points }];
  });
}

/** A sentence that the second opinion holds against the card, and its points. */
export interface HeldDoubt extends Span {
  readonly points: number;
}

/** The sentence that is most likely to tell against the card, where it outweighs what speaks for it. */
export function doubtIn(doubts: readonly Doubt[], support: readonly Support[]): HeldDoubt | undefined {
  let worst: Doubt | undefined;
  for (const doubt of doubts) {
    // One word by itself ("ПЕЧАТИ!!!") is no statement; what it may mean the rules know.
    if (doubt.to - doubt.from < SHORTEST_STATEMENT) continue;
    if (worst === undefined || doubt.odds > worst.odds) worst = doubt;
  }
  if (worst === undefined) return undefined;
  const points = worst.odds * POINTS_OF_ODDS;
  const against = points - SHARE_OF_SUPPORT * support.reduce((sum, { points: worth }) => sum + worth, 0);
  return against >= 0 ? { from: worst.from, to: worst.to, points: Math.round(points) } : undefined;
}
