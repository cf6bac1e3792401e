/** One term for each different word: a text repeats few words, and what is known of a word is kept with its term. */

/** Slots of the table, a power of two; it is emptied when half full, so that hostile text cannot make it grow. */
const SLOTS = 1 << 16;
/** Longer words are never seen twice. */
const LONGEST = 32;

/** A word of the vocabulary. Tokens of equal words share it, until the vocabulary is emptied. */
export class Term {
  readonly text: string;
  /** Whether it is of digits alone. */
  readonly isNumber: boolean;
  /** By the slot of their `TermNote`. */
  readonly notes: unknown[] = [];

  constructor(text: string) {
    this.text = text;
    this.isNumber = /^[0-9]+$/.test(text);
  }
}

let slots = 0;

/** Something that is known of a term by its text, and is never undefined: found when it is first asked for, then kept with the term. */
export class TermNote<T> {
  readonly #slot: number;
  readonly #find: (text: string) => T;

  /** Made once for each kind of note, as every term has a slot for it. */
  constructor(find: (text: string) => T) {
    this.#slot = slots;
    this.#find = find;
    slots += 1;
  }

  of(term: Term): T {
    const known = term.notes[this.#slot] as T | undefined;
    return known === undefined ? this.#learn(term) : known;
  }

  #learn({ text, notes }: Term): T {
    const found = this.#find(text);
    while (notes.length <= this.#slot) notes.push(undefined);
    notes[this.#slot] = found;
    return found;
  }
}

const terms = new Array<Term | undefined>(SLOTS).fill(undefined);
let held = 0;

function isWord(word: string, codes: Uint16Array, length: number): boolean {
  if (word.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (word.charCodeAt(at) !== codes[at]) return false;
  return true;
}

function build(codes: Uint16Array, length: number): string {
  let text = '';
  for (let at = 0; at < length; at += 4096)
    text += String.fromCharCode(...codes.subarray(at, Math.min(length, at + 4096)));
  return text;
}

/** The term of the first `length` UTF-16 units of `codes`; `hash` is any hash of them. */
export function intern(codes: Uint16Array, length: number, hash: number): Term {
  if (length > LONGEST) return new Term(build(codes, length));
  for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
    const known = terms[slot];
    if (known === undefined) {
      if (held >= SLOTS / 2) {
        terms.fill(undefined);
        held = 0;
      }
      const term = new Term(build(codes, length));
      terms[slot] = term;
      held += 1;
      return term;
    }
    if (isWord(known.text, codes, length)) return known;
  }
}
