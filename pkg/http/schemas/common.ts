/** The parts every schema is made of: money, instants, models, paging, and the problem document of an error. */
import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

extendZodWithOpenApi(z);

export { z };

/** Euro as a decimal number with at most two decimals. */
export const Price = z.number().min(0).openapi({ description: 'Euro', example: 219.99 });
export const NullablePrice = Price.nullable().openapi({
  description: 'Euro; null for a currency without a fixed euro rate',
  example: 219.99,
});
export const EuroCurrency = z.literal('EUR').openapi({ description: 'Currency of every price without a suffix' });
export const Instant = z.iso.datetime().openapi({ description: 'UTC', example: '2026-11-23T10:00:00.000Z' });
export const Day = z.iso.date().openapi({ description: 'UTC day', example: '2026-11-23' });
export const Id = z.number().int().min(1).openapi({ example: 1 });
export const Count = z.number().int().min(0);
export const Model = z.string().openapi({ description: 'Canonical model', example: 'RTX 3060' });
export const MemoryGb = z
  .number()
  .positive()
  .nullable()
  .openapi({ description: 'Memory in GB; null = the ad does not say and the model has several', example: 12 });

const MAX_ID = 1_000_000_000_000;
/** A number in a query string: digits only, so that `''`, `0x10`, ` 1` and `true` are faults and not numbers. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,13}$/, 'must be a whole number')
    .pipe(z.coerce.number<string>().int().min(min).max(max));
export const decimalNumber = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be a decimal number')
    .pipe(z.coerce.number<string>().min(0).max(max));

/** Text in a query string. NUL can be neither stored nor searched for in PostgreSQL. */
export const searchText = (max: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\0]*$/u, 'must not contain NUL');

export const PageNumber = wholeNumber(1, 1_000_000).openapi({
  type: 'integer',
  minimum: 1,
  maximum: 1_000_000,
  description: 'Page, from 1',
});
export const PageSize = wholeNumber(1, 1_000).openapi({
  type: 'integer',
  minimum: 1,
  maximum: 1_000,
  description: 'Rows per page',
});
export const ListingIdParam = wholeNumber(1, MAX_ID).openapi({ type: 'integer', minimum: 1 });
export const MarketParam = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'must be the slug of a market')
  .openapi({ description: 'Only this market', example: 'olx-bg' });
export const ModelParam = searchText(100).openapi({
  description: 'Model in any spelling sellers use',
  example: '3060ti',
});
export const MemoryParam = decimalNumber(1_024).openapi({ type: 'number', minimum: 0, maximum: 1_024 });
export const PriceParam = decimalNumber(10_000_000).openapi({ type: 'number', minimum: 0, maximum: 10_000_000 });

export const DaysEstimate = z
  .strictObject({
    days: z.number().min(0).nullable().openapi({ description: 'null = not reached in the time observed' }),
    low: z.number().min(0).nullable().openapi({ description: '95 % interval' }),
    high: z.number().min(0).nullable().openapi({ description: '95 % interval; null = open' }),
  })
  .openapi('DaysEstimate');

export const NoQuery = z.strictObject({});

export const ProblemSchema = z
  .strictObject({
    type: z.string().openapi({ example: 'urn:gpu-tracker:error:INVALID_INPUT' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().openapi({ description: 'Stable; listed in docs/errors.md', example: 'INVALID_INPUT' }),
    request_id: z.string(),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details' });
export type ProblemDto = z.output<typeof ProblemSchema>;
