/** The words after a number: which of them belong to the name, and which GPU they make of it. */
import type { Gpu } from './catalog.js';
import { latinForms } from '../text/fold.js';
import { wordOf } from '../text/lexemes.js';
import { JOINING } from './name-context.js';
import { OPTIONAL, type Entry } from './name-entry.js';
import { Sep, type Token } from '../text/tokens.js';

const SUPER_NAMES_END = 2022;

const ADJECTIVE_AFTER_SUPER =
  /^(?:jet|jetstr|flow|sastoy|sost|stan|state|tsen|cena|oferta|karta|video|vide|vid|zapaz|pret|condit|price|stare|sost|dobr|good)/;

export interface Suffixes {
  readonly words: readonly string[];
  readonly to: number;
}

export function suffixesAfter(list: readonly Token[], from: number, entries: readonly Entry[]): Suffixes {
  const words: string[] = [];
  const known = new Set(entries.flatMap((entry) => entry.suffixes));
  let at = from;
  for (; at < list.length && words.length < 4; at += 1) {
    const token = list[at];
    if (token === undefined || (token.sep & ~JOINING) !== 0) break;
    const next = list[at + 1];
    if (token.isNumber) {
      // 2048SP, P106-100: digits that belong to the name.
      if (known.has(token.text) || (next?.sep === 0 && known.has(token.text + next.text))) {
        const glued = next?.sep === 0 && known.has(token.text + next.text);
        words.push(glued ? token.text + next.text : token.text);
        if (glued) at += 1;
        continue;
      }
      break;
    }
    const { suffix } = wordOf(token.text);
    if (known.has(token.text) && token.text.length === 1 && token.sep === 0) {
      words.push(token.text);
      continue;
    }
    if (suffix === undefined) break;
    const glued = token.sep === 0;
    if (next?.isNumber === true && next.sep === 0 && known.has(token.text + next.text)) {
      words.push(token.text + next.text); // x2, v2
      at += 1;
      continue;
    }
    if (!standsAsSuffix(suffix, token, next, glued, at === from, known)) break;
    if (suffix === 'super' && token.text.length === 1 && entries[0]?.gpu.vendor === 'AMD')
      words.push('mobile'); // RX 6600S
    else if (suffix === 'ti super') words.push('ti', 'super');
    else if (!words.includes(suffix)) words.push(suffix);
  }
  return { words, to: at };
}

/** Whether a word that can be a suffix is one here. */
function standsAsSuffix(
  suffix: string,
  token: Token,
  next: Token | undefined,
  glued: boolean,
  first: boolean,
  known: ReadonlySet<string>,
): boolean {
  switch (suffix) {
    case 'super':
      // "RTX 4070 с гаранция": a Cyrillic с that stands before a word is "with".
      if (token.text === 'с' && !glued && next?.sep === Sep.space && !next.isNumber) return false;
      if (token.text.length === 1) return glued || (known.has('super') && token.sep === Sep.space && next?.sep !== 0);
      if (next === undefined || glued || next.isNumber) return true;
      return !latinForms(next.text).some((form) => ADJECTIVE_AFTER_SUPER.test(form));
    case 'x':
      return (glued || known.has('x')) && !(next?.isNumber === true && next.sep === 0);
    case 'd':
    case 'le':
    case 'v':
    case 'sp':
      return known.has(suffix);
    case 'mobile':
      if (token.text === 'm') return glued && first;
      if (token.text === 'max') return next !== undefined && /^[qp]$/.test(next.text);
      return true;
    case 'ghz':
    case 'edition':
    case 'boost':
    case 'ada':
    case 'sff':
    case 'blackwell':
    case 'hx':
      return known.has(suffix);
    default:
      return true;
  }
}

export function bestEntry(pool: readonly Entry[], written: readonly string[]): Entry | undefined {
  let best: Entry | undefined;
  let bestScore = -1;
  for (const entry of pool) {
    const needed = entry.suffixes.filter((word) => !OPTIONAL.has(word));
    if (!needed.every((word) => written.includes(word))) continue;
    const score = entry.suffixes.filter((word) => written.includes(word)).length;
    if (score <= bestScore) continue;
    best = entry;
    bestScore = score;
  }
  if (best === undefined) return undefined;
  const left = written.filter((word) => !best.suffixes.includes(word) && !OPTIONAL.has(word));
  // Nobody made a SUPER of the 10 and 30 series, nor an X of the RX 580: the word is the seller's. A Ti or XT is not.
  const forgiven = left.every(
    (word) =>
      (word === 'x' && best.number.length === 3) ||
      word === 'd' ||
      word === 'le' ||
      (word === 'super' &&
        best.gpu.launch < SUPER_NAMES_END &&
        !pool.some((entry) => entry.suffixes.includes('super'))),
  );
  return forgiven ? best : undefined;
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
