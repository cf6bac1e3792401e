/** The port through which readers see the published market: one consistent snapshot per read, never a half-published cycle. */
import type { CycleStatus } from './cycle.js';
import type { ListingStatus } from './change.js';
import type { Currency } from './money.js';
import type { ConditionFlag, Evidence, RejectReason, ReviewReason, Verdict } from './verdict.js';

/** A published active offer. Prices in integer minor units; instants are UTC. */
export interface Offer {
  readonly id: number;
  readonly market: string;
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly model: string;
  /** `null` = the ad does not say and the model has several. */
  readonly memoryGb: number | null;
  readonly priceMinor: number;
  readonly currency: Currency;
  /** `null` for a currency without a fixed euro rate. */
  readonly priceEurCents: number | null;
  readonly priceText: string;
  readonly negotiable: boolean;
  readonly condition: string | null;
  readonly flags: readonly ConditionFlag[];
  /** Why the card is in doubt: shown, never counted; `null` = not in doubt. */
  readonly review: ReviewReason | null;
  readonly location: string | null;
  readonly photoCount: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly relistOf: number | null;
  readonly cycleId: number | null;
}

/** An offer as news: it is told as it comes, and again at each new lowest price. */
export interface OfferNews extends Offer {
  /** The site's own id of the first of the ads that re-list one another. */
  readonly origin: string;
  /** Since when the offer is up; an ad that became another card began anew. */
  readonly clockStartedAt: Date;
  /** The lowest price that it ever had, such as `18000EUR`: euro cents, or minor units of a currency without a fixed rate. */
  readonly lowest: string;
  /** Since when. */
  readonly newsAt: Date;
}

export interface PricePoint {
  readonly since: Date;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly priceEurCents: number | null;
  readonly cycleId: number | null;
}

export interface ListingEvent {
  readonly at: Date;
  readonly fromStatus: ListingStatus | null;
  readonly toStatus: ListingStatus;
  readonly model: string;
  readonly memoryGb: number | null;
  /** In doubt from here on, and why; `null` = it counts. */
  readonly review: ReviewReason | null;
  readonly why: string;
  readonly cycleId: number | null;
}

export interface StoredVerdict {
  readonly verdict: Verdict['verdict'];
  readonly reason: RejectReason | ReviewReason | null;
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  readonly rulesVersion: string;
  readonly model: string | null;
  readonly memoryGb: number | null;
  readonly flags: readonly ConditionFlag[];
  readonly judgedAt: Date;
}

/** One listing in full, whatever its status. */
export interface ListingHistory {
  readonly listing: Offer;
  readonly status: ListingStatus;
  readonly clockStartedAt: Date;
  readonly description: string | null;
  /** Oldest first. */
  readonly prices: readonly PricePoint[];
  /** Oldest first. */
  readonly events: readonly ListingEvent[];
  /** The newest verdict on the stored text; `null` for imported history. */
  readonly verdict: StoredVerdict | null;
}

/** All conditions hold at once; an absent one does not restrict. */
export interface OfferFilter {
  readonly model?: string | undefined;
  /** With `model`: only this memory; `null` = only offers that do not say. */
  readonly memoryGb?: number | null | undefined;
  readonly minMemoryGb?: number | undefined;
  readonly maxMemoryGb?: number | undefined;
  readonly minEurCents?: number | undefined;
  readonly maxEurCents?: number | undefined;
  readonly market?: string | undefined;
  /** The title contains it, ignoring case; no wildcards. */
  readonly text?: string | undefined;
  /** Offers in doubt: alone, or not at all. @default among the others */
  readonly review?: 'only' | 'exclude' | undefined;
}

/** `first_seen` is the order of ids (they rise with first sight); `price` puts offers without a euro price last; ties go by id. */
export type OfferSort = 'first_seen' | '-first_seen' | 'price' | '-price' | 'model';

export interface OfferPageRequest {
  readonly filter: OfferFilter;
  readonly sort: OfferSort;
  /** 1-1000 */
  readonly limit: number;
  /** Rows to skip. @default 0 */
  readonly offset?: number;
  /** Only rows after this id in the order of first sight (which it requires). */
  readonly afterId?: number;
}

