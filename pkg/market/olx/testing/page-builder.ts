/** Builds pages in the site's form for tests and benchmarks: an embedded state, cards, JSON-LD. All of it is invented. */

export interface BuiltAd {
  readonly id: unknown;
  readonly title: string;
  readonly url: string;
  readonly [field: string]: unknown;
}

/** An ad of the embedded state, with a seller whose marks must never come out of the parser. */
export function aStateAd(id: number, changes: Readonly<Record<string, unknown>> = {}): BuiltAd {
  return {
    id,
    title: `Видеокарта RTX 3060 номер ${id}`,
    description: 'Работи отлично.<br />\nПродавам с кутия &amp; гаранция.',
    map: { lat: 42.123456, lon: 23.654321 },
    url: `https://www.olx.bg/d/ad/videokarta-${id}-IDaaaa.html`,
    urlPath: `/d/ad/videokarta-${id}-IDaaaa.html`,
    isPromoted: false,
    createdTime: '2026-08-01T10:00:00+03:00',
    lastRefreshTime: '2026-08-02T10:30:00+03:00',
    params: [{ key: 'state', name: 'Състояние', type: 'select', value: 'Използвано', normalizedValue: 'used' }],
    itemCondition: 'Използвано',
    price: aStatePrice(250, '250 €'),
    photos: ['https://photos.example/v1/files/1', 'https://photos.example/v1/files/2'],
    location: { cityName: 'София', districtName: 'Лозенец', regionName: 'София-град', pathName: 'София-град, София' },
    contact: { name: SELLER, phone: '0888 000 000', chat: true },
    user: { id: 123_456_789, name: SELLER, uuid: SELLER_UUID },
    searchReason: 'organic',
    ...changes,
  };
}

export const SELLER = 'Измислен Продавач';
export const SELLER_UUID = 'd0d0d0d0-1111-4111-8111-111111111111';

export function aStatePrice(
  value: number,
  displayValue: string,
  changes: Readonly<Record<string, unknown>> = {},
): object {
  return {
    ...{ budget: false, free: false, exchange: false, displayValue },
    regularPrice: { value, currencyCode: 'EUR', currencySymbol: '€', negotiable: false, ...changes },
  };
}

export function aListing(ads: readonly unknown[], changes: Readonly<Record<string, unknown>> = {}): object {
  const listing = { pageNumber: 0, totalElements: ads.length, visibleElements: ads.length, totalPages: 1 };
  return { listing: { listing: { ...listing, metaData: {}, expansionListing: null, ads, ...changes } } };
}

/** JSON in a JSON string, as the page carries it: without a slash, so that no text in it can end the script. */
export function stateScript(state: unknown): string {
  const json = JSON.stringify(state).replaceAll('/', '\\u002F');
  return `<script id="olx-init-config">\nwindow.__PRERENDERED_STATE__= ${JSON.stringify(json)};\n</script>`;
}

export function aCard(ad: BuiltAd, priceText = '250 €', href: string = ad.url): string {
  return (
    `<div data-cy="l-card" data-testid="l-card" id="${String(ad.id)}"><a href="${href}"></a><div data-testid="ad-card-title">` +
    `<a href="${href}"><h4>${ad.title}</h4></a><p data-testid="ad-price"><style>.css-1{width:100px}</style>${priceText}<span></span></p>` +
    `</div><p data-testid="location-date">София, Лозенец - Днес в 07:30</p></div>`
  );
}

export function aPage(state: unknown, cards: readonly string[], head = ''): string {
  const grid = `<div data-testid="listing-grid">${cards.join('')}</div>`;
  const script = state === undefined ? '' : stateScript(state);
  return `<!DOCTYPE html><html lang="bg"><head><title>обяви</title>${head}</head><body>${grid}${script}</body></html>`;
}

/** The parts of an ad's own page; each can be left out or changed. */
export interface AdPageParts {
  readonly state?: Readonly<Record<string, unknown>>;
  /** In the markup: absent parts are not shown. */
  readonly markup?: { readonly title?: string; readonly price?: string; readonly text?: string; readonly id?: string };
  readonly jsonLd?: Readonly<Record<string, unknown>>;
  /** Stands in front of all, e.g. a heading. */
  readonly before?: string;
  /** What a script of the page holds: translations. */
  readonly script?: string;
}

/** An ad's own page: a title, a price and a text in boxes of their own, the id in the foot. */
export function anAdPage({ state, markup, jsonLd, before = '', script = '' }: AdPageParts): string {
  const box = (test: string, inner: string | undefined): string =>
    inner === undefined
      ? ''
      : `<div data-cy="${test}" data-testid="${test}"><style>.c{color:#fff}</style>${inner}</div>`;
  const { title, price, text, id } = markup ?? {};
  return (
    `<!DOCTYPE html><html lang="bg"><head>${jsonLd === undefined ? '' : `<script type="application/ld+json">${JSON.stringify(jsonLd)}</script>`}` +
    `</head><body>${before}${box('offer_title', title && `<h4>${title}</h4>`)}` +
    box('ad-price-container', price && `<h3>${price}</h3><p>По договаряне</p>`) +
    box('ad_description', text && `<h3>Описание</h3><div>${text}</div>`) +
    box('ad-footer-bar-section', id && `<span>ID: <!-- -->${id}</span><button>Докладвай</button>`) +
    `<script>window.__T__ = "${script}";</script>${state === undefined ? '' : stateScript({ ad: { ad: state } })}</body></html>`
  );
}

export function anAdProduct(id: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    ...{
      '@type': 'Product',
      name: `Видеокарта RTX 3060 номер ${id}`,
      sku: String(id),
      image: ['https://photos.example/1'],
    },
    ...{
      url: `https://www.olx.bg/d/ad/videokarta-${id}-IDaaaa.html`,
      description: 'Работи отлично. Продавам с кутия.',
    },
    offers: { '@type': 'Offer', priceCurrency: 'EUR', price: 250, areaServed: { name: 'Лозенец' } },
    ...changes,
  };
}

/** A page of real size: long descriptions, configuration and styles around them. */
export function aHeavyPage(bytes: number, firstId = 100_000): string {
  const ads = Array.from({ length: 52 }, (_, at) =>
    aStateAd(firstId + at, { description: `Описание ${firstId + at}: работи отлично.<br />\n`.repeat(30) }),
  );
  const light = aPage(
    aListing(ads, { totalElements: 1000, visibleElements: 6000, totalPages: 25 }),
    ads.map((ad) => aCard(ad)),
  );
  const missing = Math.max(0, bytes - light.length);
  const category = (id: number): [string, object] => [
    String(id),
    {
      ...{
        id,
        label: `Категория ${id}`,
        name: `category-${id}`,
        path: `elektronika/chasti/kategoria-${id}`,
        parentId: id - 1,
      },
      ...{ adding: { level: 3, order: id % 17 }, icon: `/static/icons/${id}/large.png`, childrenIds: [id + 1, id + 2] },
    },
  ];
  const weight = Object.fromEntries(
    Array.from({ length: Math.ceil((missing * 0.7) / 280) }, (_, at) => category(at + 1)),
  );
  const state = {
    ...aListing(ads, { totalElements: 1000, visibleElements: 6000, totalPages: 25 }),
    categories: { list: weight },
  };
  const styles = `<style>${'.css-1ab2cd3{display:flex;padding:8px}'.repeat(Math.ceil((missing * 0.3) / 38))}</style>`;
  return aPage(
    state,
    ads.map((ad) => aCard(ad)),
    styles,
  );
}
