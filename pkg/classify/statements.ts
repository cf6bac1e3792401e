/** What a text states: of whom, what, and whether it says so, denies it or only supposes it. */
import { ClassSet, ID } from './lexicon/class-set.js';
import { Sep, type Token } from '../text/tokens.js';
import { has, isOf, UNKNOWN, type Clause, type Placed, type Role } from './clause.js';
import type { Item } from './lexicon/compile.js';
import { PREDICATES, WORD_CLASSES, type Thing } from './lexicon/entry.js';
import { hasComma, isNounDenied, isStateDenied, isSupposed, isVerbDenied } from './polarity.js';

export type Predicate = (typeof PREDICATES)[number];

export interface Statement {
  readonly kind: Predicate;
  /** The thing it is said of; a card when nothing else is named. */
  readonly about: Thing;
  /** Whether that thing is the seller's own, or an old one. */
  readonly aside: boolean;
  readonly named: boolean;
  readonly denied: boolean;
  readonly supposed: boolean;
  readonly item: Item;
  /** Index of the item in its clause. */
  readonly index: number;
  readonly clause: Clause;
}

/** Words that say something of something: a text without one states nothing. */
export const PREDICATE = ClassSet.of(...PREDICATES);
const VERBS = ClassSet.of(
  ...([
    'works',
    'starts',
    'detects',
    'shows',
    'spins',
    'unstable',
    'loses',
    'sale',
    'wanted',
    'buys',
    'exchange',
  ] as const),
);
const NOUNS = ClassSet.of('fault', 'trouble', 'artifacts', 'smears', 'picture', 'life', 'serviceOf');
/** Words between a fault and the thing it is of: "проблем с единия вентилатор". */
const OF_REACH = 6;
/** Words between a verb and its subject after it: "изгоря ми компютърът". */
const AFTER_REACH = 6;

/** Everything a text states, in order. */
export function readStatements(list: readonly Token[], clauses: readonly Clause[]): Statement[] {
  const statements: Statement[] = [];
  for (const clause of clauses) {
    if (!clause.classes.meets(PREDICATE)) continue;
    const before = clauses[clause.place - 1];
    for (let index = 0; index < clause.items.length; index += 1) {
      const item = clause.items[index];
      if (item === undefined || !isOf(item, PREDICATE)) continue;
      const owner = ownerOf(list, clause, index, before);
      for (const id of item.classes.ids) {
        if (!PREDICATE.has(id)) continue;
        statements.push({
          kind: WORD_CLASSES[id] as Predicate,
          about: owner?.thing ?? 'card',
          aside: owner?.old === true || (owner?.mine === true && owner.thing !== 'card'),
          named: owner !== undefined && clause.things.includes(owner),
          denied: isDenied(list, clause, index, id, before),
          supposed: isSupposed(clause, index) || isWished(list, item, id) || list[item.to]?.text === 'ли',
          item,
          index,
          clause,
        });
      }
    }
  }
  return statements;
}

function isDenied(
  list: readonly Token[],
  clause: Clause,
  index: number,
  id: number,
  before: Clause | undefined,
): boolean {
  if (id === ID.unstable) return isVerbDenied(list, clause, index) || isNounDenied(list, clause, index);
  if (id === ID.exchange || id === ID.rent || id === ID.sale)
    return isVerbDenied(list, clause, index) || isNounDenied(list, clause, index);
  if ((id === ID.parting || id === ID.salvage) && isOfDeniedSale(list, clause, index)) return true;
  if (VERBS.has(id)) return isVerbDenied(list, clause, index);
  if (OFFERED.has(id) && isOfUnsold(list, clause, index)) return true;
  if (id === ID.broken && has(clause.items[index - 1], ID.shows) && isVerbDenied(list, clause, index - 1)) return true;
  if (id === ID.fake && isNounDenied(list, clause, index)) return true;
  if (NOUNS.has(id)) return isNounDenied(list, clause, index);
  return isStateDenied(list, clause, index, before);
}

const OFFERED = ClassSet.of('broken', 'fault', 'fake', 'trouble');

/** "Фалшиви карти не продавам": what is not sold here. */
const isOfUnsold = (list: readonly Token[], clause: Clause, index: number): boolean =>
  clause.classes.has(ID.sale) &&
  clause.items.some((item, at) => at > index && has(item, ID.sale) && isVerbDenied(list, clause, at));

/** "Не продавам видеото отделно": what is denied is the selling apart. */
function isOfDeniedSale(list: readonly Token[], clause: Clause, index: number): boolean {
  const verb = clause.items.findLastIndex((item, at) => at < index && (has(item, ID.sale) || has(item, ID.gives)));
  return verb >= 0 && isVerbDenied(list, clause, verb);
}

const STATES = ClassSet.of('sold', 'reserved', 'left', 'broken');
const WISH = /^(?:искам|иска|искаме|хочу|chce|vreau|want)$/;
const SHORT_PRONOUN = /^(?:се|я|го|ги|ми|му|си)$/;

/** "Да се продаде": what is to be, not what is. */
function isWished(list: readonly Token[], { from }: Item, id: number): boolean {
  if (!STATES.has(id)) return false;
  const before = SHORT_PRONOUN.test(list[from - 1]?.text ?? '') ? list[from - 2] : list[from - 1];
  return before?.text === 'да' || WISH.test(before?.text ?? '');
}

const ANYONE = ClassSet.of('broken', 'left', 'works', 'spent');
const HOSTS = new Set<Thing>(['computer', 'laptop', 'psu', 'mainboard', 'rig']);
const FAULTS = ClassSet.of('fault', 'trouble');

