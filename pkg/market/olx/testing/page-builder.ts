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

/** JSON in a JSON string, as the page carries it. */
export function stateScript(state: unknown): string {
  return `<script id="olx-init-config">\nwindow.__PRERENDERED_STATE__= ${JSON.stringify(JSON.stringify(state))};\n</script>`;
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

/** A page of real size: long descriptions, configuration and styles around them. */
export function aHeavyPage(bytes: number, firstId = 100_000): string {
  const ads = Array.from({ length: 52 }, (_, at) =>
    aStateAd(firstId + at, { description: 'Дълго описание на картата.<br />\n'.repeat(60) }),
  );
  const light = aPage(
    aListing(ads, { totalElements: 1000, visibleElements: 6000, totalPages: 25 }),
    ads.map((ad) => aCard(ad)),
  );
  const missing = Math.max(0, bytes - light.length);
  const weight = Array.from({ length: Math.ceil((missing * 0.7) / 190) }, (_, at) => ({
    ...{
      id: at,
      count: at * 7,
      label: `Категория ${at}`,
      url: `/elektronika/chasti/podkategoria-${at}/`,
      parent: null,
    },
    ...{ children: [at + 1, at + 2], options: { order: at, visible: true } },
  }));
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
