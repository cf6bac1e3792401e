/** Words of the lexicon at their places in a text, overlapping ones too. */
import type { Token } from '../text/tokens.js';
import type { Passage } from './lexicon/index.js';
import { WORD_CLASSES, type WordClass } from './lexicon/entry.js';

export interface Mark {
  readonly kind: WordClass;
  /** Tokens [from, to). */
  readonly from: number;
  readonly to: number;
}

/** Every mark in the tokens, in order; of one class, the longest phrase at a place. */
export function findMarks(list: readonly Token[], passages: readonly Passage[]): Mark[] {
  const marks: Mark[] = [];
  for (const passage of passages)
    passage.lexicon.every(list, passage.from, passage.to, (id, from, to) => {
      const kind = WORD_CLASSES[id];
      if (kind !== undefined) marks.push({ kind, from, to });
    });
  return marks;
}
