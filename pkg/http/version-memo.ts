/** What follows from one published state and is asked for again and again: computed once per version, bounded in number. */
import type { MarketView } from '../listing/market-reader.js';

const MOST_ENTRIES = 10_000;

export class VersionMemo {
  #version: string | undefined;
  readonly #kept = new Map<string, unknown>();

  /** The value under `key` for the version of `view`, made by `make` if need be. @param key names what it is, its arguments included */
  readonly of = async <T>(view: MarketView, key: string, make: () => Promise<T>): Promise<T> => {
    if (view.version !== this.#version) {
      this.#version = view.version;
      this.#kept.clear();
    }
    if (this.#kept.has(key)) return this.#kept.get(key) as T;
    const value = await make();
    // While it was made another version may have come; a value must never be taken for one of it.
    if (view.version === this.#version && this.#kept.size < MOST_ENTRIES) this.#kept.set(key, value);
    return value;
  };
}
