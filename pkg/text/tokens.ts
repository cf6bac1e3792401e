/** Cuts text into words and numbers that know their place in it and what stands before them. One pass, linear. */
import { foldAt, Kind } from './fold.js';
import { intern, type Term } from './vocabulary.js';

/** What stands between a token and the one before it (bits); 0 = glued together. */
export const Sep = {
  space: 1,
  dash: 2,
  slash: 4,
  plus: 8,
  comma: 16,
  /** End of a clause: . ! ? ; : | new line, bullets. */
  stop: 32,
  open: 64,
  close: 128,
  /** A dot with no space around it yet: "1.5", "г.". */
  dot: 256,
  /** Inch mark or quotation mark. */
  quote: 512,
  ampersand: 1024,
  line: 2048,
  percent: 4096,
  /** "RX 5700 XT = RTX 2070". */
  equals: 8192,
  colon: 16384,
} as const;

/** Whether a clause ends before a token with these separators. */
export function endsClause(sep: number): boolean {
  return (sep & (Sep.stop | Sep.line)) !== 0 || ((sep & Sep.dot) !== 0 && (sep & Sep.space) !== 0);
}

/** A word at its place. It is small, as every text is made into hundreds of them: what it reads like is its term's. */
export class Token {
  readonly term: Term;
  /** UTF-16 range in the text it was cut from. */
  readonly start: number;
  readonly end: number;
  /** Bits of `Sep` before this token. */
  readonly sep: number;

  constructor(term: Term, start: number, end: number, sep: number) {
    this.term = term;
    this.start = start;
    this.end = end;
    this.sep = sep;
  }

  /** Folded: lower case, without accents. */
  get text(): string {
    return this.term.text;
  }

  get isNumber(): boolean {
    return this.term.isNumber;
  }
}

export interface Tokens {
  readonly source: string;
  readonly list: readonly Token[];
}

const SIGNS = new Map<string, number>([
  ['-', Sep.dash],
  ['_', Sep.dash],
  ['–', Sep.dash | Sep.stop],
  ['—', Sep.dash | Sep.stop],
  ['‑', Sep.dash],
  ['‐', Sep.dash],
  ['/', Sep.slash],
  ['\\', Sep.slash],
  ['+', Sep.plus],
  [',', Sep.comma],
  ['.', Sep.dot],
  ['(', Sep.open],
  ['[', Sep.open],
  [')', Sep.close],
  [']', Sep.close],
  ['"', Sep.quote],
  ['”', Sep.quote],
  ['″', Sep.quote],
  ["'", Sep.quote],
  ['’', Sep.quote],
  ['&', Sep.ampersand],
  ['%', Sep.percent],
  ['=', Sep.equals],
  ['≈', Sep.equals],
  ['~', Sep.equals],
  ['\n', Sep.line | Sep.stop],
  ['\r', Sep.line | Sep.stop],
  ['!', Sep.stop],
  ['?', Sep.stop],
  [';', Sep.stop],
  [':', Sep.stop | Sep.colon],
  ['|', Sep.stop],
  ['•', Sep.stop],
  ['·', Sep.stop],
  ['*', Sep.stop],
  ['…', Sep.stop],
]);

/** What a unit of a text is: one of these bits, and below them the letter it folds to, or the `Sep` bits of a separator. */
const LETTER = 1 << 16;
const DIGIT = 1 << 17;
const SEPARATOR = 1 << 18;
const LOW = 0xffff;
/** Of each UTF-16 unit met so far; 0 for those not met, and for those that are no single letter, digit or sign. */
const UNITS = new Uint32Array(0x10000);

/** The bits of a separating unit, remembered where it is no half of a character. */
function learnSign(source: string, at: number): number {
  const bits = SIGNS.get(source.charAt(at)) ?? SIGNS.get(foldAt(source, at).text) ?? Sep.space;
  return remember(source.charCodeAt(at), SEPARATOR | bits);
}

function remember(unit: number, known: number): number {
  if (unit < 0xd800 || unit > 0xdfff) UNITS[unit] = known;
  return known;
}

