/** The reconciliation of a cycle: what each party counted by itself, put side by side; what differs is a fault of ours. */
import type { PageCounts } from './ad-page-store.js';
import type { SearchOutcome } from './cycle.js';
import type { RejectReason } from './verdict.js';

/** One search as its parties counted it. */
export interface SearchCount {
  readonly term: string;
  /** It is a price range of a search that was split. */
  readonly isRange: boolean;
  readonly outcome: SearchOutcome | null;
  /** By the site, on the first page; `null` where it gives no count. */
  readonly announced: number | null;
  /** By the plan, from the site's count and the page where it stopped: results on the pages that were not read. */
  readonly unread: number;
  /** By the parser, page by page. */
  readonly cards: number;
  readonly padding: number;
  readonly unparsed: number;
  /** Pages on which two sources said different things. */
  readonly disagreements: number;
  /** By the reader, before it stored a page: cards whose ad the search had shown already. */
  readonly repeats: number;
  /** By the store: pages turned, and ads that stand in it for this search. */
  readonly pages: number;
  readonly ads: number;
}

export interface CycleCount {
  readonly searches: readonly SearchCount[];
  /** By the store: pages of the cycle, its ads, and the different ads of its searches. */
  readonly pages: number;
  readonly ads: number;
  readonly adsOfSearches: number;
  /** Different ads by term; and how many of them only price ranges showed. */
  readonly terms: readonly { readonly term: string; readonly ads: number; readonly onlyInRanges: number }[];
  readonly accepted: number;
  readonly review: number;
  readonly rejected: Readonly<Partial<Record<RejectReason, number>>>;
  readonly adPages: PageCounts;
}

/** What one search term (all its price ranges together) saw. `announced = seen + unreached + unexplained` */
export interface TermBooks {
  readonly term: string;
  /** The site's own count; `null` where it gives none. */
  readonly announcedBySite: number | null;
  /** The site's count; where it gives none, what we know of: `seen + unreached`. */
  readonly announced: number;
  readonly seen: number;
  /** Results on pages that were not read, less those that a price range showed after all. */
  readonly unreached: number;
  /** What the site's count and ours differ by beyond that: ads that ended or came while we read, or a count that is not meant exactly. */
  readonly unexplained: number;
  readonly outcomes: readonly SearchOutcome[];
}

/** The books of a cycle, as they are stored and shown; `checkBooks` says what must hold. */
export interface Books {
  readonly terms: readonly TermBooks[];
  /** Cards on all pages read, by the parser. `cards = seen + duplicates + padding` */
  readonly cards: number;
  /** Different ads, whatever the number of searches they stood in. `seen = parsed + unparsed` */
  readonly seen: number;
  readonly duplicates: number;
  readonly padding: number;
  /** `parsed = accepted + review + sum of rejected` */
  readonly parsed: number;
  readonly unparsed: number;
  readonly accepted: number;
  /** Cards in doubt: shown, never counted. */
  readonly review: number;
  readonly rejected: Readonly<Partial<Record<RejectReason, number>>>;
  readonly pages: number;
  /** Pages of single ads, by the store: `planned = read + gone + unread + those that were not opened`. */
  readonly adPages: PageCounts;
  /** Pages on which two sources said different things. */
  readonly disagreements: number;
  /** Where two parties counted differently, in words; must be empty. */
  readonly miscounts: readonly string[];
}

export function booksOf(count: CycleCount): Books {
  const { searches, accepted, review, rejected, adPages } = count;
  const sum = (field: 'cards' | 'padding' | 'unparsed' | 'repeats' | 'ads' | 'pages' | 'disagreements'): number =>
    searches.reduce((total, search) => total + search[field], 0);
  const miscounts: string[] = [];
  const same = (what: string, left: number, right: number): void => {
    if (left !== right) miscounts.push(`${what}: ${left} is not ${right}`);
  };
  for (const search of searches) {
    const { term, cards, ads, repeats, padding, unparsed } = search;
    same(`cards of "${term}" = ads stored + repeats + padding + unparsed`, cards, ads + repeats + padding + unparsed);
  }
  same('pages of the cycle = pages of its searches', count.pages, sum('pages'));
  same('ads of the cycle = different ads of its searches', count.ads, count.adsOfSearches);
  return {
    terms: count.terms.map((term) =>
      termBooks(
        term,
        searches.filter((search) => search.term === term.term),
      ),
    ),
    cards: sum('cards'),
    seen: count.ads + sum('unparsed'),
    duplicates: sum('repeats') + sum('ads') - count.ads,
    padding: sum('padding'),
    parsed: count.ads,
    unparsed: sum('unparsed'),
    ...{ accepted, review, rejected },
    ...{ pages: count.pages, adPages },
    disagreements: sum('disagreements'),
    miscounts,
  };
}

function termBooks(
  { term, ads, onlyInRanges }: CycleCount['terms'][number],
  searches: readonly SearchCount[],
): TermBooks {
  const whole = searches.find((search) => !search.isRange);
  const seen = ads + searches.reduce((sum, search) => sum + search.unparsed, 0);
  const unreached = Math.max(0, (whole?.unread ?? 0) - onlyInRanges);
  const announcedBySite = whole?.announced ?? null;
  const announced = announcedBySite ?? seen + unreached;
  const outcomes = [...new Set(searches.map(({ outcome }) => outcome).filter((outcome) => outcome !== null))].sort();
  return { term, announcedBySite, announced, seen, unreached, unexplained: announced - seen - unreached, outcomes };
}

/** Everything in the books that does not hold, in words; empty when they balance. */
export function checkBooks(books: Books): string[] {
  const faults: string[] = [...books.miscounts];
  const expect = (name: string, left: number, right: number): void => {
    if (left !== right) faults.push(`${name}: ${left} is not ${right}`);
  };
  expect('cards = seen + duplicates + padding', books.cards, books.seen + books.duplicates + books.padding);
  expect('seen = parsed + unparsed', books.seen, books.parsed + books.unparsed);
  const rejected = Object.values(books.rejected).reduce((sum, n) => sum + n, 0);
  expect('parsed = accepted + review + rejected', books.parsed, books.accepted + books.review + rejected);
  const { planned, read, gone, unread } = books.adPages;
  if (read + gone + unread > planned)
    faults.push(`pages of ads opened, ${read + gone + unread}, are more than the ${planned} planned`);
  return faults;
}
