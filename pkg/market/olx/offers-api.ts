/** Reads a saved answer of the site's offers API. It is never requested: robots.txt of most sites closes it. */
import type { RawAd } from '../../listing/raw-ad.js';
import { itemConditionOf } from './item-condition.js';
import { asArray, asCount, asInstant, asObject, asText, type JsonObject } from './json-value.js';
import { descriptionText, foldedText, titleText } from './plain-text.js';
import { readPrice } from './price-text.js';
import { adUrl, PADDING_MARK, type SourcePage } from './source-page.js';
import { readMoney } from './state-price.js';
import { isParamKey } from './state-page.js';

/** `null` when the value is no such answer. */
export function readOffersApi(value: unknown, baseUrl: string): SourcePage | null {
  const answer = asObject(value);
  const data = asArray(answer?.['data']);
  const metadata = asObject(answer?.['metadata']);
  if (answer === null || data === null || metadata === null) return null;
  const promoted = new Set(asArray(metadata['promoted']) ?? []);
  const ads: RawAd[] = [];
  const faults: string[] = [];
  data.forEach((entry, at) => {
    const read = offer(asObject(entry) ?? {}, promoted.has(at), baseUrl);
    if (typeof read === 'string') faults.push(read);
    else ads.push(read);
  });
  const total = asCount(metadata['visible_total_count']) ?? asCount(metadata['total_elements']);
  const position = selfLink(asObject(answer['links']), baseUrl);
  return {
    ads,
    cards: data.length,
    unparsed: faults.length,
    faults,
    announcedTotal: total,
    page: position === null ? null : Math.floor(position.offset / position.limit) + 1,
    totalPages: null,
    saysEmpty: data.length === 0 && total === 0,
  };
}

function offer(ad: JsonObject, promoted: boolean, baseUrl: string): RawAd | string {
  const id = asCount(ad['id']);
  if (id === null || id === 0) return 'an ad has no numeric id';
  const title = titleText(asText(ad['title']) ?? '');
  const href = asText(ad['url']) ?? '';
  const url = adUrl(href, baseUrl);
  if (title === '' || href === '' || url === null) return `ad ${id} has no title or no link`;
  const values = new Map<string, JsonObject>();
  for (const param of asArray(ad['params']) ?? []) {
    const { key, value } = asObject(param) ?? {};
    const content = asObject(value);
    if (isParamKey(key) && content !== null) values.set(key, content);
  }
  const description = asText(ad['description']);
  const price = offerPrice(values.get('price'));
  values.delete('price');
  const params = Object.fromEntries([...values].map(([key, value]) => [key, paramText(value)]));
  return {
    externalId: String(id),
    url: url.href,
    title,
    ...(description === null ? {} : { description: descriptionText(description) }),
    ...price,
    promoted,
    padding: href.includes(PADDING_MARK),
    condition: foldedText(asText(values.get('state')?.['label']) ?? '') || null,
    location: offerLocation(asObject(ad['location'])),
    refreshedAt: asInstant(ad['last_refresh_time']),
    params,
    itemCondition: itemConditionOf(params),
    photoCount: asArray(ad['photos'])?.length ?? 0,
  };
}

/**
 * The amount that is shown: `label` is the converted one where the seller typed another currency.
 * `negotiable` is true on nearly every ad; `arranged` is the one that agrees with what the page shows.
 */
function offerPrice(
  value: JsonObject | undefined,
): Pick<RawAd, 'priceText' | 'priceMinor' | 'currency' | 'negotiable'> & { priceDisagrees?: true } {
  const text = foldedText(asText(value?.['label']) ?? '');
  const hasAmount = value?.['type'] === 'price' || value?.['type'] === 'arranged';
  const shown = readPrice(text);
  const amounts = [
    readMoney(value?.['converted_value'], value?.['converted_currency']),
    readMoney(value?.['value'], value?.['currency']),
  ].filter((amount) => amount !== null);
  const exact = amounts.find(({ currency }) => currency === shown.currency) ?? amounts[0] ?? shown;
  const read = hasAmount ? exact : { minor: null, currency: null };
  return {
    priceText: text,
    priceMinor: read.minor,
    currency: read.currency,
    negotiable: value?.['arranged'] === true,
    ...(shown.disagrees ? { priceDisagrees: true } : {}),
  };
}

function offerLocation(location: JsonObject | null): string | null {
  const names = ['city', 'district'].map((part) => foldedText(asText(asObject(location?.[part])?.['name']) ?? ''));
  return names.filter((name) => name !== '').join(', ') || null;
}

function paramText(value: JsonObject): string {
  const keys = asArray(value['key'])?.filter((item) => typeof item === 'string');
  return foldedText(keys?.join(',') ?? asText(value['key']) ?? asText(value['label']) ?? '');
}

function selfLink(links: JsonObject | null, baseUrl: string): { offset: number; limit: number } | null {
  const href = asText(asObject(links?.['self'])?.['href']) ?? '';
  if (href === '' || !URL.canParse(href, baseUrl)) return null;
  const { searchParams } = new URL(href, baseUrl);
  const [offset, limit] = [asCount(Number(searchParams.get('offset'))), asCount(Number(searchParams.get('limit')))];
  return offset === null || limit === null || limit === 0 ? null : { offset, limit };
}
