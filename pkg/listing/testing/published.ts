/** What a store has published, in the form in which the contracts compare one store with another. */
import type { CycleStore } from '../cycle-store.js';

/** The published state, for comparison: everything but surrogate ids. */
export interface Published {
  readonly listings: readonly {
    market: string;
    externalId: string;
    model: string;
    memoryGb: number | null;
    priceMinor: number;
    currency: string;
    status: string;
    review: string | null;
  }[];
  readonly prices: readonly { externalId: string; since: string; priceMinor: number; currency: string }[];
  readonly events: readonly { externalId: string; at: string; from: string | null; to: string; why: string }[];
  /** In the order of the feed. */
  readonly changes: readonly { externalId: string; action: string; why: string }[];
}

export interface StoreUnderTest {
  readonly store: CycleStore;
  /** All listings ever, with prices and events, ordered by external id and time. */
  readonly published: () => Promise<Published>;
}
