import { beforeAll, describe, expect, test } from '@jest/globals';
import { findDeals } from '../../analytics/deals.js';
import { priceIndex, type IndexPoint } from '../../analytics/price-index.js';
import { pairRelisted, type EndedAd, type NewAd } from '../../analytics/relist.js';
import { NO_EFFECTS } from '../../analytics/price-effects.js';
import { summarise } from '../../analytics/statistics.js';
import { timeOnMarket } from '../../analytics/time-on-market.js';
import { variantKey, type Variant } from '../../analytics/variant.js';
import { createClassifier } from '../../classify/classifier.js';
import type { Accepted } from '../../listing/verdict.js';
import type { Economy } from './economy.js';
import { keepLatest } from './keep-latest.js';
import { Market } from './market-day.js';
import { MarketTruth, type TrueListing } from './truth.js';

const LAST_DAY = 60;
const classifier = createClassifier();

interface Judged {
  readonly ad: TrueListing;
  readonly verdict: Accepted;
}

/** The accepted ads of a day, as a tracker judges them. */
function tracker(
  economy: Partial<Economy>,
  ads: number,
): { truth: MarketTruth; on: (day: number) => readonly Judged[] } {
  const market = new Market({ seed: 11, drift: 'constant', mixShift: true, priceSigma: 0.12, ...economy }, ads);
  const truth = new MarketTruth(
    market,
    keepLatest(2, (day: number) => market.on(day)),
    { pageSize: 40, resultWindow: 1000 },
  );
  const verdicts = new Map<string, Accepted | null>();
  const judge = (ad: TrueListing): Judged[] => {
    const { externalId, title, description, priceCents: priceMinor } = ad;
    const key = `${externalId} ${title} ${description}`;
    let verdict = verdicts.get(key);
    if (verdict === undefined) {
      const judged = classifier.classify({ title, description, priceMinor, currency: 'EUR' });
      verdicts.set(key, (verdict = judged.verdict === 'accepted' ? judged : null));
    }
    return verdict === null ? [] : [{ ad, verdict }];
  };
  return { truth, on: (day) => truth.listingsOn(day).flatMap(judge) };
}

function medianOf(judged: readonly Judged[]): number {
  return summarise(judged.map(({ ad }) => ad.priceCents ?? 0)).median;
}

function levels(day: number, judged: readonly Judged[]) {
  const variants = new Map<string, { variant: Variant; own: Judged[] }>();
  for (const one of judged) {
    const key = variantKey(one.verdict);
    const entry = variants.get(key);
    if (entry === undefined) variants.set(key, { variant: one.verdict, own: [one] });
    else entry.own.push(one);
  }
  return [...variants.values()].map(({ variant: { model, memoryGb }, own }) => ({
    ...{ model, memoryGb, period: dateOf(day).toISOString().slice(0, 10), n: own.length },
    median: summarise(own.map(({ ad }) => ad.priceCents ?? 0)).median,
  }));
}

function dateOf(day: number): Date {
  return new Date(Date.UTC(2026, 0, 1 + day));
}

interface Sighting extends Judged {
  readonly first: number;
  last: number;
}