const isDigit = (source: string, at: number): boolean => at < source.length && foldAt(source, at).kind === Kind.digit;

const ZE = 'з'.charCodeAt(0);
const LATIN_O = 'o'.charCodeAt(0);
const CYRILLIC_O = 'о'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const THREE = '3'.charCodeAt(0);

/** Letters that stand for a digit among digits: "З080" (Cyrillic Ze), "3O80"; 0 for none. `run` is what stands before. */
function digitMeant(source: string, at: number, code: number, run: number): number {
  if (code === ZE) return run !== LETTER && isDigit(source, at + 1) && isDigit(source, at + 2) ? THREE : 0;
  if (code !== LATIN_O && code !== CYRILLIC_O) return 0;
  return run === DIGIT && isDigit(source, at + 1) ? ZERO : 0;
}

/** A stretch of the text as numbers: copied out at once, as asking a string for each of its units takes several times as long. */
const BLOCK = 1 << 12;
const block = new Uint16Array(BLOCK);
const bytes = Buffer.from(block.buffer);

/** The word being cut. Shared, as no two texts are cut at the same time; it grows to the longest word met. */
let codes = new Uint16Array(1024);

function grow(): void {
  const larger = new Uint16Array(codes.length * 2);
  larger.set(codes);
  codes = larger;
}

/** At most `limit` tokens are cut; what follows is not looked at. One loop without closures: it sees every character of every ad. */
export function tokenize(source: string, limit = Number.POSITIVE_INFINITY): Tokens {
  const list: Token[] = [];
  let length = 0;
  let hash = 0;
  /** Units [base, copied) of the text are in the block. */
  let base = 0;
  let copied = 0;
  /** LETTER or DIGIT within a word, else 0. */
  let run = 0;
  let start = 0;
  let end = 0;
  let sep = Sep.space as number;
  let pending = Sep.space as number;
  for (let at = 0; at < source.length && list.length < limit; at += 1) {
    if (at >= copied) {
      base = at;
      copied = at + bytes.write(source.slice(at, at + BLOCK), 'utf16le') / 2;
    }
    const unit = block[at - base] ?? 0;
    let known = UNITS[unit] ?? 0;
    if ((known & run) !== 0) {
      const code = known & LOW;
      if (length === codes.length) grow();
      codes[length] = code;
      length += 1;
      hash = (Math.imul(hash, 31) + code) | 0;
      end = at + 1;
      continue;
    }
    let width = 1;
    let letters = '';
    if (known === 0) {
      const { kind, text } = foldAt(source, at);
      if (kind === Kind.ignored) continue;
      if ((unit & 0xfc00) === 0xd800 && (source.codePointAt(at) ?? 0) > LOW) width = 2;
      if (kind === Kind.separator) known = learnSign(source, at);
      else {
        known = kind === Kind.letter ? LETTER : DIGIT;
        // A character that folds to several letters (ligatures, ß), or is two units, is written out.
        if (text.length === 1 && (unit & 0xf800) !== 0xd800) known = remember(unit, known | text.charCodeAt(0));
        else letters = text;
      }
    }
    if ((known & LETTER) !== 0 && letters === '') {
      const digit = digitMeant(source, at, known & LOW, run);
      if (digit !== 0) known = DIGIT | digit;
    }
    if (run !== 0 && (known & run) === 0) {
      list.push(new Token(intern(codes, length, hash), start, end, sep));
      length = 0;
      hash = 0;
      run = 0;
      pending = 0;
    }
    if ((known & SEPARATOR) !== 0) {
      pending |= known & LOW;
      at += width - 1;
      continue;
    }
    if (run === 0) {
      run = known & (LETTER | DIGIT);
      start = at;
      sep = pending;
    }
    for (let letter = 0; letter < (letters === '' ? 1 : letters.length); letter += 1) {
      const code = letters === '' ? known & LOW : letters.charCodeAt(letter);
      if (length === codes.length) grow();
      codes[length] = code;
      length += 1;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    end = at + width;
    at += width - 1;
  }
  if (list.length < limit && run !== 0) list.push(new Token(intern(codes, length, hash), start, end, sep));
  return { source, list };
}
