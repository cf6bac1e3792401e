/** An ad of the simulated market, as it is shown on one day. */
import type { AdText } from './ad-text.js';
import type { Item } from './item.js';
import type { ShownPrice } from './price-text.js';

/** An ad as it is shown on one day. Instants are counted in seconds since the start of day 0 (negative before it). */
export interface LiveAd {
  readonly id: number;
  readonly item: Item;
  readonly text: AdText;
  /** Path on the site, without query. */
  readonly path: string;
  readonly createdAt: number;
  readonly refreshedAt: number;
  readonly price: ShownPrice;
  readonly priceCents: number | null;
}
