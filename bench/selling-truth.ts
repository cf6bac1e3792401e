/** Selling times against what the simulation draws them from: with an effect of price, and without one. */
import { BAND_EDGES, bandOf, priceToSellIn, sellingTimes, type SpellCount } from '../pkg/analytics/selling-time.js';
import { summarise } from '../pkg/analytics/statistics.js';
import { variantKey } from '../pkg/analytics/variant.js';
import { Market } from '../pkg/market/demo/market-day.js';
import { MarketTruth, type TrueListing } from '../pkg/market/demo/truth.js';
import type { Figure } from './bench.js';

const EFFECT = 5;
/** A variant has a curve of its own from so many ended offers on. */
const LEAST_ENDED = 60;
const WITHIN_DAYS = [3, 7, 14] as const;

interface Spell extends SpellCount {
  /** Asked / true reference price. */
  readonly share: number;
}

interface Variant {
  readonly model: string;
  readonly memoryGb: number;
  readonly spells: Spell[];
  /** Robust price / reference price, day by day. */
  readonly levels: number[];
}

/** Each card's time at its price, a new one with each change, in bands of the robust price of the day, as the tracker has them. */
function variantsOf(truth: MarketTruth, lastDay: number): Variant[] {
  const variants = new Map<string, Variant>();
  const open = new Map<
    number,
    { key: string; price: number; since: number; band: number; share: number; gone: number }
  >();
  for (let day = 0; day <= lastDay; day += 1) {
    const groups = new Map<string, TrueListing[]>();
    const now = new Map<number, TrueListing>();
    for (const ad of truth.listingsOn(day)) {
      if (ad.kind !== 'card' || ad.priceCents === null || ad.model === null || ad.memoryGb === null) continue;
      const key = variantKey({ model: ad.model, memoryGb: ad.memoryGb });
      groups.set(key, [...(groups.get(key) ?? []), ad]);
      now.set(ad.thing, ad);
    }
    for (const [thing, { key, price, since, band, share, gone }] of open) {
      const ad = now.get(thing);
      // Hidden for a day, or taken down to be put up again: the tracker knows that it is the same.
      if (ad === undefined ? day < gone : ad.priceCents === price) continue;
      const ended = ad === undefined ? 1 : 0;
      variants.get(key)?.spells.push({ band, share, days: day - since, ended, censored: 1 - ended });
      open.delete(thing);
    }
    for (const [key, ads] of groups) {
      const [{ model, memoryGb, referenceCents }] = ads as [TrueListing];
      const { median } = summarise(ads.map(({ priceCents }) => priceCents ?? 0));
      const reference = referenceCents ?? median;
      const variant = variants.get(key) ?? { model: model ?? '', memoryGb: memoryGb ?? 0, spells: [], levels: [] };
      variants.set(key, variant);
      variant.levels.push(median / reference);
      for (const { thing, priceCents, born, gone } of ads) {
        // What was there on the first day began nobody knows when.
        if (open.has(thing) || (day === 0 && born !== 0)) continue;
        const price = priceCents ?? 0;
        open.set(thing, { key, price, since: day, band: bandOf(price / median), share: price / reference, gone });
      }
    }
  }
  for (const { key, since, band, share } of open.values())
    variants.get(key)?.spells.push({ band, share, days: lastDay - since, ended: 0, censored: 1 });
  return [...variants.values()];
}

const eventsOf = ({ spells }: Variant): number => spells.reduce((sum, { ended }) => sum + ended, 0);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Comparison {
  inside: number;
  of: number;
  readonly errors: number[];
}

function compare(
  into: Comparison,
  said: { value: number; low: number | null; high: number | null },
  true_: number,
): void {
  into.of += 1;
  if ((said.low ?? 0) <= true_ && true_ <= (said.high ?? Infinity)) into.inside += 1;
  into.errors.push(Math.abs(said.value / true_ - 1));
}

