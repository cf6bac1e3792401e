/** Value for money: performance per euro and gigabytes per euro of each variant, from its robust price and never from one cheap ad. */
import type { PriceSummary } from './statistics.js';
import { compareVariants, type Variant } from './variant.js';

/** Where a performance figure comes from: our estimate in the catalogue, or the operator's own measurements. */
export type PerformanceSource = 'catalogue' | 'benchmarks';

export interface Performance {
  /** `specIndex` (RTX 3060 12GB = 100) or frames per second, by `source`. The two are never mixed in one ranking. */
  readonly value: number;
  readonly source: PerformanceSource;
  /** The share by which the figure may be off to either side, e.g. 0.07; 0 = measured, taken as it is. */
  readonly uncertainty: number;
}

export interface PricedVariant extends Variant {
  readonly summary: PriceSummary;
  /** `null` = not known: the variant has no performance per euro and comes after those that have. */
  readonly performance: Performance | null;
}

export type RankedVariant<T extends PricedVariant> = T & {
  /**
   * 1 = best. Variants that the uncertainty of their figures does not tell apart share the rank of the best of them, and the next
   * rank counts them: 1, 1, 3. Those with too few offers and those without a figure have a rank as well, at the end.
   */
  readonly rank: number;
  /** Performance for one euro of the robust price. */
  readonly performancePerEuro: number | null;
  /** Gigabytes for one euro of the robust price; `null` without a memory. */
  readonly gbPerEuro: number | null;
};

/**
 * Ranks by performance per euro. Order: enough offers before too few, a known figure before none, then the better value;
 * equal value goes by gigabytes per euro, then by name. Whatever else the variants carry stays on them.
 */
export function rankValue<T extends PricedVariant>(variants: readonly T[]): RankedVariant<T>[] {
  const sorted = variants
    .map((variant) => ({
      ...variant,
      performancePerEuro: perEuro(variant.performance?.value ?? null, variant.summary),
      gbPerEuro: perEuro(variant.memoryGb, variant.summary),
    }))
    .sort(
      (a, b) =>
        Number(b.summary.enough) - Number(a.summary.enough) ||
        descending(a.performancePerEuro, b.performancePerEuro) ||
        descending(a.gbPerEuro, b.gbPerEuro) ||
        compareVariants(a, b),
    );
  let best = sorted[0];
  let rank = 1;
  return sorted.map((variant, order) => {
    if (best !== undefined && !isTold(best, variant)) return { ...variant, rank };
    best = variant;
    rank = order + 1;
    return { ...variant, rank };
  });
}

type Valued = PricedVariant & { readonly performancePerEuro: number | null };

/** Whether `worse` is surely worse than `better`: their ranges of performance per euro do not meet. Without figures nothing is alike. */
function isTold(better: Valued, worse: Valued): boolean {
  if (better === worse) return false;
  if (better.summary.enough !== worse.summary.enough) return true;
  if (better.performancePerEuro === null || worse.performancePerEuro === null) return true;
  const low = better.performancePerEuro * (1 - (better.performance?.uncertainty ?? 0));
  const high = worse.performancePerEuro * (1 + (worse.performance?.uncertainty ?? 0));
  return low > high;
}

/** `null` at a price of 0 too: a card that is given away has no ratio. */
function perEuro(amount: number | null, { median: robust }: PriceSummary): number | null {
  return amount === null || robust === 0 ? null : (amount * 100) / robust;
}

/** Larger first, `null` last. */
function descending(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
}
