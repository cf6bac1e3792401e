/** A marketplace whose ads have pages of their own, and a cycle over it with a store in memory. */
import type { Clock } from '../../clock/clock.js';
import type { CrawlSession } from '../../fetch/crawl-session.js';
import { anAccepted, aRawAd, aRejected, RULES } from '../../listing/testing/builders.js';
import { MemoryCycleStore } from '../../listing/testing/memory-cycle-store.js';
import type { RawAd } from '../../listing/raw-ad.js';
import type { Classifier } from '../../listing/verdict.js';
import type { AdPage, Marketplace, ParsedPage } from '../../market/marketplace.js';
import { PageBody } from '../../market/page-body.js';
import { silentLogger, type Logger } from '../../telemetry/logger.js';
import { runCycle } from '../run-cycle.js';

const NOTHING = { ad: null, source: null, disagreements: [] } as const;
const never = new AbortController().signal;

/** One page of results without descriptions, and a page of its own for each ad. */
export class AdSite {
  readonly listed = new Map<string, RawAd>();
  /** By id; what is not here is listed and has nothing more to tell. */
  readonly texts = new Map<string, string>();
  readonly kinds = new Map<string, AdPage['kind']>();
  /** Pages that were opened, by id. */
  readonly opened: string[] = [];
  /** Called before each answer to an ad's own address; throw to fail the request. */
  onOpen: (id: string) => void = () => undefined;

  list(...ids: readonly string[]): void {
    this.listed.clear();
    for (const id of ids) this.listed.set(id, aRawAd({ externalId: id, url: `http://toy.test/ad/${id}` }));
  }

  readonly market: Marketplace = {
    ...{ slug: 'toy', name: 'Toy', baseUrl: new URL('http://toy.test/'), hosts: ['toy.test'], currency: 'EUR' },
    ...{ isReal: false, resultWindow: 1_000, pageSize: 1_000, maxPages: 25 },
    searchUrl: (search) => new URL(`http://toy.test/search/${search.term}`),
    parse: () => this.#results(),
    parseAd: (_body, asked) => this.#page(asked.externalId),
    adIdOf: () => null,
  };

  readonly session: CrawlSession = {
    get: (url, read) => this.session.getBody(url, (body) => read(body.text)),
    getBody: async (url, read, signal) => {
      const id = /^\/ad\/(.+)$/.exec(url.pathname)?.[1];
      if (id !== undefined) {
        this.opened.push(id);
        this.onOpen(id);
      }
      signal?.throwIfAborted();
      return { value: read(new PageBody(Buffer.from(''))).value, bytes: 0, attempts: 1, url };
    },
    close: async () => undefined,
  };

  #results(): ParsedPage {
    const ads = [...this.listed.values()];
    const counts = { announcedTotal: ads.length, page: 1, totalPages: 1, cards: ads.length, unparsed: 0 };
    return { kind: 'results', ads, ...counts, source: 'dom', sourceCounts: { dom: ads.length }, disagreements: [] };
  }

  #page(id: string): AdPage {
    const kind = this.kinds.get(id) ?? 'ad';
    if (kind !== 'ad') return { ...NOTHING, kind };
    const listed = this.listed.get(id) ?? aRawAd({ externalId: id, url: `http://toy.test/ad/${id}` });
    return {
      kind,
      ad: { ...listed, description: this.texts.get(id) ?? 'Работи.' },
      source: 'state',
      disagreements: [],
    };
  }
}

const classifier: Classifier = {
  rulesVersion: RULES,
  classify: ({ description }) =>
    description?.includes('Не дава картина') === true ? aRejected({ reason: 'defective' }) : anAccepted(),
};

/** A site with the ads `ids`, and cycles over it that open up to `adPages` of their pages, on a clock that `pass` moves. */
export function setUp(ids: readonly string[], adPages = 10, log: Logger = silentLogger) {
  const site = new AdSite();
  site.list(...ids);
  const store = new MemoryCycleStore();
  let now = Date.parse('2026-11-01T10:00:00Z');
  const clock: Clock = { now: () => new Date(now), sleep: () => Promise.resolve() };
  const progress: number[] = [];
  const parts = { store, classifier, openSession: async () => site.session, clock, log };
  const options = {
    ...{ market: site.market, terms: ['rtx'], maxPages: 999, adPages, trigger: 'manual', pod: 'test' },
    ...{ resumeHours: 6, acceptShrink: true },
  };
  const run = (signals: { stop?: AbortSignal; lost?: AbortSignal } = {}, over: Partial<typeof options> = {}) =>
    runCycle(
      { ...parts, onProgress: (percent) => progress.push(percent) },
      { ...options, ...over },
      { stop: never, lost: never, ...signals },
    );
  const pass = (ms: number): number => (now += ms);
  const active = (): string[] =>
    store
      .published()
      .listings.filter(({ status }) => status === 'active')
      .map(({ externalId }) => externalId);
  return { site, store, run, pass, progress, active };
}

/** The ids of `count` ads. */
export const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => String(1_001 + n));
