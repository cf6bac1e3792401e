/** The address of a page of search results. */
import type { Search } from '../marketplace.js';
import type { OlxSite } from './olx-site.js';

/** `Radeon RX` becomes `radeon-rx`; letters of any script stay, since the site's own links carry them percent-encoded. */
export function slugOf(term: string): string {
  const words = term
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{M}\p{N}+.]+/gu);
  return encodeURIComponent((words ?? []).join('-'));
}

/** Page 1 carries no number, as in the site's own links. */
export function searchUrl(site: OlxSite, search: Search, page: number): URL {
  const url = new URL(site.searchPath(slugOf(search.term)), site.baseUrl);
  for (const [name, value] of Object.entries(site.searchParams ?? {})) url.searchParams.set(name, value);
  if (search.priceFrom !== null) url.searchParams.set('search[filter_float_price:from]', String(search.priceFrom));
  if (search.priceTo !== null) url.searchParams.set('search[filter_float_price:to]', String(search.priceTo));
  if (page > 1) url.searchParams.set('page', String(page));
  return url;
}
