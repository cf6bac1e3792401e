/** A marketplace whose ads have pages of their own, and a cycle over it with a store in memory. */
import type { Clock } from '../../clock/clock.js';
import { anAccepted, aRawAd, aRejected, RULES } from '../../listing/testing/builders.js';
import type { RawAd } from '../../listing/raw-ad.js';
import type { Classifier } from '../../listing/verdict.js';
import type { AdPage, Marketplace, ParsedPage } from '../../market/marketplace.js';
import { PageBody } from '../../market/page-body.js';
import { silentLogger, type Logger } from '../../telemetry/logger.js';
import { TOY, toyCycle, toySession, type ToySite } from './toy-cycle.js';

const NOTHING = { ad: null, source: null, disagreements: [] } as const;

/** One page of results without descriptions, and a page of its own for each ad. */
export class AdSite implements ToySite {
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
    ...{ ...TOY, resultWindow: 1_000, pageSize: 1_000, maxPages: 25 },
    searchUrl: (search) => new URL(`http://toy.test/search/${search.term}`),
    parse: () => this.#results(),
    parseAd: (_body, asked) => this.#page(asked.externalId),
  };

  readonly session = toySession((url, signal) => {
    const id = /^\/ad\/(.+)$/.exec(url.pathname)?.[1];
    if (id !== undefined) {
      this.opened.push(id);
      this.onOpen(id);
    }
    signal?.throwIfAborted();
    return new PageBody(Buffer.from(''));
  });

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
  let now = Date.parse('2026-11-01T10:00:00Z');
  const clock: Clock = { now: () => new Date(now), sleep: () => Promise.resolve() };
  const progress: number[] = [];
  const onProgress = (percent: number): void => void progress.push(percent);
  const { run, store } = toyCycle(site, classifier, { clock, log, onProgress }, { adPages, acceptShrink: true });
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
