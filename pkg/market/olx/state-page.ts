/** Reads the embedded state: a page of search results (`listing.listing`) or of one ad (`ad.ad`). */
import type { RawAd } from '../../listing/raw-ad.js';
import { itemConditionOf } from './item-condition.js';
import { asArray, asCount, asInstant, asObject, asText, type JsonObject } from './json-value.js';
import { descriptionText, foldedText, titleText } from './plain-text.js';
import { adUrl, PADDING_MARK, type SourcePage } from './source-page.js';
import { statePrice } from './state-price.js';

/** More than any page has; a state with more is not one. */
const ADS_MAX = 1000;

/** `null` when the state is not that of a search. */
export function readListingState(state: unknown, baseUrl: string): SourcePage | null {
  const listing = asObject(asObject(asObject(state)?.['listing'])?.['listing']);
  const entries = asArray(listing?.['ads']);
  if (listing === null || entries === null) return null;
  const reasons = reasonsByIndex(asObject(asObject(listing['metaData'])?.['searchReason']));
  const page = new AdReader(baseUrl);
  entries.slice(0, ADS_MAX).forEach((entry, at) => page.read(entry, reasons.get(at) ?? '', false));
  // Ads that the site adds when there are few results or none stand in a listing of their own.
  const expansion = asArray(asObject(listing['expansionListing'])?.['ads']) ?? [];
  for (const entry of expansion.slice(0, ADS_MAX)) page.read(entry, '', true);
  for (const list of [entries, expansion]) {
    page.unparsed += list.slice(ADS_MAX).filter(isCard).length;
    if (list.length > ADS_MAX) page.faults.push(`the state lists ${list.length} ads, ${ADS_MAX} were read`);
  }
  const pageNumber = asCount(listing['pageNumber']);
  const total = asCount(listing['visibleElements']) ?? asCount(listing['totalElements']);
  return {
    ads: page.ads,
    cards: [...entries, ...expansion].filter(isCard).length,
    unparsed: page.unparsed,
    faults: page.faults,
    announcedTotal: total,
    page: pageNumber === null ? null : pageNumber + 1,
    totalPages: asCount(listing['totalPages']),
    saysEmpty: entries.length === 0 && total === 0,
  };
}

/** `null` when the state is not that of an ad's own page. */
export function readAdState(state: unknown, baseUrl: string): SourcePage | null {
  const ad = asObject(asObject(asObject(state)?.['ad'])?.['ad']);
  if (ad === null) return null;
  const page = new AdReader(baseUrl);
  page.read(ad, '', false);
  const { ads, unparsed, faults } = page;
  return { ads, cards: 1, unparsed, faults, announcedTotal: null, page: null, totalPages: null, saysEmpty: false };
}

/** Advertising blocks of the site stand among the ads; they have neither id nor title and are no cards. */
function isCard(entry: unknown): boolean {
  const ad = asObject(entry);
  return ad === null || ad['id'] !== undefined || ad['title'] !== undefined;
}

/** Whether the state of an ad's own page marks the ad as ended. */
export function isEndedState(state: unknown): boolean {
  return asObject(asObject(asObject(state)?.['ad'])?.['ad'])?.['isActive'] === false;
}

class AdReader {
  readonly ads: RawAd[] = [];
  readonly faults: string[] = [];
  unparsed = 0;
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  read(entry: unknown, reason: string, padding: boolean): void {
    if (!isCard(entry)) return;
    const ad = asObject(entry);
    const read = ad === null ? 'an entry is no object' : stateAd(ad, reason, padding, this.#baseUrl);
    if (typeof read === 'string') {
      this.unparsed += 1;
      this.faults.push(read);
      return;
    }
    this.ads.push(read.ad);
    if (!read.understood)
      this.faults.push(`ad ${read.ad.externalId}: the price "${read.ad.priceText}" is not understood`);
  }
}

/** The ad, or why it is none. Picks what it needs by name, so that nothing about the seller can come along. */
function stateAd(
  ad: JsonObject,
  reason: string,
  padding: boolean,
  baseUrl: string,
): { readonly ad: RawAd; readonly understood: boolean } | string {
  const id = asCount(ad['id']);
  if (id === null || id === 0) return 'an ad has no numeric id';
  const title = titleText(asText(ad['title']) ?? '');
  if (title === '') return `ad ${id} has no title`;
  const href = asText(ad['url']) ?? asText(ad['urlPath']);
  const url = href === null ? null : adUrl(href, baseUrl);
  if (href === null || url === null) return `ad ${id} has no link`;
  const price = statePrice(ad['price']);
  const description = asText(ad['description']);
  const searchReason = `${asText(ad['searchReason']) ?? ''} ${reason}`;
  const condition = foldedText(asText(ad['itemCondition']) ?? '');
  const params = stateParams(asArray(ad['params']));
  return {
    understood: price.understood,
    ad: {
      externalId: String(id),
      url: url.href,
      title,
      ...(description === null ? {} : { description: descriptionText(description) }),
      priceText: price.text,
      priceMinor: price.minor,
      currency: price.currency,
      negotiable: price.negotiable,
      ...(price.disagrees ? { priceDisagrees: true } : {}),
      promoted: ad['isPromoted'] === true || searchReason.includes('promoted'),
      padding: padding || searchReason.includes(PADDING_MARK) || href.includes(PADDING_MARK),
      condition: condition === '' ? null : condition,
      location: stateLocation(asObject(ad['location'])),
      refreshedAt: asInstant(ad['lastRefreshTime']),
      params,
      itemCondition: itemConditionOf(params),
      photoCount: asArray(ad['photos'])?.length ?? 0,
    },
  };
}

/** City and district, as the card writes them. */
function stateLocation(location: JsonObject | null): string | null {
  const parts = [location?.['cityName'], location?.['districtName']].map((part) => foldedText(asText(part) ?? ''));
  return parts.filter((part) => part !== '').join(', ') || null;
}

const PARAMS_MAX = 50;

/** `state: used` from `{key, value: 'Използвано', normalizedValue: 'used'}`. */
function stateParams(params: readonly unknown[] | null): Record<string, string> {
  const entries: [string, string][] = [];
  for (const param of (params ?? []).slice(0, PARAMS_MAX)) {
    const { key, normalizedValue, value } = asObject(param) ?? {};
    const text =
      asArray(normalizedValue)
        ?.filter((item) => typeof item === 'string')
        .join(',') ?? asText(normalizedValue);
    if (isParamKey(key)) entries.push([key, foldedText(text ?? asText(value) ?? '')]);
  }
  return Object.fromEntries(entries);
}

/** The site's own keys are plain words; anything else (`__proto__`) is not one. */
export function isParamKey(key: unknown): key is string {
  return typeof key === 'string' && /^[a-z][a-z0-9_-]{0,63}$/i.test(key);
}

/** `metaData.searchReason` lists the places of each kind of card: `{promoted: [0, 1], organic: [2]}`. */
function reasonsByIndex(reasons: JsonObject | null): ReadonlyMap<number, string> {
  const byIndex = new Map<number, string>();
  for (const [reason, places] of Object.entries(reasons ?? {}))
    for (const place of asArray(places) ?? []) if (typeof place === 'number') byIndex.set(place, reason);
  return byIndex;
}
