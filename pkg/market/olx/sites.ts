/** The OLX sites that are known to answer in the shared markup. */
import type { OlxSite } from './olx-site.js';

/** Newest first: the same order on every page of a search, and the one in which a cut-off list loses the oldest ads. */
const NEWEST = { 'search[order]': 'created_at:desc' };

function site(country: string, name: string, rest: Pick<OlxSite, 'currency' | 'searchPath' | 'searchParams'>): OlxSite {
  return {
    slug: `olx-${country}`,
    name,
    baseUrl: `https://www.olx.${country}`,
    hosts: [`www.olx.${country}`, `olx.${country}`],
    isReal: true,
    searchParams: NEWEST,
    ...rest,
  };
}

export const OLX_SITES: readonly OlxSite[] = [
  site('bg', 'OLX.bg', {
    currency: 'EUR',
    searchPath: (slug) => `/ads/q-${slug}/`,
    // Prices can be shown in two currencies; a price range means nothing unless one is chosen.
    searchParams: { ...NEWEST, currency: 'EUR' },
  }),
  site('pl', 'OLX.pl', { currency: 'PLN', searchPath: (slug) => `/oferty/q-${slug}/` }),
  site('ro', 'OLX.ro', { currency: 'RON', searchPath: (slug) => `/oferte/q-${slug}/` }),
  site('pt', 'OLX.pt', { currency: 'EUR', searchPath: (slug) => `/ads/q-${slug}/` }),
  site('ua', 'OLX.ua', { currency: 'UAH', searchPath: (slug) => `/uk/list/q-${slug}/` }),
  site('uz', 'OLX.uz', { currency: 'UZS', searchPath: (slug) => `/list/q-${slug}/` }),
  site('kz', 'OLX.kz', { currency: 'KZT', searchPath: (slug) => `/list/q-${slug}/` }),
];