describe('a tracker of a market whose prices stay while its mix moves to dear cards', () => {
  const medians: number[] = [];
  const sightings = new Map<string, Sighting>();
  let truth: MarketTruth;
  let index: IndexPoint[] = [];
  let lastDay: readonly Judged[] = [];

  beforeAll(() => {
    const world = tracker({}, 1500);
    truth = world.truth;
    const all = [];
    for (let day = 0; day <= LAST_DAY; day++) {
      lastDay = world.on(day);
      medians.push(medianOf(lastDay));
      all.push(...levels(day, lastDay));
      for (const one of lastDay) {
        const known = sightings.get(one.ad.externalId);
        if (known === undefined) sightings.set(one.ad.externalId, { ...one, first: day, last: day });
        else known.last = day;
      }
    }
    index = priceIndex(all);
  });

  test('sees a flat index, where the median of all offers rises by half', () => {
    for (const point of index) expect(Math.abs(point.index - 100)).toBeLessThan(3);
    expect((medians.at(-1) ?? 0) / (medians[0] ?? 1)).toBeGreaterThan(1.4);
  });

  test('finds the planted deals, in front of all that is merely cheap', () => {
    const offers = lastDay.map(({ ad, verdict }, id) => ({
      ...{ id, model: verdict.model, memoryGb: verdict.memoryGb, priceEurCents: ad.priceCents, flags: verdict.flags },
      condition: ad.flags.includes('new') ? 'new' : 'used',
      externalId: ad.externalId,
      ...{ market: 'demo', pageRead: true, daysUp: LAST_DAY - ad.born },
    }));
    // With the spread that the simulation has.
    const planted = new Set(truth.dealsOn(LAST_DAY).map(({ externalId }) => externalId));
    // A few ads whose fault only their description tells are not understood; no price tells them from a deal.
    const isCard = new Map(truth.listingsOn(LAST_DAY).map(({ externalId, kind }) => [externalId, kind === 'card']));
    const all = findDeals(offers, { ...NO_EFFECTS, scale: 0.12 }).deals.map(({ offer }) => offer.externalId);
    const found = all.filter((id) => isCard.get(id));
    expect(found.length / all.length).toBeGreaterThan(0.9);
    expect(planted.size).toBeGreaterThanOrEqual(5);
    expect([...planted].filter((id) => found.includes(id)).length / planted.size).toBeGreaterThanOrEqual(0.8);
    // By what they save, so a dear card that is merely cheap may stand in front of a planted one.
    const leaders = found.slice(0, 2 * planted.size).filter((id) => planted.has(id));
    expect(leaders.length / planted.size).toBeGreaterThanOrEqual(0.6);
  });

  test('recognises relisted cards by their words, and takes no other card for one', () => {
    const ads = [...sightings.values()];
    let relisted = 0;
    let found = 0;
    const wrong: string[] = [];
    for (let day = 1; day <= LAST_DAY; day++) {
      const fresh = ads.filter(({ first }) => first === day);
      const ended = ads.filter(({ last }) => last < day && last >= day - 8);
      const pairs = pairRelisted(fresh.map(asNew), ended.map(asEnded));
      for (const { ad } of fresh) {
        const match = pairs.get(Number(ad.externalId));
        if (ad.relistOf !== null && sightings.has(ad.relistOf)) relisted += 1;
        if (match === undefined) continue;
        if (String(match.id) === ad.relistOf) found += 1;
        else wrong.push(ad.title);
      }
    }
    expect(relisted).toBeGreaterThan(100);
    expect(found / relisted).toBeGreaterThan(0.6);
    expect(wrong.length / found).toBeLessThan(0.02);
  });

  test('measures the time on the market within its interval, where the mean of what has ended is far off', () => {
    const hazard = 0.06;
    const variants = new Set(
      truth
        .timeOnMarket()
        .filter((time) => time.hazard === hazard)
        .map(variantKey),
    );
    const things = new Map<number, { first: number; last: number }>();
    for (const { ad, verdict, first, last } of sightings.values()) {
      if (!variants.has(variantKey(verdict))) continue;
      const known = things.get(ad.thing);
      things.set(ad.thing, {
        first: Math.min(first, known?.first ?? first),
        last: Math.max(last, known?.last ?? last),
      });
    }
    // What was there on the first day has been there for nobody knows how long.
    const lifetimes = [...things.values()]
      .filter(({ first }) => first > 0)
      .map(({ first, last }) => ({ days: last - first + 1, ended: last < LAST_DAY }));
    const measured = timeOnMarket(lifetimes);
    for (const [estimate, gone] of [
      [measured.p25, 0.25],
      [measured.median, 0.5],
      [measured.p75, 0.75],
    ] as const) {
      const days = Math.ceil(Math.log(1 - gone) / Math.log(1 - hazard));
      expect(estimate.low).toBeLessThanOrEqual(days);
      expect(estimate.high).toBeGreaterThanOrEqual(days);
    }
    const ended = lifetimes.filter((lifetime) => lifetime.ended);
    const naiveMean = ended.reduce((sum, { days }) => sum + days, 0) / ended.length;
    expect(naiveMean).toBeLessThan(0.8 / hazard);
  });
});

test('a tracker of falling prices sees them fall as they do, although the mix moves to dear cards', () => {
  const world = tracker({ drift: 'falling', seed: 12 }, 1200);
  const days = Array.from({ length: 1 + LAST_DAY / 5 }, (_, step) => step * 5);
  const index = priceIndex(days.flatMap((day) => levels(day, world.on(day))));
  // Asking prices follow with the age of the offers, which is the same on both days.
  expect(index.at(-1)?.index).toBeGreaterThan(100 * Math.exp(-0.002 * LAST_DAY) - 3);
  expect(index.at(-1)?.index).toBeLessThan(100 * Math.exp(-0.002 * LAST_DAY) + 3);
});

function asNew({ ad, verdict, first }: Sighting): NewAd {
  const { title, description, priceCents: priceEurCents, photos: photoCount, location } = ad;
  const { model, memoryGb } = verdict;
  return {
    ...{ title, description, priceEurCents, photoCount, location, model, memoryGb },
    id: Number(ad.externalId),
    firstSeenAt: dateOf(first),
  };
}

function asEnded(sighting: Sighting): EndedAd {
  return { ...asNew(sighting), lastSeenAt: dateOf(sighting.last) };
}
