/** What a page said about one ad, unjudged. No seller identity is part of it, anywhere. */
import type { Currency } from './money.js';

/** schema.org's words for it, as far as used goods need them. */
export const ITEM_CONDITIONS = ['new', 'used', 'damaged'] as const;
export type ItemCondition = (typeof ITEM_CONDITIONS)[number];

export interface RawAd {
  /** The site's own numeric id, as text: the only thing that identifies an ad. */
  readonly externalId: string;
  /** Absolute, without query string or fragment. */
  readonly url: string;
  readonly title: string;
  /** Plain text; absent where the page does not carry it (DOM cards). */
  readonly description?: string;
  /** The price as written, white space folded; empty when the page shows none. */
  readonly priceText: string;
  /** Integer minor units of `currency`; `null` when no amount was written (exchange, free, ask). */
  readonly priceMinor: number | null;
  readonly currency: Currency | null;
  readonly negotiable: boolean;
  /** Set when a dual price ("909 € / 1777.85 лв.") does not agree with the fixed rate. */
  readonly priceDisagrees?: boolean;
  readonly promoted: boolean;
  /** Not a result of the search: the site filled the page up with it. */
  readonly padding: boolean;
  /** The page's own word for the condition ("Използвано", "Używane"). */
  readonly condition: string | null;
  /** The condition as the adapter of the market reads it; `null` = the page does not say. */
  readonly itemCondition: ItemCondition | null;
  readonly location: string | null;
  /** When the ad was last refreshed (UTC); `null` when the page gives no readable instant. */
  readonly refreshedAt: Date | null;
  /** The site's parameters by key (`state: used`); never anything about the seller. */
  readonly params: Readonly<Record<string, string>>;
  readonly photoCount: number;
}
