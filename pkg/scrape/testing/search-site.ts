/** A marketplace of searches alone, and a cycle over it with a store in memory. */
import { systemClock } from '../../clock/clock.js';
import type { CrawlSession } from '../../fetch/crawl-session.js';
import { anAccepted, aRawAd, aRejected, RULES } from '../../listing/testing/builders.js';
import { MemoryCycleStore } from '../../listing/testing/memory-cycle-store.js';
import type { Classifier } from '../../listing/verdict.js';
import type { Marketplace, ParsedPage, Search } from '../../market/marketplace.js';
import { PageBody } from '../../market/page-body.js';
import { silentLogger } from '../../telemetry/logger.js';
import type { CycleOptions, CycleParts } from '../cycle-parts.js';
import type { CycleOutcome } from '../cycle-outcome.js';
import { runCycle } from '../run-cycle.js';

/** A site that exists only as prices by id: it answers searches like the real one, with a result window and padding. */
export class SearchSite {
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
    ...{
      slug: 'toy',
      name: 'Toy',
      baseUrl: new URL('http://toy.test/'),
      hosts: ['toy.test'],
      currency: 'EUR',
      isReal: false,
    },
    ...{ resultWindow: this.window, pageSize: this.pageSize, maxPages: this.window / this.pageSize },
    adIdOf: () => null,
    searchUrl: ({ priceFrom, priceTo }: Search, page) =>
      new URL(`http://toy.test/?from=${priceFrom ?? ''}&to=${priceTo ?? ''}&page=${page}`),
    parse: (body) => JSON.parse(typeof body === 'string' ? body : body.text) as ParsedPage,
    parseAd: () => ({ kind: 'unrecognised', ad: null, source: null, disagreements: [] }),
  };

  readonly session: CrawlSession = {
    get: (url, read) => this.session.getBody(url, (body) => read(body.text)),
    getBody: async (url, read) => {
      this.asked.push(url.search);
      this.onRequest(url);
      const body = new PageBody(Buffer.from(JSON.stringify(this.answer(url))));
      return { value: read(body).value, bytes: 1, attempts: 1, url };
    },
    close: async () => undefined,
  };

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
const never = new AbortController().signal;

type Run = (
  over?: Partial<CycleOptions>,
  signals?: { readonly stop?: AbortSignal; readonly lost?: AbortSignal },
) => Promise<CycleOutcome>;

/** A site with `ads` cards, and a cycle over it that finds them all. */
export function setUp(
  ads: number,
  parts: Partial<CycleParts> = {},
): { site: SearchSite; store: MemoryCycleStore; run: Run; withParts: (over: Partial<CycleParts>) => Run } {
  const site = new SearchSite();
  site.fill(ads);
  const store = new MemoryCycleStore();
  const withParts =
    (other: Partial<CycleParts>): Run =>
    (over = {}, signals = {}) =>
      runCycle(
        {
          ...{ store, classifier, openSession: async () => site.session, clock: systemClock, log: silentLogger },
          ...parts,
          ...other,
        },
        {
          ...{ market: site.market, terms: ['rtx'], maxPages: 999, adPages: 10, trigger: 'manual', pod: 'test' },
          ...{ resumeHours: 6, acceptShrink: false },
          ...over,
        },
        { stop: never, lost: never, ...signals },
      );
  return { site, store, run: withParts({}), withParts };
}
