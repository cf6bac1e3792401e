import { describe, expect, test } from '@jest/globals';
import { createClassifier } from '../../classify/classifier.js';
import { Market } from './market-day.js';
import { MarketTruth, type TrueListing } from './truth.js';

const market = new Market({ seed: 11, drift: 'constant', mixShift: false, priceSigma: 0.12 }, 1800);
const listings = new MarketTruth(market, (day) => market.on(day), { pageSize: 40, resultWindow: 1000 }).listingsOn(0);
const classifier = createClassifier();

/** What the classifier says and the truth does not: one line per ad. */
function mistakes(ads: readonly TrueListing[], withDescription: boolean): string[] {
  return ads.flatMap(({ title, description, priceCents, expected, model, memoryGb }) => {
    const verdict = classifier.classify({
      title,
      ...(withDescription && { description }),
      priceMinor: priceCents,
      currency: 'EUR',
    });
    const wanted = expected === null ? `${model ?? ''} ${memoryGb ?? '?'}` : 'rejected';
    const said = verdict.verdict === 'accepted' ? `${verdict.model} ${verdict.memoryGb ?? '?'}` : 'rejected';
    return wanted === said ? [] : [`${title}: ${wanted}, said ${said} (${verdict.rule})`];
  });
}

describe('the demo market is understood', () => {
  test('at most one ad in five hundred is judged wrongly', () => {
    const wrong = mistakes(listings, true);
    expect(wrong.slice(0, Math.floor(listings.length / 500))).toEqual(wrong);
  });

  test('nothing but a card for sale is ever taken for one', () => {
    const traps = listings.filter(({ expected }) => expected !== null);
    expect(traps.length).toBeGreaterThan(400);
    expect(mistakes(traps, true)).toEqual([]);
  });

  test('where pages carry no description, only faults told there are missed', () => {
    const traps = listings.filter(({ expected, traps: own }) => expected !== null && !own.includes('disguised-defect'));
    expect(mistakes(traps, false)).toEqual([]);
  });
});
