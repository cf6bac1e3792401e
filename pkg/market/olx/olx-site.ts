/** What tells one OLX site from another: they share one code base, so a new country is data. */
import type { Currency } from '../../listing/money.js';

export interface OlxSite {
  readonly slug: string;
  readonly name: string;
  /** Without a path, e.g. `https://www.olx.bg`. */
  readonly baseUrl: string;
  /** Lower case; a host without a port means the port of `baseUrl`. */
  readonly hosts: readonly string[];
  readonly currency: Currency;
  /** False for a simulated site, which is not reached through TOR. */
  readonly isReal: boolean;
  /** Path of the search for a term that is already a slug (lower case, hyphens, percent-encoded). */
  searchPath(slug: string): string;
  /** Query parameters that every search carries. @default none */
  readonly searchParams?: Readonly<Record<string, string>>;
  /** @default 1000 */
  readonly resultWindow?: number;
  /** Organic results per page. @default 40 */
  readonly pageSize?: number;
  /** @default 25 */
  readonly maxPages?: number;
}
