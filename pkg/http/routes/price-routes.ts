/** Routes of what cards cost: statistics, one model in full, history, the index. */
import { priceIndex } from '../../analytics/price-index.js';
import { quantile, roundHalfUp } from '../../analytics/quantile.js';
import { ENOUGH_OFFERS } from '../../analytics/statistics.js';
import { timeOnMarket } from '../../analytics/time-on-market.js';
import { compareVariants, variantKey } from '../../analytics/variant.js';
import { NotFoundError } from '../../errors/app-error.js';
import type { Lifetime, VariantPrices } from '../../listing/market-reader.js';
import { askedModel, isUnranked } from '../cards.js';
import { euros, presentHistoryPoint, presentStats, ratio } from '../present.js';
import { ModelParam, NoQuery, z } from '../schemas/common.js';
import {
  HistoryQuery,
  HistorySchema,
  IndexQuery,
  MarketIndexSchema,
  ModelDetailSchema,
  StatsQuery,
  StatsSummarySchema,
  VariantStatsSchema,
  type ModelDetailDto,
  type VariantStatsDto,
} from '../schemas/stats.js';
import { marketRoute, type Route } from './route.js';
import type { VariantPerformance } from './performance.js';

const DEFAULT_HISTORY_DAYS = 90;
const DEFAULT_INDEX_DAYS = 365;
const ModelParams = z.strictObject({ model: ModelParam });

export const priceRoutes: readonly Route[] = [
  marketRoute({
    path: '/api/stats',
    tag: 'prices',
    summary: 'Price statistics of every variant on offer',
    query: StatsQuery,
    answer: z.array(VariantStatsSchema),
    render: async (view, { query }) => ({ body: variantStats(await view.variantPrices({ market: query.market })) }),
  }),
  marketRoute({
    path: '/api/stats/summary',
    tag: 'prices',
    summary: 'Totals over all variants',
    query: NoQuery,
    answer: StatsSummarySchema,
    render: async (view) => {
      const [totals, variants] = [await view.totals(), await view.variantPrices({})];
      const all = allPrices(variants);
      const at = (p: number): number | null => (all.length === 0 ? null : euros(roundHalfUp(quantile(all, p))));
      return {
        body: {
          listings: totals.listings,
          priced: all.length,
          models: new Set(variants.map(({ model }) => model)).size,
          variants: variants.length,
          min: at(0),
          median: at(0.5),
          max: at(1),
          currency: 'EUR',
          markets: totals.markets.map(({ market, listings, cycleId, publishedAt }) => ({
            market,
            listings,
            cycle_id: cycleId,
            published_at: publishedAt?.toISOString() ?? null,
          })),
          newest_listing_at: totals.newestListingAt?.toISOString() ?? null,
        },
      };
    },
  }),
  marketRoute({
    path: '/api/models/{model}',
    tag: 'prices',
    summary: 'One model with its variants: prices, spread, performance, time on market',
    query: NoQuery,
    params: ModelParams,
    answer: ModelDetailSchema,
    errors: [404],
    render: async (view, { params }, { cards, performance }) => {
      const { model } = askedModel(cards, params.model);
      const card = cards.find(model);
      const prices = await view.variantPrices({ model });
      const lifetimes = await view.lifetimes(model);
      if (prices.length === 0 && lifetimes.length === 0 && card === undefined)
        throw new NotFoundError(`no model "${params.model}"`);
      const body: ModelDetailDto = {
        model,
        vendor: card?.vendor ?? null,
        family: card?.family ?? null,
        segment: card?.segment ?? null,
        launch_year: card?.launch ?? null,
        factory_memory_gb: [...(card?.memoryGb ?? [])],
        currency: 'EUR',
        variants: variantsOf(model, prices, lifetimes, performance),
      };
      return { body };
    },
  }),
  marketRoute({
    path: '/api/models/{model}/history',
    tag: 'prices',
    summary: 'Daily prices of one model, as of each day',
    query: HistoryQuery,
    params: ModelParams,
    answer: HistorySchema,
    errors: [404],
    render: async (view, { params, query }, { cards }) => {
      const { model } = askedModel(cards, params.model);
      const days = query.days ?? DEFAULT_HISTORY_DAYS;
      const rows = await view.daily(days, model);
      if (rows.length === 0 && cards.find(model) === undefined) throw new NotFoundError(`no model "${params.model}"`);
      const memories = [...new Set(rows.map(({ memoryGb }) => memoryGb))].sort((a, b) => (a ?? 0) - (b ?? 0));
      return {
        body: {
          model,
          currency: 'EUR',
          days,
          variants: memories.map((memory) => ({
            memory_gb: memory,
            points: rows.filter(({ memoryGb }) => memoryGb === memory).map(presentHistoryPoint),
          })),
        },
      };
    },
  }),
  marketRoute({
    path: '/api/index',
    tag: 'prices',
    summary: 'The market index over matched models',
    query: IndexQuery,
    answer: MarketIndexSchema,
    render: async (view, { query }, { cards }) => {
      const daily = await view.daily(query.days ?? DEFAULT_INDEX_DAYS);
      const rows = daily.filter(({ model }) => !isUnranked(cards, model));
      const points = priceIndex(
        rows.map(({ model, memoryGb, day, medianEurCents, n }) => ({
          model,
          memoryGb,
          period: day,
          median: medianEurCents,
          n,
        })),
      );
      return {
        body: {
          base_day: points[0]?.period ?? null,
          points: points.map(({ period, index, matched }) => ({
            day: period,
            index: ratio(index),
            matched_variants: matched,
          })),
        },
      };
    },
  }),
];

