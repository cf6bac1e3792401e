/** A whole page of search results as HTML: embedded state, cards, totals, page links, JSON-LD, and weight on request. */
import { adUrl, stateOfAd, type PageContext } from './ad-state.js';
import { cardHtml, type Markup } from './card-html.js';
import { escapeHtml, scriptJson } from './html.js';
import type { LiveAd } from './market-day.js';
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
  /** The ad's JSON, escaped a second time, ready to stand in the embedded string. */
  readonly state: string;
  readonly card: string;
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
    const head = headHtml(result, this.#options);
    const body = this.#body(result, markup);
    if (generation === 'no-state') return Buffer.from(`${head}</head><body>${body}</body></html>`);
    const { before, after } = this.#state(result, markup);
    return Buffer.concat([
      Buffer.from(`${head}</head><body>${body}<script type="text/javascript" id="olx-init-config">\n${before}`),
      this.#options.weight.state,
      Buffer.from(`${after}\n</script>`),
      this.#options.weight.styles,
      Buffer.from('</body></html>'),
    ]);
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
      fragment = { state, card: cardHtml(slot, markup, context, nowMs) };
      own.set(key, fragment);
    }
    return fragment;
  }

  /** The state as a JSON string literal that holds JSON, cut where the page's weight goes. */
  #state(result: ResultPage, markup: Markup): { before: string; after: string } {
    const slots = [...result.slots, ...result.padding];
    const listing = scriptJson({ listing: { listing: listingState(result, slots, this.#options) } });
    const escaped = JSON.stringify(listing).slice(1, -1);
    const mark = '\\"ads\\":[';
    const cut = escaped.lastIndexOf(mark) + mark.length;
    const ads = slots.map((slot) => this.#fragment(slot, markup).state);
    // An advertising block of the site: an entry without an id.
    if (ads.length > 20) ads.push('{\\"type\\":\\"banner\\",\\"slot\\":\\"listing-middle\\"}');
    const config = scriptJson(
      scriptJson({ appConfig: { siteCode: 'demo', locale: 'bg-BG', currencies: ['EUR', 'BGN'] } }),
    );
    return {
      before: `window.__INIT_CONFIG__ = ${config};\nwindow.__PRERENDERED_STATE__= "${escaped.slice(0, cut)}${ads.join(',')}${escaped.slice(cut, -1)}`,
      after: '}";',
    };
  }

  #body(result: ResultPage, markup: Markup): string {
    const cards = (slots: readonly Slot[]): string =>
      `<div data-testid="listing-grid" class="css-j0t2x2">${slots
        .map((slot, at) => this.#fragment(slot, markup).card + (at === 20 ? BANNER : ''))
        .join('')}</div>`;
    if (result.found === 0 && result.padding.length === 0) return EMPTY_STATE;
    const padding =
      result.padding.length === 0
        ? ''
        : `<div class="css-wsrviy"><p class="css-ysnrn6">${result.found === 0 ? NOTHING_BUT : 'Вижте и обяви на по-голямо разстояние:'}</p></div>${cards(result.padding)}`;
    const hits = result.found === 0 ? '' : cards(result.slots);
    return `${totalHtml(result)}${hits}${padding}${paginationHtml(result)}`;
  }
}

const BANNER = '<div data-testid="qa-advert-slot" id="div-gpt-ad-listing-middle"></div>';
export const EMPTY_TEXT = 'Съжаляваме, не намерихме това, което търсите.';
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
        `<li data-testid="pagination-list-item" aria-label="Page ${n}"><a data-testid="pagination-link-${n}" href="${link(n)}">${n}</a></li>`,
    );
  const forward =
    page < pages
      ? `<a data-testid="pagination-forward" data-cy="pagination-forward" href="${link(page + 1)}"></a>`
      : '';
  return `<div data-testid="pagination-wrapper" data-cy="pagination"><ul data-testid="pagination-list">${items.join('')}${forward}</ul></div>`;
}
