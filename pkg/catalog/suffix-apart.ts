/** Words of a name that stand apart from its number, in the same clause or in another text. */
import { wordIn } from '../text/lexemes.js';
import { endsClause, Sep, type Token } from '../text/tokens.js';
import type { Entry } from './name-table.js';
import { isMemoryUnit } from './number-kind.js';

/** A suffix that stands apart from its number in the same clause. */
export interface Apart {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

const REACH = 12;
/** Words long or odd enough to be nothing else, wherever they stand. */
const STRONG = new Set(['ti', 'super', 'xt', 'xtx', 'gre', '2048sp']);
/** Folded, so that й is и. */
const SHADERS =
  /^(?:sp|sps|поток\p{L}*|шеидър\p{L}*|шеидер\p{L}*|stream\p{L}*|shader\p{L}*|cores?|ядра|ядер|процес\p{L}*)$/u;

const NO_AMOUNTS: readonly number[] = [];

/** Whether an entry has the suffixes that are written, and more. */
function isOpen({ suffixes }: Entry, written: readonly string[]): boolean {
  if (suffixes.length <= written.length) return false;
  for (const word of written) if (!suffixes.includes(word)) return false;
  return true;
}

/** The first word apart from the number that makes another name of it: "GTX 1660 6GB Super", "RX 580 8GB 2048SP". */
export function suffixApart(
  list: readonly Token[],
  from: number,
  written: readonly string[],
  pool: readonly Entry[],
  isName: (list: readonly Token[], at: number) => boolean,
): Apart | undefined {
  if (!pool.some((entry) => isOpen(entry, written))) return undefined;
  let amounts = NO_AMOUNTS;
  let listed = false;
  for (let at = from; at < list.length && at < from + REACH; at += 1) {
    const token = list[at];
    const next = list[at + 1];
    if (token === undefined || endsClause(token.sep)) return undefined;
    listed ||= (token.sep & (Sep.comma | Sep.plus)) !== 0;
    const read = apartAt(list, at);
    if (listed && read?.length !== 2) continue; // after a comma only a count of shaders is still of this card
    if (read === undefined) {
      if (isName(list, at)) return undefined;
      if (token.isNumber && next !== undefined && /^(?:g|gb|г|гб|gd)/.test(next.text))
        amounts = [...amounts, Number(token.text)];
      continue;
    }
    const fits = pool.some(
      (entry) =>
        isOpen(entry, written) &&
        entry.suffixes.length === written.length + 1 &&
        entry.suffixes.includes(read.word) &&
        amounts.every((gb) => entry.gpu.memoryGb.includes(gb)),
    );
    if (fits) return isDenied(list, at) ? undefined : { word: read.word, from: at, to: at + read.length };
  }
  return undefined;
}

/** A count of shaders that makes another card of a name, wherever a text tells it: "2048SP", "2048 потока". */
export function shadersTold(list: readonly Token[]): Apart | undefined {
  for (let at = 0; at < list.length - 1; at += 1) {
    const token = list[at];
    const read = token?.isNumber === true ? apartAt(list, at) : undefined;
    if (read !== undefined && !isSaidNot(list, at)) return { word: read.word, from: at, to: at + read.length };
  }
  return undefined;
}

const DENIAL = /^(?:без|не|not|non|no|without|bez|fara|nu|нет|sem)$/;

/** "RX 5700 (без XT)", "6800 non xt". */
function isDenied(list: readonly Token[], at: number): boolean {
  return DENIAL.test(list[at - 1]?.text ?? '');
}

/** Words between a denial and what it denies in a sentence: "не е китайската 2048SP". */
const DENIAL_REACH = 4;

function isSaidNot(list: readonly Token[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - DENIAL_REACH); before -= 1) {
    if (((list[before + 1]?.sep ?? 0) & ~Sep.space) !== 0) return false;
    if (isDenied(list, before + 1)) return true;
  }
  return false;
}

function apartAt(list: readonly Token[], at: number): { word: string; length: number } | undefined {
  const token = list[at];
  const next = list[at + 1];
  if (token === undefined) return undefined;
  if (token.isNumber)
    return token.text === '2048' && next !== undefined && SHADERS.test(next.text)
      ? { word: '2048sp', length: 2 }
      : undefined;
  const { suffix } = wordIn(token);
  if (suffix === undefined || token.text.length === 1 || !STRONG.has(suffix)) return undefined;
  // "ти" is "you", except as the last word and after an amount of memory; "супер" praises what follows it.
  if (token.text === 'ти' && next !== undefined && !isMemoryUnit(list, at - 1)) return undefined;
  if (suffix === 'super' && next !== undefined && !next.isNumber && !wordIn(next).isBoard) return undefined;
  return { word: suffix, length: 1 };
}
