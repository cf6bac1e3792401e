/** Judges ads as they arrive, each content once: most cards of a cycle repeat an ad that another search has shown. */
import { judgeAd, type JudgedAd } from '../listing/judge-ad.js';
import type { RawAd } from '../listing/raw-ad.js';
import type { Classifier, Verdict } from '../listing/verdict.js';
import { contentHash } from './content-hash.js';

/** Some 10 MB of verdicts; the oldest make room. */
const MAX_REMEMBERED = 20_000;

export class Judge {
  readonly #classifier: Classifier;
  readonly #verdicts = new Map<string, Verdict>();

  constructor(classifier: Classifier) {
    this.#classifier = classifier;
  }

  judge(ad: RawAd): JudgedAd {
    const hash = contentHash(ad);
    const key = Buffer.from(hash).toString('latin1');
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined) {
      verdict = judgeAd(this.#classifier, ad);
      this.#verdicts.set(key, verdict);
      const [oldest] = this.#verdicts.keys();
      if (this.#verdicts.size > MAX_REMEMBERED && oldest !== undefined) this.#verdicts.delete(oldest);
    }
    return { ad, contentHash: hash, verdict };
  }
}
