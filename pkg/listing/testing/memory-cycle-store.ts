/** A CycleStore in memory: the reference that the contract compares PostgreSQL with, and a fast store for cycle tests. */
import type { AbsentAd, AdPageStore, PageCounts } from '../ad-page-store.js';
import { booksOf, type Books, type SearchCount } from '../books.js';
import type { Observation } from '../change.js';
import type { CycleStatus, CycleToken, PendingSearch } from '../cycle.js';
import {
  FencedError,
  type BeginCycle,
  type CycleStore,
  type MarketRow,
  type OpenCycle,
  type PageRecord,
  type PublishRequest,
  type PublishResult,
  type UnjudgedAd,
} from '../cycle-store.js';
import type { RejectReason, Verdict } from '../verdict.js';
import { MemoryAdPages } from './memory-ad-pages.js';
import { MemoryListings } from './memory-listings.js';
import { MemoryRawAds } from './memory-raw-ads.js';
import type { Published } from './published.js';

/** A search with its counts, which pages change, and the ads it saw. */
interface MemorySearch extends PendingSearch, Writable<Omit<SearchCount, 'term' | 'ads' | 'isRange'>> {
  readonly parent: MemorySearch | null;
  nextPage: number;
  totalPages: number | null;
  readonly ids: Set<string>;
}
type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface MemoryCycle {
  readonly id: number;
  epoch: number;
  readonly market: string;
  status: CycleStatus;
  readonly startedAt: Date;
  pages: number;
  digest: string | null;
  books: Books | null;
  readonly searches: MemorySearch[];
  readonly ads: Map<string, number>;
}

export class MemoryCycleStore implements CycleStore {
  readonly #cycles: MemoryCycle[] = [];
  readonly #raw = new MemoryRawAds();
  readonly #pages = new MemoryAdPages(this.#raw);
  readonly #listings = new MemoryListings();
  #nextSearchId = 1;

  ensureMarket(_market: MarketRow): Promise<void> {
    return Promise.resolve();
  }

  begin({ market, now, resumeSince, terms }: BeginCycle): Promise<OpenCycle> {
    const running = this.#cycles.find((cycle) => cycle.market === market && cycle.status === 'running');
    if (running !== undefined && running.startedAt > resumeSince) {
      const { id: cycleId, startedAt, pages } = running;
      running.epoch += 1;
      return Promise.resolve({ token: { cycleId, epoch: running.epoch }, resumed: true, startedAt, pages });
    }
    if (running !== undefined) running.status = 'failed';
    const cycle = this.#open(market, 'running', now);
    for (const term of terms) this.#addSearch(cycle, null, term, null, null);
    return Promise.resolve({ token: { cycleId: cycle.id, epoch: 1 }, resumed: false, startedAt: now, pages: 0 });
  }

  recordSkipped({ market, now }: Parameters<CycleStore['recordSkipped']>[0]): Promise<void> {
    this.#open(market, 'skipped_locked', now);
    return Promise.resolve();
  }

  async nextSearch(token: CycleToken): Promise<PendingSearch | undefined> {
    const search = this.#cycle(token).searches.find(({ outcome }) => outcome === null);
    return search && { ...search, parentAnnounced: search.parent?.announced ?? null };
  }

  async seenInSearch(searchId: number, externalIds: readonly string[]): Promise<ReadonlySet<string>> {
    const search = this.#cycles.flatMap((cycle) => cycle.searches).find(({ id }) => id === searchId);
    return new Set(externalIds.filter((id) => search?.ids.has(id)));
  }

