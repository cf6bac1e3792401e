/** Every marketplace by its slug. */
import { InvalidConfigError } from '../errors/app-error.js';
import type { Marketplace } from './marketplace.js';
import { olxMarketplace } from './olx/olx-marketplace.js';
import type { OlxSite } from './olx/olx-site.js';
import { OLX_SITES } from './olx/sites.js';

const DEMO = 'demo';

export const MARKET_SLUGS: readonly string[] = [DEMO, ...OLX_SITES.map(({ slug }) => slug)];

/**
 * @param options.demoUrl where the simulated market answers
 * @throws InvalidConfigError for a slug that is none of `MARKET_SLUGS`
 */
export function createMarketplace(slug: string, options: { readonly demoUrl: string }): Marketplace {
  if (slug === DEMO) return olxMarketplace(demoSite(options.demoUrl));
  const site = OLX_SITES.find((known) => known.slug === slug);
  if (site === undefined) throw new InvalidConfigError(`unknown market "${slug}": one of ${MARKET_SLUGS.join(', ')}`);
  return olxMarketplace(site);
}

function demoSite(url: string): OlxSite {
  if (!URL.canParse(url)) throw new InvalidConfigError(`the demo market's address "${url}" is no URL`);
  const { origin, host } = new URL(url);
  return {
    slug: DEMO,
    name: 'Demo market',
    baseUrl: origin,
    hosts: [host],
    currency: 'EUR',
    isReal: false,
    searchPath: (term) => `/ads/q-${term}/`,
    searchParams: { 'search[order]': 'created_at:desc' },
  };
}
