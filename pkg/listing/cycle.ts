/** A cycle: one pass over all searches of a market, its fencing token and its searches. */

/** How a cycle can end; the last one never began, since another process held the market. */
export const CYCLE_OUTCOMES = ['published', 'partial', 'suspect', 'failed', 'blocked', 'skipped_locked'] as const;
export const CYCLE_STATUSES = ['running', ...CYCLE_OUTCOMES] as const;
export type CycleStatus = (typeof CYCLE_STATUSES)[number];

/**
 * The fencing token that every write of a scraper carries. A resumed cycle keeps its id, so the epoch, raised at each
 * takeover, is what shuts out a former holder that was only frozen.
 */
export interface CycleToken {
  readonly cycleId: number;
  readonly epoch: number;
}

/** How a search ended; only `exhausted` and `split` leave nothing behind. */
export const SEARCH_OUTCOMES = ['exhausted', 'split', 'page-limit', 'window', 'unrecognised'] as const;
export type SearchOutcome = (typeof SEARCH_OUTCOMES)[number];

/** A search that still has pages to fetch. Prices in whole units of the market's currency, inclusive, `null` = open. */
export interface PendingSearch {
  readonly id: number;
  readonly term: string;
  readonly priceFrom: number | null;
  readonly priceTo: number | null;
  readonly nextPage: number;
  /** What the search that this range was split from announced; `null` for an unsplit search. */
  readonly parentAnnounced: number | null;
}
