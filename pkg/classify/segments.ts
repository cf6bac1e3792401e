/** Cuts the words of a text into pieces of sentences, at commas, dashes, conjunctions and second verbs. */
import { endsClause, Sep, type Token } from '../text/tokens.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';

/** How a clause goes on from the one before it in the sentence. */
export type Link = 'start' | 'comma' | 'dash' | 'and' | 'but' | 'because' | 'which' | 'condition' | 'except';

export const isOf = (item: Item | undefined, classes: ClassSet): boolean => item?.classes.meets(classes) === true;

export const has = (item: Item | undefined, id: number): boolean => item?.classes.has(id) === true;

/** Words that make a clause of their own. */
export const VERBAL = ClassSet.of(
  ...([
    'works',
    'starts',
    'detects',
    'shows',
    'spins',
    'unstable',
    'broken',
    'sold',
    'reserved',
    'sale',
    'wanted',
  ] as const),
  ...(['missing', 'is', 'was', 'has', 'me', 'parting', 'salvage', 'included', 'requires'] as const),
);
/** Finite verbs: a second one is a second clause, even where nobody wrote a comma. */
export const FINITE = ClassSet.of('works', 'starts', 'detects', 'shows', 'unstable', 'sale', 'me', 'wanted');
/** Known words of a clause, at most: what goes on for longer is noise, and rules look at every word of a clause. */
export const LONGEST_CLAUSE = 60;
const LINKS = ClassSet.of('but', 'because', 'which', 'condition', 'except');
const BETWEEN = ClassSet.of('negation', 'without', 'also', 'already', 'and');

const SOFT = Sep.comma | Sep.open | Sep.close | Sep.plus;

export interface Segment {
  from: number;
  to: number;
  link: Link;
  sentence: number;
  verbal: boolean;
  finite: boolean;
}

const HARD_GAP = 1;
const SOFT_GAP = 2;
export const DASH_GAP = 4;

/** Shared, as a text is cut into clauses at once; it grows to the longest text met. */
let gaps = new Uint8Array(1024);

/** What stands between each item and the one before it: the end of a sentence, a comma, a dash or colon. Good until the next text. */
export function gapsOf(list: readonly Token[], items: readonly Item[]): Uint8Array {
  if (gaps.length < items.length) gaps = new Uint8Array(2 * items.length);
  let at = 0;
  for (let index = 0; index < items.length; index += 1) {
    const from = items[index]?.from ?? 0;
    let gap = 0;
    for (; at <= from; at += 1) {
      const sep = list[at]?.sep ?? 0;
      if (sep === 0 || sep === Sep.space) continue;
      const isDash = (sep & Sep.dash) !== 0 && (sep & Sep.space) !== 0;
      const isColon = (sep & Sep.colon) !== 0 && (sep & Sep.line) === 0;
      if (isDash || isColon) gap |= DASH_GAP;
      else if (endsClause(sep)) gap |= HARD_GAP;
      if ((sep & SOFT) !== 0) gap |= SOFT_GAP;
    }
    gaps[index] = gap;
  }
  return gaps;
}

function linkOf(item: Item): Link {
  if (has(item, ID.condition)) return 'condition';
  if (has(item, ID.but)) return 'but';
  if (has(item, ID.because)) return 'because';
  if (has(item, ID.which)) return 'which';
  return 'except';
}

/** Pieces of sentences at commas, conjunctions and second verbs. */
export function segments(items: readonly Item[], gaps: Uint8Array): Segment[] {
  const found: Segment[] = [];
  let current: Segment | undefined;
  let sentence = 0;
  const open = (from: number, link: Link): void => {
    current = { from, to: from, link, sentence, verbal: false, finite: false };
    found.push(current);
  };
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    if (item === undefined) break;
    const before = items[at - 1];
    const gap = gaps[at] ?? 0;
    const isFinite = isOf(item, FINITE);
    if (current === undefined || (gap & HARD_GAP) !== 0) {
      if (current !== undefined) sentence += 1;
      open(at, isOf(item, LINKS) ? linkOf(item) : 'start');
    } else if (isOf(item, LINKS)) open(at, linkOf(item));
    else if ((gap & SOFT_GAP) !== 0 || at - current.from >= LONGEST_CLAUSE) open(at, 'comma');
    else if ((gap & DASH_GAP) !== 0) open(at, 'dash');
    else if (has(item, ID.and) && current.verbal && startsVerb(items, at + 1)) open(at, 'and');
    else if (isFinite && current.finite) {
      const from = before !== undefined && at - 1 > current.from && isOf(before, BETWEEN) ? at - 1 : at;
      if (from < at) current.to = from;
      open(from, 'and');
    }
    if (current === undefined) break;
    current.to = at + 1;
    if (isOf(item, VERBAL)) current.verbal = true;
    if (isFinite) current.finite = true;
  }
  return found;
}

/** Whether a verb comes next, perhaps with its denial. */
function startsVerb(items: readonly Item[], from: number): boolean {
  for (let at = from; at < items.length; at += 1) {
    const item = items[at];
    if (item === undefined) return false;
    if (isOf(item, VERBAL)) return true;
    if (!isOf(item, BETWEEN)) return false;
  }
  return false;
}
