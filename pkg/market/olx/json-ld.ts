/** Reads the structured data for search engines: a third source, with a part of the ads only. */
import { CURRENCIES } from '../../listing/money.js';
import type { RawAd } from '../../listing/raw-ad.js';
import { adIdFromUrl } from './ad-code.js';
import { asArray, asCount, asObject, asText, type JsonObject } from './json-value.js';
import type { OlxSite } from './olx-site.js';
import { descriptionText, foldedText, titleText } from './plain-text.js';
import { adUrl, type SourcePage } from './source-page.js';
import { readMoney } from './state-price.js';

const SCRIPTS_MAX = 20;

/** `null` when the page carries no list of offers. */
export function readJsonLd(body: string, site: OlxSite): SourcePage | null {
  for (const product of products(body)) {
    const aggregate = asObject(product['offers']);
    const offers = asArray(aggregate?.['offers']);
    if (aggregate !== null && offers !== null) return readOffers(offers, asCount(aggregate['offerCount']), site);
  }
  return null;
}

/** The one ad of an ad's own page; `null` when there is none that can be read. */
export function readJsonLdAd(body: string, site: OlxSite): SourcePage | null {
  for (const product of products(body)) {
    const offer = asObject(product['offers']);
    const id = asText(product['sku']);
    if (offer?.['@type'] !== 'Offer' || id === null || !/^[1-9]\d{0,14}$/.test(id)) continue;
    const ad = readOffer({ ...offer, name: product['name'], url: product['url'] }, site, id);
    if (ad === null) continue;
    const description = asText(product['description']);
    const text = description === null ? {} : { description: descriptionText(description) };
    return { ...NOTHING, cards: 1, ads: [{ ...ad, ...text, photoCount: asArray(product['image'])?.length ?? 0 }] };
  }
  return null;
}

const NOTHING = {
  unparsed: 0,
  faults: [],
  announcedTotal: null,
  page: null,
  totalPages: null,
  saysEmpty: false,
} as const satisfies Omit<SourcePage, 'ads' | 'cards'>;

function readOffers(offers: readonly unknown[], offerCount: number | null, site: OlxSite): SourcePage {
  const read = offers.map((offer) => readOffer(asObject(offer) ?? {}, site, null));
  const ads = read.filter((ad) => ad !== null);
  const unparsed = read.filter((ad) => ad === null).length;
  const faults = unparsed > 0 ? [`JSON-LD: ${unparsed} offers have no id, name or link`] : [];
  return { ...NOTHING, ads, cards: offers.length, unparsed, faults, announcedTotal: offerCount };
}

function readOffer(offer: JsonObject, site: OlxSite, knownId: string | null): RawAd | null {
  const href = asText(offer['url']);
  const url = href === null ? null : adUrl(href, site.baseUrl);
  const title = titleText(asText(offer['name']) ?? '');
  const id = knownId ?? (url === null ? null : adIdFromUrl(url, site.hosts));
  if (url === null || title === '' || id === null) return null;
  const currency = CURRENCIES.find((known) => known === offer['priceCurrency']);
  // A price of nothing is how an exchange is written here.
  const money = offer['price'] === 0 ? null : readMoney(offer['price'], currency);
  return {
    externalId: id,
    url: url.href,
    title,
    priceText: money === null ? '' : `${offer['price'] as number} ${money.currency}`,
    priceMinor: money?.minor ?? null,
    currency: money?.currency ?? null,
    negotiable: false,
    promoted: false,
    padding: false,
    condition: null,
    itemCondition: null,
    location: foldedText(asText(asObject(offer['areaServed'])?.['name']) ?? '') || null,
    refreshedAt: null,
    params: {},
    photoCount: asArray(offer['image'])?.length ?? 0,
  };
}

function* products(body: string): Generator<JsonObject> {
  let at = 0;
  for (let script = 0; script < SCRIPTS_MAX; script++) {
    at = body.indexOf('application/ld+json', at);
    if (at < 0) return;
    const start = body.indexOf('>', at) + 1;
    const end = body.indexOf('</script', start);
    if (start === 0 || end < 0) return;
    at = end;
    try {
      const value = asObject(JSON.parse(body.slice(start, end)));
      if (value?.['@type'] === 'Product') yield value;
    } catch {
      // Not ours to mend: a block that is no JSON has no offers, and the other sources are compared anyway.
    }
  }
}
