/** Listings: the published active offers, one of them in full, and the queries over them. */
import { CURRENCIES } from '../../listing/money.js';
import { LISTING_STATUSES } from '../../listing/change.js';
import { CONDITION_FLAGS, EVIDENCE_FIELDS, REVIEW_REASONS, VERDICTS } from '../../listing/verdict.js';
import {
  Count,
  EuroCurrency,
  Id,
  Instant,
  MarketParam,
  MemoryGb,
  MemoryParam,
  Model,
  ModelParam,
  NullablePrice,
  PageNumber,
  PageSize,
  PriceParam,
  searchText,
  z,
} from './common.js';

export const LISTING_SORTS = ['first_seen', '-first_seen', 'price', '-price', 'model'] as const;

const filters = {
  model: ModelParam.optional(),
  min_vram: MemoryParam.optional().openapi({ description: 'At least this memory, GB' }),
  max_vram: MemoryParam.optional().openapi({ description: 'At most this memory, GB' }),
  min_price: PriceParam.optional().openapi({ description: 'At least this price, euro' }),
  max_price: PriceParam.optional().openapi({ description: 'At most this price, euro' }),
  market: MarketParam.optional(),
  review: z.enum(['include', 'only', 'exclude']).optional().openapi({
    default: 'include',
    description: 'Offers in doubt: shown among the others, alone, or not at all',
  }),
  q: searchText(100).optional().openapi({ description: 'Title contains this text, ignoring case' }),
};
const paging = {
  page: PageNumber.optional(),
  size: PageSize.optional().openapi({ default: 100 }),
  cursor: searchText(500).optional().openapi({
    description:
      'Instead of `page`: `*` starts, then follow `Link: rel="next"`. Stable across publishes; only in order of first sight.',
  }),
  sort: z.enum(LISTING_SORTS).optional().openapi({
    default: '-first_seen',
    description: 'Order; `-` = descending. Ties go by id. Ads without a euro price come last in order of price.',
  }),
};

export const ListingFiltersQuery = z.strictObject(filters);
export const ListingsQuery = z.strictObject({ ...filters, ...paging });
const { model: _model, ...filtersOfOneModel } = filters;
export const ModelListingsQuery = z.strictObject({ ...filtersOfOneModel, ...paging });

const Doubt = z.enum(REVIEW_REASONS).nullable();
const listingFields = {
  id: Id.openapi({ description: 'Rises with first sight' }),
  market: z.string().openapi({ description: 'Slug of the market', example: 'olx-bg' }),
  external_id: z.string().openapi({ description: "The site's own id" }),
  url: z.string().openapi({ description: 'Link to the ad' }),
  title: z.string().openapi({ description: 'As last written' }),
  model: Model,
  memory_gb: MemoryGb,
  price: NullablePrice,
  currency: EuroCurrency,
  price_original: z.number().min(0).openapi({ description: 'In currency_original' }),
  currency_original: z.enum(CURRENCIES).openapi({ description: 'What the ad asks in' }),
  price_text: z.string().openapi({ description: 'As written' }),
  negotiable: z.boolean().openapi({ description: 'The seller says so' }),
  condition: z.string().nullable().openapi({ description: 'new, used or damaged; null = not said' }),
  flags: z.array(z.enum(CONDITION_FLAGS)).openapi({ description: 'What the ad says of its condition' }),
  review: Doubt.openapi({
    description: 'Why the card is in doubt: such an offer is shown and never counted; null = not in doubt',
  }),
  location: z.string().nullable().openapi({ description: 'Place as written' }),
  photo_count: Count.openapi({ description: 'Number of photos' }),
  first_seen_at: Instant.openapi({ description: 'First sight of this ad, UTC' }),
  last_seen_at: Instant.openapi({ description: 'Last cycle that saw it, UTC' }),
  relist_of: Id.nullable().openapi({ description: 'The ended listing that this one re-lists' }),
  cycle_id: Id.nullable().openapi({ description: 'The cycle that last confirmed or changed it' }),
};
export const ListingSchema = z.strictObject(listingFields).openapi('Listing');
export type ListingDto = z.output<typeof ListingSchema>;

export const EvidenceSchema = z
  .strictObject({
    field: z.enum(EVIDENCE_FIELDS),
    start: Count,
    end: Count,
    text: z.string().openapi({ description: 'The words that decided' }),
    part: z.string().optional().openapi({ description: 'The part of the score that this is', example: 'noun' }),
    points: z.number().optional().openapi({ description: 'What it added to the score; negative = against a card' }),
  })
  .openapi('Evidence');

export const PriceChangeSchema = z
  .strictObject({
    since: Instant,
    price: NullablePrice,
    currency: EuroCurrency,
    price_original: z.number().min(0),
    currency_original: z.enum(CURRENCIES),
    cycle_id: Id.nullable(),
  })
  .openapi('PriceChange');

export const ListingEventSchema = z
  .strictObject({
    at: Instant,
    from_status: z.enum(LISTING_STATUSES).nullable(),
    to_status: z.enum(LISTING_STATUSES),
    model: Model,
    memory_gb: MemoryGb,
    review: Doubt.openapi({ description: 'In doubt from here on, and why; null = it counts' }),
    why: z.string(),
    cycle_id: Id.nullable(),
  })
  .openapi('ListingEvent');

export const VerdictSchema = z
  .strictObject({
    verdict: z.enum(VERDICTS),
    reason: z.string().nullable().openapi({ description: 'Why rejected or in review; null when accepted' }),
    rule: z.string().openapi({ example: 'model.alias' }),
    evidence: z.array(EvidenceSchema),
    rules_version: z.string(),
    model: Model.nullable(),
    memory_gb: MemoryGb,
    flags: z.array(z.enum(CONDITION_FLAGS)),
    judged_at: Instant.nullable().openapi({ description: 'null when judged for this answer' }),
  })
  .openapi('Verdict');
export type VerdictDto = z.output<typeof VerdictSchema>;

export const ListingDetailSchema = z
  .strictObject({
    ...listingFields,
    status: z.enum(LISTING_STATUSES),
    on_market_since: Instant.openapi({ description: 'First sight of the ad it re-lists, else its own' }),
    description: z.string().nullable(),
    price_changes: z.array(PriceChangeSchema).openapi({ description: 'Oldest first; the first is the first price' }),
    events: z.array(ListingEventSchema).openapi({ description: 'Oldest first' }),
    verdict: VerdictSchema.nullable().openapi({ description: 'null for imported history' }),
  })
  .openapi('ListingDetail');
export type ListingDetailDto = z.output<typeof ListingDetailSchema>;

export const TotalSchema = z.strictObject({ total: Count }).openapi('Total');
export const ModelListSchema = z
  .strictObject({
    models: z.array(Model).openapi({ description: 'Models that are on offer now, in order' }),
    count: Count,
  })
  .openapi('ModelList');
