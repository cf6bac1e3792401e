/** What an offer is worth, and what became of an ad. */
import { QUESTIONS } from '../../analytics/deals.js';
import { STANDINGS } from '../../analytics/standing.js';
import { LANGUAGES } from '../../wording/language.js';
import {
  Count,
  DaysEstimate,
  EuroCurrency,
  Id,
  Instant,
  MarketParam,
  MemoryGb,
  Model,
  NullablePrice,
  Price,
  PriceParam,
  searchText,
  z,
} from './common.js';
import { LISTING_STATUSES } from '../../listing/change.js';
import { ListingSchema, VerdictSchema } from './listings.js';

export const AppraiseQuery = z.strictObject({
  text: searchText(3_000).openapi({
    description: "An ad's title, its whole text (the first line is the title), or its address",
    example: 'RTX 3070 8GB Gaming OC',
  }),
  price: PriceParam.optional().openapi({ description: 'What is asked' }),
  currency: z.enum(['EUR', 'BGN']).optional().openapi({ default: 'EUR' }),
  market: MarketParam.optional(),
  language: z.enum(LANGUAGES).optional().openapi({ default: 'en', description: 'Of the sentences' }),
});

export const FairPriceSchema = z
  .strictObject({
    price: Price,
    low: Price.openapi({ description: 'A quarter of comparable offers ask less' }),
    high: Price.openapi({ description: 'A quarter of comparable offers ask more' }),
    n: Count.openapi({ description: 'Plausible comparable offers' }),
    enough: z.boolean().openapi({ description: 'false below 5: do not rely on it' }),
    error: z
      .number()
      .min(0)
      .openapi({ description: 'Standard deviation of the logarithm of a price around it', example: 0.14 }),
    adjustments: z.array(z.strictObject({ feature: z.string(), share: z.number() })).openapi({
      description: 'What was adjusted for: 0.08 = such offers are 8 % dearer',
    }),
  })
  .openapi('FairPrice');

export type FairPriceDto = z.output<typeof FairPriceSchema>;

const Share = z.number().min(0).max(1);

export const ASKED_SOURCES = ['given', 'listing', 'text'] as const;
export type AskedSource = (typeof ASKED_SOURCES)[number];

export const AppraisalSchema = z
  .strictObject({
    verdict: VerdictSchema,
    model: Model.nullable().openapi({ description: 'null where the text names no card' }),
    memory_gb: MemoryGb,
    asked: NullablePrice,
    asked_source: z.enum(ASKED_SOURCES).nullable().openapi({
      description:
        'Where the asked price is from: the request, the listing of a known ad, or the text; null = none was said',
    }),
    currency: EuroCurrency,
    as_of: Instant.nullable().openapi({ description: 'When the market was last published' }),
    fair: FairPriceSchema.nullable(),
    versions: z.array(z.strictObject({ memory_gb: MemoryGb, fair: FairPriceSchema })).openapi({
      description:
        'What each version costs: where the memory is not said, nobody offers that one, or the ad is of no working card',
    }),
    standing: z.enum(STANDINGS).nullable().openapi({ description: 'null without a price or with too few offers' }),
    percentile: Share.nullable().openapi({ description: 'Share of comparable offers that ask less' }),
    difference: z.number().nullable().openapi({ description: 'asked / fair - 1' }),
    bargaining: z.strictObject({ open: Price, aim: Price }).nullable(),
    time_at_price: z
      .strictObject({
        from: z.number().nullable().openapi({ description: 'Band of asked / robust price; null = open' }),
        to: z.number().nullable(),
        n: Count,
        ended: Count,
        enough: z.boolean(),
        pooled: z.boolean().openapi({ description: 'By all cards together: too few of this one have left' }),
        median: DaysEstimate,
      })
      .nullable(),
    price_matters: z
      .boolean()
      .nullable()
      .openapi({ description: 'Cheaper offers went faster, beyond chance; null = too few to say' }),
    concession: z
      .strictObject({
        ratio: z.number(),
        ratio_of_movers: z.number().nullable(),
        movers: Share,
        n: Count,
        enough: z.boolean(),
      })
      .nullable()
      .openapi({ description: 'Last ask / first ask of ads that left' }),
    clearing: z.strictObject({ price: Price, n: Count, enough: z.boolean() }).nullable().openapi({
      description: 'Median last ask of ads that left within the median time',
    }),
    sell: z
      .array(
        z.strictObject({
          days: Count,
          price: NullablePrice,
          low: NullablePrice,
          high: NullablePrice,
          enough: z.boolean(),
        }),
      )
      .openapi({
        description: 'The price at which half are gone by then; null = no price that was seen is low enough',
      }),
    questions: z.array(z.enum(QUESTIONS)).openapi({ description: 'What to ask the seller' }),
    comparable: z.array(ListingSchema),
    sentences: z.strictObject({ buyer: z.array(z.string()), seller: z.array(z.string()) }),
  })
  .openapi('Appraisal');
export type AppraisalDto = z.output<typeof AppraisalSchema>;

export const LookupQuery = z.strictObject({
  url: searchText(2_000).optional().openapi({ description: 'Address of the ad' }),
  id: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,40}$/)
    .optional()
    .openapi({ description: "The site's own id" }),
  market: MarketParam.optional(),
});

export const LOOKUP_STATUSES = ['listed', 'in-review', 'left-out', 'missing', 'gone', 'never-seen'] as const;
export const LookupSchema = z
  .strictObject({
    status: z.enum(LOOKUP_STATUSES),
    market: z.string().nullable(),
    external_id: z.string().nullable(),
    url: z.string().nullable(),
    title: z.string().nullable(),
    listing_id: Id.nullable(),
    listing_status: z.enum(LISTING_STATUSES).nullable(),
    last_price: NullablePrice,
    first_seen_at: Instant.nullable(),
    last_seen_at: Instant.nullable(),
    verdict: VerdictSchema.nullable().openapi({ description: 'Why it is listed or left out' }),
  })
  .openapi('Lookup');
export type LookupDto = z.output<typeof LookupSchema>;
