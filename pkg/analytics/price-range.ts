/** Which prices of a group can be meant: the one rule behind every figure, and behind what is called too cheap to be true. */
import { medianSorted, quantile } from './quantile.js';

export interface PriceRange {
  /** Below it an offer is too cheap to be true: a fake, a deposit, a part. Euro cents, not rounded. */
  readonly low: number;
  /** Above it an offer says nothing about what such cards cost. */
  readonly high: number;
  /** Standard deviation of the logarithm of a price, as estimated for this group. */
  readonly scale: number;
}

/** 1/Φ⁻¹(3/4): makes the MAD estimate the standard deviation of normal data (Rousseeuw & Croux 1993). */
const MAD_SCALE = 1.4826;

/** Points further than this many scaled MADs from the median are outliers (Iglewicz & Hoaglin 1993). */
const OUTLIER_LIMIT = 3.5;

/**
 * Less than a quarter or more than four times of the median is no offer of such a card: "1 €", a deposit, 123456. Left out
 * before the spread is measured, or else one of them shifts the limits, and with them which honest offer is dropped.
 */
const NEVER_PLAUSIBLE = 4;

/** What asking prices of one used card typically spread by, and how many offers that belief weighs. */
export const USUAL_SCALE = 0.16;
const USUAL_WEIGHT = 6;

/**
 * Half the width of the range on the log scale is held between these: where prices hardly differ a card at 55 % of the median
 * may still be a bargain, and where they spread widely one at a third of it is still no offer. exp(-0.6) = 55 %, exp(-0.8) = 45 %.
 */
const NARROWEST = 0.6;
const WIDEST = 0.8;

/** The median of a small group is itself in doubt: its standard error is about 1.25 x 0.16 / sqrt(n). */
const MEDIAN_DOUBT = 0.1;

/** Three prices cannot tell which of them is the odd one. */
const LEAST_TO_JUDGE = 4;

/**
 * The range: median ± k on the logarithms, as a price twice too high is as odd as one half too low. k is 3.5 scaled MADs, shrunk
 * towards the usual spread in small groups, held between bounds so that no spread makes a third of the price believable, and
 * widened by what a small group does not know of its own median.
 * @param sorted ascending, not empty, not negative
 */
export function priceRange(sorted: readonly number[]): PriceRange {
  const first = quantile(sorted, 0.5);
  if (first <= 0) return { low: 0, high: Number.POSITIVE_INFINITY, scale: USUAL_SCALE };
  const core = sorted.filter((price) => price * NEVER_PLAUSIBLE >= first && price <= NEVER_PLAUSIBLE * first);
  const n = core.length;
  const middle = Math.log(quantile(core, 0.5));
  const deviations = core.map((price) => Math.abs(Math.log(price) - middle)).sort((a, b) => a - b);
  const mad = MAD_SCALE * medianSorted(deviations);
  const scale = Math.sqrt((n * mad * mad + USUAL_WEIGHT * USUAL_SCALE * USUAL_SCALE) / (n + USUAL_WEIGHT));
  const half =
    n < LEAST_TO_JUDGE
      ? Math.log(NEVER_PLAUSIBLE)
      : Math.min(Math.max(OUTLIER_LIMIT * scale, NARROWEST), WIDEST) + MEDIAN_DOUBT / Math.sqrt(n);
  return { low: Math.exp(middle - half), high: Math.exp(middle + half), scale };
}

export const isPlausible = ({ low, high }: PriceRange, price: number): boolean => price >= low && price <= high;
