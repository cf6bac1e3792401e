/** The port through which a cycle reads pages of single ads: which it opens is planned once and kept, so that a stopped cycle goes on where it was. */
import type { JudgedAd } from './judge-ad.js';
import type { CycleToken } from './cycle.js';
import type { Currency } from './money.js';
import type { ItemCondition, RawAd } from './raw-ad.js';
import type { ConditionFlag, Verdict } from './verdict.js';

/** Why a page is opened, in order of worth. */
export const PAGE_REASONS = ['deal', 'suspicious', 'review', 'unread', 'absent'] as const;
export type PageReason = (typeof PAGE_REASONS)[number];

/** What the answer was: the ad; the site's word that it has ended; or nothing from which anything follows. */
export const PAGE_OUTCOMES = ['ad', 'gone', 'unread'] as const;
export type PageOutcome = (typeof PAGE_OUTCOMES)[number];

/** What the newest page that showed the ad in full said of it. */
export type KnownText = Pick<RawAd, 'params' | 'itemCondition' | 'photoCount'> & { readonly description: string };

/** A card that the cycle saw, as far as it matters whether its own page is worth opening. */
export interface PageCandidate {
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly verdict: Exclude<Verdict['verdict'], 'rejected'>;
  readonly model: string;
  readonly memoryGb: number | null;
  readonly flags: readonly ConditionFlag[];
  readonly condition: ItemCondition | null;
  readonly priceMinor: number | null;
  readonly currency: Currency | null;
  /** `null` for a currency without a fixed euro rate. */
  readonly priceEurCents: number | null;
  /** Days since the offer was first seen; 0 when this cycle saw it first. */
  readonly daysUp: number;
  /** Its whole description is known, by its own page or by what the results showed. */
  readonly hasText: boolean;
  /** Its page was opened not long ago, and title and price are what they were then. */
  readonly isRead: boolean;
}

/** An open listing that the cycle did not see. */
export interface AbsentAd {
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly currency: Currency;
}

/** Title and price are those for which the page is opened: as long as they stay it need not be opened again. */
export interface PlannedPage extends Pick<PageCandidate, 'externalId' | 'url' | 'title' | 'priceMinor' | 'currency'> {
  readonly why: PageReason;
}

export interface PendingPage extends Pick<PlannedPage, 'externalId' | 'url' | 'why'> {
  /** From 1, in the order in which they are opened. */
  readonly position: number;
  /** As this cycle's searches showed it; `null` for an absent one. */
  readonly ad: RawAd | null;
}

export interface PageAnswer {
  readonly position: number;
  readonly now: Date;
  readonly outcome: PageOutcome;
  /** With the outcome `ad`: what is known of the ad now; the cycle judges it by this from here on. */
  readonly judged?: JudgedAd;
}

export interface PageCounts {
  readonly planned: number;
  /** By outcome; what is missing to `planned` was not opened. */
  readonly read: number;
  readonly gone: number;
  readonly unread: number;
}

export interface AdPageStore {
  /** Of the ads whose description some page showed under the title they have now: what it said last. */
  knownTexts(
    token: CycleToken,
    ads: readonly Pick<RawAd, 'externalId' | 'title'>[],
  ): Promise<ReadonlyMap<string, KnownText>>;
  /** Cards of this cycle, accepted or in review, that are judged by `rulesVersion`. `readSince`: an older reading is forgotten. */
  pageCandidates(
    token: CycleToken,
    options: { readonly rulesVersion: string; readonly readSince: Date; readonly now: Date },
  ): Promise<PageCandidate[]>;
  /** Open listings that this cycle did not see, at most `limit`: those absent for the second time first, then by oldest sight. */
  absentees(token: CycleToken, limit: number): Promise<AbsentAd[]>;
  /** Keeps what will be opened; a cycle that has a plan keeps the one it has. @throws FencedError */
  planPages(token: CycleToken, pages: readonly PlannedPage[]): Promise<void>;
  /** The next page of the plan that was not opened; `undefined` when all were. */
  nextPage(token: CycleToken): Promise<PendingPage | undefined>;
  /** Stores an answer, and with it the ad and its verdict. @throws FencedError */
  savePageAnswer(token: CycleToken, answer: PageAnswer): Promise<void>;
  pageCounts(token: CycleToken): Promise<PageCounts>;
}
