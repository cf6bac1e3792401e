/** Totals under a filter, counted once per version: turning the pages of a million rows must not count them each time. */
import type { MarketView } from '../../listing/market-reader.js';

const MOST_COUNTS = 10_000;

export class CountCache {
  #version: string | undefined;
  readonly #counts = new Map<string, number>();

  /** @param key names filter and kind of row */
  readonly counted = async (view: MarketView, key: string, count: () => Promise<number>): Promise<number> => {
    if (view.version !== this.#version) {
      this.#version = view.version;
      this.#counts.clear();
    }
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const total = await count();
    // While we counted another version may have come; a total must never be taken for one of it.
    if (view.version === this.#version && this.#counts.size < MOST_COUNTS) this.#counts.set(key, total);
    return total;
  };
}