/** Euro prices of the active offers of one variant, those in doubt left out. */
export interface VariantPrices {
  readonly model: string;
  readonly memoryGb: number | null;
  /** Active offers, with or without a euro price. */
  readonly listings: number;
  /** Euro cents, ascending. */
  readonly eurCents: readonly number[];
  /** The cheapest offer whose price can be meant (lowest id among equals); one that is too cheap to be true never is. */
  readonly cheapest: {
    readonly id: number;
    readonly url: string;
    readonly title: string;
    readonly eurCents: number;
  } | null;
}

/** What two offers are compared by. */
export interface ComparableOffer extends Pick<
  Offer,
  'id' | 'market' | 'model' | 'memoryGb' | 'priceEurCents' | 'condition' | 'flags'
> {
  /** On the market, over all its ads, when the market was last published. */
  readonly daysUp: number;
  /** Its own page was opened since title or price changed last, and the ad was there. */
  readonly pageRead: boolean;
}

/** Active offers of one variant that are alike in all that a price is adjusted for; odd prices left out. */
export interface OfferCell extends Pick<Offer, 'model' | 'memoryGb' | 'market' | 'condition' | 'flags'> {
  readonly daysUp: number;
  readonly n: number;
  /** Mean of the natural logarithms of their prices in euro cents, and the sum of squared deviations from it. */
  readonly meanLog: number;
  readonly squares: number;
}

/** Offers that asked a price of one band, relative to what the variant cost that day, for so many whole days. */
export interface PriceSpells {
  /** Number of edges at or below the relative price. */
  readonly band: number;
  readonly days: number;
  /** The offer ended then. */
  readonly ended: number;
  /** It asked another price then, or is still up. */
  readonly censored: number;
}

/** An ad that is gone for good, its re-listed forerunners counted in. */
export interface EndedOffer {
  readonly memoryGb: number | null;
  readonly firstEurCents: number;
  readonly lastEurCents: number;
  readonly days: number;
}

/** What is known of one ad. */
export interface KnownAd {
  readonly market: string;
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  /** `null`: it never was an offer; `verdict` says why. */
  readonly listing: {
    readonly id: number;
    readonly status: ListingStatus;
    readonly lastEurCents: number | null;
    readonly firstSeenAt: Date;
    readonly lastSeenAt: Date;
  } | null;
  readonly verdict: StoredVerdict | null;
}

export interface DailyPrices {
  readonly model: string;
  readonly memoryGb: number | null;
  /** UTC day, YYYY-MM-DD. */
  readonly day: string;
  /** Offers whose price can be meant: every figure is of these. */
  readonly n: number;
  /** Offers too cheap to be true, or far too dear. */
  readonly leftOut: number;
  readonly minEurCents: number;
  readonly p25EurCents: number;
  readonly medianEurCents: number;
  readonly p75EurCents: number;
  readonly maxEurCents: number;
  readonly meanEurCents: number;
}

/** Which daily prices; an absent condition does not restrict. */
export interface DailyRequest {
  /** Up to so many days before and including the newest day stored. */
  readonly days?: number | undefined;
  readonly model?: string | undefined;
  /** One market, or all together. */
  readonly market?: string | undefined;
}

/** How long an ad was on the market; an open one is censored at the last look. */
export interface Lifetime {
  readonly memoryGb: number | null;
  readonly days: number;
  /** It is gone; false = still open (or withdrawn by a rule), so the true time is longer. */
  readonly ended: boolean;
}

export interface MarketTotals {
  readonly listings: number;
  readonly newestListingAt: Date | null;
  readonly markets: readonly {
    readonly market: string;
    readonly listings: number;
    readonly cycleId: number | null;
    readonly publishedAt: Date | null;
  }[];
}

/** An ad of the published cycle that was left out. */
export interface RejectedAd {
  readonly rawAdId: number;
  readonly market: string;
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly priceText: string;
  readonly reason: RejectReason;
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  readonly model: string | null;
  readonly rulesVersion: string;
  readonly seenAt: Date;
}

