/** Prices of a variant as one text, so that a million of them are few rows; and the cheapest that can be meant. */
import { isPlausible, priceRange } from '../analytics/price-range.js';

/** What is too cheap to be true is never the cheapest. @param sorted ascending */
export function cheapestPlausible(sorted: readonly number[]): number | undefined {
  if (sorted.length === 0) return undefined;
  const range = priceRange(sorted);
  return sorted.find((price) => isPlausible(range, price));
}

/** `150x2 160x1` -> 150, 150, 160 */
export function expand(prices: string | null): number[] {
  const all: number[] = [];
  for (const price of prices?.split(' ') ?? []) {
    const [cents, times] = price.split('x').map(Number);
    if (cents !== undefined) for (let n = 0; n < (times ?? 0); n += 1) all.push(cents);
  }
  return all;
}
