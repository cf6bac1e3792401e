/** What cards went for, as far as asking prices tell: the last ask of ads that left quickly, and how far sellers came down. */
import { ENOUGH_OFFERS } from './statistics.js';
import { quantile, roundHalfUp } from './quantile.js';
import { isPlausible, priceRange } from './price-range.js';

/** An ad that is gone for good. */
export interface Ending {
  readonly firstEurCents: number;
  readonly lastEurCents: number;
  /** On the market, over all its ads. */
  readonly days: number;
}

export interface ClearingPrice {
  /** Euro cents. */
  readonly eurCents: number;
  readonly n: number;
  readonly enough: boolean;
}

/**
 * The median last ask of ads that left within the variant's median time on market: what is left sooner was wanted at its price, what
 * stays longest was not. An ask is no sale: it bounds from above what was paid. `null` where none left in that time.
 * @param medianDays `null` = the variant's median time is not known yet
 */
export function clearingPrice(endings: readonly Ending[], medianDays: number | null): ClearingPrice | null {
  if (medianDays === null) return null;
  const asks = endings.filter(({ days }) => days <= medianDays).map(({ lastEurCents }) => lastEurCents);
  if (asks.length === 0) return null;
  asks.sort((a, b) => a - b);
  const range = priceRange(asks);
  const plausible = asks.filter((ask) => isPlausible(range, ask));
  return {
    eurCents: roundHalfUp(quantile(plausible, 0.5)),
    n: plausible.length,
    enough: plausible.length >= ENOUGH_OFFERS,
  };
}

export interface Concession {
  /** Median of last ask / first ask over all that left: 0.95 = sellers came down by 5 % in public. */
  readonly ratio: number;
  /** The same of those that came down at all; `null` when none did. */
  readonly ratioOfMovers: number | null;
  /** Share of ads that came down at all. */
  readonly movers: number;
  readonly n: number;
  readonly enough: boolean;
}

/** How far sellers came down between their first and their last ask. `null` without an ad that left. */
export function concession(endings: readonly Ending[]): Concession | null {
  const ratios = endings
    .filter(({ firstEurCents }) => firstEurCents > 0)
    .map(({ firstEurCents, lastEurCents }) => lastEurCents / firstEurCents)
    .sort((a, b) => a - b);
  if (ratios.length === 0) return null;
  const moved = ratios.filter((ratio) => ratio < 1);
  return {
    ratio: quantile(ratios, 0.5),
    ratioOfMovers: moved.length === 0 ? null : quantile(moved, 0.5),
    movers: moved.length / ratios.length,
    n: ratios.length,
    enough: ratios.length >= ENOUGH_OFFERS,
  };
}
