/** Which price of an ad to believe when a page says it in several places: two against one win, otherwise the ad is held. */
import type { RawAd } from '../../listing/raw-ad.js';
import { isNearlySamePrice } from './price-text.js';

export type SaidPrice = Pick<RawAd, 'priceText' | 'priceMinor' | 'currency' | 'priceDisagrees'>;

/** Another place of the page that speaks of prices. */
export interface PriceWitness {
  readonly name: string;
  /** `undefined` where it says nothing of that ad. */
  readonly priceOf: (ad: RawAd) => SaidPrice | undefined;
}

export interface PriceVote {
  readonly ads: readonly RawAd[];
  /** One per ad whose price is not said alike, in words. */
  readonly disagreements: readonly string[];
}

/**
 * Asks the witnesses in order, a later one only (unless all are to be asked) about an ad that the earlier ones do not settle. A price that contradicts
 * itself (two amounts that are not one at the fixed rate) has no vote; an amount here and none there are two opinions. The
 * ads come back with the price that two sources agree on, or with `priceDisagrees` and the first amount that is given.
 */
export function votePrices(
  main: string,
  ads: readonly RawAd[],
  witnesses: readonly PriceWitness[],
  askAll = false,
): PriceVote {
  const disagreements: string[] = [];
  const voted = ads.map((ad) => {
    const said: Said[] = [{ name: main, price: ad }];
    for (const { name, priceOf } of witnesses) {
      if (!askAll && agreed(said) !== undefined) break;
      const price = priceOf(ad);
      if (price !== undefined) said.push({ name, price });
    }
    const believed = agreed(said) ?? (said.length === 1 && ad.priceDisagrees !== true ? ad : undefined);
    if (believed === ad && said.every(({ price }) => isAlike(price, ad))) return ad;
    const words = said.map(({ name, price }) => `${priceWords(price)} in ${name}`).join(', ');
    const outcome = believed === undefined ? 'held' : `two say ${priceWords(believed)}`;
    disagreements.push(`ad ${ad.externalId}: the price is ${words}; ${outcome}`);
    return believed === undefined ? held(ad, said) : withPrice(ad, believed);
  });
  return { ads: voted, disagreements };
}

interface Said {
  readonly name: string;
  readonly price: SaidPrice;
}

/** The first price that another source gives as well. */
function agreed(said: readonly Said[]): SaidPrice | undefined {
  return said.find((one, at) => said.some((other, place) => place > at && isAlike(one.price, other.price)))?.price;
}

function isAlike(a: SaidPrice, b: SaidPrice): boolean {
  if (a.priceDisagrees === true || b.priceDisagrees === true) return false;
  const [x, y] = [moneyOf(a), moneyOf(b)];
  return x === null || y === null ? x === y : isNearlySamePrice(x, y);
}

/** For nothing is how some sources write that there is no amount. */
function moneyOf({ priceMinor, currency }: SaidPrice) {
  return priceMinor === null || priceMinor === 0 || currency === null ? null : { minor: priceMinor, currency };
}

function withPrice(ad: RawAd, { priceText, priceMinor, currency }: SaidPrice): RawAd {
  const { priceDisagrees: _, ...rest } = ad;
  return { ...rest, priceText, priceMinor, currency };
}

function held(ad: RawAd, said: readonly Said[]): RawAd {
  const amount = said.find(({ price }) => moneyOf(price) !== null)?.price ?? ad;
  return { ...withPrice(ad, amount), priceDisagrees: true };
}

function priceWords(price: SaidPrice): string {
  const money = moneyOf(price);
  if (price.priceDisagrees === true) return `"${price.priceText}" (which contradicts itself)`;
  return money === null ? `none ("${price.priceText}")` : `${(money.minor / 100).toFixed(2)} ${money.currency}`;
}
