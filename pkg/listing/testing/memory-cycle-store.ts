/** A CycleStore in memory: the reference that the contract compares PostgreSQL with, and a fast store for cycle tests. */
import type { Books, CycleStatus, CycleToken, PendingSearch, SearchOutcome } from '../cycle.js';
import {
  FencedError,
  type BeginCycle,
  type CycleStore,
  type JudgedAd,
  type MarketRow,
  type OpenCycle,
  type PageRecord,
  type PublishRequest,
  type PublishResult,
  type UnjudgedAd,
} from '../cycle-store.js';
import { nextStatus, type ListingStatus, type Observation } from '../life-cycle.js';
import { isSamePrice, type Currency } from '../money.js';
import type { RawAd } from '../raw-ad.js';
import type { RejectReason, Verdict } from '../verdict.js';
import type { Published } from './cycle-store-contract.js';

interface MemorySearch extends PageCounts {
  id: number;
  parent: number | null;
  term: string;
  priceFrom: number | null;
  priceTo: number | null;
  nextPage: number;
  totalPages: number | null;
  announced: number | null;
  outcome: SearchOutcome | null;
  ids: Set<string>;
}

interface PageCounts {
  cards: number;
  padding: number;
  unparsed: number;
  disagreements: number;
}

interface MemoryCycle {
  id: number;
  epoch: number;
  market: string;
  status: CycleStatus;
  startedAt: Date;
  pages: number;
  digest: string | null;
  books: Books | null;
  searches: MemorySearch[];
  ads: Map<string, number>;
  gone: Set<string>;
}

interface MemoryListing {
  externalId: string;
  url: string;
  model: string;
  memoryGb: number | null;
  price: { minor: number; currency: Currency };
  status: ListingStatus;
  prices: { since: Date; minor: number; currency: Currency }[];
  events: { at: Date; from: ListingStatus | null; to: ListingStatus; why: string }[];
}

export class MemoryCycleStore implements CycleStore {
  readonly #cycles: MemoryCycle[] = [];
  readonly #raw: { ad: RawAd; hash: string; verdicts: Map<string, Verdict> }[] = [];
  readonly #listings = new Map<string, MemoryListing>();
  #nextSearchId = 1;

  ensureMarket(_market: MarketRow): Promise<void> {
    return Promise.resolve();
  }

  begin({ market, now, resumeSince, terms }: BeginCycle): Promise<OpenCycle> {
    const running = this.#cycles.find((cycle) => cycle.market === market && cycle.status === 'running');
    if (running !== undefined && running.startedAt > resumeSince) {
      running.epoch += 1;
      return Promise.resolve({
        token: { cycleId: running.id, epoch: running.epoch },
        resumed: true,
        startedAt: running.startedAt,
      });
    }
    if (running !== undefined) running.status = 'failed';
    const cycle: MemoryCycle = {
      ...{ id: this.#cycles.length + 1, epoch: 1, market, status: 'running', startedAt: now, pages: 0 },
      ...{ digest: null, books: null, searches: [], ads: new Map(), gone: new Set() },
    };
    for (const term of terms) this.#addSearch(cycle, null, term, null, null);
    this.#cycles.push(cycle);
    return Promise.resolve({ token: { cycleId: cycle.id, epoch: 1 }, resumed: false, startedAt: now });
  }

  recordSkipped({ market, now }: Parameters<CycleStore['recordSkipped']>[0]): Promise<void> {
    this.#cycles.push({
      ...{ id: this.#cycles.length + 1, epoch: 1, market, status: 'skipped_locked', startedAt: now, pages: 0 },
      ...{ digest: null, books: null, searches: [], ads: new Map(), gone: new Set() },
    });
    return Promise.resolve();
  }

  async nextSearch(token: CycleToken): Promise<PendingSearch | undefined> {
    const { searches } = this.#cycle(token);
    const search = searches.find(({ outcome }) => outcome === null);
    const parent = searches.find(({ id }) => id === search?.parent);
    return search && { ...search, parentAnnounced: parent?.announced ?? null };
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
      if (!cycle.ads.has(judged.ad.externalId)) cycle.ads.set(judged.ad.externalId, this.#store(judged));
    }
    search.nextPage += 1;
    search.totalPages = page.totalPages ?? search.totalPages;
    search.announced ??= page.announced;
    search.outcome = page.outcome ?? null;
    search.cards += page.ads.length + page.padding + page.unparsed;
    search.padding += page.padding;
    search.unparsed += page.unparsed;
    search.disagreements += page.disagreements;
    cycle.pages += 1;
    for (const { priceFrom, priceTo } of page.ranges ?? [])
      this.#addSearch(cycle, search.id, search.term, priceFrom, priceTo);
  }

