/** The verdict on an ad as its page gave it: that of the rules, in doubt where the page does not agree with itself on the price. */
import type { RawAd } from './raw-ad.js';
import type { AdText, Classifier, Verdict } from './verdict.js';

export interface PagedAd extends AdText {
  /** No two sources of the page agree on the price, or it is written as two amounts that are not one. */
  readonly priceDisagrees?: boolean | undefined;
}

export interface JudgedAd {
  readonly ad: RawAd;
  /** SHA-256 over the content; the same content is stored once. */
  readonly contentHash: Uint8Array;
  readonly verdict: Verdict;
}

export function judgeAd(classifier: Classifier, ad: PagedAd): Verdict {
  const verdict = classifier.classify(ad);
  // A card that is in doubt or left out for another reason keeps that reason.
  if (ad.priceDisagrees !== true || verdict.verdict !== 'accepted') return verdict;
  const evidence = { field: 'price', start: 0, end: 0, text: 'the page gives different prices' } as const;
  return {
    ...{ ...verdict, verdict: 'review', reason: 'price-disagrees', rule: 'price.disagrees' },
    evidence: [...verdict.evidence, evidence],
  };
}
