/** A market index over matched variants: what the same cards cost now against before, whatever the mix on offer. */
import { ENOUGH_OFFERS } from './statistics.js';
import { variantKey, type Variant } from './variant.js';

/** Price level of one variant in one period. */
export interface VariantLevel extends Variant {
  /** Sorts as text: a UTC day `YYYY-MM-DD`, or a month `YYYY-MM`. */
  readonly period: string;
  /** Euro cents. */
  readonly median: number;
  readonly n: number;
}

export interface IndexPoint {
  readonly period: string;
  /** 100 in the first period. */
  readonly index: number;
  /** Variants compared with the period before; all of them in the first. */
  readonly matched: number;
}

/**
 * The chained matched-model index. Between two periods only variants with at least 5 offers in both are compared: their price
 * relatives are averaged geometrically, each weighted by the mean of its shares of the offers in the two periods (the weights
 * of Törnqvist 1936 with offers for expenditure, which nobody observes; ILO/IMF et al., Consumer Price Index Manual 2020,
 * chapters 8 and 10), and the links are multiplied. A period that shares no such variant with the last one in the chain has
 * no point, and the next is compared with the last one in the chain, so the chain never bridges a gap by guessing.
 */
export function priceIndex(levels: readonly VariantLevel[]): IndexPoint[] {
  const points: IndexPoint[] = [];
  let last: readonly VariantLevel[] = [];
  let index = 100;
  for (const current of periodsOf(levels)) {
    const [{ period }] = current;
    if (last.length > 0) {
      const link = linkBetween(last, current);
      if (link === null) continue;
      index *= link.relative;
      points.push({ period, index, matched: link.matched });
    } else points.push({ period, index, matched: current.length });
    last = current;
  }
  return points;
}

type Period = [VariantLevel, ...VariantLevel[]];

/** Levels with enough offers and a price, by period, in order. */
function periodsOf(levels: readonly VariantLevel[]): Period[] {
  const periods = new Map<string, Period>();
  for (const level of levels) {
    if (level.n < ENOUGH_OFFERS || level.median <= 0) continue;
    const period = periods.get(level.period);
    if (period === undefined) periods.set(level.period, [level]);
    else period.push(level);
  }
  return [...periods].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, period]) => period);
}

function linkBetween(
  before: readonly VariantLevel[],
  after: readonly VariantLevel[],
): { relative: number; matched: number } | null {
  const earlier = new Map(before.map((level) => [variantKey(level), level]));
  const pairs = after.flatMap((now) => {
    const then = earlier.get(variantKey(now));
    return then === undefined ? [] : [{ then, now }];
  });
  if (pairs.length === 0) return null;
  const offersThen = pairs.reduce((sum, { then }) => sum + then.n, 0);
  const offersNow = pairs.reduce((sum, { now }) => sum + now.n, 0);
  const logRelative = pairs.reduce(
    (sum, { then, now }) => sum + ((then.n / offersThen + now.n / offersNow) / 2) * Math.log(now.median / then.median),
    0,
  );
  return { relative: Math.exp(logRelative), matched: pairs.length };
}
