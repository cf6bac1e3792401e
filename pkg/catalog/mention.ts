/** A GPU name found in text, as the grammar of names reports it. */
import type { Gpu } from './catalog.js';

/** A GPU name found in text. */
export interface Mention {
  /** The catalogue's GPU; `undefined` when the words name a GPU that the catalogue does not have. */
  readonly gpu: Gpu | undefined;
  /** Canonical name, or the name as the grammar reads it. */
  readonly name: string;
  /** GPUs of the same number that the words may also mean, where a capacity can decide. */
  readonly siblings: readonly Gpu[];
  /** Whether the number stands alone: "MSI 3080" is a card only when something else says so. */
  readonly bare: boolean;
  /** Whether a family word stands right at the number ("RTX 3080"), as opposed to nowhere. */
  readonly named: boolean;
  /** Laptop chip. */
  readonly laptop: boolean;
  /** Tokens [from, to). */
  readonly from: number;
  readonly to: number;
  readonly number: string;
}
