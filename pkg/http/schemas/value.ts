/** Value for money and deals. */
import { QUESTIONS } from '../../analytics/deals.js';
import { LANGUAGES } from '../../wording/language.js';
import { FairPriceSchema } from './appraisal.js';
import { ListingSchema } from './listings.js';
import {
  Count,
  EuroCurrency,
  Id,
  MarketParam,
  MemoryGb,
  MemoryParam,
  Model,
  ModelParam,
  Price,
  wholeNumber,
  z,
} from './common.js';

export const ValueQuery = z.strictObject({
  min_vram: MemoryParam.optional().openapi({ description: 'At least this memory, GB' }),
});

export const PerformanceSource = z.enum(['catalogue', 'benchmarks']).openapi({
  description:
    "catalogue = our estimate specIndex (RTX 3060 12 GB = 100); benchmarks = the operator's own measurements",
});

export const ValueItemSchema = z
  .strictObject({
    rank: z.number().int().min(1).openapi({
      description: 'Shared by variants that the uncertainty of their figures does not tell apart: 1, 1, 3',
    }),
    model: Model,
    memory_gb: MemoryGb,
    vendor: z.string().nullable().openapi({ example: 'NVIDIA' }),
    family: z.string().nullable().openapi({ example: 'GeForce 30' }),
    performance: z.number().positive().nullable().openapi({ description: 'null = not known' }),
    performance_low: z
      .number()
      .positive()
      .nullable()
      .openapi({ description: 'The figure lies between this and `performance_high`; equal to it when measured' }),
    performance_high: z.number().positive().nullable(),
    performance_source: PerformanceSource.nullable(),
    robust_price: Price.openapi({ description: 'Never the cheapest ad' }),
    currency: EuroCurrency,
    performance_per_euro: z.number().min(0).nullable(),
    gb_per_euro: z.number().min(0).nullable(),
    cheapest_price: Price,
    cheapest_url: z.string(),
    n: Count,
    enough: z.boolean(),
  })
  .openapi('ValueItem');
export type ValueItemDto = z.output<typeof ValueItemSchema>;

export const DealsQuery = z.strictObject({
  model: ModelParam.optional(),
  min_vram: MemoryParam.optional().openapi({ description: 'At least this memory, GB' }),
  market: MarketParam.optional(),
  suspicious: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ default: 'false', description: 'The offers that are too cheap to be true instead of the deals' }),
  unread: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ default: 'false', description: 'What would be a deal, but its own page was not read yet' }),
  language: z.enum(LANGUAGES).optional().openapi({ default: 'en', description: 'Of `reason` and `ask`' }),
  limit: wholeNumber(1, 1_000)
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 1_000, default: 100, description: 'Best deals first' }),
});

export const DealSchema = z
  .strictObject({
    listing: ListingSchema,
    code: z.enum(['deal', 'unread-deal', 'suspicious']),
    reason: z.string().openapi({ description: 'The code and the numbers as a sentence' }),
    suspicious: z.boolean().openapi({ description: 'Too cheap to be true: below the plausible range, no deal' }),
    fair: FairPriceSchema.openapi({ description: 'For that very offer: its condition, flags, market and age' }),
    saved: z.number().openapi({ description: 'fair price - price, euro' }),
    discount: z.number().openapi({ description: '1 - price / fair price', example: 0.31 }),
    sureness: z.number().min(0).max(1).openapi({ description: 'How far beyond chance, and by how many offers' }),
    days_up: z.number().min(0).openapi({ description: 'On the market when it was last published' }),
    cautions: z.array(z.string()).openapi({ description: 'What the ad says of itself: mined, repaired, modded' }),
    questions: z.array(z.enum(QUESTIONS)).openapi({ description: 'What to ask the seller' }),
    ask: z.array(z.string()).openapi({ description: 'The questions in words' }),
    n: Count.openapi({ description: 'Comparable offers' }),
    median: Price.openapi({ description: 'The fair price' }),
  })
  .openapi('Deal');
export type DealDto = z.output<typeof DealSchema>;

export const SuspiciousSchema = z
  .strictObject({ ids: z.array(Id).openapi({ description: 'Of listings' }) })
  .openapi('Suspicious');
export type SuspiciousDto = z.output<typeof SuspiciousSchema>;
