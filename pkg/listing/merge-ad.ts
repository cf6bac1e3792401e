/** Puts together what several pages say of one ad: results that show a part of it, and its own page. */
import type { KnownText } from './ad-page-store.js';
import { isSamePrice, type Money } from './money.js';
import type { RawAd } from './raw-ad.js';

/** How a description that is only the beginning of one ends. */
const CUT = /(?:…|\.\.\.)\s*$/u;

export function isWhole(description: string | undefined): boolean {
  return description !== undefined && !CUT.test(description);
}

/**
 * The ad of a page of results, with what it leaves out taken from what was known under the same title: a card says neither
 * description nor parameters, and a beginning goes on as before. What the page does say stays.
 */
export function completeFrom(ad: RawAd, known: KnownText | undefined): RawAd {
  if (known === undefined || isWhole(ad.description)) return ad;
  const { description } = ad;
  if (description !== undefined && !known.description.startsWith(description.replace(CUT, '').trimEnd())) return ad;
  const isBare = Object.keys(ad.params).length === 0;
  return {
    ...ad,
    description: known.description,
    params: isBare ? known.params : ad.params,
    itemCondition: ad.itemCondition ?? known.itemCondition,
    photoCount: ad.photoCount === 0 ? known.photoCount : ad.photoCount,
  };
}

/**
 * What is known of the ad once its own page was read. The page is the later and the closer look, so its title and price count
 * where they differ; a price that the results gave in two ways stays in doubt, since they will do so again.
 */
export function withOwnPage(ad: RawAd | null, page: RawAd): RawAd {
  if (ad === null) return page;
  const { description = ad.description } = page;
  const isBare = Object.keys(ad.params).length === 0;
  return {
    ...ad,
    title: page.title,
    ...(description !== undefined && { description }),
    ...(isSameAsk(ad, page) || ad.priceDisagrees === true ? {} : priceOf(page)),
    params: isBare ? page.params : ad.params,
    condition: ad.condition ?? page.condition,
    itemCondition: ad.itemCondition ?? page.itemCondition,
    photoCount: ad.photoCount === 0 ? page.photoCount : ad.photoCount,
  };
}

function priceOf({ priceText, priceMinor, currency, priceDisagrees }: RawAd): Partial<RawAd> {
  return { priceText, priceMinor, currency, ...(priceDisagrees === true && { priceDisagrees }) };
}

/** A text rounds to whole units where a number does not. */
const ROUNDING = 100;

function isSameAsk(a: RawAd, b: RawAd): boolean {
  const [x, y] = [moneyOf(a), moneyOf(b)];
  if (x === null || y === null) return x === y;
  return x.currency === y.currency ? Math.abs(x.minor - y.minor) <= ROUNDING : isSamePrice(x, y);
}

function moneyOf({ priceMinor, currency }: RawAd): Money | null {
  return priceMinor === null || currency === null ? null : { minor: priceMinor, currency };
}
