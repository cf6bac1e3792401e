/** The words right after a number: which of them belong to the name, and which GPU they make of it. */
import { latinForms } from '../text/fold.js';
import { formsIn, wordIn, wordOf } from '../text/lexemes.js';
import { Sep, type Token } from '../text/tokens.js';
import { TermNote } from '../text/vocabulary.js';
import type { Gpu } from './gpu.js';
import { OPTIONAL, type Entry } from './name-table.js';
import { JOINING } from './number-kind.js';

/** Until then NVIDIA gave SUPER to some cards only, and sellers to others. */
const SUPER_NAMES_END = 2022;
const MOST_SUFFIXES = 4;
const NO_WORDS: readonly string[] = [];
/** What "super" praises stands right after it. */
const ENDS_PRAISE = Sep.close | Sep.quote | Sep.comma | Sep.slash;

const ADJECTIVE_AFTER_SUPER =
  /^(?:jet|jetstr|flow|sastoy|sost|stan|state|tsen|cena|oferta|karta|video|vide|vid|zapaz|pret|condit|price|stare|sost|dobr|good)/;

export interface Suffixes {
  readonly words: readonly string[];
  /** SUPER is written with one letter: 2060S. */
  readonly short: boolean;
  readonly to: number;
}

function isPlain(text: string): boolean {
  const { prefix, suffix, isBoard } = wordOf(text);
  return prefix === undefined && suffix === undefined && !isBoard;
}

/** What a suffix word needs to be read as one; those not listed always are. */
type Reads = (at: {
  token: Token;
  next: Token | undefined;
  glued: boolean;
  first: boolean;
  known: ReadonlySet<string>;
}) => boolean;
const ifKnown =
  (word: string): Reads =>
  ({ known }) =>
    known.has(word);
const READS: Readonly<Record<string, Reads>> = {
  super: ({ token, next, glued, known }) => {
    // "RTX 4070 с гаранция": a Cyrillic с that stands before a word is "with".
    if (token.text === 'с' && !glued && next?.sep === Sep.space && !next.isNumber) return false;
    // "GTX 1650 s kutiq": so does a Latin one, unless the word is one of boards.
    if (token.text === 's' && !glued && next?.sep === Sep.space && !next.isNumber && isPlain(next.text)) return false;
    if (token.text.length === 1) return glued || (known.has('super') && token.sep === Sep.space && next?.sep !== 0);
    if (next === undefined || glued || next.isNumber || (next.sep & ENDS_PRAISE) !== 0) return true;
    return !formsIn(next).some((form) => ADJECTIVE_AFTER_SUPER.test(form));
  },
  x: ({ next, glued, known }) => (glued || known.has('x')) && !(next?.isNumber === true && next.sep === 0),
  mobile: ({ token, next, glued, first }) => {
    if (token.text === 'm') return glued && first;
    return token.text !== 'max' || (next !== undefined && /^[qp]$/.test(next.text));
  },
  ...Object.fromEntries(
    ['d', 'le', 'v', 'sp', 'ghz', 'edition', 'boost', 'ada', 'sff', 'blackwell', 'hx'].map((word) => [
      word,
      ifKnown(word),
    ]),
  ),
};

/** The suffix words right after the number. */
export function suffixesAfter(list: readonly Token[], from: number, known: ReadonlySet<string>): Suffixes {
  let words: string[] | undefined;
  let short = false;
  let at = from;
  while (at < list.length && (words === undefined || words.length < MOST_SUFFIXES)) {
    const read = suffixAt(list, at, from, known);
    if (read === undefined) break;
    at = read.to;
    words ??= [];
    for (const word of read.words) {
      short ||= read.short && word === 'super';
      if (!words.includes(word)) words.push(word);
    }
  }
  return { words: words ?? NO_WORDS, short, to: at };
}

interface Read {
  readonly words: readonly string[];
  readonly to: number;
  /** Written with one letter: 2060S. */
  readonly short: boolean;
}

