/** Robust summaries of prices: what a card costs, without letting one odd ad decide. All amounts are integer euro cents. */
import { medianAbsoluteDeviation, medianSorted } from 'simple-statistics';
import { InvalidInputError } from '../errors/app-error.js';

/** Below this many offers a summary is shown as "not enough data". */
export const ENOUGH_OFFERS = 5;

/** Points further than this many scaled MADs from the median are dropped (Iglewicz & Hoaglin 1993, "How to detect and handle outliers"). */
const OUTLIER_LIMIT = 3.5;

/**
 * Less than this share of the median is no offer of such a card: a fake, a deposit, "1 €". Such points are left out before
 * the spread is measured, or else one of them shifts the limits, and with them which of the honest offers is dropped.
 */
export const NEVER_PLAUSIBLE = 0.25;

/** 1/Φ⁻¹(3/4): makes the MAD estimate the standard deviation of normal data (Rousseeuw & Croux 1993). */
const MAD_SCALE = 1.4826;

/** √(π/2): the same for the mean absolute deviation, which stands in where the MAD is 0 (Iglewicz & Hoaglin 1993). */
const MEAN_DEVIATION_SCALE = Math.sqrt(Math.PI / 2);

/** What `n` offers cost, in euro cents, every number rounded half up to the cent. */
export interface PriceSummary {
  readonly n: number;
  readonly min: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly max: number;
  readonly mean: number;
  /** Median after dropping points beyond 3.5 scaled MADs of the median, of the plausible offers. */
  readonly robust: number;
  /** At least 5 plausible offers; without them the numbers are not to be relied on. */
  readonly enough: boolean;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** To an integer, halves upwards, as PostgreSQL is told to do for `model_daily`. */
export function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5);
}

/**
 * Quantile by linear interpolation, type 7 of Hyndman & Fan 1996: bit for bit what PostgreSQL's `percentile_cont` returns.
 * @param sorted ascending, not empty
 * @param p from 0 to 1
 */
export function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined)
    throw new InvalidInputError(`no quantile ${p} of ${sorted.length} points`);
  return low + (at - below) * (high - low);
}

/**
 * The range that plausible prices lie in: median ± 3.5 scaled MADs. With a MAD of 0 more than half of the points are one
 * and the same price, which says nothing about the spread of the rest, so the scaled mean absolute deviation is used; when
 * that is 0 too, all points are equal and the range is that one price.
 * @param sorted ascending, not empty
 */
export function robustBounds(sorted: readonly number[]): Bounds {
  const median = quantile(sorted, 0.5);
  const mad = medianAbsoluteDeviation([...sorted]);
  const scale =
    mad > 0
      ? MAD_SCALE * mad
      : (MEAN_DEVIATION_SCALE * sorted.reduce((sum, price) => sum + Math.abs(price - median), 0)) / sorted.length;
  return { low: median - OUTLIER_LIMIT * scale, high: median + OUTLIER_LIMIT * scale };
}

/** Median of the points within `robustBounds`, rounded to the cent. The range contains the median, so some always remain. */
function robustPrice(sorted: readonly number[]): number {
  const { low, high } = robustBounds(sorted);
  return roundHalfUp(medianSorted(sorted.filter((price) => price >= low && price <= high)));
}

/**
 * Summarises the prices of comparable offers, in any order.
 * @throws InvalidInputError for no prices at all, or one that is not a non-negative integer
 */
export function summarise(pricesEurCents: readonly number[]): PriceSummary {
  const bad = pricesEurCents.find((price) => !Number.isSafeInteger(price) || price < 0);
  if (bad !== undefined) throw new InvalidInputError(`not an amount in euro cents: ${bad}`);
  const sorted = pricesEurCents.toSorted((a, b) => a - b);
  const n = sorted.length;
  const at = (p: number): number => roundHalfUp(quantile(sorted, p));
  const plausible = sorted.filter((price) => price >= NEVER_PLAUSIBLE * quantile(sorted, 0.5));
  return {
    n,
    min: at(0),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    max: at(1),
    mean: roundHalfUp(sorted.reduce((sum, price) => sum + price, 0) / n),
    robust: robustPrice(plausible),
    enough: plausible.length >= ENOUGH_OFFERS,
  };
}
