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
  'unknown-model',
  'price-missing',
  'price-implausible',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const CONDITION_FLAGS = ['mined', 'repaired', 'new', 'boxed', 'modded'] as const;
export type ConditionFlag = (typeof CONDITION_FLAGS)[number];

/** A span of the input that took part in the decision: `text === input.slice(start, end)` in UTF-16 code units. */
export interface Evidence {
  readonly field: 'title' | 'description' | 'price';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Decision {
  /** Stable id of the rule that decided, e.g. `model.alias` or `laptop.word`. */
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  /** Version of rules and catalogue together; the same version and input give the same bytes. */
  readonly rulesVersion: string;
}

export interface Accepted extends Decision {
  readonly verdict: 'accepted';
  /** Canonical name, e.g. `RTX 3060 Ti`. */
  readonly model: string;
  /** Stated, or the only factory capacity; `null` when the ad does not say and the model has several. */
  readonly memoryGb: number | null;
  readonly flags: readonly ConditionFlag[];
}

export interface Rejected extends Decision {
  readonly verdict: 'rejected';
  readonly reason: RejectReason;
  /** The card the ad names although it is not one for sale by itself, where known. */
  readonly model?: string;
}

export type Verdict = Accepted | Rejected;

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
