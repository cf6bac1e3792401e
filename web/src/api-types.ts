/** The answers the dashboard reads, as the API's own schemas type them (types only: nothing of the server is bundled). */
export type {
  AppraisalDto,
  CycleDto,
  DealDto,
  ListingDetailDto,
  ListingDto,
  ModelDetailDto,
  RejectedAdDto,
  ScrapeStatusDto,
  SuspiciousDto,
  ValueItemDto,
  VariantStatsDto,
  VerdictDto,
} from '../../pkg/http/schemas/index.js';
import type { z } from 'zod';
import type {
  EvidenceSchema,
  HistorySchema,
  MarketIndexSchema,
  RejectedSummarySchema,
  StatsSummarySchema,
} from '../../pkg/http/schemas/index.js';

export type EvidenceDto = z.output<typeof EvidenceSchema>;
export type HistoryDto = z.output<typeof HistorySchema>;
export type MarketIndexDto = z.output<typeof MarketIndexSchema>;
export type RejectedSummaryDto = z.output<typeof RejectedSummarySchema>;
export type StatsSummaryDto = z.output<typeof StatsSummarySchema>;