export interface RejectedPageRequest {
  readonly market?: string | undefined;
  readonly reason?: RejectReason | undefined;
  readonly text?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface RejectedSummary {
  readonly accepted: number;
  /** Shown with a doubt, not counted. */
  readonly review: number;
  readonly byReason: readonly { readonly reason: RejectReason; readonly count: number }[];
}

export interface CycleRecord {
  readonly id: number;
  readonly market: string;
  readonly trigger: string;
  readonly status: CycleStatus;
  readonly complete: boolean;
  readonly progress: number;
  readonly message: string;
  readonly errorCode: string | null;
  readonly rulesVersion: string | null;
  readonly pages: number;
  readonly frozen: boolean;
  /** As stored: `Books` of the version that wrote it. */
  readonly books: Readonly<Record<string, unknown>> | null;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly finishedAt: Date | null;
}

export interface MarketStatus {
  readonly market: string;
  readonly current: CycleRecord | null;
  readonly last: CycleRecord | null;
  readonly lastPublished: CycleRecord | null;
}

/** Everything in one view belongs to the same published state. */
export interface MarketView {
  /** Changes whenever a market publishes or a replay changes data; safe inside an ETag. */
  readonly version: string;
  offers(request: OfferPageRequest): Promise<Offer[]>;
  countOffers(filter: OfferFilter): Promise<number>;
  listing(id: number): Promise<ListingHistory | undefined>;
  /** Models with at least one active offer, in order of name. */
  models(): Promise<string[]>;
  /** Per variant, in order of model and memory; offers in doubt left out. */
  variantPrices(filter: Pick<OfferFilter, 'model' | 'market'>): Promise<VariantPrices[]>;
  /** The active offers not in doubt that say their memory and have a euro price, one batch per model in order of name, so that memory stays constant. */
  comparables(model?: string): AsyncIterable<readonly ComparableOffer[]>;
  /** For the effects of condition, flags, market and age; offers in doubt, damaged ones and unknown memories left out. */
  offerCells(): Promise<OfferCell[]>;
  /** By memory of one model. @param edges ascending relative prices that part the bands */
  priceSpells(edges: readonly number[], model: string): Promise<(PriceSpells & { readonly memoryGb: number | null })[]>;
  /** Of all variants together. */
  allPriceSpells(edges: readonly number[]): Promise<PriceSpells[]>;
  endedOffers(model: string): Promise<EndedOffer[]>;
  /** The ad with the site's own id, as it was last seen, in one market or in the first that knows it. */
  knownAd(externalId: string, market?: string): Promise<KnownAd | undefined>;
  /** Every offer that matches, in order of id, in batches; memory stays constant. */
  allOffers(filter: OfferFilter): AsyncIterable<readonly Offer[]>;
  /** The active offers with these ids, in no particular order. */
  offersById(ids: readonly number[]): Promise<Offer[]>;
  /** The newest offers and the newest prices that match, newest first; what changed long ago is left out. */
  news(filter: OfferFilter, limit: number): Promise<OfferNews[]>;
  /** The active offers with these ids as news, newest first. */
  newsById(ids: readonly number[]): Promise<OfferNews[]>;
  /** Slugs of all markets that were ever read, in order. */
  markets(): Promise<string[]>;
  totals(): Promise<MarketTotals>;
  /** Up to `days` days before and including the newest day stored, oldest first; of one model or of all, in one market or in all together. */
  daily(days: number, model?: string, market?: string): Promise<DailyPrices[]>;
  /** The same of all days, or of the last `days`, in batches; memory stays constant. */
  allDaily(request: DailyRequest): AsyncIterable<readonly DailyPrices[]>;
  lifetimes(model: string): Promise<Lifetime[]>;
  rejected(request: RejectedPageRequest): Promise<RejectedAd[]>;
  countRejected(request: Omit<RejectedPageRequest, 'limit' | 'offset'>): Promise<number>;
  rejectedSummary(): Promise<RejectedSummary>;
}

/** @throws DatabaseUnavailableError from every method when the database cannot be reached */
export interface MarketReader {
  /** The version that readers see now. */
  version(): Promise<string>;
  /** Runs `work` on one consistent snapshot; the view must not be used after it settles. */
  read<T>(work: (view: MarketView) => Promise<T>): Promise<T>;
  /** Live, not bound to a published cycle: newest first. */
  cycles(limit: number, market?: string): Promise<CycleRecord[]>;
  /** Live, by name of market. */
  scrapeStatus(): Promise<MarketStatus[]>;
}