/** Ascending. A typed array, since a million boxed numbers would show in our memory; `quantile` only indexes it. */
function allPrices(variants: readonly VariantPrices[]): readonly number[] {
  const all = new Float64Array(variants.reduce((sum, { eurCents }) => sum + eurCents.length, 0));
  let at = 0;
  for (const { eurCents } of variants) {
    all.set(eurCents, at);
    at += eurCents.length;
  }
  return all.sort() as unknown as readonly number[];
}

export function variantStats(variants: readonly VariantPrices[]): VariantStatsDto[] {
  return variants
    .filter(({ eurCents }) => eurCents.length > 0)
    .map(({ model, memoryGb, eurCents }) => presentStats(model, memoryGb, eurCents));
}

/** Every variant that is on offer or ever was. */
function variantsOf(
  model: string,
  prices: readonly VariantPrices[],
  lifetimes: readonly Lifetime[],
  performance: VariantPerformance,
): ModelDetailDto['variants'] {
  const keys = new Map(
    [...prices, ...lifetimes].map(({ memoryGb }) => [variantKey({ model, memoryGb }), { model, memoryGb }]),
  );
  return [...keys.values()].sort(compareVariants).map((variant) => {
    const { memoryGb } = variant;
    const offered = prices.find((one) => one.memoryGb === memoryGb);
    const stats =
      offered === undefined || offered.eurCents.length === 0 ? null : presentStats(model, memoryGb, offered.eurCents);
    const known = performance(variant);
    const times = timeOnMarket(lifetimes.filter((one) => one.memoryGb === memoryGb));
    const iqr = stats === null ? 0 : Math.round((stats.p75 - stats.p25) * 100) / 100;
    return {
      memory_gb: memoryGb,
      listings: offered?.listings ?? 0,
      stats,
      spread: stats === null || stats.median === 0 ? null : { iqr, relative: ratio(iqr / stats.median) },
      cheapest: offered?.cheapest
        ? {
            id: offered.cheapest.id,
            url: offered.cheapest.url,
            title: offered.cheapest.title,
            price: euros(offered.cheapest.eurCents),
          }
        : null,
      performance: known?.value ?? null,
      performance_source: known?.source ?? null,
      time_on_market: {
        n: times.n,
        ended: times.events,
        enough: times.events >= ENOUGH_OFFERS,
        p25: estimate(times.p25),
        median: estimate(times.median),
        p75: estimate(times.p75),
      },
    };
  });
}

type Days = { readonly days: number | null; readonly low: number | null; readonly high: number | null };

function estimate({ days, low, high }: Days): Days {
  const tenths = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);
  return { days: tenths(days), low: tenths(low), high: tenths(high) };
}
