/** The port through which a cycle keeps its progress and publishes its result; every write is fenced by the token. */
import { AppError } from '../errors/app-error.js';
import type { AdPageStore } from './ad-page-store.js';
import type { Books } from './books.js';
import type { CycleStatus, CycleToken, PendingSearch, SearchOutcome } from './cycle.js';
import type { JudgedAd, PagedAd } from './judge-ad.js';
import type { Currency } from './money.js';
import type { Verdict } from './verdict.js';

/** Another process took the cycle over (or it ended): this one must stop; nothing of the refused write was kept. */
export class FencedError extends AppError {
  readonly code = 'FENCED';
}

export interface MarketRow {
  readonly slug: string;
  readonly baseUrl: string;
  readonly currency: Currency;
}

export interface BeginCycle {
  readonly market: string;
  /** What started it: schedule, manual, daemon, demo. */
  readonly trigger: string;
  /** Pod or host, for people. */
  readonly pod: string;
  readonly now: Date;
  /** A running cycle that started after this is resumed; an older one is closed as failed. */
  readonly resumeSince: Date;
  readonly terms: readonly string[];
}

export interface OpenCycle {
  readonly token: CycleToken;
  readonly resumed: boolean;
  readonly startedAt: Date;
  /** Pages stored so far, by this run or one before. */
  readonly pages: number;
}

/** One fetched page, understood; stored in one transaction. */
export interface PageRecord {
  readonly searchId: number;
  readonly page: number;
  readonly now: Date;
  /** Organic and promoted cards in page order, repeats included, padding excluded. */
  readonly ads: readonly JudgedAd[];
  /** By the parser: all cards of the page, before anything was left out. */
  readonly cards: number;
  readonly padding: number;
  readonly unparsed: number;
  /** By the reader: cards whose ad this search had shown already, on this page or before. */
  readonly repeats: number;
  readonly announced: number | null;
  readonly totalPages: number | null;
  readonly disagreements: number;
  /** Set when this page ends the search. */
  readonly outcome?: SearchOutcome;
  /** Results that the site announces beyond the last page that can be read; set with the outcome. @default 0 */
  readonly unread?: number;
  /** Price ranges to search as well, since the site shows only a part of this search. */
  readonly ranges?: readonly { readonly priceFrom: number | null; readonly priceTo: number | null }[];
}

/** A stored raw ad that today's rules have not judged. */
export interface UnjudgedAd {
  readonly rawAdId: number;
  readonly ad: PagedAd;
}

export interface PublishRequest {
  readonly now: Date;
  /** The market's own time of what was seen, where its days are not ours: all that is said of listings goes by it. @default now */
  readonly observedAt?: Date | undefined;
  readonly rulesVersion: string;
  readonly books: Books;
  /** Only a complete cycle moves an absent ad towards gone. */
  readonly complete: boolean;
  readonly message: string;
}

/** What a publish changed. */
export interface PublishResult {
  readonly active: number;
  readonly added: number;
  readonly repriced: number;
  readonly returned: number;
  readonly missing: number;
  readonly gone: number;
  readonly withdrawn: number;
  readonly relisted: number;
}

export interface CycleStore extends AdPageStore {
  /** Makes the market known; changes nothing when it is. */
  ensureMarket(market: MarketRow): Promise<void>;
  /** Opens a cycle or takes the unfinished one over (raising its epoch). The caller holds the market's lock. */
  begin(request: BeginCycle): Promise<OpenCycle>;
  /** Records a run that found the market locked. */
  recordSkipped(request: Omit<BeginCycle, 'resumeSince' | 'terms'> & { readonly message: string }): Promise<void>;
  /** The next search that is not done, in order; `undefined` when all are. */
  nextSearch(token: CycleToken): Promise<PendingSearch | undefined>;
  /** External ids that this search has stored so far. */
  seenInSearch(searchId: number, externalIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Stores a page, its ads and verdicts, and the search's progress; an ad that another page of the cycle showed keeps the fuller text. @throws FencedError */
  savePage(token: CycleToken, page: PageRecord): Promise<void>;
  /** What this cycle goes by without a verdict of `rulesVersion` (a cycle resumed after an upgrade), at most `limit`. */
  unjudged(token: CycleToken, rulesVersion: string, limit: number): Promise<UnjudgedAd[]>;
  /** @throws FencedError */
  saveVerdicts(token: CycleToken, verdicts: readonly { rawAdId: number; verdict: Verdict }[], now: Date): Promise<void>;
  /** Sign of life, progress 0-100 and what is being done. @throws FencedError */
  heartbeat(token: CycleToken, progress?: { percent: number; message: string }): Promise<void>;
  /** The share of known pages that is stored, 0-99; never less than it was. `adPages`: how many may be planned, until they are. */
  progress(token: CycleToken, adPages: number): Promise<number>;
  /** The cycle's balance, counted from what is stored. */
  books(token: CycleToken, rulesVersion: string): Promise<Books>;
  /** Cards of the last published or partial cycle, those in doubt included; `null` before the first. */
  lastCards(market: string): Promise<number | null>;
  /** Notes the digest over the first pages; resolves to whether the two finished cycles before had the same. @throws FencedError */
  noteFirstPages(token: CycleToken, digest: string): Promise<boolean>;
  /** Publishes in one transaction: listings, prices, events, daily series, counters, status. @throws FencedError */
  publish(token: CycleToken, request: PublishRequest): Promise<PublishResult>;
  /** Ends the cycle without publishing. @throws FencedError */
  finish(
    token: CycleToken,
    end: {
      readonly status: Exclude<CycleStatus, 'running' | 'published' | 'partial' | 'skipped_locked'>;
      readonly message: string;
      readonly errorCode?: string;
      readonly books?: Books;
      readonly now: Date;
    },
  ): Promise<void>;
}
