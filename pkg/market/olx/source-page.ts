/** What one source of a page says; the marketplace decides between sources. */
import type { RawAd } from '../../listing/raw-ad.js';

export interface SourcePage {
  /** In card order. */
  readonly ads: readonly RawAd[];
  /** Entries or cards that the source has, counted before any is read. */
  readonly cards: number;
  /** Cards without a readable id, title or link. */
  readonly unparsed: number;
  /** What could not be read, in words. */
  readonly faults: readonly string[];
  readonly announcedTotal: number | null;
  /** 1-based. */
  readonly page: number | null;
  readonly totalPages: number | null;
  /** The source says itself that the search has no result. */
  readonly saysEmpty: boolean;
}

/** A link of an ad without its query string and fragment; `null` when it is no web address. */
export function adUrl(href: string, base: string): URL | null {
  if (!URL.canParse(href, base)) return null;
  const url = new URL(href, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  url.search = '';
  url.hash = '';
  url.username = '';
  url.password = '';
  return url;
}

/** Links of padding say so: `?reason=extended_search_...` or `?search_reason=...extended_search_no_results_...`. */
export const PADDING_MARK = 'extended_search';