export function sellingFigures(seeds: readonly number[], ads: number, lastDay: number): Figure[] {
  const times: Comparison = { inside: 0, of: 0, errors: [] };
  const prices: Comparison = { inside: 0, of: 0, errors: [] };
  const claimed = { without: 0, withEffect: 0 };
  let variantsWithout = 0;
  for (const seed of seeds)
    for (const priceEffect of [0, EFFECT]) {
      const market = new Market({ seed, drift: 'constant', mixShift: false, priceSigma: 0.12, priceEffect }, ads);
      const truth = new MarketTruth(market, (day) => market.on(day), { pageSize: 40, resultWindow: 1000 });
      const variants = variantsOf(truth, lastDay);
      const all = variants.flatMap(({ spells }) => spells);
      if (sellingTimes(all, all).priceMatters === true) claimed[priceEffect === 0 ? 'without' : 'withEffect'] += 1;
      for (const variant of variants) {
        if (eventsOf(variant) < LEAST_ENDED) continue;
        if (priceEffect > 0) {
          compareTimes(truth, variant, all, times);
          comparePrices(truth, variant, all, prices);
        } else if (sellingTimes(variant.spells, all).priceMatters === true) variantsWithout += 1;
      }
    }
  const share = ({ inside, of }: Comparison): number => inside / of;
  return [
    {
      ...{ ratioName: 'markets where price has no effect that were said to have one', value: claimed.without, bar: 0 },
      ...{ higherIsBetter: false, detail: `${seeds.length} seeds, p < 0.01; of single cards ${variantsWithout}` },
    },
    {
      ...{
        ratioName: 'markets where cheaper goes sooner that were said to / markets',
        value: claimed.withEffect / seeds.length,
      },
      ...{ bar: 1, higherIsBetter: true, detail: `${seeds.length} seeds, hazard ~ price^-${EFFECT}` },
    },
    {
      ...{ ratioName: 'true median times within their 95 % interval / all', value: share(times), bar: 0.9 },
      ...{ higherIsBetter: true, detail: `${times.inside} of ${times.of} bands of cards` },
    },
    {
      ...{ ratioName: 'median error of a median time', value: middle(times.errors), bar: 0.25, higherIsBetter: false },
      detail: 'of bands of cards',
    },
    {
      ...{ ratioName: 'true prices to sell by a day within their interval / all', value: share(prices), bar: 0.9 },
      ...{ higherIsBetter: true, detail: `${prices.inside} of ${prices.of}; ${WITHIN_DAYS.join(', ')} days` },
    },
    {
      ...{ ratioName: 'median error of a price to sell by a day', value: middle(prices.errors), bar: 0.06 },
      ...{ higherIsBetter: false, detail: 'relative to the true one' },
    },
  ];
}

/** Median time in each band of one card against the mixture that its prices in the band truly have. */
function compareTimes(
  truth: MarketTruth,
  { model, memoryGb, spells }: Variant,
  all: readonly Spell[],
  into: Comparison,
): void {
  for (const [band, { median, enough }] of sellingTimes(spells, all).bands.entries()) {
    const own = spells.filter((spell) => spell.band === band);
    if (!enough || median.days === null || own.length < 5) continue;
    const left = (days: number): number =>
      mean(own.map(({ share }) => truth.survivalAt(model, memoryGb, share, days) ?? 1));
    let days = 1;
    while (left(days) > 0.5) days += 1;
    compare(into, { value: median.days, low: median.low, high: median.high }, days);
  }
}

/** The price at which half are gone by a day, where one that is asked at all is. */
function comparePrices(truth: MarketTruth, variant: Variant, all: readonly Spell[], into: Comparison): void {
  const { model, memoryGb, spells, levels } = variant;
  const level = mean(levels);
  for (const days of WITHIN_DAYS) {
    const { ratio, low, high, enough } = priceToSellIn(days, spells, all);
    const usual = truth.survivalAt(model, memoryGb, 1, days) ?? 1;
    // usual ^ (share ^ -effect) = 1/2
    const right = (Math.log(0.5) / Math.log(usual)) ** (-1 / EFFECT) / level;
    if (!enough || ratio === null || right < BAND_EDGES[0] || right > BAND_EDGES[3]) continue;
    compare(into, { value: ratio, low, high }, right);
  }
}
