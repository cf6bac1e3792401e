/** Value for money: performance per euro and gigabytes per euro of each variant, from its robust price and never from one cheap ad. */
import type { PriceSummary } from './statistics.js';
import { compareVariants, type Variant } from './variant.js';

/** Where a performance figure comes from: our estimate in the catalogue, or the operator's own measurements. */
export type PerformanceSource = 'catalogue' | 'benchmarks';

export interface Performance {
  /** `specIndex` (RTX 3060 12GB = 100) or frames per second, by `source`. The two are never mixed in one ranking. */
  readonly value: number;
  readonly source: PerformanceSource;
}

export interface PricedVariant extends Variant {
  readonly summary: PriceSummary;
  /** `null` = not known: the variant has no performance per euro and comes after those that have. */
  readonly performance: Performance | null;
}

export type RankedVariant<T extends PricedVariant> = T & {
  /** 1 = best; variants with too few offers and those without a figure have a rank as well, at the end. */
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
  return variants
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
    )
    .map((variant, index) => ({ ...variant, rank: index + 1 }));
}

/** `null` at a price of 0 too: a card that is given away has no ratio. */
function perEuro(amount: number | null, { robust }: PriceSummary): number | null {
  return amount === null || robust === 0 ? null : (amount * 100) / robust;
}

/** Larger first, `null` last. */
function descending(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
}
