/** The marketplace of any OLX site; what differs between them is data. */
import type { PageBody } from '../page-body.js';
import type { AdPage, AskedAd, Marketplace, ParsedPage, ParseOptions } from '../marketplace.js';
import { adIdFromUrl } from './ad-code.js';
import type { OlxSite } from './olx-site.js';
import { parseAdPage } from './parse-ad-page.js';
import { parsePage } from './parse-page.js';
import { readPlainState } from './plain-state.js';
import { searchUrl } from './search-url.js';

export function olxMarketplace(site: OlxSite): Marketplace {
  return {
    slug: site.slug,
    name: site.name,
    baseUrl: new URL(site.baseUrl),
    hosts: site.hosts,
    currency: site.currency,
    resultWindow: site.resultWindow ?? 1000,
    pageSize: site.pageSize ?? 40,
    maxPages: site.maxPages ?? 25,
    isReal: site.isReal,
    adIdOf: (url) => adIdFromUrl(url, site.hosts),
    searchUrl: (search, page) => searchUrl(site, search, page),
    parse: (body, options = {}) => parseSafely(body, site, options),
    parseAd: (body, asked) => parseAdSafely(typeof body === 'string' ? body : body.text, asked, site),
  };
}

/** A page is a stranger's text: whatever it does to a reader ends as "not understood", with the reason. */
function parseSafely(body: string | PageBody, site: OlxSite, options: ParseOptions): ParsedPage {
  try {
    if (typeof body === 'string') return parsePage(body, site, options);
    const plain = body.isUtf8 && options.compare !== true ? readPlainState(body.bytes, site) : null;
    return plain ?? parsePage(body.text, site, options);
  } catch (err) {
    return {
      ...{ kind: 'unrecognised', announcedTotal: null, page: null, totalPages: null, ads: [], cards: 0, source: null },
      ...{ sourceCounts: {}, disagreements: [], note: `reading it failed: ${String(err)}` },
    };
  }
}

function parseAdSafely(body: string, asked: AskedAd, site: OlxSite): AdPage {
  try {
    return parseAdPage(body, asked, site);
  } catch (err) {
    const note = `reading it failed: ${String(err)}`;
    return { kind: 'unrecognised', ad: null, source: null, disagreements: [], note };
  }
}
