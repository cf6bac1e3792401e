/** A whole page of search results as HTML: embedded state, cards, totals, page links, JSON-LD, and weight on request. */
import { adUrl, stateOfAd, type PageContext } from './ad-state.js';
import { cardHtml, type Markup } from './card-html.js';
import { escapeHtml, scriptJson } from './html.js';
import type { LiveAd } from './live-ad.js';
import type { PageWeight } from './page-weight.js';
import type { ResultLimits, ResultPage, Slot } from './result-page.js';
import { searchHref } from './search-url.js';

/** Which years' markup pages have; `mixed` changes from page to page, as during a roll-out. */
export type Generation = '2025' | '2026' | 'no-state';

export interface RenderOptions extends PageContext, ResultLimits {
  readonly generation: Generation;
  /** The instant of the day, in milliseconds. */
  readonly nowMs: number;
  readonly weight: PageWeight;
}

interface Fragment {
  /** The ad's JSON, escaped a second time, ready to stand in the embedded string. Bytes, since pages are joined from them. */
  readonly state: Buffer;
  readonly card: Buffer;
}

/** Renders the pages of one day; what one ad looks like is made once. */
export class PageRenderer {
  readonly #options: Omit<RenderOptions, 'generation'>;
  readonly #fragments = new WeakMap<LiveAd, Map<string, Fragment>>();

  constructor(options: Omit<RenderOptions, 'generation'>) {
    this.#options = options;
  }