  async savePage(token: CycleToken, page: PageRecord): Promise<void> {
    const cycle = this.#fenced(token);
    const search = cycle.searches.find(({ id }) => id === page.searchId);
    if (search === undefined || search.outcome !== null || search.nextPage !== page.page) return;
    for (const judged of page.ads) {
      search.ids.add(judged.ad.externalId);
      const rawAdId = this.#raw.store(judged);
      const known = cycle.ads.get(judged.ad.externalId);
      if (known === undefined || (!this.#pages.hasText(known) && this.#pages.hasText(rawAdId)))
        cycle.ads.set(judged.ad.externalId, rawAdId);
    }
    search.nextPage += 1;
    search.pages += 1;
    search.totalPages = page.totalPages ?? search.totalPages;
    search.announced ??= page.announced;
    search.outcome = page.outcome ?? null;
    search.unread = page.unread ?? 0;
    for (const field of ['cards', 'padding', 'unparsed', 'repeats', 'disagreements'] as const)
      search[field] += page[field];
    cycle.pages += 1;
    for (const { priceFrom, priceTo } of page.ranges ?? [])
      this.#addSearch(cycle, search, search.term, priceFrom, priceTo);
  }

  async unjudged(token: CycleToken, rulesVersion: string, limit: number): Promise<UnjudgedAd[]> {
    const { id, ads } = this.#cycle(token);
    return [...this.#pages.contentsOf(id, ads).values()]
      .filter((rawAdId) => !this.#raw.at(rawAdId).verdicts.has(rulesVersion))
      .slice(0, limit)
      .map((rawAdId) => {
        const { title, description, priceMinor, currency, priceDisagrees = false } = this.#raw.at(rawAdId).ad;
        return { rawAdId, ad: { title, description, priceMinor, currency, priceDisagrees } };
      });
  }

  async saveVerdicts(token: CycleToken, verdicts: readonly { rawAdId: number; verdict: Verdict }[]): Promise<void> {
    this.#fenced(token);
    for (const { rawAdId, verdict } of verdicts) this.#raw.at(rawAdId).verdicts.set(verdict.rulesVersion, verdict);
  }

  async heartbeat(token: CycleToken): Promise<void> {
    this.#fenced(token);
  }

  async progress(token: CycleToken, adPages: number): Promise<number> {
    const { id, searches } = this.#cycle(token);
    const done = searches.filter(({ outcome }) => outcome !== null).length;
    const { planned, read, gone, unread } = this.#pages.counts(id);
    const all = searches.length + (planned > 0 ? planned : adPages);
    return Math.min(99, Math.floor((100 * (done + read + gone + unread)) / all));
  }

  async books(token: CycleToken, rulesVersion: string): Promise<Books> {
    const { searches, ads, pages } = this.#cycle(token);
    const verdicts = [...ads.values()].map((id) => this.#raw.at(id).verdicts.get(rulesVersion));
    const rejected: Partial<Record<RejectReason, number>> = {};
    for (const verdict of verdicts)
      if (verdict?.verdict === 'rejected') rejected[verdict.reason] = (rejected[verdict.reason] ?? 0) + 1;
    const idsOf = (some: readonly MemorySearch[]): Set<string> => new Set(some.flatMap(({ ids }) => [...ids]));
    return booksOf({
      searches: searches.map((search) => ({ ...search, isRange: search.parent !== null, ads: search.ids.size })),
      ...{ pages, ads: ads.size, adsOfSearches: idsOf(searches).size },
      terms: [...new Set(searches.map(({ term }) => term))].map((term) => {
        const own = searches.filter((search) => search.term === term);
        const inWhole = idsOf(own.filter(({ parent }) => parent === null));
        const all = [...idsOf(own)];
        return { term, ads: all.length, onlyInRanges: all.filter((id) => !inWhole.has(id)).length };
      }),
      accepted: verdicts.filter((verdict) => verdict?.verdict === 'accepted').length,
      review: verdicts.filter((verdict) => verdict?.verdict === 'review').length,
      rejected,
      adPages: await this.pageCounts(token),
    });
  }

  async lastCards(market: string): Promise<number | null> {
    const books = this.#finished(market)[0]?.books;
    return books ? books.accepted + books.review : null;
  }

  async noteFirstPages(token: CycleToken, digest: string): Promise<boolean> {
    const cycle = this.#fenced(token);
    cycle.digest = digest;
    const earlier = this.#finished(cycle.market).slice(0, 2);
    return earlier.length === 2 && earlier.every((other) => other.digest === digest);
  }

  async knownTexts(...[, ads]: Parameters<AdPageStore['knownTexts']>): ReturnType<AdPageStore['knownTexts']> {
    return this.#raw.knownTexts(ads);
  }

  async pageCandidates(
    ...[token, { rulesVersion, readSince }]: Parameters<AdPageStore['pageCandidates']>
  ): ReturnType<AdPageStore['pageCandidates']> {
    return this.#pages.candidates(this.#cycle(token).ads, rulesVersion, readSince);
  }

  async absentees(token: CycleToken, limit: number): Promise<AbsentAd[]> {
    const { market, ads } = this.#cycle(token);
    return this.#listings.open(market, ads).slice(0, limit);
  }

  async planPages(...[token, pages]: Parameters<AdPageStore['planPages']>): Promise<void> {
    this.#pages.plan(this.#fenced(token).id, pages);
  }

  async nextPage(token: CycleToken): ReturnType<AdPageStore['nextPage']> {
    const { id, ads } = this.#cycle(token);
    return this.#pages.next(id, ads);
  }

  async savePageAnswer(...[token, answer]: Parameters<AdPageStore['savePageAnswer']>): Promise<void> {
    const { id, ads } = this.#fenced(token);
    this.#pages.answer(id, ads, answer);
  }

  async pageCounts(token: CycleToken): Promise<PageCounts> {
    return this.#pages.counts(this.#cycle(token).id);
  }

  async publish(token: CycleToken, request: PublishRequest): Promise<PublishResult> {
    const { now, observedAt = now, rulesVersion, books, complete } = request;
    const cycle = this.#fenced(token);
    const { id, market } = cycle;
    const ads = this.#pages.contentsOf(id, cycle.ads);
    const gone = this.#pages.goneIn(id);
    const counts = this.#listings.publish(market, { now: observedAt, complete }, [
      ...[...ads].map(([externalId, rawAdId]) => ({
        externalId,
        seen: this.#raw.observationOf(rawAdId, rulesVersion),
      })),
      ...this.#listings.open(market, ads).map(({ externalId }) => {
        const seen: Observation = { kind: gone.has(externalId) ? 'gone' : 'absent' };
        return { externalId, seen };
      }),
    ]);
    Object.assign(cycle, { status: complete ? 'published' : 'partial', books });
    return {
      ...{ active: this.#listings.active(market), added: counts.add ?? 0, repriced: counts.reprice ?? 0 },
      ...{ returned: (counts.return ?? 0) + (counts.restore ?? 0), missing: counts.miss ?? 0, gone: counts.end ?? 0 },
      ...{ withdrawn: counts.withdraw ?? 0, relisted: 0 },
    };
  }

  async finish(token: CycleToken, { status, books }: Parameters<CycleStore['finish']>[1]): Promise<void> {
    Object.assign(this.#fenced(token), { status, books: books ?? null });
  }

  published(): Published {
    return this.#listings.published();
  }

  /** The status a cycle has come to, newest last. */
  statuses(): CycleStatus[] {
    return this.#cycles.map((cycle) => cycle.status);
  }

  #open(market: string, status: CycleStatus, startedAt: Date): MemoryCycle {
    const cycle: MemoryCycle = {
      ...{ id: this.#cycles.length + 1, epoch: 1, market, status, startedAt, pages: 0, digest: null, books: null },
      ...{ searches: [], ads: new Map() },
    };
    this.#cycles.push(cycle);
    return cycle;
  }

  #addSearch(
    cycle: MemoryCycle,
    parent: MemorySearch | null,
    term: string,
    priceFrom: number | null,
    priceTo: number | null,
  ): void {
    cycle.searches.push({
      ...{
        id: this.#nextSearchId++,
        parent,
        term,
        priceFrom,
        priceTo,
        nextPage: 1,
        totalPages: null,
        parentAnnounced: null,
      },
      ...{ announced: null, outcome: null, unread: 0, ids: new Set<string>(), pages: 0 },
      ...{ cards: 0, padding: 0, unparsed: 0, repeats: 0, disagreements: 0 },
    });
  }

  #finished(market: string): MemoryCycle[] {
    return this.#cycles
      .filter((cycle) => cycle.market === market && (cycle.status === 'published' || cycle.status === 'partial'))
      .reverse();
  }

  #cycle({ cycleId }: CycleToken): MemoryCycle {
    const cycle = this.#cycles[cycleId - 1];
    if (cycle === undefined) throw new FencedError(`cycle ${cycleId} does not exist`);
    return cycle;
  }

  #fenced(token: CycleToken): MemoryCycle {
    const cycle = this.#cycle(token);
    if (cycle.status !== 'running') throw new FencedError(`cycle ${cycle.id} is over (${cycle.status})`);
    if (cycle.epoch !== token.epoch) throw new FencedError(`cycle ${cycle.id} was taken over`);
    return cycle;
  }
}
