import { expect, test } from '@jest/globals';
import { judgeAd } from './judge-ad.js';
import { anAccepted, aRejected, aReview } from './testing/builders.js';
import type { Classifier, Verdict } from './verdict.js';

const says = (verdict: Verdict): Classifier => ({ rulesVersion: verdict.rulesVersion, classify: () => verdict });
const ad = { title: 'RTX 3060 12GB', priceMinor: 25_000, currency: 'EUR' };

test('a card whose page gives different prices is in doubt, with the words that made it a card', () => {
  const evidence = [{ field: 'title', start: 0, end: 8, text: 'RTX 3060' }] as const;
  expect(judgeAd(says(anAccepted({ evidence })), { ...ad, priceDisagrees: true })).toEqual({
    ...anAccepted(),
    ...{ verdict: 'review', reason: 'price-disagrees', rule: 'price.disagrees' },
    evidence: [...evidence, { field: 'price', start: 0, end: 0, text: 'the page gives different prices' }],
  });
});

test.each([false, undefined])('a page that does not say so leaves the verdict as it is (%s)', (priceDisagrees) => {
  const verdict = anAccepted();
  expect(judgeAd(says(verdict), { ...ad, priceDisagrees })).toBe(verdict);
});

test.each([aRejected(), aReview()])('what is in doubt or left out already keeps its reason: $reason', (verdict) => {
  expect(judgeAd(says(verdict), { ...ad, priceDisagrees: true })).toBe(verdict);
});
