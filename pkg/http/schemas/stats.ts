/** What a card costs: statistics per variant, a model in full, its history, the market index. */
import { PerformanceSource } from './value.js';
import {
  Count,
  Day,
  DaysEstimate,
  EuroCurrency,
  Id,
  Instant,
  MarketParam,
  MemoryGb,
  Model,
  ModelParam,
  Price,
  wholeNumber,
  z,
} from './common.js';

export const VariantStatsSchema = z
  .strictObject({
    model: Model,
    memory_gb: MemoryGb,
    n: z
      .number()
      .int()
      .min(1)
      .openapi({ description: 'Plausible active offers with a euro price; every figure is of these' }),
    enough: z.boolean().openapi({ description: 'false below 5 offers: do not rely on the figures' }),
    min: Price,
    p25: Price,
    median: Price,
    p75: Price,
    max: Price,
    mean: Price,
    robust_price: Price.openapi({ description: 'The median of the plausible offers: the same figure as `median`' }),
    currency: EuroCurrency,
    left_out: Count.openapi({ description: 'Offers too cheap to be true, or far too dear: in no figure' }),
  })
  .openapi('VariantStats');
export type VariantStatsDto = z.output<typeof VariantStatsSchema>;

export const StatsQuery = z.strictObject({ market: MarketParam.optional() });

export const StatsSummarySchema = z
  .strictObject({
    listings: Count,
    priced: Count.openapi({ description: 'Listings with a euro price' }),
    models: Count,
    variants: Count,
    min: Price.nullable(),
    median: Price.nullable(),
    max: Price.nullable(),
    currency: EuroCurrency,
    markets: z.array(
      z.strictObject({
        market: z.string(),
        listings: Count,
        cycle_id: Id.nullable(),
        published_at: Instant.nullable(),
      }),
    ),
    newest_listing_at: Instant.nullable(),
  })
  .openapi('StatsSummary');

export const TimeOnMarketSchema = z
  .strictObject({
    n: Count.openapi({ description: 'Ads, open ones included' }),
    ended: Count.openapi({ description: 'Ads that are gone' }),
    enough: z.boolean().openapi({ description: 'false below 5 ended ads' }),
    p25: DaysEstimate,
    median: DaysEstimate,
    p75: DaysEstimate,
  })
  .openapi('TimeOnMarket', { description: 'Kaplan-Meier, open ads censored; days' });

export const ModelVariantSchema = z
  .strictObject({
    memory_gb: MemoryGb,
    listings: Count,
    stats: VariantStatsSchema.nullable().openapi({ description: 'null without an offer in euro' }),
    spread: z
      .strictObject({
        iqr: Price.openapi({ description: 'p75 - p25' }),
        relative: z.number().min(0).openapi({ description: 'iqr / median' }),
      })
      .nullable(),
    cheapest: z.strictObject({ id: Id, url: z.string(), title: z.string(), price: Price }).nullable(),
    performance: z.number().positive().nullable(),
    performance_source: PerformanceSource.nullable(),
    time_on_market: TimeOnMarketSchema,
  })
  .openapi('ModelVariant');

export const ModelDetailSchema = z
  .strictObject({
    model: Model,
    vendor: z.string().nullable().openapi({ description: 'null for a card that the catalogue does not have' }),
    family: z.string().nullable().openapi({ example: 'GeForce 30' }),
    segment: z.string().nullable().openapi({ example: 'gaming' }),
    launch_year: z.number().int().nullable(),
    factory_memory_gb: z.array(z.number()),
    currency: EuroCurrency,
    variants: z.array(ModelVariantSchema),
  })
  .openapi('ModelDetail');
export type ModelDetailDto = z.output<typeof ModelDetailSchema>;

export const HistoryQuery = z.strictObject({
  days: wholeNumber(1, 3_650)
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 3_650, default: 90, description: 'Days up to the newest one' }),
});

export const HistoryPointSchema = z
  .strictObject({
    day: Day,
    n: Count.openapi({ description: 'Plausible offers; every figure is of these' }),
    left_out: Count.openapi({ description: 'Offers too cheap to be true, or far too dear' }),
    min: Price.openapi({ description: 'Lowest, euro' }),
    p25: Price.openapi({ description: 'A quarter of the offers ask less, euro' }),
    median: Price.openapi({ description: 'Half of the offers ask less: the price, euro' }),
    p75: Price.openapi({ description: 'A quarter of the offers ask more, euro' }),
    max: Price.openapi({ description: 'Highest, euro' }),
    mean: Price.openapi({ description: 'Mean, euro' }),
    enough: z.boolean().openapi({ description: 'false below 5 offers: do not rely on the figures' }),
  })
  .openapi('HistoryPoint');
export type HistoryPointDto = z.output<typeof HistoryPointSchema>;
export const HistorySchema = z
  .strictObject({
    model: Model,
    currency: EuroCurrency,
    days: Count,
    variants: z.array(z.strictObject({ memory_gb: MemoryGb, points: z.array(HistoryPointSchema) })),
  })
  .openapi('History');

export const HistoryExportQuery = z.strictObject({
  days: HistoryQuery.shape.days.openapi({ description: 'Days up to the newest one', default: 'all' }),
  model: ModelParam.optional(),
  market: MarketParam.optional(),
});
export const DailyVariantSchema = z
  .strictObject({ ...HistoryPointSchema.shape, model: Model, memory_gb: MemoryGb, currency: EuroCurrency })
  .openapi('DailyVariant');
export type DailyVariantDto = z.output<typeof DailyVariantSchema>;

export const IndexQuery = z.strictObject({
  days: wholeNumber(1, 3_650)
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 3_650, default: 365, description: 'Days up to the newest one' }),
});
export const MarketIndexSchema = z
  .strictObject({
    base_day: Day.nullable().openapi({ description: 'The day with index 100; null without data' }),
    points: z.array(
      z.strictObject({
        day: Day,
        index: z.number().min(0).openapi({ description: 'base_day = 100' }),
        matched_variants: Count.openapi({ description: 'Variants compared with the day before' }),
      }),
    ),
  })
  .openapi('MarketIndex', { description: 'Matched-model chain: a changed mix is not inflation' });
