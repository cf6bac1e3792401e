/** Splits a search that is larger than the site's result window into two price ranges. */

/** Whole units of the market's currency, inclusive at both ends, `null` = open. */
export interface PriceRange {
  readonly priceFrom: number | null;
  readonly priceTo: number | null;
}

/**
 * Two ranges that share one whole price and so leave no gap for cents, or `null` when the range is a single step and
 * cannot shrink. The pivot is the median of the prices on the first page (their order is not by price), which halves the
 * result better than the middle of the range; the middle is used where no price lies strictly inside.
 */
export function splitPriceRange(
  { priceFrom, priceTo }: PriceRange,
  pricesMinor: readonly number[],
): [PriceRange, PriceRange] | null {
  const low = priceFrom ?? 0;
  if (priceTo !== null && priceTo - low <= 1) return null;
  const inside = pricesMinor
    .map((minor) => Math.round(minor / 100))
    .filter((price) => price > low && (priceTo === null || price < priceTo))
    .sort((a, b) => a - b);
  const pivot =
    inside[Math.floor(inside.length / 2)] ??
    (priceTo === null ? Math.max(2 * low, low + 100) : Math.floor((low + priceTo) / 2));
  return [
    { priceFrom, priceTo: pivot },
    { priceFrom: pivot, priceTo },
  ];
}