  render(result: ResultPage, generation: Generation): Buffer {
    const markup: Markup = generation === '2025' ? '2025' : '2026';
    const { weight } = this.#options;
    const parts = [bytes(`${headHtml(result, this.#options)}</head><body>`), ...this.#body(result, markup)];
    if (generation !== 'no-state')
      parts.push(bytes(SCRIPT_START), ...this.#state(result, markup), weight.state, bytes(SCRIPT_END), weight.styles);
    return Buffer.concat([...parts, bytes('</body></html>')]);
  }

  #fragment(slot: Slot, markup: Markup): Fragment {
    let own = this.#fragments.get(slot.ad);
    if (own === undefined) this.#fragments.set(slot.ad, (own = new Map<string, Fragment>()));
    const key = `${slot.reason} ${markup}`;
    let fragment = own.get(key);
    if (fragment === undefined) {
      const { baseUrl, epochMs, nowMs } = this.#options;
      const context = { baseUrl, epochMs };
      const state = JSON.stringify(scriptJson(stateOfAd(slot.ad, slot.reason, context))).slice(1, -1);
      fragment = { state: bytes(state), card: bytes(cardHtml(slot, markup, context, nowMs)) };
      own.set(key, fragment);
    }
    return fragment;
  }

  /** The state as the inside of a JSON string literal that holds JSON, up to where the page's weight goes. */
  #state(result: ResultPage, markup: Markup): Buffer[] {
    const slots = [...result.slots, ...result.padding];
    const listing = scriptJson({ listing: { listing: listingState(result, slots, this.#options) } });
    const escaped = JSON.stringify(listing).slice(1, -1);
    const mark = '\\"ads\\":[';
    const cut = escaped.lastIndexOf(mark) + mark.length;
    const ads = slots.flatMap((slot, at) => [...(at === 0 ? [] : [COMMA]), this.#fragment(slot, markup).state]);
    // An advertising block of the site: an entry without an id.
    if (slots.length > BANNER_PLACE) ads.push(COMMA, bytes('{\\"type\\":\\"banner\\",\\"slot\\":\\"listing-end\\"}'));
    return [bytes(escaped.slice(0, cut)), ...ads, bytes(escaped.slice(cut, -1))];
  }

  #body(result: ResultPage, markup: Markup): Buffer[] {
    if (result.found === 0 && result.padding.length === 0) return [bytes(EMPTY_STATE)];
    const parts = [bytes(totalHtml(result))];
    const grid = (slots: readonly Slot[]): void => {
      parts.push(bytes('<div data-testid="listing-grid" class="css-j0t2x2">'));
      slots.forEach((slot, at) => {
        if (at === BANNER_PLACE) parts.push(bytes(BANNER));
        parts.push(this.#fragment(slot, markup).card);
      });
      parts.push(bytes('</div>'));
    };
    if (result.found > 0) grid(result.slots);
    if (result.padding.length > 0) {
      const heading = result.found === 0 ? NOTHING_BUT : 'Вижте и обяви на по-голямо разстояние:';
      parts.push(bytes(`<div class="css-wsrviy"><p class="css-ysnrn6">${heading}</p></div>`));
      grid(result.padding);
    }
    return [...parts, bytes(paginationHtml(result))];
  }
}

function bytes(text: string): Buffer {
  return Buffer.from(text);
}

const COMMA = bytes(',');
const BANNER_PLACE = 20;
const CONFIG = scriptJson(scriptJson({ appConfig: { siteCode: 'demo', locale: 'bg-BG', currencies: ['EUR', 'BGN'] } }));
const SCRIPT_START = `<script type="text/javascript" id="olx-init-config">\nwindow.__INIT_CONFIG__ = ${CONFIG};\nwindow.__PRERENDERED_STATE__= "`;
const SCRIPT_END = '}";\n</script>';
const BANNER = '<div data-testid="qa-advert-slot" id="div-gpt-ad-listing-middle"></div>';
const EMPTY_TEXT = 'Съжаляваме, не намерихме това, което търсите.';
const EMPTY_STATE = `<div data-testid="empty-state" class="css-1empty"><p>${EMPTY_TEXT}</p></div>`;
const NOTHING_BUT = 'Не намерихме резултати, но вижте тези обяви:';

function headHtml(result: ResultPage, options: PageContext): string {
  const title = escapeHtml(`${result.request.term} - обяви`);
  return `<!DOCTYPE html><html lang="bg"><head><meta charset="utf-8"><title>${title}</title>${jsonLd(result, options)}`;
}

/** A partial list: the first priced results only. */
function jsonLd(result: ResultPage, context: PageContext): string {
  const priced = result.slots.filter(({ ad }) => ad.priceCents !== null).slice(0, 20);
  if (priced.length === 0) return '';
  const offers = priced.map(({ ad }) => ({
    '@type': 'Offer',
    availability: 'https://schema.org/InStock',
    priceCurrency: ad.price.currency,
    price: (ad.price.minor ?? 0) / 100,
    name: ad.text.title,
    url: adUrl(ad, context),
    areaServed: { '@type': 'City', name: ad.text.location.split(', ')[0] },
  }));
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: 'Видеокарти',
    offers: { '@type': 'AggregateOffer', priceCurrency: 'EUR', offerCount: result.announced, offers },
  };
  return `<script data-rh="true" type="application/ld+json">${scriptJson(product)}</script>`;
}

function listingState(result: ResultPage, slots: readonly Slot[], options: ResultLimits): Record<string, unknown> {
  const { request, page, pages, found, announced } = result;
  const reasons: Record<string, number[]> = { promoted: [], organic: [] };
  slots.forEach(({ reason }, at) => (reasons[reason] ??= []).push(at));
  return {
    pageNumber: page - 1,
    totalElements: announced,
    visibleElements: found,
    totalPages: pages,
    metaData: {
      searchId: 'DEMO',
      spellCheckerQuery: null,
      searchSuggestion: null,
      location: null,
      facets: {},
      searchReason: reasons,
    },
    links: { self: `/api/v1/offers?offset=${(page - 1) * options.pageSize}&limit=${options.pageSize}` },
    params: {
      offset: (page - 1) * options.pageSize,
      limit: options.pageSize,
      query: request.term,
      sort_by: request.order === 'newest' ? 'created_at:desc' : request.order,
      ...(request.range.from === null ? {} : { 'filter_float_price:from': request.range.from }),
      ...(request.range.to === null ? {} : { 'filter_float_price:to': request.range.to }),
    },
    categoryId: null,
    viewType: 'list',
    expansionListing: null,
    ads: [],
  };
}

function totalHtml({ found, announced }: ResultPage): string {
  const text = found > announced ? `Намерихме <span>над</span> ${announced}` : `Намерихме ${found}`;
  return `<div><span data-testid="listing-count-msg"><span data-testid="total-count">${text} ${found === 1 ? 'обява' : 'обяви'}</span></span></div>`;
}

function paginationHtml({ request, page, pages }: ResultPage): string {
  if (pages === 1) return '';
  const link = (to: number): string => escapeHtml(searchHref({ ...request, page: to }));
  const numbers = [...new Set([1, 2, 3, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages);
  const items = numbers
    .sort((a, b) => a - b)
    .map(
      (n) =>
        `<li data-testid="pagination-list-item" aria-label="Page ${n}" class="${n === page ? 'pagination-item__active ' : ''}pagination-item"><a data-testid="pagination-link-${n}" href="${link(n)}">${n}</a></li>`,
    );
  const forward =
    page < pages
      ? `<a data-testid="pagination-forward" data-cy="pagination-forward" href="${link(page + 1)}"></a>`
      : '';
  return `<div data-testid="pagination-wrapper" data-cy="pagination"><ul data-testid="pagination-list">${items.join('')}${forward}</ul></div>`;
}
