import { describe, expect, test } from '@jest/globals';
import { createClassifier } from '../../classify/classifier.js';
import { Market } from './market-day.js';
import { MarketTruth, type TrueListing } from './truth.js';

function listingsOn(seed: number, day: number): TrueListing[] {
  const market = new Market({ seed, drift: 'constant', mixShift: false, priceSigma: 0.12 }, 1800);
  return [...new MarketTruth(market, (at) => market.on(at), { pageSize: 40, resultWindow: 1000 }).listingsOn(day)];
}

const listings = listingsOn(11, 0);
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
    const wanted = expected === null ? `${model ?? ''} ${memoryGb ?? '?'}` : 'not accepted';
    const said = verdict.verdict === 'accepted' ? `${verdict.model} ${verdict.memoryGb ?? '?'}` : 'not accepted';
    return wanted === said ? [] : [`${title}: ${wanted}, said ${said} (${verdict.rule})`];
  });
}

const isTold = ({ traps }: TrueListing): boolean => traps.includes('told-in-description');
const cards = listings.filter(({ expected }) => expected === null);
const others = listings.filter(({ expected }) => expected !== null);
const hidden = others.filter(isTold);

describe('the demo market is understood', () => {
  test('of two hundred cards for sale at most one is lost or taken for another', () => {
    const wrong = mistakes(cards, true);
    expect(wrong.slice(0, Math.floor(cards.length / 200))).toEqual(wrong);
  });

  test('what a title tells is hardly ever taken for a card, with a description or without', () => {
    const told = others.filter((ad) => !isTold(ad));
    expect(told.length).toBeGreaterThan(400);
    for (const withDescription of [true, false]) {
      const wrong = mistakes(told, withDescription);
      expect(wrong.slice(0, Math.floor(told.length / 100))).toEqual(wrong);
    }
  });

  test('what only a description tells is not to be known without it, and known from it most of the time', () => {
    expect(hidden.length).toBeGreaterThan(60);
    expect(mistakes(hidden, false).length / hidden.length).toBeGreaterThan(0.9);
    expect(mistakes(hidden, true).length / hidden.length).toBeLessThan(0.05);
  });

  test.each([401, 402, 403, 404])('nothing sold or reserved is ever taken for a card on sale: seed %d', (seed) => {
    const gone = [0, 15, 30, 45, 60]
      .flatMap((day) => listingsOn(seed, day))
      .filter(({ kind }) => kind === 'not-for-sale');
    expect(gone.length).toBeGreaterThan(100);
    expect(mistakes(gone, true)).toEqual([]);
  });
});
