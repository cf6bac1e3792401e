/** One ad as the page's embedded state carries it (the `ads[]` entry of `listing.listing`, or `ad.ad`). */
import type { AdText } from './ad-text.js';
import type { LiveAd } from './live-ad.js';
import { hash } from './random.js';
import type { SlotReason } from './result-page.js';

/**
 * The seller of every ad is invented and marked: nothing of this may ever be found in a database, an answer or a log.
 * Tests search for these texts.
 */
export const SELLER_MARKS = ['ИЗМИСЛЕН-ПРОДАВАЧ', 'd0d0d0d0-0000-4000-8000', 'NOT-A-REAL-SHOP'] as const;

const SYMBOLS = { EUR: '€', BGN: 'лв.' } as const;
const STATES = {
  used: { word: 'Използвано', key: 'used' },
  new: { word: 'Ново', key: 'new' },
  damaged: { word: 'За части', key: 'damaged' },
} as const;
const CATEGORY = 2153;

export function conditionWord(ad: LiveAd): string {
  return STATES[ad.text.state].word;
}

export interface PageContext {
  /** Absolute base without a trailing slash, e.g. `http://127.0.0.1:8090`. */
  readonly baseUrl: string;
  /** Milliseconds of the start of day 0. */
  readonly epochMs: number;
}

/** Partner ads live on another site; everything else under the demo market's own address. */
export function adUrl(ad: LiveAd, { baseUrl }: PageContext): string {
  return ad.text.partner ? `https://partner.demo.invalid${ad.path}` : baseUrl + ad.path;
}

/** Among results (with their reason), or whole on its own page. */
export function stateOfAd(ad: LiveAd, reason: SlotReason | 'own-page', context: PageContext): Record<string, unknown> {
  const { text, item, price } = ad;
  const seller = item.key % 1_000_000;
  const promoted = reason === 'promoted' || (text.promoted && item.key % 7 === 0);
  const [city = '', district] = text.location.split(', ');
  const state = STATES[text.state];
  return {
    id: ad.id,
    title: text.title,
    description: reason === 'own-page' ? html(text.description) : shownDescription(text),
    category: { id: CATEGORY, type: 'electronics' },
    map: { lat: 42.69, lon: 23.32, radius: 3, show_detailed: false, zoom: 12 },
    isBusiness: text.business,
    url: adUrl(ad, context),
    urlPath: ad.path,
    externalUrl: text.partner ? adUrl(ad, context) : null,
    isHighlighted: false,
    isPromoted: promoted,
    promotion: {
      highlighted: false,
      top_ad: promoted,
      options: promoted ? ['promoted'] : [],
      premium_ad_page: false,
      urgent: false,
      b2c_ad_page: false,
    },
    delivery: { rock: { active: false, mode: 'NotEligible', offer_id: null } },
    createdTime: isoTime(ad.createdAt, context),
    lastRefreshTime: isoTime(ad.refreshedAt, context),
    pushupTime: ad.refreshedAt > ad.createdAt ? isoTime(ad.refreshedAt, context) : null,
    validToTime: isoTime(ad.createdAt + 30 * 86_400, context),
    isActive: true,
    status: 'active',
    params: [{ key: 'state', name: 'Състояние', type: 'select', value: state.word, normalizedValue: state.key }],
    itemCondition: state.word,
    price: {
      budget: price.noAmount === 'budget',
      free: price.noAmount === 'free',
      exchange: price.noAmount === 'exchange',
      displayValue: price.text,
      regularPrice:
        price.minor === null
          ? null
          : {
              value: price.minor / 100,
              currencyCode: price.currency,
              currencySymbol: price.currency === 'BGN' ? SYMBOLS.BGN : SYMBOLS.EUR,
              negotiable: text.negotiable,
              priceFormatConfig: { decimalSeparator: '.', thousandsSeparator: ' ' },
            },
    },
    salary: null,
    partner: { code: text.partner ? 'demo-partner' : '' },
    isJob: false,
    photos: photoUrls(ad),
    location: {
      cityName: city,
      cityId: 1 + (hash(city) % 1000),
      cityNormalizedName: 'city',
      regionName: city,
      regionId: 1,
      regionNormalizedName: 'region',
      districtName: district ?? null,
      districtId: district === undefined ? 0 : 1,
      pathName: [`Област ${city}`, city, ...(district === undefined ? [] : [district])].join(', '),
    },
    contact: { chat: true, courier: true, negotiation: true, phone: true, name: `${SELLER_MARKS[0]}-${seller}` },
    user: {
      ...{ photo: null, logo: null, otherAdsEnabled: true, socialNetworkAccountType: null, isOnline: false },
      ...{ logo_ad_page: null, sellerType: null, id: 900_000_000 + seller, name: `${SELLER_MARKS[0]}-${seller}` },
      uuid: `${SELLER_MARKS[1]}-${String(seller).padStart(12, '0')}`,
      created: '2019-01-01T00:00:00+02:00',
      lastSeen: isoTime(ad.refreshedAt, context),
    },
    shop: { subdomain: text.business ? `${SELLER_MARKS[2]}-${seller}` : null },
    safedeal: { weight: 0, weight_grams: 0, status: 'unactive', safedeal_blocked: false, allowed_quantity: [] },
    ...(reason !== 'own-page' && { searchReason: reason }),
    isGpsrAvailable: false,
    isNewFavouriteAd: false,
  };
}

function html(lines: readonly string[]): string {
  return lines.join('<br />\n');
}

const CUT_AT = 60;

/** Some results carry only the beginning of a description, or none. */
function shownDescription({ description, shownOnResults }: AdText): string | null {
  if (shownOnResults === 'nothing') return null;
  const whole = description.join('\n');
  if (shownOnResults === 'whole' || whole.length <= CUT_AT) return html(description);
  return `${html(whole.slice(0, CUT_AT).trimEnd().split('\n'))}…`;
}

function photoUrls({ item, text }: LiveAd): string[] {
  return Array.from(
    { length: text.photos },
    (_, at) => `https://photos.demo.invalid/v1/files/${hash(item.key, at, 'photo').toString(36)}-BG/image;s=1000x750`,
  );
}

/** Bulgarian winter time, as the site writes its instants. */
function isoTime(seconds: number, { epochMs }: PageContext): string {
  return new Date(epochMs + (seconds + 7200) * 1000).toISOString().replace(/\.\d+Z$/, '+02:00');
}
