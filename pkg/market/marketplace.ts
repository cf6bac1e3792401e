/** The port of a marketplace: how to ask it and how to read what it answers. One folder per marketplace implements it. */
import { AppError } from '../errors/app-error.js';
import type { Currency } from '../listing/money.js';
import type { PageBody } from './page-body.js';
import type { RawAd } from '../listing/raw-ad.js';

/** One query against a market. Prices are whole units of the market's currency, inclusive at both ends, `null` = open. */
export interface Search {
  readonly term: string;
  readonly priceFrom: number | null;
  readonly priceTo: number | null;
}

/**
 * `results`: ads (perhaps only padding); `no-results`: the site's own empty state; `overloaded`: the site asks to come
 * back later (retry); `blocked`: an anti-bot page; `unrecognised`: none of these, so nothing may be concluded from it.
 */
export type PageKind = 'results' | 'no-results' | 'overloaded' | 'blocked' | 'unrecognised' | 'ad';

/** One way of reading the page: embedded state, DOM cards, JSON-LD; or the page is a saved answer of the site's API. */
export type PageSource = 'state' | 'dom' | 'json-ld' | 'api';

export interface ParsedPage {
  readonly kind: PageKind;
  /** What the site says it has in all for this search (true count where it gives one, else the capped one). */
  readonly announcedTotal: number | null;
  /** 1-based, as the site says; `null` when the page does not tell. */
  readonly page: number | null;
  readonly totalPages: number | null;
  /** In page order, one entry per card: promoted, repeated and padding cards included. */
  readonly ads: readonly RawAd[];
  /** Cards that stand on the page, counted before any is read: `ads.length + unparsed`, or we lost some. */
  readonly cards: number;
  /** Cards that stand on the page but have no readable id or title. @default 0 */
  readonly unparsed?: number;
  /** Which source `ads` came from; `null` when there are none. */
  readonly source: PageSource | null;
  /** How many non-padding ads each source that was read has. */
  readonly sourceCounts: Readonly<Partial<Record<PageSource, number>>>;
  /** What two sources said differently, in words; empty when only one was read or they agree. */
  readonly disagreements: readonly string[];
  /** Why the kind is what it is, for the log and for people. */
  readonly note?: string;
}

/**
 * `ad`: the page is the ad's. `gone`: the site itself says that the ad has ended. `unrecognised`: neither, so nothing may be
 * concluded from it, least of all that the ad is gone.
 */
export type AdPageKind = 'ad' | 'gone' | 'overloaded' | 'blocked' | 'unrecognised';

/** The ad whose own page was asked for. */
export type AskedAd = Pick<RawAd, 'externalId' | 'url'>;

/** What the answer to an ad's own address is. */
export interface AdPage {
  readonly kind: AdPageKind;
  /** With the whole description; `null` for every kind but `ad`. Its address is the one that was asked for. */
  readonly ad: RawAd | null;
  readonly source: PageSource | null;
  /** What two sources said differently, in words. */
  readonly disagreements: readonly string[];
  /** Why the kind is what it is; absent for an ad. */
  readonly note?: string;
}

export interface ParseOptions {
  /** Read a second source and compare (first page of a search); counts that disagree are always compared. */
  readonly compare?: boolean;
}

export interface Marketplace {
  readonly slug: string;
  readonly name: string;
  readonly baseUrl: URL;
  /** Hosts that a fetch or a redirect may reach, lower case. */
  readonly hosts: readonly string[];
  readonly currency: Currency;
  /** The site shows at most this many results per search. */
  readonly resultWindow: number;
  /** Organic results per page. */
  readonly pageSize: number;
  /** Highest page number that the site serves for one search. */
  readonly maxPages: number;
  /** Real sites are crawled through TOR unless the operator says otherwise; the demo market is not. */
  readonly isReal: boolean;
  /** The site's id of the ad that an address of its leads to; `null` when it is none. */
  adIdOf(url: URL): string | null;
  /** Page numbers start at 1. */
  searchUrl(search: Search, page: number): URL;
  /** Never throws on any input: what cannot be understood has kind `unrecognised`. */
  parse(body: string | PageBody, options?: ParseOptions): ParsedPage;
  /** Reads the answer to `asked.url`. Never throws on any input. */
  parseAd(body: string | PageBody, asked: AskedAd): AdPage;
}

/** We could read the page but not understand it: retrying cannot help; counted, never taken for "no results". */
export class UnrecognisedPageError extends AppError {
  readonly code = 'UNRECOGNISED_PAGE';
}
