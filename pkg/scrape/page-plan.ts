/** Decides, from one understood page, whether its search goes on, is split or ends. */
import type { PendingSearch, SearchOutcome } from '../listing/cycle.js';
import type { Marketplace, ParsedPage } from '../market/marketplace.js';
import { splitPriceRange, type PriceRange } from './split-price-range.js';

export interface PagePlan {
  /** Set when the search ends with this page. */
  readonly outcome?: SearchOutcome;
  /** With an outcome that leaves pages unread: the results that the site announces on them. @default 0 */
  readonly unread?: number;
  /** Searches to add, since this one is larger than the site shows. */
  readonly ranges?: readonly [PriceRange, PriceRange];
  /** The number of pages to expect, for the progress shown. */
  readonly totalPages: number | null;
}

export interface PagePlanInput {
  readonly search: PendingSearch;
  readonly page: ParsedPage;
  /** Organic ads of this page that the search had not seen on an earlier page. */
  readonly newIds: number;
  readonly market: Pick<Marketplace, 'resultWindow' | 'pageSize' | 'maxPages'>;
  /** `SCRAPER_MAX_PAGES`; 999 = all that the site serves. */
  readonly maxPages: number;
}

export function planPage({ search, page, newIds, market, maxPages }: PagePlanInput): PagePlan {
  const number = search.nextPage;
  const organic = page.ads.filter((ad) => !ad.padding);
  const lastServed = Math.min(page.totalPages ?? market.maxPages, market.maxPages);
  const totalPages = page.totalPages === null ? null : Math.min(lastServed, maxPages);
  if (page.kind === 'unrecognised') return { outcome: 'unrecognised', totalPages };
  // A page without a result, or with none that is new, is past the end: sites repeat an old page there instead of a 404.
  if (page.kind === 'no-results' || organic.length === 0 || (number > 1 && newIds === 0))
    return { outcome: 'exhausted', totalPages };

  // A capped count says no more than "as many as I show", so a count equal to the window is over it.
  const overWindow = (page.announcedTotal ?? 0) >= market.resultWindow;
  const isUnbounded = search.priceFrom === null && search.priceTo === null;
  const isLast = number >= lastServed || number >= maxPages;
  const unread = Math.max(0, (page.announcedTotal ?? 0) - number * market.pageSize);
  // A range that announces no less than what it was split from was not filtered: splitting on would never end.
  const isFiltered = search.parentAnnounced === null || (page.announcedTotal ?? 0) < search.parentAnnounced;
  if (overWindow && number === 1 && isFiltered) {
    const prices = organic.map((ad) => ad.priceMinor).filter((minor) => minor !== null);
    const ranges = splitPriceRange(search, prices);
    // An unbounded search is read on beside its ranges: ads without a price stand in no range.
    if (ranges !== null) return { ranges, totalPages, ...((isLast || !isUnbounded) && { outcome: 'split', unread }) };
  }
  if (overWindow && isUnbounded && isLast) return { outcome: 'split', unread, totalPages };
  if (number >= lastServed)
    return overWindow ? { outcome: 'window', unread, totalPages } : { outcome: 'exhausted', totalPages };
  if (number >= maxPages) return { outcome: 'page-limit', unread, totalPages };
  return { totalPages };
}