/** The first thing after an item, of those in a role if one is given. */
function firstAfter(things: readonly Placed[], { to }: Item, role?: Role): Placed | undefined {
  for (const placed of things)
    if (placed.item.from >= to && (role === undefined || placed.role === role)) return placed;
  return undefined;
}

function lastBefore(things: readonly Placed[], { from }: Item): Placed | undefined {
  return things.findLast((placed) => placed.item.to <= from);
}

/** What a fault after which it stands is of: "проблем с единия вентилатор". */
function partOf(things: readonly Placed[], { to }: Item): Placed | undefined {
  return things.find(
    ({ item, role }) => item.from >= to && item.from - to <= OF_REACH && role !== 'bare' && role !== 'without',
  );
}

/** Whom the word is said of: the nearest bare thing before it, else right after it, else what the sentence was about. */
function ownerOf(
  list: readonly Token[],
  clause: Clause,
  index: number,
  before: Clause | undefined,
): Placed | undefined {
  const item = clause.items[index];
  if (item === undefined) return undefined;
  // People and places do little that is said of cards: "човекът я взе" is said of the card.
  const things =
    item.classes.meets(ANYONE) || !clause.classes.has(ID.misc)
      ? clause.things
      : clause.things.filter(({ thing }) => thing !== 'misc');
  if (item.classes.meets(FAULTS)) {
    const of = partOf(things, item);
    if (of !== undefined) return of;
  }
  // An adjective before its noun: "със счупена пластмаса".
  const next = firstAfter(things, item);
  if (
    item.classes.has(ID.broken) &&
    next !== undefined &&
    next.item.from - item.to <= 1 &&
    !hasComma(list, item.to, next.item.from)
  )
    return next;
  // "Монтирана е в компютър, той не се продава": a card is no "he".
  if (clause.classes.has(ID.he) && clause.items.slice(0, index).some((word) => has(word, ID.he))) {
    const other = before?.things.findLast(({ thing }) => thing !== 'card');
    if (other !== undefined) return other;
  }
  let owner: Placed | undefined;
  for (const placed of things) if (placed.role === 'bare' && placed.item.to <= item.from) owner = placed;
  if (owner !== undefined) return owner;
  const after = firstAfter(things, item, 'bare');
  if (after !== undefined && after.item.from - item.to <= AFTER_REACH && !hasBetween(clause, index, after))
    return after;
  // "Счупено е едно ъгълче на пластмасата": a corner, which we do not know, of a thing that we do.
  const of = firstAfter(things, item, 'for');
  const isNear = of !== undefined && of.item.from - item.to <= AFTER_REACH;
  if (item.classes.has(ID.broken) && isNear && of.thing !== 'computer') return of;
  if (clause.classes.has(ID.them)) return lastBefore(things, item) ?? before?.things.at(-1);
  // What only cards and computers do is said of no fan that was spoken of before.
  if (item.classes.has(ID.starts) || item.classes.has(ID.detects)) {
    if (clause.topic?.item === UNKNOWN) return clause.topic;
    const host = before?.sentence === clause.sentence ? before.things.at(-1) : undefined;
    return host !== undefined && HOSTS.has(host.thing) && !things.includes(host) ? host : undefined;
  }
  if (item.classes.meets(ANYBODYS) && hasUnknownSubject(list, clause, item))
    return { thing: 'another', item: UNKNOWN, role: 'bare', mine: false, old: true };
  const inherited = clause.topic;
  if (inherited?.thing === 'misc') return undefined;
  return inherited !== undefined && !clause.things.includes(inherited) ? inherited : undefined;
}

const PREDICATES_BUT_IS = ClassSet.of('works', 'starts', 'detects', 'broken', 'unstable', 'sold', 'sale');

const ANYBODYS = ClassSet.of('broken', 'unstable', 'loses', 'spent', 'sold', 'reserved');
/** Words between a verb and its subject that say nothing. */
const LITTLE = /^(?:ми|му|и|й|ни|им|се|си|ѝ|вече|само|просто|направо|съвсем|е|са|беше|бе|да|работи|работят)$/;
const PREPOSITION = /^(?:на|в|във|с|със|от|по|за|до|при|под|над|без|към|през|след|преди)$/;
/** Bulgarian nouns with an article: what has one is somebody or something in particular. */
const DEFINITE = /.{3}(?:та|ът|ят|то|те)$/u;

/** "Лампата ми изгоря", "спря да работи климатикът": a noun that we do not know does what cards do, too. */
function hasUnknownSubject(list: readonly Token[], clause: Clause, { from, to }: Item): boolean {
  return [-1, 1].some((step) => {
    let at = step < 0 ? from - 1 : to;
    while (LITTLE.test(list[at]?.text ?? '')) at += step;
    const token = list[at];
    const seam = step < 0 ? list[at + 1] : token;
    if (seam?.sep !== Sep.space) return false;
    if (token === undefined || token.isNumber || !DEFINITE.test(token.text)) return false;
    if (clause.items.some((item) => at >= item.from && at < item.to && !has(item, ID.price))) return false;
    if (step < 0 && PREPOSITION.test(list[at - 1]?.text ?? '')) return false;
    return !hasComma(list, Math.min(at, from) + 1, Math.max(at, to - 1));
  });
}

function hasBetween(clause: Clause, index: number, placed: Placed): boolean {
  // "Заделена ми е и кутията": after the copula "и" means "too".
  const copula = has(clause.items[index + 1], ID.is) || has(clause.items[index + 2], ID.is);
  return clause.items
    .slice(index + 1)
    .some((item) => item.to <= placed.item.from && (isOf(item, PREDICATES_BUT_IS) || (!copula && has(item, ID.and))));
}