  async unjudged(token: CycleToken, rulesVersion: string, limit: number): Promise<UnjudgedAd[]> {
    return [...this.#cycle(token).ads.values()]
      .filter((rawAdId) => !this.#rawAt(rawAdId).verdicts.has(rulesVersion))
      .slice(0, limit)
      .map((rawAdId) => {
        const { title, description, priceMinor, currency } = this.#rawAt(rawAdId).ad;
        return { rawAdId, title, description: description ?? null, priceMinor, currency };
      });
  }

  async saveVerdicts(token: CycleToken, verdicts: readonly { rawAdId: number; verdict: Verdict }[]): Promise<void> {
    this.#fenced(token);
    for (const { rawAdId, verdict } of verdicts) this.#rawAt(rawAdId).verdicts.set(verdict.rulesVersion, verdict);
  }

  async heartbeat(token: CycleToken): Promise<void> {
    this.#fenced(token);
  }

  async progress(token: CycleToken): Promise<number> {
    const { searches } = this.#cycle(token);
    return Math.min(
      99,
      Math.floor((100 * searches.filter((search) => search.outcome !== null).length) / searches.length),
    );
  }

  async books(token: CycleToken, rulesVersion: string): Promise<Books> {
    const { searches, ads, pages } = this.#cycle(token);
    const sum = (field: keyof PageCounts): number => searches.reduce((total, search) => total + search[field], 0);
    const verdicts = [...ads.values()].map((id) => this.#rawAt(id).verdicts.get(rulesVersion));
    const rejected: Partial<Record<RejectReason, number>> = {};
    for (const verdict of verdicts)
      if (verdict?.verdict === 'rejected') rejected[verdict.reason] = (rejected[verdict.reason] ?? 0) + 1;
    const seen = ads.size + sum('unparsed');
    const terms = [...new Set(searches.map((search) => search.term))].map((term) => {
      const own = searches.filter((search) => search.term === term);
      const seenByTerm =
        new Set(own.flatMap((search) => [...search.ids])).size + own.reduce((n, search) => n + search.unparsed, 0);
      const announcedBySite = own.find((search) => search.parent === null)?.announced ?? null;
      const announced = Math.max(announcedBySite ?? 0, seenByTerm);
      const outcomes = [...new Set(own.map((search) => search.outcome).filter((outcome) => outcome !== null))].sort();
      return { term, announcedBySite, announced, seen: seenByTerm, unreached: announced - seenByTerm, outcomes };
    });
    return {
      ...{
        terms,
        cards: sum('cards'),
        seen,
        padding: sum('padding'),
        duplicates: sum('cards') - sum('padding') - seen,
      },
      ...{
        parsed: ads.size,
        unparsed: sum('unparsed'),
        rejected,
        pages,
        disagreements: sum('disagreements'),
        miscounts: [],
      },
      accepted: verdicts.filter((verdict) => verdict?.verdict === 'accepted').length,
    };
  }

  async lastAccepted(market: string): Promise<number | null> {
    return this.#finished(market)[0]?.books?.accepted ?? null;
  }

  async noteFirstPages(token: CycleToken, digest: string): Promise<boolean> {
    const cycle = this.#fenced(token);
    cycle.digest = digest;
    const earlier = this.#finished(cycle.market).slice(0, 2);
    return earlier.length === 2 && earlier.every((other) => other.digest === digest);
  }

  async absentees(token: CycleToken, limit: number): Promise<{ externalId: string; url: string }[]> {
    const { ads, gone } = this.#cycle(token);
    return [...this.#listings.values()]
      .filter(
        ({ status, externalId }) =>
          (status === 'active' || status === 'missing') && !ads.has(externalId) && !gone.has(externalId),
      )
      .slice(0, limit)
      .map(({ externalId, url }) => ({ externalId, url }));
  }

  async confirmGone(token: CycleToken, externalId: string): Promise<void> {
    this.#fenced(token).gone.add(externalId);
  }

  async publish(token: CycleToken, { now, rulesVersion, books, complete }: PublishRequest): Promise<PublishResult> {
    const cycle = this.#fenced(token);
    const counts = { added: 0, repriced: 0, returned: 0, missing: 0, gone: 0, withdrawn: 0, relisted: 0 };
    for (const [externalId, rawAdId] of cycle.ads) {
      const { ad, verdicts } = this.#rawAt(rawAdId);
      const verdict = verdicts.get(rulesVersion);
      const listing = this.#listings.get(externalId);
      if (verdict?.verdict === 'rejected') {
        if (listing !== undefined && this.#move(listing, { seen: 'rejected', reason: verdict.reason }, now))
          counts.withdrawn += 1;
      } else if (verdict !== undefined && ad.priceMinor !== null && ad.currency !== null) {
        const price = { minor: ad.priceMinor, currency: ad.currency };
        const known = listing ?? {
          externalId,
          url: ad.url,
          model: verdict.model,
          memoryGb: verdict.memoryGb,
          price,
          status: 'active',
          prices: [],
          events: [],
        };
        const sameCard = known.model === verdict.model && known.memoryGb === verdict.memoryGb;
        if (listing === undefined) {
          counts.added += 1;
          known.events.push({ at: now, from: null, to: 'active', why: 'first seen' });
          this.#listings.set(externalId, known);
        } else if (this.#move(known, { seen: 'accepted', sameCard }, now) && known.events.at(-1)?.from !== 'active')
          counts.returned += 1;
        if (listing === undefined || !isSamePrice(price, known.price)) {
          known.prices.push({ since: now, ...price });
          if (listing !== undefined) counts.repriced += 1;
        }
        Object.assign(known, { model: verdict.model, memoryGb: verdict.memoryGb, price });
      }
    }
    if (complete)
      for (const listing of this.#listings.values())
        if (
          !cycle.ads.has(listing.externalId) &&
          this.#move(listing, { seen: 'absent', confirmedGone: cycle.gone.has(listing.externalId) }, now)
        )
          counts[listing.status === 'missing' ? 'missing' : 'gone'] += 1;
    Object.assign(cycle, { status: complete ? 'published' : 'partial', books });
    return { active: [...this.#listings.values()].filter((listing) => listing.status === 'active').length, ...counts };
  }

  async finish(token: CycleToken, { status, books }: Parameters<CycleStore['finish']>[1]): Promise<void> {
    Object.assign(this.#fenced(token), { status, books: books ?? null });
  }

  /** Everything published so far, in the form that the contract compares. */
  published(): Published {
    const minute = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');
    const listings = [...this.#listings.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
    return {
      listings: listings.map(({ externalId, model, memoryGb, price, status }) => ({
        ...{ externalId, model, memoryGb, priceMinor: price.minor, currency: price.currency, status },
      })),
      prices: listings.flatMap(({ externalId, prices }) =>
        prices.map(({ since, minor, currency }) => ({ externalId, since: minute(since), priceMinor: minor, currency })),
      ),
      events: listings.flatMap(({ externalId, events }) =>
        events.map(({ at, ...event }) => ({ externalId, at: minute(at), ...event })),
      ),
    };
  }

  /** The status a cycle has come to, newest last. */
  statuses(): CycleStatus[] {
    return this.#cycles.map((cycle) => cycle.status);
  }

  #move(listing: MemoryListing, observation: Observation, at: Date): boolean {
    const transition = nextStatus(listing.status, observation);
    if (transition === null) return false;
    listing.events.push({ at, from: listing.status, ...transition });
    listing.status = transition.to;
    return true;
  }

  #store({ ad, contentHash, verdict }: JudgedAd): number {
    const hash = Buffer.from(contentHash).toString('hex');
    let id = this.#raw.findIndex((raw) => raw.ad.externalId === ad.externalId && raw.hash === hash);
    if (id === -1) id = this.#raw.push({ ad, hash, verdicts: new Map() }) - 1;
    const { verdicts } = this.#rawAt(id);
    if (!verdicts.has(verdict.rulesVersion)) verdicts.set(verdict.rulesVersion, verdict);
    return id;
  }

  #rawAt(id: number): { ad: RawAd; hash: string; verdicts: Map<string, Verdict> } {
    const raw = this.#raw[id];
    if (raw === undefined) throw new RangeError(`no raw ad ${id}`);
    return raw;
  }

  #addSearch(
    cycle: MemoryCycle,
    parent: number | null,
    term: string,
    priceFrom: number | null,
    priceTo: number | null,
  ): void {
    cycle.searches.push({
      ...{ id: this.#nextSearchId++, parent, term, priceFrom, priceTo, nextPage: 1, totalPages: null, announced: null },
      ...{ outcome: null, ids: new Set<string>(), cards: 0, padding: 0, unparsed: 0, disagreements: 0 },
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
