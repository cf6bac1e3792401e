/** Summaries of prices: what a card costs, without letting one odd ad decide. All amounts are integer euro cents. */
import { InvalidInputError } from '../errors/app-error.js';
import { isPlausible, priceRange } from './price-range.js';
import { quantile, roundHalfUp } from './quantile.js';

/** Below this many offers a summary is shown as "not enough data". */
export const ENOUGH_OFFERS = 5;

/** What plausible offers cost, in euro cents, every number rounded half up to the cent. */
export interface PriceSummary {
  /** Plausible offers; every other figure is of these alone. */
  readonly n: number;
  /** Offers outside of the plausible range: too cheap to be true, or far too dear. */
  readonly leftOut: number;
  readonly min: number;
  readonly p25: number;
  /** The one robust price: tile, chart, history, index, export, metric and watch show it. */
  readonly median: number;
  readonly p75: number;
  readonly max: number;
  readonly mean: number;
  /** At least 5 plausible offers; without them the numbers are not to be relied on. */
  readonly enough: boolean;
}

/**
 * Summarises the prices of the offers of one variant, in any order: what `priceRange` finds implausible is counted and left out.
 * @throws InvalidInputError for no prices at all, or one that is not a non-negative integer
 */
export function summarise(pricesEurCents: readonly number[]): PriceSummary {
  const bad = pricesEurCents.find((price) => !Number.isSafeInteger(price) || price < 0);
  if (bad !== undefined) throw new InvalidInputError(`not an amount in euro cents: ${bad}`);
  const sorted = pricesEurCents.toSorted((a, b) => a - b);
  const range = priceRange(sorted);
  const plausible = sorted.filter((price) => isPlausible(range, price));
  const n = plausible.length;
  const at = (p: number): number => roundHalfUp(quantile(plausible, p));
  return {
    n,
    leftOut: sorted.length - n,
    min: at(0),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    max: at(1),
    mean: roundHalfUp(plausible.reduce((sum, price) => sum + price, 0) / n),
    enough: n >= ENOUGH_OFFERS,
  };
}
