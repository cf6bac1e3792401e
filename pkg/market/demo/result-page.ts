/** One page of search results: which ads stand on it, in which order, and why each of them is there. */
import type { MarketDay, Order, PriceRange } from './market-day.js';
import type { LiveAd } from './live-ad.js';
import { hash } from './random.js';

export interface PageRequest {
  readonly term: string;
  readonly range: PriceRange;
  readonly order: Order;
  /** 1-based. */
  readonly page: number;
}

export interface ResultLimits {
  /** Organic results per page. */
  readonly pageSize: number;
  /** The site shows no more results than this per search. */
  readonly resultWindow: number;
}

/** `organic`, `promoted`, or the site's reason for an ad that is no result. */
export type SlotReason =
  'organic' | 'promoted' | 'extended_search_extended_distance' | 'extended_search_no_results_last_resort';

export interface Slot {
  readonly ad: LiveAd;
  readonly reason: SlotReason;
}

export interface ResultPage {
  readonly request: PageRequest;
  /** 1-based; a request past the end gets the last page. */
  readonly page: number;
  readonly pages: number;
  /** What the search really finds, beyond the window too. */
  readonly found: number;
  /** Capped at the window. */
  readonly announced: number;
  /** Results and promoted copies, in card order. */
  readonly slots: readonly Slot[];
  /** Ads that the site adds when there are few results or none. */
  readonly padding: readonly Slot[];
}

/** Places of the promoted cards on a page, counted over all cards (as the site's own `searchReason` lists them). */
const PROMOTED_PLACES = [0, 1, 2, 13, 14, 15, 26, 27, 28, 39, 40, 41];
const FEW_RESULTS = 10;
const PADDING_PAGES = 3;

export function resultPage(market: MarketDay, request: PageRequest, limits: ResultLimits): ResultPage {
  const found = market.search(request.term, request.range, request.order);
  const shown = found.slice(0, limits.resultWindow);
  const padded = isPadded(request.term, found.length);
  const pages = padded ? PADDING_PAGES : Math.max(1, Math.ceil(shown.length / limits.pageSize));
  const page = Math.min(request.page, pages);
  const organic = shown.slice((page - 1) * limits.pageSize, page * limits.pageSize);
  return {
    ...{ request, page, pages },
    found: found.length,
    announced: shown.length,
    slots: withPromoted(organic, found, page),
    padding: padded ? makePadding(market, request, found, page, limits.pageSize) : [],
  };
}

/** Some searches without any result get padding, the others the empty page: a crawler must know both. */
function isPadded(term: string, found: number): boolean {
  return found === 0 ? hash(term, 'padded') % 2 === 0 : found < FEW_RESULTS;
}

/** By the result of a search, which is one array for all its pages. */
const promotedOf = new WeakMap<readonly LiveAd[], readonly LiveAd[]>();

function promotedAmong(found: readonly LiveAd[]): readonly LiveAd[] {
  let promoted = promotedOf.get(found);
  if (promoted === undefined) promotedOf.set(found, (promoted = found.filter(({ text }) => text.promoted)));
  return promoted;
}

/** Promoted ads stand in their places as copies of organic ones; they take turns from page to page. */
function withPromoted(organic: readonly LiveAd[], found: readonly LiveAd[], page: number): Slot[] {
  const candidates = organic.length === 0 ? [] : promotedAmong(found);
  const count = Math.min(PROMOTED_PLACES.length, candidates.length);
  const start = (page - 1) * PROMOTED_PLACES.length;
  const promoted = Array.from({ length: count }, (_, at) => candidates[(start + at) % candidates.length]);
  const slots: Slot[] = [];
  let next = 0;
  for (const ad of organic) {
    while (PROMOTED_PLACES.includes(slots.length) && next < promoted.length) {
      const copy = promoted[next++];
      if (copy !== undefined) slots.push({ ad: copy, reason: 'promoted' });
    }
    slots.push({ ad, reason: 'organic' });
  }
  return slots;
}

function makePadding(
  market: MarketDay,
  { term }: PageRequest,
  found: readonly LiveAd[],
  page: number,
  size: number,
): Slot[] {
  if (market.ads.length === 0) return [];
  const reason = found.length === 0 ? 'extended_search_no_results_last_resort' : 'extended_search_extended_distance';
  const own = new Set(found);
  const start = hash(term, page, 'padding') % market.ads.length;
  const slots: Slot[] = [];
  for (let step = 0; step < market.ads.length && slots.length < size; step++) {
    const ad = market.ads[(start + step) % market.ads.length];
    if (ad !== undefined && !own.has(ad)) slots.push({ ad, reason });
  }
  return slots;
}
