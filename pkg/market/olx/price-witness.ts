/** The sources of a page as witnesses of an ad's price. */
import type { RawAd } from '../../listing/raw-ad.js';
import { readPrice } from './price-text.js';
import type { PriceWitness, SaidPrice } from './price-vote.js';

/** The cards, by the texts of their prices; one that shows none is silent. */
export function cardWitness(texts: ReadonlyMap<string, string>): PriceWitness {
  return {
    name: 'the page',
    priceOf: (ad) => {
      const text = texts.get(ad.externalId) ?? '';
      if (text === '') return undefined;
      // The same words need no reading, unless the ad's amount is not what they say.
      return text === ad.priceText && ad.priceDisagrees !== true ? ad : saidPrice(text);
    },
  };
}

/** What a text says it costs. */
export function saidPrice(priceText: string): SaidPrice {
  const { minor, currency, disagrees } = readPrice(priceText);
  return { priceText, priceMinor: minor, currency, ...(disagrees && { priceDisagrees: true }) };
}

/** A source that lists some of the ads, known by their addresses. It is read when somebody is asked about. */
export function listWitness(name: string, read: () => readonly RawAd[]): PriceWitness {
  let byUrl: ReadonlyMap<string, RawAd> | undefined;
  return { name, priceOf: (ad) => (byUrl ??= new Map(read().map((one) => [one.url, one]))).get(ad.url) };
}