function suffixAt(list: readonly Token[], at: number, from: number, known: ReadonlySet<string>): Read | undefined {
  const token = list[at];
  if (token === undefined || (token.sep & ~JOINING) !== 0) return undefined;
  const next = list[at + 1];
  const short = token.text.length === 1;
  // 2048SP, x2, v2, P106-100: digits that belong to the name.
  if (next !== undefined && next.sep === 0 && known.has(token.text + next.text))
    return { words: [token.text + next.text], to: at + 2, short };
  if (token.isNumber) return known.has(token.text) ? { words: [token.text], to: at + 1, short } : undefined;
  const glued = token.sep === 0;
  const { suffix } = wordIn(token);
  if (short && glued && known.has(token.text)) return { words: [token.text], to: at + 1, short };
  if (suffix === undefined) {
    const run = at === from ? runTogether(token, glued, known) : undefined;
    if (run !== undefined) return { words: run, to: at + 1, short };
    const form = short ? undefined : formsIn(token).find((word) => known.has(word));
    return form === undefined ? undefined : { words: [form], to: at + 1, short };
  }
  const reads = READS[suffix];
  if (reads !== undefined && !reads({ token, next, glued, first: at === from, known })) return undefined;
  return { words: suffix.split(' '), to: at + 1, short };
}

const HEADS = ['super', 'xtx', 'gre', 'ghz', 'xt', 'ti'];

/** The suffixes that a word may begin with, each with the rest of it. */
const headed = new TermNote<readonly (readonly [head: string, rest: string])[]>((text) =>
  latinForms(text).flatMap((form) =>
    HEADS.filter((head) => form.startsWith(head)).map((head) => [head, form.slice(head.length)] as const),
  ),
);

/** Suffixes in one word, with each other or with a board's word: `650tiboost`, `3060tioc`. */
function runTogether({ term }: Token, glued: boolean, known: ReadonlySet<string>): string[] | undefined {
  for (const [head, rest] of headed.of(term)) {
    if (known.has(rest)) return [head, rest];
    if (glued && wordOf(rest).isBoard) return [head];
  }
  return undefined;
}

/** How well the words fit an entry: more with each of its suffixes; -1 where a needed one is not written. */
function fitOf({ suffixes, gpu }: Entry, written: readonly string[]): number {
  let fit = gpu.followed ? 1 : 0;
  for (const word of suffixes)
    if (written.includes(word)) fit += 2;
    else if (!OPTIONAL.has(word)) return -1;
  return fit;
}

/** The entry whose every needed suffix is written, and most of them; `undefined` when a written one says that it is another card. */
export function bestEntry(pool: readonly Entry[], written: readonly string[]): Entry | undefined {
  let best: Entry | undefined;
  let bestScore = -1;
  for (const entry of pool) {
    const score = fitOf(entry, written);
    if (score <= bestScore) continue;
    best = entry;
    bestScore = score;
  }
  if (best === undefined || written.length === 0) return best;
  const { suffixes, number, gpu } = best;
  // Nobody made a SUPER of the 10 and 30 series, nor an X of the RX 580: the word is the seller's. A Ti or XT is not.
  const forgiven = (word: string): boolean =>
    suffixes.includes(word) ||
    OPTIONAL.has(word) ||
    (word === 'x' && number.length === 3) ||
    word === 'd' ||
    word === 'le' ||
    (word === 'super' && gpu.launch < SUPER_NAMES_END && !pool.some((entry) => entry.suffixes.includes('super')));
  return written.every(forgiven) ? best : undefined;
}

/** GPUs of the pool whose name has every suffix that was written, and more. */
export function siblingsOf(pool: readonly Entry[], written: readonly string[]): Gpu[] {
  return pool.filter((entry) => written.every((word) => entry.suffixes.includes(word))).map((entry) => entry.gpu);
}

/** "RX 6900" can only be the RX 6900 XT: the first of its number, and an XT. */
export function withoutXt(siblings: readonly Gpu[]): Gpu | undefined {
  const firstYear = Math.min(...siblings.map((gpu) => gpu.launch));
  const first = siblings.filter((gpu) => gpu.launch === firstYear);
  return first.length === 1 && first[0]?.name.endsWith(' XT') === true ? first[0] : undefined;
}
