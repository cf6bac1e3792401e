/** Cuts a text into clauses: who or what each speaks of, how it hangs together with the one before, and whether it only supposes. */
import { ClassSet, ID } from './lexicon/class-set.js';
import { endsClause, Sep, type Token } from '../text/tokens.js';
import type { Item } from './lexicon/compile.js';
import { THINGS, WORD_CLASSES, type Thing } from './lexicon/entry.js';

/** How a thing stands in its clause: bare it may be what the clause is about, after a preposition it is not. */
export type Role = 'bare' | 'in' | 'with' | 'without' | 'for' | 'from' | 'like' | 'except';

export interface Placed {
  readonly thing: Thing;
  readonly item: Item;
  readonly role: Role;
  /** The seller's own: "моят компютър", "компютърът ми". */
  readonly mine: boolean;
  readonly old: boolean;
}

/** How a clause goes on from the one before it in the sentence. */
export type Link = 'start' | 'comma' | 'dash' | 'and' | 'but' | 'because' | 'which' | 'condition' | 'except';

export interface Clause {
  readonly items: readonly Item[];
  /** The classes of all its items. */
  readonly classes: ClassSet;
  readonly link: Link;
  readonly things: readonly Placed[];
  /** What the clause is about: its first bare thing, or what the clause before was about. */
  readonly topic: Placed | undefined;
  /** Says what would be: after "if", "whether", "in case of". */
  readonly supposed: boolean;
  /** Number of its sentence. */
  readonly sentence: number;
  /** Tokens [from, to). */
  readonly from: number;
  readonly to: number;
}

export const isOf = (item: Item | undefined, classes: ClassSet): boolean => item?.classes.meets(classes) === true;

export const has = (item: Item | undefined, id: number): boolean => item?.classes.has(id) === true;

