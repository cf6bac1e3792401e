/** Cuts a text into clauses: who or what each speaks of, how it hangs together with the one before, and whether it only supposes. */
import { ClassSet, ID } from './lexicon/class-set.js';
import { Sep, type Token } from '../text/tokens.js';
import type { Item } from './lexicon/compile.js';
import { THINGS, WORD_CLASSES, type Thing } from './lexicon/entry.js';
import { DASH_GAP, FINITE, gapsOf, has, isOf, LONGEST_CLAUSE, segments, VERBAL, type Link } from './segments.js';

export { has, isOf } from './segments.js';

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
  /** Number of the clause in its text. */
  readonly place: number;
  /** Number of its sentence. */
  readonly sentence: number;
  /** Tokens [from, to). */
  readonly from: number;
  readonly to: number;
}

export const THING = ClassSet.of(...THINGS);
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

/** "One of the ports", "два от диодите": the preposition after it makes no object. */
const ONE =
  /^(?:два|двата|две|двете|три|трите|някои|няколко|dwa|dwie|trzy|kilka|два|дві|три|doua|doi|trei|two|three|some|един|единия|единият|едната|една|едното|едно|один|одна|одне|одно|одного|jeden|jedna|jedno|unul|una|one|um|uma)$/;

const HOST = ClassSet.of('computer', 'laptop');
const CARD = ClassSet.of('card');
const NOUN = ClassSet.of(...THINGS, 'mine');

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
      if (next?.sentence !== first.sentence || next.to - first.from > LONGEST_CLAUSE) break;
      if (next.link === 'comma' ? next.verbal : next.link !== 'dash' || next.finite) break;
      to = next.to;
      at += 1;
    }
    const own = items.slice(first.from, to);
    const previous: Clause | undefined = before?.sentence === first.sentence ? before : undefined;
    const classes = ClassSet.union(own);
    const things = classes.meets(THING) ? placeThings(list, own, classes, gaps, first.from, previous) : NO_THINGS;
    const bare = things.find((placed) => placed.role === 'bare');
    const inherited = first.link === 'which' ? antecedentOf(list, own[0], previous) : previous?.topic;
    // "Артефакти, забиване - ако намерите едно от двете": what the condition is said of is only supposed.
    const conditions =
      first.link === 'condition' && ((gaps[first.from] ?? 0) & DASH_GAP) !== 0 && previous !== undefined;
    if (conditions && !previous.classes.meets(FINITE)) clauses[clauses.length - 1] = { ...previous, supposed: true };
    const clause: Clause = {
      items: own,
      classes,
      link: first.link,
      things,
      topic: bare ?? inherited,
      supposed:
        first.link === 'condition' ||
        // "Който я търси за части, да не звъни": nobody in particular.
        (first.link === 'which' && previous === undefined) ||
        previous?.classes.has(ID.thought) === true ||
        (previous?.supposed === true && (first.link === 'and' || previous.items.length === 1)),
      place: clauses.length,
      sentence: first.sentence,
      from: own[0]?.from ?? 0,
      to: own.at(-1)?.to ?? 0,
    };
    clauses.push(clause);
    before = clause;
  }
  return clauses;
}

export const UNKNOWN: Item = { from: 0, to: 0, classes: ClassSet.of('another') };
const FEMININE = /^(?:която|яка|яку|які|которая|которую|ktora|ktore|ktorej)$/;

/** What a relative clause is about: the thing before it, or the unknown noun there that agrees with the pronoun. */
function antecedentOf(
  list: readonly Token[],
  which: Item | undefined,
  previous: Clause | undefined,
): Placed | undefined {
  const last = previous?.things.at(-1);
  const noun = which && list[which.from - 1];
  const agrees = which && FEMININE.test(list[which.to - 1]?.text ?? '') && /[аяa]$/u.test(noun?.text ?? '');
  if (which === undefined || agrees !== true || (last?.item.to ?? 0) >= which.from) return last ?? previous?.topic;
  const named = previous?.items.at(-1);
  const isVerb = named?.to === which.from && (isOf(named, VERBAL) || has(named, ID.mine));
  return isVerb ? (last ?? previous?.topic) : { thing: 'another', item: UNKNOWN, role: 'bare', mine: false, old: true };
}

function prepositionOf(item: Item): (typeof PREPOSITIONS)[number] | undefined {
  for (const preposition of PREPOSITIONS) if (has(item, preposition[0])) return preposition;
  return undefined;
}

const NO_THINGS: readonly Placed[] = [];

function placeThings(
  list: readonly Token[],
  items: readonly Item[],
  classes: ClassSet,
  gaps: Uint8Array,
  offset: number,
  previous: Clause | undefined,
): readonly Placed[] {
  // Most clauses have one: an array that begins empty is made with room for many.
  let things: Placed[] | undefined;
  let role: Role = 'bare';
  let reach = 0;
  // A list that goes on from the clause before: "с Ryzen 5, 32GB RAM, SSD 1TB".
  let listed = previous !== undefined && !classes.meets(VERBAL) ? previous.things.at(-1)?.role : undefined;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (item === undefined) break;
    if (index > 0 && ((gaps[offset + index] ?? 0) & DASH_GAP) !== 0) {
      listed = undefined;
      reach = 0;
    }
    // "Старата ми карта" is a card, "старата ми умря" another one.
    const next = items[index + 1];
    const isAdjective =
      next !== undefined &&
      ((has(item, ID.another) && next.from - item.to <= 1 && isOf(next, NOUN)) ||
        // "Сървърна карта", "настолна карта".
        (isOf(item, HOST) && has(next, ID.card) && next.from === item.to && !isOf(item, CARD)));
    if (isOf(item, THING) && !isAdjective) {
      const held = item.from <= reach ? role : (listed ?? 'bare');
      const placed = {
        thing: thingOf(item),
        item,
        role: held,
        mine: isBeside(list, items, index, ID.mine),
        old: isBefore(items, index, ID.another) || isBefore(items, index, ID.old),
      };
      if (things === undefined) things = [placed];
      else things.push(placed);
      if (held !== 'bare') {
        listed = held;
        role = 'bare';
        reach = 0;
      }
      continue;
    }
    if (has(item, ID.and)) continue;
    if (has(item, ID.only)) reach = 0;
    const preposition = isOf(item, PREPOSITION) ? prepositionOf(item) : undefined;
    if (preposition !== undefined && preposition[0] !== ID.place && ONE.test(list[item.from - 1]?.text ?? '')) continue;
    if (preposition !== undefined) {
      role = preposition[1];
      reach = item.to + PREPOSITION_REACH;
      listed = undefined;
    } else if (isOf(item, VERBAL)) {
      reach = 0;
      listed = undefined;
    }
  }
  return things ?? NO_THINGS;
}

/** A word of the class right before the item, or before "my". */
function isBefore(items: readonly Item[], index: number, id: number): boolean {
  const before = items[index - 1];
  return has(before, id) || (has(items[index - 2], id) && (has(before, ID.mine) || id === ID.old));
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
