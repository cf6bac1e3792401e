/** What the analytics say against what the simulation knows: deals, fakes, times and prices over sixty days and several seeds. */
import { findDeals, type Offer } from '../pkg/analytics/deals.js';
import { featuresOf, fitEffects, type PriceCell, type PriceFeature } from '../pkg/analytics/price-effects.js';
import { isPlausible, priceRange } from '../pkg/analytics/price-range.js';
import { summarise } from '../pkg/analytics/statistics.js';
import { variantKey } from '../pkg/analytics/variant.js';
import { createClassifier } from '../pkg/classify/classifier.js';
import { Market } from '../pkg/market/demo/market-day.js';
import { MarketTruth, type TrueListing } from '../pkg/market/demo/truth.js';
import { seededRandom } from '../test/support/seeded-random.js';
import type { Bench, Figure } from './bench.js';
import { sellingFigures } from './selling-truth.js';

/** None of those on which a threshold was chosen (11 to 20). */
const SEEDS = [701, 702, 703, 704];
/** Markets where nobody looks at the price, and such where cheaper cards go sooner, as on a laptop (`npm start`). */
const PRICE_EFFECTS = [0, 3];
const ADS = 2_000;
const LAST_DAY = 60;
const EVERY = 5;
/** Fakes are planted among what is believed at this share of their reference price: those that their text does not give away. */
const FAKE_SHARE = 0.03;

interface Judged extends Offer {
  readonly truth: TrueListing | null;
  readonly reference: number;
}

interface Tally {
  planted: number;
  found: number;
  right: number;
  missed: number;
  wrongThing: number;
  fakes: number;
  fakesFound: number;
  honest: number;
  alarms: number;
}

const classifier = createClassifier();
const verdicts = new Map<string, ReturnType<typeof classifier.classify>>();

function judge(ad: TrueListing): ReturnType<typeof classifier.classify> {
  const key = `${ad.title}|${ad.description}`;
  const known = verdicts.get(key) ?? classifier.classify({ title: ad.title, description: ad.description });
  verdicts.set(key, known);
  return known;
}

function offersOn(truth: MarketTruth, day: number): Judged[] {
  return truth.listingsOn(day).flatMap((ad): Judged[] => {
    const verdict = judge(ad);
    if (verdict.verdict !== 'accepted' || ad.priceCents === null || ad.priceCents < 500) return [];
    return [
      {
        ...{ id: Number(ad.externalId), model: verdict.model, memoryGb: verdict.memoryGb, flags: verdict.flags },
        ...{ priceEurCents: ad.priceCents, market: 'demo', daysUp: day - ad.born, pageRead: true, truth: ad },
        condition: ad.flags.includes('new') ? 'new' : 'used',
        reference: ad.referenceCents ?? ad.priceCents,
      },
    ];
  });
}

function groupsOf(offers: readonly Judged[]): Map<string, Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const offer of offers) groups.set(variantKey(offer), [...(groups.get(variantKey(offer)) ?? []), offer]);
  return groups;
}

function cellsOf(groups: Iterable<readonly Judged[]>): PriceCell[] {
  return [...groups].flatMap((group) => {
    const range = priceRange(group.map(({ priceEurCents }) => priceEurCents ?? 0).sort((a, b) => a - b));
    const cells = new Map<string, { features: PriceFeature[]; logs: number[] }>();
    for (const offer of group) {
      if (!isPlausible(range, offer.priceEurCents ?? 0)) continue;
      const features = featuresOf(offer);
      const cell = cells.get(features.join()) ?? { features, logs: [] };
      cell.logs.push(Math.log(offer.priceEurCents ?? 1));
      cells.set(features.join(), cell);
    }
    return [...cells.values()].map(({ features, logs }): PriceCell => {
      const meanLog = logs.reduce((sum, log) => sum + log, 0) / logs.length;
      const squares = logs.reduce((sum, log) => sum + (log - meanLog) ** 2, 0);
      return {
        model: group[0]?.model ?? '',
        memoryGb: group[0]?.memoryGb ?? null,
        features,
        n: logs.length,
        meanLog,
        squares,
      };
    });
  });
}

