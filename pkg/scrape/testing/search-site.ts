/** A marketplace of searches alone, and a cycle over it with a store in memory. */
import { anAccepted, aRawAd, aRejected, RULES } from '../../listing/testing/builders.js';
import type { Classifier } from '../../listing/verdict.js';
import type { Marketplace, ParsedPage, Search } from '../../market/marketplace.js';
import { PageBody } from '../../market/page-body.js';
import type { CycleParts } from '../cycle-parts.js';
import { TOY, toyCycle, toySession, type ToyCycle, type ToySite } from './toy-cycle.js';

/** A site that exists only as prices by id: it answers searches like the real one, with a result window and padding. */
export class SearchSite implements ToySite {
  ads = new Map<string, number>();
  readonly window = 40;
  readonly pageSize = 10;
  /** Called before each answer; throw to fail the request. */
  onRequest: (url: URL) => void = () => undefined;
  kind: ParsedPage['kind'] = 'results';
  readonly asked: string[] = [];

  fill(n: number): void {
    for (let i = 0; i < n; i += 1) this.ads.set(String(1_000 + i), 100 + ((i * 7) % n)); // not in the order of prices
  }

  readonly market: Marketplace = {
    ...{ ...TOY, resultWindow: this.window, pageSize: this.pageSize, maxPages: this.window / this.pageSize },
    searchUrl: ({ priceFrom, priceTo }: Search, page) =>
      new URL(`http://toy.test/?from=${priceFrom ?? ''}&to=${priceTo ?? ''}&page=${page}`),
    parse: (body) => JSON.parse(typeof body === 'string' ? body : body.text) as ParsedPage,
    parseAd: () => ({ kind: 'unrecognised', ad: null, source: null, disagreements: [] }),
  };

  readonly session = toySession((url) => {
    this.asked.push(url.search);
    this.onRequest(url);
    return new PageBody(Buffer.from(JSON.stringify(this.answer(url))));
  });

  answer(url: URL): ParsedPage {
    const bound = (name: string, open: number): number => Number(url.searchParams.get(name) || open);
    const hits = [...this.ads].filter(([, price]) => price >= bound('from', 0) && price <= bound('to', Infinity));
    const page = Number(url.searchParams.get('page'));
    const shown = Math.min(hits.length, this.window);
    const onPage = hits.slice(0, this.window).slice((page - 1) * this.pageSize, page * this.pageSize);
    const ads = onPage.map(([externalId, price]) =>
      aRawAd({ externalId, priceMinor: price * 100, priceText: `${price} €` }),
    );
    if (this.kind !== 'results') return { ...EMPTY, kind: this.kind };
    const padding = page === 1 ? [aRawAd({ externalId: '9', padding: true })] : [];
    return {
      ...EMPTY,
      kind: 'results',
      announcedTotal: hits.length,
      page,
      totalPages: Math.ceil(shown / this.pageSize) || 1,
      ads: [...ads, ...padding],
      cards: ads.length + padding.length,
    };
  }
}

/** A page that nobody understands. */
export const EMPTY: ParsedPage = {
  ...{ kind: 'unrecognised', announcedTotal: null, page: null, totalPages: null, ads: [], cards: 0, source: null },
  ...{ sourceCounts: {}, disagreements: [] },
};

const classifier: Classifier = {
  rulesVersion: RULES,
  classify: ({ title }) => (title.includes('RTX') ? anAccepted() : aRejected()),
};
/** A site with `ads` cards, and a cycle over it that finds them all. */
export function setUp(ads: number, parts: Partial<CycleParts> = {}): ToyCycle & { readonly site: SearchSite } {
  const site = new SearchSite();
  site.fill(ads);
  return { site, ...toyCycle(site, classifier, parts) };
}
