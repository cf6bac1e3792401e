/** The Pareto frontier of price and performance. */

/** Those that no other beats: everything cheaper (or equal in price) is slower. Ascending by price. */
export function frontier<T extends { readonly robust_price: number; readonly performance: number }>(
  items: readonly T[],
): T[] {
  const sorted = [...items].sort((a, b) => a.robust_price - b.robust_price || b.performance - a.performance);
  const best: T[] = [];
  for (const item of sorted) if (item.performance > (best.at(-1)?.performance ?? 0)) best.push(item);
  return best;
}
