/** What the scraper is doing and did: status, cycles, server-sent events; and the health of this process. */
import { CYCLE_STATUSES } from '../../listing/cycle.js';
import { Count, Id, Instant, MarketParam, wholeNumber, z } from './common.js';

const TermBooksSchema = z.looseObject({
  term: z.string(),
  announced: Count,
  seen: Count,
  unreached: Count,
});
export const BooksSchema = z
  .looseObject({
    terms: z.array(TermBooksSchema).optional(),
    cards: Count.optional(),
    seen: Count.optional(),
    duplicates: Count.optional(),
    padding: Count.optional(),
    parsed: Count.optional(),
    unparsed: Count.optional(),
    accepted: Count.optional(),
    rejected: z.record(z.string(), Count).optional().openapi({ description: 'By reason' }),
    pages: Count.optional(),
  })
  .openapi('Books', {
    description:
      'announced = seen + unreached; cards = seen + duplicates + padding; seen = parsed + unparsed; parsed = accepted + rejected',
  });

export const CycleSchema = z
  .strictObject({
    id: Id,
    market: z.string(),
    trigger: z.string(),
    status: z.enum(CYCLE_STATUSES),
    complete: z.boolean().openapi({ description: 'Every search was read to its end' }),
    progress: z.number().int().min(0).max(100),
    message: z.string(),
    error_code: z.string().nullable(),
    rules_version: z.string().nullable(),
    pages: Count,
    frozen: z.boolean().openapi({ description: 'First pages identical to those of the two cycles before' }),
    books: BooksSchema.nullable(),
    started_at: Instant,
    heartbeat_at: Instant,
    finished_at: Instant.nullable(),
    duration_seconds: z.number().min(0).nullable().openapi({ description: 'null while running' }),
  })
  .openapi('Cycle');
export type CycleDto = z.output<typeof CycleSchema>;

export const CyclesQuery = z.strictObject({
  limit: wholeNumber(1, 500)
    .optional()
    .openapi({ type: 'integer', minimum: 1, maximum: 500, default: 50, description: 'Newest first' }),
  market: MarketParam.optional(),
});

export const ScrapeStatusSchema = z
  .strictObject({
    markets: z.array(
      z.strictObject({
        market: z.string(),
        state: z.enum(['running', 'idle', 'never']),
        current: CycleSchema.nullable().openapi({ description: 'The running cycle' }),
        last: CycleSchema.nullable().openapi({ description: 'The newest ended cycle' }),
        last_published: CycleSchema.nullable().openapi({ description: 'The cycle that readers see' }),
      }),
    ),
  })
  .openapi('ScrapeStatus');
export type ScrapeStatusDto = z.output<typeof ScrapeStatusSchema>;

export const HealthSchema = z
  .strictObject({
    status: z.enum(['healthy', 'unhealthy']),
    database: z.enum(['connected', 'disconnected']),
    reason: z.string().nullable().openapi({ description: 'Why it is unhealthy, in one sentence; null when it is not' }),
    version: z.string(),
    data_version: z
      .string()
      .nullable()
      .openapi({ description: 'Changes whenever a market publishes; part of every ETag' }),
    uptime_seconds: z.number().min(0),
  })
  .openapi('Health');

export const ProbeSchema = z
  .strictObject({ status: z.enum(['ok', 'unavailable']), reason: z.string().optional() })
  .openapi('Probe');
