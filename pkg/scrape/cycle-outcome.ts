/** How a run of the scraper ended, for its caller, its exit status and its user. */
import type { Books } from '../listing/books.js';
import type { CycleStatus } from '../listing/cycle.js';
import type { PublishResult } from '../listing/cycle-store.js';

export interface CycleOutcome {
  readonly market: string;
  readonly cycleId: number | null;
  /** `running`: stopped on request; the next run resumes it. */
  readonly status: CycleStatus;
  readonly message: string;
  readonly books?: Books;
  readonly published?: PublishResult;
}
