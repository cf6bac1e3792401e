/** Cuts text into words and numbers that know their place in it and what stands before them. One pass, linear. */
import { foldAt, FOLDED_UNITS, Kind, KINDS, learnUnit, UNFOLDED } from './fold.js';
import { intern } from './vocabulary.js';

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

export interface Token {
  /** Folded: lower case, without accents. */
  readonly text: string;
  readonly isNumber: boolean;
  /** UTF-16 range in the text it was cut from. */
  readonly start: number;
  readonly end: number;
  /** Bits of `Sep` before this token. */
  readonly sep: number;
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

/** `Sep` bits of each separating unit met so far; 0 = not met. */
const SIGN_BITS = new Uint16Array(0x10000);

function signBits(source: string, at: number): number {
  const bits = SIGNS.get(source.charAt(at)) ?? SIGNS.get(foldAt(source, at).text) ?? Sep.space;
  SIGN_BITS[source.charCodeAt(at)] = bits;
  return bits;
}

const isDigit = (source: string, at: number): boolean => at < source.length && foldAt(source, at).kind === Kind.digit;

const ZE = 'з'.charCodeAt(0);
const LATIN_O = 'o'.charCodeAt(0);
const CYRILLIC_O = 'о'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const THREE = '3'.charCodeAt(0);

/** Letters that stand for a digit among digits: "З080" (Cyrillic Ze), "3O80"; 0 for none. */
function digitMeant(source: string, at: number, code: number, before: Kind): number {
  if (code === ZE) return before !== Kind.letter && isDigit(source, at + 1) && isDigit(source, at + 2) ? THREE : 0;
  return before === Kind.digit && isDigit(source, at + 1) ? ZERO : 0;
}

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
  let kind: Kind = Kind.separator;
  let start = 0;
  let end = 0;
  let sep = Sep.space as number;
  let pending = Sep.space as number;
  for (let at = 0; at < source.length && list.length < limit; at += 1) {
    const unit = source.charCodeAt(at);
    let now = KINDS[unit] as Kind;
    if ((now as number) === UNFOLDED) now = learnUnit(source, at).kind;
    if (now === Kind.ignored) continue;
    const width = (unit & 0xfc00) === 0xd800 && (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    let code = FOLDED_UNITS[unit] ?? 0;
    if (now !== Kind.separator && (code === ZE || code === LATIN_O || code === CYRILLIC_O)) {
      const digit = digitMeant(source, at, code, length === 0 ? Kind.separator : kind);
      if (digit !== 0) {
        code = digit;
        now = Kind.digit;
      }
    }
    if (length > 0 && now !== kind) {
      list.push({ text: intern(codes, length, hash), isNumber: kind === Kind.digit, start, end, sep });
      length = 0;
      hash = 0;
      pending = 0;
    }
    if (now === Kind.separator) {
      pending |= SIGN_BITS[unit] || signBits(source, at);
      at += width - 1;
      continue;
    }
    if (length === 0) {
      kind = now;
      start = at;
      sep = pending;
    }
    // A character that folds to several letters (ligatures, ß) is written out; all others are one unit.
    const letters = code === 0 ? foldAt(source, at).text : '';
    for (let letter = 0; letter < letters.length || (code !== 0 && letter === 0); letter += 1) {
      const next = code === 0 ? letters.charCodeAt(letter) : code;
      if (length === codes.length) grow();
      codes[length] = next;
      length += 1;
      hash = (Math.imul(hash, 31) + next) | 0;
    }
    end = at + width;
    at += width - 1;
  }
  if (list.length < limit && length > 0)
    list.push({ text: intern(codes, length, hash), isNumber: kind === Kind.digit, start, end, sep });
  return { source, list };
}
