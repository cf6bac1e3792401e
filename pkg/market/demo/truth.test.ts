import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '../../errors/app-error.js';
import { keepLatest } from './keep-latest.js';
import { AD_KINDS } from './ad-kind.js';
import { TRAPS } from './trap.js';
import type { Economy } from './economy.js';
import { priceCentsOn } from './item.js';
import { Market } from './market-day.js';
import { MarketTruth, type TrueListing } from './truth.js';

const ECONOMY: Economy = { seed: 7, drift: 'constant', mixShift: false, priceSigma: 0.12 };

function truthOf(economy: Partial<Economy> = {}, ads = 1800): MarketTruth {
  const market = new Market({ ...ECONOMY, ...economy }, ads);
  return new MarketTruth(
    market,
    keepLatest(70, (day: number) => market.on(day)),
    { pageSize: 40, resultWindow: 1000 },
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Natural logarithm of asking price over reference price, of the cards for sale that are no planted deals. */
function deviations(listings: readonly TrueListing[]): number[] {
  return listings
    .filter(({ kind, deal }) => kind === 'card' && !deal)
    .map(({ priceCents, referenceCents }) => Math.log((priceCents ?? 0) / (referenceCents ?? 1)));
}

const steady = truthOf();
const small = truthOf({}, 500);
const DAYS = Array.from({ length: 61 }, (_, day) => day);

describe('the truth of a day', () => {
  const listings = steady.listingsOn(0);
  const cards = listings.filter(({ kind }) => kind === 'card');

  test('has at least 1,500 ads of at least 60 models, every kind and every trap', () => {
    expect(listings.length).toBeGreaterThanOrEqual(1500);
    expect(new Set(cards.map(({ model }) => model)).size).toBeGreaterThanOrEqual(60);
    expect(new Set(listings.map(({ kind }) => kind))).toEqual(new Set(AD_KINDS));
    expect(new Set(listings.flatMap(({ traps }) => traps))).toEqual(new Set(TRAPS));
  });

  test('is about as large as asked on any day, far into the future too', () => {
    for (const [ads, day] of [
      [300, 0],
      [3000, 37],
      [600, 9999],
    ] as const)
      expect(Math.abs(truthOf({}, ads).listingsOn(day).length / ads - 1)).toBeLessThan(0.15);
  });

  test('is refused when there are no ids for so many ads', () => {
    expect(() => truthOf({}, 100_000)).not.toThrow();
    for (const ads of [1e6, -1, Number.NaN]) expect(() => truthOf({}, ads)).toThrow(InvalidInputError);
  });

  test('has one id per ad, and prices in every form of writing', () => {
    expect(new Set(listings.map(({ externalId }) => externalId)).size).toBe(listings.length);
    for (const form of [
      /^\d+ €$/,
      /^\d+ лв\.$/,
      /€ \/ .* лв\.$/,
      /лв\. \/ .* €$/,
      /\d[ \u00a0\u202f]\d{3} /,
      /\.\d\d /,
      /^\D+$/,
    ])
      expect(listings.some(({ priceText }) => form.test(priceText))).toBe(true);
  });

  test('has planted deals well below the tenth part of their comparables', () => {
    const deals = steady.dealsOn(0);
    expect(deals.length).toBeGreaterThanOrEqual(5);
    for (const { model, memoryGb, priceCents } of deals) {
      const prices = steady.pricesOn(0, model ?? '', memoryGb);
      expect(priceCents).toBeLessThanOrEqual(prices[Math.floor(prices.length / 10)] ?? 0);
    }
  });
});

describe('what only a description tells', () => {
  const days = [0, 20, 40].map((day) => steady.listingsOn(day));
  const listings = days.flat();
  const told = listings.filter(({ traps }) => traps.includes('told-in-description'));

  test('is never a card for sale, and of every kind whose title can be that of a card', () => {
    expect(told.filter(({ expected }) => expected === null)).toEqual([]);
    expect(new Set(told.map(({ kind }) => kind))).toEqual(
      new Set(['defective', 'computer', 'laptop', 'part', 'lot', 'bundle', 'fake', 'not-for-sale', 'wanted']),
    );
    expect(told.length / listings.length).toBeGreaterThan(0.04);
    expect(told.length / listings.length).toBeLessThan(0.09);
  });

  test('is shown on the results less often than other descriptions, which are not always shown either', () => {
    const share = (ads: readonly TrueListing[], shown: TrueListing['shownOnResults']): number =>
      ads.filter(({ shownOnResults }) => shownOnResults === shown).length / ads.length;
    expect(share(listings, 'whole')).toBeGreaterThan(0.68);
    expect(share(told, 'whole')).toBeLessThan(0.6);
    for (const shown of ['cut', 'nothing'] as const) {
      expect(share(listings, shown)).toBeGreaterThan(0.08);
      expect(share(told, shown)).toBeGreaterThan(0.15);
    }
  });

  test('makes decoys: as cheap as deals, and none', () => {
    const decoys = steady.decoysOn(0);
    expect(decoys.length).toBeGreaterThan(20);
    for (const { externalId, kind, expected, model, memoryGb, priceCents } of decoys) {
      expect([kind === 'card', expected]).not.toContain(null);
      const prices = steady.pricesOn(0, model ?? '', memoryGb);
      expect(priceCents).toBeLessThanOrEqual(prices[Math.floor(prices.length / 10)] ?? 0);
      expect(steady.dealsOn(0).map((deal) => deal.externalId)).not.toContain(externalId);
    }
  });

  test('can be counted among what somebody takes for deals', () => {
    const [card] = steady.dealsOn(0);
    const decoys = steady.decoysOn(0).slice(0, 3);
    const counts = steady.kindsAmong(0, ['0', ...[card!, ...decoys].map(({ externalId }) => externalId)]);
    expect(counts.card).toBe(1);
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(4);
    for (const { kind } of decoys) expect(counts[kind]).toBeGreaterThan(0);
  });
});

describe('a card that is sold or reserved', () => {
  /** Ads by day from the first on which they are marked. */
  const marked = new Map<string, TrueListing[]>();
  const unmarked = new Map<string, TrueListing>();
  for (let day = 0; day <= 40; day++)
    for (const ad of small.listingsOn(day))
      if (ad.traps.includes('marked-as-sold')) marked.set(ad.externalId, [...(marked.get(ad.externalId) ?? []), ad]);
      else if (ad.kind === 'card') unmarked.set(ad.externalId, ad);

  test('says so in title or text for one to four days before its ad is taken down, and is none for sale then', () => {
    expect(marked.size).toBeGreaterThan(40);
    for (const days of marked.values()) {
      const [first] = days;
      expect(days.length).toBeLessThanOrEqual(4);
      expect(first).toMatchObject({ kind: 'not-for-sale', expected: 'not-for-sale' });
      expect(new Set(days.map(({ title, description }) => `${title} ${description}`)).size).toBe(1);
    }
  });

  test('was an ordinary card before, with the same words less the mark', () => {
    let inTitle = 0;
    let inText = 0;
    for (const [id, [now]] of marked) {
      const before = unmarked.get(id);
      if (before === undefined || now === undefined) continue;
      expect(now.title).toContain(before.title);
      expect(now.description).toContain(before.description);
      if (now.title !== before.title) inTitle += 1;
      else {
        inText += 1;
        expect(now.description).not.toBe(before.description);
        expect(now.traps).toContain('told-in-description');
      }
    }
    expect(inTitle).toBeGreaterThan(inText);
    expect(inText).toBeGreaterThan(5);
  });
});

describe('over sixty days', () => {
  test('no price rises, drops happen, and a switch of display changes no price', () => {
    const events = DAYS.slice(1).map((day) => small.eventsOn(day));
    const changes = events.flatMap(({ priceChanges }) => priceChanges);
    expect(changes.length).toBeGreaterThan(150);
    for (const { fromCents, toCents } of changes) expect(toCents).toBeLessThan(fromCents ?? 0);
    expect(events.flatMap(({ displaySwitches }) => displaySwitches).length).toBeGreaterThan(30);
  });

  test('ads vanish and come back, and things are relisted word for word under a new id', () => {
    const byId = new Map<string, TrueListing>();
    const returned = new Set<string>();
    let before = new Set(small.listingsOn(0).map(({ externalId }) => externalId));
    for (const day of DAYS) {
      const today = small.listingsOn(day);
      for (const ad of today) {
        if (byId.has(ad.externalId) && !before.has(ad.externalId)) returned.add(ad.externalId);
        byId.set(ad.externalId, ad);
      }
      before = new Set(today.map(({ externalId }) => externalId));
    }
    expect(returned.size).toBeGreaterThan(5);
    const relists = [...byId.values()].filter(
      ({ relistOf, traps }) => relistOf !== null && byId.has(relistOf) && !traps.includes('marked-as-sold'),
    );
    expect(relists.length).toBeGreaterThan(30);
    for (const ad of relists) {
      const first = byId.get(ad.relistOf ?? '');
      expect(ad).toMatchObject({ thing: first?.thing, title: first?.title, description: first?.description });
      expect(ad.postedOn).toBeGreaterThanOrEqual(first?.removedOn ?? Infinity);
    }
  });

  test('offers last as long as the known hazard says, while single ads seem to sell faster', () => {
    const { hazard = 0, meanDays = 0 } = small.timeOnMarket().find(({ model }) => model === 'RTX 3060') ?? {};
    expect(meanDays).toBeCloseTo(1 / hazard, 0);
    let days = 0;
    let expected = 0;
    let ads = 0;
    let offers = 0;
    for (const { born, gone, hazard: own, externalIds } of small.offers(0, 250)) {
      if (born < 0) continue; // those still there on day 0 are the long-lived ones
      days += gone - born;
      ads += externalIds.length;
      offers += 1;
      expected += 1 / own;
    }
    expect(days / expected).toBeGreaterThan(0.97);
    expect(days / expected).toBeLessThan(1.03);
    expect(days / ads).toBeLessThan(0.95 * (days / offers));
  });

  test('constant prices stay where they are although the mix moves to dear cards', () => {
    const shifting = truthOf({ mixShift: true }, 900);
    const [first, last] = [shifting.listingsOn(0), shifting.listingsOn(60)];
    expect(Math.abs(median(deviations(last)) - median(deviations(first)))).toBeLessThan(0.02);
    const asked = (listings: readonly TrueListing[]): number =>
      median(listings.filter(({ kind }) => kind === 'card').map(({ priceCents }) => priceCents ?? 0));
    expect(asked(last) / asked(first)).toBeGreaterThan(1.3);
    expect(shifting.referenceOn(60, 'RTX 3060', 12)).toBe(shifting.referenceOn(0, 'RTX 3060', 12));
  });

  test('falling prices fall by a fifth of a percent a day', () => {
    const falling = truthOf({ drift: 'falling' });
    const ratio = (falling.referenceOn(60, 'RTX 3080', 10) ?? 0) / (falling.referenceOn(0, 'RTX 3080', 10) ?? 1);
    expect(ratio).toBeCloseTo(Math.exp(-0.12), 3);
  });
});

test.each([0, 5])('an offer ends as its price says, with an effect of price of %i', (priceEffect) => {
  const market = new Market({ ...ECONOMY, priceEffect }, 4_000);
  const truth = new MarketTruth(market, (day) => market.on(day), { pageSize: 40, resultWindow: 1000 });
  // Nobody comes down before the third day.
  const days = 2;
  for (const [from, to] of [
    [0.5, 0.9],
    [0.9, 1.1],
    [1.1, 2],
  ] as const) {
    let [n, left, expected] = [0, 0, 0];
    for (const item of Array.from({ length: 60 }, (_day, day) => market.itemsBornOn(day)).flat()) {
      const cents = priceCentsOn(item, item.born);
      if (item.kind !== 'card' || item.variant === null || cents === null) continue;
      const share = cents / item.variant.referenceCents;
      if (share < from || share >= to) continue;
      n += 1;
      if (item.end - item.born > days) left += 1;
      expected += truth.survivalAt(item.variant.model, item.variant.memoryGb, share, days) ?? 0;
    }
    expect(n).toBeGreaterThan(300);
    const error = Math.sqrt((expected / n) * (1 - expected / n) * n);
    expect(Math.abs(left - expected)).toBeLessThan(3.5 * error);
  }
  expect(truth.survivalAt('RTX 3060', 12, 0.8, 5)! < truth.survivalAt('RTX 3060', 12, 1, 5)!).toBe(priceEffect > 0);
  expect(truth.survivalAt('no such card', 12, 1, 5)).toBeNull();
});
