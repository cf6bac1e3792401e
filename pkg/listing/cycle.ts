/** A cycle: one pass over all searches of a market, its fencing token, its searches and its books. */
import type { RejectReason } from './verdict.js';

export type CycleStatus = 'running' | 'published' | 'partial' | 'suspect' | 'failed' | 'blocked' | 'skipped_locked';

/**
 * The fencing token that every write of a scraper carries. A resumed cycle keeps its id, so the epoch, raised at each
 * takeover, is what shuts out a former holder that was only frozen.
 */
export interface CycleToken {
  readonly cycleId: number;
  readonly epoch: number;
}

/** How a search ended; only `exhausted` and `split` leave nothing behind. */
export type SearchOutcome = 'exhausted' | 'split' | 'page-limit' | 'window' | 'unrecognised';

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

/** What one search term (all its price ranges together) saw. `announced = seen + unreached`. */
export interface TermBooks {
  readonly term: string;
  /** The site's own count; `null` where it gives none. */
  readonly announcedBySite: number | null;
  /** The site's count, or what was seen where that is more or the site gives none. */
  readonly announced: number;
  readonly seen: number;
  readonly unreached: number;
  readonly outcomes: readonly SearchOutcome[];
}

/** The balance of a cycle; `checkBooks` says what must hold. */
export interface Books {
  readonly terms: readonly TermBooks[];
  /** Cards on all pages read. `cards = seen + duplicates + padding` */
  readonly cards: number;
  /** Different ads, whatever the number of searches they stood in. `seen = parsed + unparsed` */
  readonly seen: number;
  readonly duplicates: number;
  readonly padding: number;
  /** `parsed = accepted + sum of rejected` */
  readonly parsed: number;
  readonly unparsed: number;
  readonly accepted: number;
  readonly rejected: Readonly<Partial<Record<RejectReason, number>>>;
  readonly pages: number;
  /** Pages on which two sources said different things. */
  readonly disagreements: number;
  /** Counters kept page by page that differ from the rows they counted, in words; must be empty. */
  readonly miscounts: readonly string[];
}

/** Every equation of the books that does not hold, in words; empty when they balance. */
export function checkBooks(books: Books): string[] {
  const faults: string[] = [...books.miscounts];
  const expect = (name: string, left: number, right: number): void => {
    if (left !== right) faults.push(`${name}: ${left} is not ${right}`);
  };
  for (const term of books.terms)
    expect(`announced = seen + unreached for "${term.term}"`, term.announced, term.seen + term.unreached);
  expect('cards = seen + duplicates + padding', books.cards, books.seen + books.duplicates + books.padding);
  expect('seen = parsed + unparsed', books.seen, books.parsed + books.unparsed);
  const rejected = Object.values(books.rejected).reduce((sum, n) => sum + n, 0);
  expect('parsed = accepted + rejected', books.parsed, books.accepted + rejected);
  return faults;
}
