/** Cuts text into words and numbers that know their place in it and what stands before them. One pass, linear. */
import { foldAt, Kind } from './fold.js';

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
} as const;

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
  ['\n', Sep.line | Sep.stop],
  ['\r', Sep.line | Sep.stop],
  ['!', Sep.stop],
  ['?', Sep.stop],
  [';', Sep.stop],
  [':', Sep.stop],
  ['|', Sep.stop],
  ['•', Sep.stop],
  ['·', Sep.stop],
  ['*', Sep.stop],
  ['…', Sep.stop],
]);

const isDigit = (source: string, at: number): boolean => at < source.length && foldAt(source, at).kind === Kind.digit;

/** Letters that stand for a digit among digits: "З080" (Cyrillic Ze), "3O80". */
function digitMeant(source: string, at: number, text: string, before: Kind | undefined): string | undefined {
  if (text === 'з' && before !== Kind.letter && isDigit(source, at + 1) && isDigit(source, at + 2)) return '3';
  if ((text === 'o' || text === 'о') && before === Kind.digit && isDigit(source, at + 1)) return '0';
  return undefined;
}

/** At most `limit` tokens are cut; what follows is not looked at. */
export function tokenize(source: string, limit = Number.POSITIVE_INFINITY): Tokens {
  const list: Token[] = [];
  let text = '';
  let kind: Kind = Kind.separator;
  let start = 0;
  let end = 0;
  let sep = Sep.space as number;
  let pending = Sep.space as number;
  const flush = (): void => {
    if (text === '') return;
    list.push({ text, isNumber: kind === Kind.digit, start, end, sep });
    text = '';
    pending = 0;
  };
  for (let at = 0; at < source.length && list.length < limit; at += 1) {
    const folded = foldAt(source, at);
    const width = source.charCodeAt(at) >= 0xd800 && (source.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    if (folded.kind === Kind.ignored) continue;
    if (folded.kind === Kind.separator) {
      flush();
      pending |= SIGNS.get(source.charAt(at)) ?? SIGNS.get(folded.text) ?? Sep.space;
      at += width - 1;
      continue;
    }
    const digit: string | undefined =
      folded.kind === Kind.letter ? digitMeant(source, at, folded.text, text === '' ? undefined : kind) : undefined;
    const now: Kind = digit === undefined ? folded.kind : Kind.digit;
    if (text !== '' && now !== kind) flush();
    if (text === '') {
      kind = now;
      start = at;
      sep = pending;
    }
    text += digit ?? folded.text;
    end = at + width;
    at += width - 1;
  }
  if (list.length < limit) flush();
  return { source, list };
}
