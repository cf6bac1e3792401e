/** What may befall a listing: its states, what is observed of it, and the closed list of actions with their reasons. */
import type { Money } from './money.js';
import type { ItemCondition } from './raw-ad.js';
import type { ConditionFlag, RejectReason, ReviewReason } from './verdict.js';

/** `missing`: absent from one complete cycle; `gone`: from two, or the site says so; `withdrawn`: still there, and rejected now. */
export const LISTING_STATUSES = ['active', 'missing', 'gone', 'withdrawn'] as const;
export type ListingStatus = (typeof LISTING_STATUSES)[number];

/**
 * In the order in which several follow one another on one listing: it is back, it is another card, it is believed or not,
 * in another state, at another price. So whoever reads a price change sees it on the card that it is the price of. `edit`
 * stands alone: other words, photos or place, and nothing of the above; without it a row could not be rebuilt from its changes.
 */
export const ACTIONS = [
  'add',
  'return',
  'restore',
  'withdraw',
  'miss',
  'end',
  'remodel',
  'review',
  'reflag',
  'reprice',
  'edit',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Actions that are events of the life cycle, from which daily series are computed. */
export const EVENTS: readonly Action[] = ['add', 'return', 'restore', 'withdraw', 'miss', 'end', 'remodel', 'review'];

/** Why, by code; the phrase is for people. */
export const WHYS = {
  'first-seen': 'first seen',
  'seen-before': 'accepted now, seen before',
  'newer-rules': 'accepted by newer rules',
  labelled: 'accepted by a label',
  imported: 'imported',
  'seen-again': 'seen again',
  'accepted-again': 'accepted again',
  rejected: 'rejected',
  'absent-once': 'absent from one complete cycle',
  'absent-twice': 'absent from two complete cycles',
  'site-says-gone': 'the site says it is gone',
  'not-known-after': 'imported: not known after that day',
  'another-card': 'judged as another card',
  'became-another-card': 'edited into another card',
  'in-doubt': 'in doubt',
  'out-of-doubt': 'no longer in doubt',
  'other-state': 'condition or flags changed',
  'other-price': 'price changed',
  'other-words': 'text changed',
} as const;
export type WhyCode = keyof typeof WHYS;

/** What changes listings: a cycle that is published, or a replay of one of three kinds. */
export const SOURCES = ['publish', 'replay', 'label', 'import'] as const;
export type ChangeSource = (typeof SOURCES)[number];

/** What the page said last. It follows whatever is seen, a rejected ad too, so that verdict and words stay one story. */
export interface ListingText {
  readonly rawAdId: number | null;
  readonly url: string;
  readonly title: string;
  readonly negotiable: boolean;
  readonly location: string | null;
  readonly photoCount: number;
}

/** What it is taken for. */
export interface ListingCard {
  readonly model: string;
  readonly memoryGb: number | null;
  readonly review: ReviewReason | null;
  readonly flags: readonly ConditionFlag[];
}

export interface ListingOffer {
  readonly price: Money;
  readonly priceText: string;
  readonly condition: ItemCondition | null;
}

/** A listing, but for its ids, its clock and the stamp of its last sight. */
export interface ListingState extends ListingText, ListingCard, ListingOffer {
  readonly status: ListingStatus;
}

/**
 * What is known of one ad now. `card` and `rejected`: it is on the market, and judged so. `recalled-card` and
 * `recalled-rejected`: it is not, and its last text is judged again. `absent`: a cycle did not see it; `gone`: nor does the
 * site's own page of it exist (404, 410). `past`: another program saw it once.
 */
export type Observation =
  | ({ readonly kind: 'card'; readonly seenBefore?: boolean } & ListingText & ListingCard & ListingOffer)
  | ({ readonly kind: 'rejected'; readonly reason: RejectReason } & ListingText)
  | ({ readonly kind: 'recalled-card' } & ListingCard)
  | { readonly kind: 'recalled-rejected'; readonly reason: RejectReason }
  | { readonly kind: 'absent' | 'gone' }
  | ({ readonly kind: 'past' } & ListingText & ListingCard & ListingOffer);
export const OBSERVATION_KINDS = [
  'card',
  'rejected',
  'recalled-card',
  'recalled-rejected',
  'absent',
  'gone',
  'past',
] as const satisfies readonly Observation['kind'][];

export interface Change {
  readonly action: Action;
  readonly whyCode: WhyCode;
  /** The phrase, with the reason where there is one. */
  readonly why: string;
  /** `null`: there was no listing. */
  readonly before: ListingState | null;
  readonly after: ListingState;
}

export interface Circumstances {
  /** Of an incomplete cycle nothing may be concluded from an absence. */
  readonly complete: boolean;
  readonly source: ChangeSource;
}

export function whyText(code: WhyCode, detail?: string | null): string {
  return detail === undefined || detail === null ? WHYS[code] : `${WHYS[code]}: ${detail}`;
}