function tallyDay(truth: MarketTruth, day: number, random: () => number, tally: Tally): void {
  const real = offersOn(truth, day);
  const fakes = real
    .filter(() => random() < FAKE_SHARE)
    .map((offer, index): Judged => ({
      ...offer,
      id: 1e12 + index,
      truth: null,
      priceEurCents: Math.round(offer.reference * (0.1 + 0.32 * random())),
    }));
  const offers = [...real, ...fakes];
  const groups = groupsOf(offers);
  const { deals, suspicious } = findDeals(offers, fitEffects(cellsOf(groups.values())));
  const planted = new Set(truth.dealsOn(day).map(({ externalId }) => Number(externalId)));
  const found = new Set(deals.map(({ offer }) => offer.id));
  tally.planted += planted.size;
  tally.missed += [...planted].filter((id) => !found.has(id)).length;
  tally.found += deals.length;
  tally.right += deals.filter(({ offer }) => offer.truth?.deal === true && offer.truth.kind === 'card').length;
  tally.wrongThing += deals.filter(({ offer }) => offer.truth === null || offer.truth.kind !== 'card').length;
  const warned = new Set(suspicious.map(({ offer }) => offer.id));
  for (const { id, truth: known, memoryGb, ...offer } of offers) {
    if (memoryGb === null || (groups.get(variantKey({ ...offer, memoryGb }))?.length ?? 0) < 5) continue;
    if (known === null) {
      tally.fakes += 1;
      if (warned.has(id)) tally.fakesFound += 1;
    } else if (known.kind === 'card') {
      tally.honest += 1;
      if (warned.has(id)) tally.alarms += 1;
    }
  }
}

const emptyTally = (): Tally => ({
  ...{ planted: 0, found: 0, right: 0, missed: 0, wrongThing: 0, fakes: 0, fakesFound: 0, honest: 0, alarms: 0 },
});

const figure = (ratioName: string, value: number, bar: number, higherIsBetter: boolean, detail: string): Figure => ({
  ...{ ratioName, value, bar, higherIsBetter, detail },
});

async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const priceEffect of PRICE_EFFECTS) {
    figures.push(...tallyFigures(priceEffect));
    await Promise.resolve();
  }
  return [...figures, ...sellingFigures(SEEDS, ADS, LAST_DAY)];
}

function tallyFigures(priceEffect: number): Figure[] {
  const tally = emptyTally();
  let furthest = 0;
  for (const seed of SEEDS) {
    const market = new Market({ seed, drift: 'constant', mixShift: false, priceSigma: 0.12, priceEffect }, ADS);
    const truth = new MarketTruth(market, (day) => market.on(day), { pageSize: 40, resultWindow: 1000 });
    const random = seededRandom(seed);
    for (let day = EVERY; day <= LAST_DAY; day += EVERY) {
      tallyDay(truth, day, random, tally);
      for (const group of groupsOf(offersOn(truth, day)).values()) {
        const { median, n } = summarise(group.map(({ priceEurCents }) => priceEurCents ?? 0));
        if (n >= 20) furthest = Math.max(furthest, Math.abs(median / (group[0]?.reference ?? median) - 1));
      }
    }
  }
  const { planted, found, right, missed, wrongThing, fakes, fakesFound, honest, alarms } = tally;
  const named = (name: string): string => (priceEffect === 0 ? name : `${name}, where cheaper goes sooner`);
  return [
    figure(named('deals that were planted / deals'), right / found, 0.9, true, `${right} of ${found}`),
    figure(
      named('planted deals that were found / planted'),
      ...([1 - missed / planted, 0.95, true, `${planted - missed} of ${planted}`] as const),
    ),
    figure(
      named('deals that are no working card for sale / deals'),
      ...([wrongThing / found, 0.02, false, `${wrongThing} of ${found}`] as const),
    ),
    figure(
      named('fakes called suspicious / fakes'),
      ...([fakesFound / fakes, 0.95, true, `${fakesFound} of ${fakes}`] as const),
    ),
    figure(
      named('honest cards called suspicious / honest cards'),
      ...([alarms / honest, 0.02, false, `${alarms} of ${honest}`] as const),
    ),
    figure(
      named('furthest robust price / true price, of 20 offers and more'),
      ...([furthest, 0.15, false, priceEffect === 0 ? 'a seller comes down, so it lies below' : ''] as const),
    ),
  ];
}

export const benches: readonly Bench[] = [{ name: 'truth', run }];
