/** What the classifier decided about one ad, and why. */

export const REJECT_REASONS = [
  'not-a-gpu',
  'computer',
  'laptop',
  'part',
  'defective',
  'mining-rig',
  'lot',
  'wanted',
  'not-for-sale',
  'service',
  'fake',
  'unknown-model',
  'price-missing',
  'price-implausible',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Why an ad is shown but never counted: too little speaks for it, its parts contradict each other, the two opinions differ, or its sources do. */
export const REVIEW_REASONS = ['weak-evidence', 'contradiction', 'second-opinion', 'price-disagrees'] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

export const CONDITION_FLAGS = ['mined', 'repaired', 'new', 'boxed', 'modded'] as const;
export type ConditionFlag = (typeof CONDITION_FLAGS)[number];

/** `label`: the note of a person whose word stands in place of the rules'. */
export const EVIDENCE_FIELDS = ['title', 'description', 'price', 'params', 'label'] as const;

/**
 * A span of the input that took part in the decision: `text === input.slice(start, end)` in UTF-16 code units. What is no
 * span of a text (a parameter of the site, something missing) has `start` and `end` 0 and says in `text` what it is.
 */
export interface Evidence {
  readonly field: (typeof EVIDENCE_FIELDS)[number];
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The part of the score that this is, e.g. `noun`, `board`, `memory`; absent where the span took no part in a score. */
  readonly part?: string;
  /** What it added to the score; negative where it spoke against a card. */
  readonly points?: number;
}

interface Decision {
  /** Stable id of the rule that decided, e.g. `model.alias` or `laptop.word`. */
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  /** Version of rules and catalogue together; the same version and input give the same bytes. */
  readonly rulesVersion: string;
}

/** A card: what it is, whether it is believed without doubt or not. */
interface Card extends Decision {
  /** Canonical name, e.g. `RTX 3060 Ti`. */
  readonly model: string;
  /** Stated, or the only factory capacity; `null` when the ad does not say and the model has several. */
  readonly memoryGb: number | null;
  readonly flags: readonly ConditionFlag[];
}

export interface Accepted extends Card {
  readonly verdict: 'accepted';
}

/** Probably the card it names, but not surely: shown with its doubt, never in statistics, deals or watches. */
export interface Review extends Card {
  readonly verdict: 'review';
  readonly reason: ReviewReason;
}

export interface Rejected extends Decision {
  readonly verdict: 'rejected';
  readonly reason: RejectReason;
  /** The card the ad names although it is not one for sale by itself, where known. */
  readonly model?: string;
}

export type Verdict = Accepted | Review | Rejected;
export const VERDICTS = ['accepted', 'review', 'rejected'] as const satisfies readonly Verdict['verdict'][];

/** What there is to judge. Amount in integer minor units; `null` = the page shows no amount; both absent = price not judged. */
export interface AdText {
  readonly title: string;
  readonly description?: string | undefined;
  readonly priceMinor?: number | null | undefined;
  readonly currency?: string | null | undefined;
}

/** Pure: no I/O, no clock. */
export interface Classifier {
  readonly rulesVersion: string;
  classify(ad: AdText): Verdict;
}
