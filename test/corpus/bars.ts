/** What the classifier must reach on every labelled set; CI fails below. */
export const BARS = {
  /** Of ads accepted: right model, and right memory where it is stated. */
  precision: 0.993,
  /** Of single cards of the catalogue: accepted. */
  recall: 0.985,
  /** Of ads that offer no single card: not accepted. */
  rejection: 0.99,
} as const;

/** The same on sets of traps, where each ad is there because it is hard. */
export const ADVERSARIAL_BARS = { rejection: 0.95 } as const;

export const SENTENCE_BARS = {
  /** Of sentences that reveal something beside a good title: caught. */
  caught: 0.93,
  /** Of harmless sentences beside a good card: the card is kept. */
  kept: 0.98,
} as const;
