/** Finds ads by the beginning of a word of their title. */
import type { LiveAd } from './live-ad.js';
import { wordsOf } from './slug.js';

export class WordIndex {
  readonly #byWord = new Map<string, LiveAd[]>();
  readonly #words: readonly string[];

  constructor(ads: readonly LiveAd[]) {
    for (const ad of ads)
      for (const word of new Set(wordsOf(ad.text.title))) {
        const same = this.#byWord.get(word);
        if (same === undefined) this.#byWord.set(word, [ad]);
        else same.push(ad);
      }
    this.#words = [...this.#byWord.keys()].sort();
  }

  beginningWith(prefix: string): ReadonlySet<LiveAd> {
    const hits = new Set<LiveAd>();
    for (let at = this.#firstNotBefore(prefix); this.#words[at]?.startsWith(prefix) === true; at++)
      for (const ad of this.#byWord.get(this.#words[at] ?? '') ?? []) hits.add(ad);
    return hits;
  }

  #firstNotBefore(prefix: string): number {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#words[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