export const THING = ClassSet.of(...THINGS);
/** Words that make a clause of their own. */
const VERBAL = ClassSet.of(
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
const FINITE = ClassSet.of('works', 'starts', 'detects', 'shows', 'unstable', 'sale', 'me', 'wanted');
const LINKS = ClassSet.of('but', 'because', 'which', 'condition', 'except');
const BETWEEN = ClassSet.of('negation', 'without', 'also', 'already', 'and');

const PREPOSITIONS: readonly (readonly [number, Role])[] = [
  [ID.without, 'without'],
  [ID.except, 'except'],
  [ID.similar, 'like'],
  [ID.requires, 'for'],
  [ID.purpose, 'for'],
  [ID.place, 'in'],
  [ID.with, 'with'],
  [ID.origin, 'from'],
];

const PREPOSITION = new ClassSet(PREPOSITIONS.map(([id]) => id));

/** Words between a preposition and its noun, at most. */
const PREPOSITION_REACH = 5;

const NOUN = ClassSet.of(...THINGS, 'mine');

const SOFT = Sep.comma | Sep.open | Sep.close | Sep.plus;

interface Segment {
  from: number;
  to: number;
  link: Link;
  sentence: number;
  verbal: boolean;
  finite: boolean;
}

const HARD_GAP = 1;
const SOFT_GAP = 2;
const DASH_GAP = 4;

/** What stands between each item and the one before it: the end of a sentence, a comma, a dash or colon. */
function gapsOf(list: readonly Token[], items: readonly Item[]): Uint8Array {
  const gaps = new Uint8Array(items.length);
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
function segments(items: readonly Item[], gaps: Uint8Array): Segment[] {
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
    else if ((gap & SOFT_GAP) !== 0) open(at, 'comma');
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

/** The clauses of a text, in order. */
export function readClauses(list: readonly Token[], items: readonly Item[]): Clause[] {
  const clauses: Clause[] = [];
  const gaps = gapsOf(list, items);
  const parts = segments(items, gaps);
  let before: Clause | undefined;
  for (let at = 0; at < parts.length; at += 1) {
    const first = parts[at];
    if (first === undefined) break;
    let to = first.to;
    // A piece without a verb goes on with the list before it: "без артефакти, шум и дефекти", "артефакти - отсъстват".
    while (at + 1 < parts.length) {
      const next = parts[at + 1];
      if (next?.sentence !== first.sentence) break;
      if (next.link === 'comma' ? next.verbal : next.link !== 'dash' || next.finite) break;
      to = next.to;
      at += 1;
    }
    const own = items.slice(first.from, to);
    const previous: Clause | undefined = before?.sentence === first.sentence ? before : undefined;
    const things = placeThings(list, own, gaps, first.from, previous);
    const bare = things.find((placed) => placed.role === 'bare');
    const inherited = first.link === 'which' ? (previous?.things.at(-1) ?? previous?.topic) : previous?.topic;
    // "Артефакти, забиване - ако намерите едно от двете": what the condition is said of is only supposed.
    const conditions =
      first.link === 'condition' && ((gaps[first.from] ?? 0) & DASH_GAP) !== 0 && previous !== undefined;
    if (conditions && !previous.classes.meets(FINITE)) clauses[clauses.length - 1] = { ...previous, supposed: true };
    const clause: Clause = {
      items: own,
      classes: ClassSet.union(own),
      link: first.link,
      things,
      topic: bare ?? inherited,
      supposed:
        first.link === 'condition' ||
        (previous?.supposed === true && (first.link === 'and' || previous.items.length === 1)),
      sentence: first.sentence,
      from: own[0]?.from ?? 0,
      to: own.at(-1)?.to ?? 0,
    };
    clauses.push(clause);
    before = clause;
  }
  return clauses;
}

function placeThings(
  list: readonly Token[],
  items: readonly Item[],
  gaps: Uint8Array,
  offset: number,
  previous: Clause | undefined,
): Placed[] {
  const things: Placed[] = [];
  let role: Role = 'bare';
  let reach = 0;
  // A list that goes on from the clause before: "с Ryzen 5, 32GB RAM, SSD 1TB".
  let listed =
    previous !== undefined && !items.some((item) => isOf(item, VERBAL)) ? previous.things.at(-1)?.role : undefined;
  for (const [index, item] of items.entries()) {
    if (index > 0 && ((gaps[offset + index] ?? 0) & DASH_GAP) !== 0) {
      listed = undefined;
      reach = 0;
    }
    // "Старата ми карта" is a card, "старата ми умря" another one.
    const next = items[index + 1];
    const isAdjective = has(item, ID.another) && next !== undefined && next.from - item.to <= 1 && isOf(next, NOUN);
    if (isOf(item, THING) && !isAdjective) {
      const held = item.from <= reach ? role : (listed ?? 'bare');
      things.push({
        thing: thingOf(item),
        item,
        role: held,
        mine: isBeside(list, items, index, ID.mine),
        old: has(items[index - 1], ID.another) || has(items[index - 1], ID.old) || has(items[index - 2], ID.old),
      });
      if (held !== 'bare') {
        listed = held;
        role = 'bare';
        reach = 0;
      }
      continue;
    }
    if (has(item, ID.and)) continue;
    if (has(item, ID.only)) reach = 0;
    const preposition = isOf(item, PREPOSITION) ? PREPOSITIONS.find(([id]) => has(item, id)) : undefined;
    if (preposition !== undefined) {
      role = preposition[1];
      reach = item.to + PREPOSITION_REACH;
      listed = undefined;
    } else if (isOf(item, VERBAL)) {
      reach = 0;
      listed = undefined;
    }
  }
  return things;
}

function thingOf(item: Item): Thing {
  for (const id of item.classes.ids) if (THING.has(id)) return WORD_CLASSES[id] as Thing;
  return 'goods';
}

/** A word of the class next to the item, on either side. */
function isBeside(list: readonly Token[], items: readonly Item[], index: number, id: number): boolean {
  const item = items[index];
  if (item === undefined) return false;
  for (let at = index - 1; at >= Math.max(0, index - 3); at -= 1)
    if (has(items[at], id) && item.from - (items[at]?.to ?? 0) <= 2) return true;
  const next = items[index + 1];
  return has(next, id) && next?.from === item.to && (list[next.from]?.sep ?? 0) === Sep.space;
}

const POINTS = ClassSet.of('ad', 'price', 'this');

/** What the ad says that it shows: "обявата е за компютър", "това е кутията". */
export function shownIn(clause: Clause): Placed | undefined {
  if (clause.supposed || !clause.classes.meets(POINTS) || !clause.classes.has(ID.is)) return undefined;
  const points = clause.items.findIndex((item) => isOf(item, POINTS));
  const is = clause.items.findIndex((item, index) => index >= points && has(item, ID.is));
  const copula = clause.items[is];
  if (copula === undefined || clause.items.slice(0, is).some((item) => has(item, ID.negation))) return undefined;
  const shown = clause.things.find(({ item }) => item.from >= copula.to);
  return shown?.role === 'bare' || shown?.role === 'for' ? shown : undefined;
}
