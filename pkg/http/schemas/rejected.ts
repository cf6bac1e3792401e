/** Ads that were left out, and why; and the judgement of any text. */
import { REJECT_REASONS } from '../../listing/verdict.js';
import { EvidenceSchema } from './listings.js';
import { Count, Id, Instant, MarketParam, Model, PageNumber, PageSize, searchText, z } from './common.js';

export const Reason = z.enum(REJECT_REASONS).openapi('RejectReason');

export const RejectedQuery = z.strictObject({
  page: PageNumber.optional(),
  size: PageSize.optional().openapi({ default: 100 }),
  reason: z.enum(REJECT_REASONS).optional().openapi({ description: 'Only this reason' }),
  market: MarketParam.optional(),
  q: searchText(100).optional().openapi({ description: 'Title contains this text, ignoring case' }),
});

export const RejectedAdSchema = z
  .strictObject({
    id: Id.openapi({ description: 'Of the stored text' }),
    market: z.string(),
    external_id: z.string(),
    url: z.string(),
    title: z.string(),
    price_text: z.string(),
    reason: Reason,
    rule: z.string(),
    evidence: z.array(EvidenceSchema),
    model: Model.nullable().openapi({ description: 'The card it names, if any' }),
    rules_version: z.string(),
    seen_at: Instant,
  })
  .openapi('RejectedAd');
export type RejectedAdDto = z.output<typeof RejectedAdSchema>;

export const RejectedSummarySchema = z
  .strictObject({
    judged: Count,
    accepted: Count,
    review: Count.openapi({ description: 'Shown with a doubt, never counted' }),
    rejected: Count,
    by_reason: z.array(
      z.strictObject({
        reason: Reason,
        count: Count,
        share: z.number().min(0).max(1).openapi({ description: 'Of all judged ads' }),
      }),
    ),
  })
  .openapi('RejectedSummary');

export const CategoriesSchema = z
  .strictObject({
    categories: z.array(z.strictObject({ reason: Reason, meaning: z.string(), count: Count })),
    count: Count,
  })
  .openapi('RejectCategories');

export const ExplainQuery = z.strictObject({
  title: searchText(500).openapi({ description: 'Text to judge', example: 'Продавам RTX 3060 12GB' }),
  description: searchText(5_000).optional(),
});
