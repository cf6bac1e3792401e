/** Whether a clause denies a word of it, or only supposes it. */
import { ClassSet, ID } from './lexicon/class-set.js';
import { endsClause, Sep, type Token } from '../text/tokens.js';
import { has, isOf, THING, type Clause } from './clause.js';
import type { Item } from './lexicon/compile.js';

const FINITE = ClassSet.of('works', 'starts', 'detects', 'shows', 'spins', 'unstable', 'sale', 'me', 'wanted', 'buys');
/** What ends the reach of "without" over a list: a preposition that gives, a verb, a turn. */
const GIVES = ClassSet.of('with', 'works', 'starts', 'detects', 'unstable', 'sale', 'me', 'but', 'except');
const COPULA = ClassSet.of('is', 'was', 'has');
const UNREAL = ClassSet.of('condition', 'future', 'others', 'thought');
const NOUNS = ClassSet.of(
  'picture',
  'fault',
  'trouble',
  'artifacts',
  'life',
  'smears',
  'unstable',
  'card',
  'core',
  'rent',
  'exchange',
  'fresh',
  'sale',
);

/** Words of a list that one denial reaches over, before or after it. */
const LIST_REACH = 40;
/** A denial stands this many words before its verb or adjective, at most: "не се е", "никога не ми е". */
const VERB_REACH = 5;
/** And after its noun: "дефекти по картата няма". */
const AFTER_REACH = 4;

/** Denied as verbs are: by the denial before it, with no other verb between. */
export function isVerbDenied(list: readonly Token[], clause: Clause, index: number): boolean {
  const item = clause.items[index];
  if (item === undefined) return false;
  let verb = item;
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = clause.items[at];
    if (before === undefined || verb.from - before.to > VERB_REACH) return false;
    // "Не е копана - капарирана": a dash begins another statement.
    if (hasDash(list, before.to, verb.from)) return false;
    if (has(before, ID.negation)) return true;
    // "Не искам да купя": the denial reaches through the verb before.
    if (isOf(before, FINITE) && isChained(list, verb)) verb = before;
    else if (isOf(before, FINITE) || has(before, ID.but) || has(before, ID.except)) return false;
  }
  return false;
}

const LINKS_VERBS = /^(?:да|sa|to|să)$/;
const INFINITIVE = /(?:ти|ть|c|ar|er|ir)$/u;

/** Whether the verb depends on the one before it: "да купя", "to sell", "sprzedać". */
function isChained(list: readonly Token[], { from, to }: Item): boolean {
  if (LINKS_VERBS.test(list[from - 1]?.text ?? '') || LINKS_VERBS.test(list[from - 2]?.text ?? '')) return true;
  return INFINITIVE.test(list[to - 1]?.text ?? '');
}

/** Denied as adjectives and participles are: "не е дефектна", "не е копана и ремонтирана". */
export function isStateDenied(
  list: readonly Token[],
  clause: Clause,
  index: number,
  before: Clause | undefined,
): boolean {
  const item = clause.items[index];
  if (item === undefined) return false;
  if (isOf(item, DEALS) && hasOtherWord(clause, index)) return false;
  if (isVerbDenied(list, clause, index)) return true;
  const last = clause.items[index - 1];
  if (has(last, ID.without) && item.from - (last?.to ?? 0) <= 2) return true;
  if (isDeniedAfter(list, clause, index) && !denialGoesOn(list, clause, index)) return true;
  const goesOn =
    before !== undefined &&
    before.sentence === clause.sentence &&
    (clause.link === 'and' || clause.link === 'comma') &&
    !clause.items
      .slice(0, index)
      .some((word) => isOf(word, FINITE) || has(word, ID.is) || has(word, ID.was) || has(word, ID.has));
  return goesOn && hasDeniedCopula(before) && (clause.link === 'and' || clause.classes.has(ID.and));
}

/** What became of the offer: denied by what stands right before it, and not through what else is denied there. */
const DEALS = ClassSet.of('sold', 'reserved', 'keptOr');
const BESIDE_DEALS = ClassSet.of(
  'sold',
  'reserved',
  'keptOr',
  'is',
  'was',
  'has',
  'already',
  'and',
  'also',
  'ad',
  'card',
);

/** "Не е копана /продадена/": between the last denial and the item stands another word that it denies. */
function hasOtherWord(clause: Clause, index: number): boolean {
  const denial = clause.items.findLastIndex((word, at) => at < index && has(word, ID.negation));
  return denial >= 0 && clause.items.slice(denial + 1, index).some((word) => !isOf(word, BESIDE_DEALS));
}

/** "Резервирана - не е копана": the denial after it has a word of its own; "копана - не", "копана не е" have none. */
function denialGoesOn(list: readonly Token[], { items }: Clause, index: number): boolean {
  const denial = items.findIndex((word, at) => at > index && has(word, ID.negation));
  let last = items[denial];
  for (const word of items.slice(denial + 1)) {
    if (last === undefined || word.from - last.to > 1 || hasComma(list, word.from, word.from)) return false;
    if (!isOf(word, COPULA) && !has(word, ID.negation) && !has(word, ID.already)) return true;
    last = word;
  }
  return false;
}

function hasDeniedCopula(clause: Clause): boolean {
  const { items } = clause;
  if (!clause.classes.has(ID.negation)) return false;
  return items.some((item, at) => has(item, ID.negation) && !items.slice(at + 1).some((word) => isOf(word, FINITE)));
}

/** Denied as nouns are: by "without" over a list, by any denial before it in its clause, or by one after it. */
export function isNounDenied(list: readonly Token[], clause: Clause, index: number): boolean {
  const item = clause.items[index];
  if (item === undefined) return false;
  let verbs = 0;
  let given = false;
  let comma = hasComma(list, clause.items[index - 1]?.to ?? item.from, item.from);
  for (let at = index - 1; at >= 0 && at >= index - LIST_REACH; at -= 1) {
    const before = clause.items[at];
    if (before === undefined || has(before, ID.except) || has(before, ID.but)) break;
    if (has(before, ID.without) && !given) return true;
    if (has(before, ID.negation) && verbs <= 1 && !comma) return true;
    // "Не съм имал": the copula ends the reach of "without", and not that of "not".
    if (isOf(before, COPULA)) given = true;
    else if (isOf(before, GIVES) && !has(before, ID.and)) break;
    if (isOf(before, FINITE)) verbs += 1;
    comma ||= hasComma(list, clause.items[at - 1]?.to ?? before.from, before.from);
  }
  return isDeniedAfter(list, clause, index);
}

/** A dash with spaces around it before any of the tokens [from, to]. */
function hasDash(list: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at <= to; at += 1) {
    const sep = list[at]?.sep ?? 0;
    if ((sep & Sep.dash) !== 0 && (sep & Sep.space) !== 0) return true;
  }
  return false;
}

export function hasComma(list: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at <= to; at += 1) if (((list[at]?.sep ?? 0) & Sep.comma) !== 0) return true;
  return false;
}

/** "Дефекти няма", "артефакти - отсъстват", "проблеми не е имала". */
function isDeniedAfter(list: readonly Token[], clause: Clause, index: number): boolean {
  const { items } = clause;
  const item = items[index];
  const next = items[index + 1];
  if (item === undefined || next === undefined) return false;
  const close = next.from - item.to <= AFTER_REACH;
  let at = index + 1;
  // Things and other nouns may stand between: "проблеми с картата няма".
  while (
    at < items.length &&
    at < index + LIST_REACH &&
    (isOf(items[at], THING) || isOf(items[at], NOUNS) || isPlain(items[at]))
  )
    at += 1;
  const denial = items[at];
  if (denial === undefined) return false;
  // "Артефакти, забивания, шум - няма", "артефакти, забивания и шум няма": a dash or a last "and" gathers the list before it.
  const isApart = ((list[denial.from]?.sep ?? 0) & (Sep.dash | Sep.colon)) !== 0;
  const gathered = isApart || isClosedList(list, items.slice(index, at + 1));
  if (!gathered && (!close || hasComma(list, item.to, denial.from))) return false;
  const after = items[at + 1];
  if (has(denial, ID.without))
    return (
      after === undefined ||
      after.from - denial.to > 1 ||
      hasComma(list, after.from, after.from) ||
      !(isOf(after, NOUNS) || isOf(after, THING))
    );
  // "Изгоря и повече не я пуснах": what comes after "and" has a denial of its own.
  if (!has(denial, ID.negation)) return false;
  if (!isApart && items.slice(index + 1, at).some((word) => has(word, ID.and))) return false;
  return !items.slice(at + 1).some((word) => isOf(word, FINITE) && !has(word, ID.shows));
}

/** A list that an "and" closes, with no thing after its last comma: "кутия" in "дефекти, кутия няма" is another matter. */
function isClosedList(list: readonly Token[], items: readonly Item[]): boolean {
  const and = items.findLastIndex((item) => has(item, ID.and) || has(item, ID.also));
  const denial = items.at(-1);
  const last = items[and];
  if (and < 1 || denial === undefined || last === undefined || hasComma(list, last.from, denial.from)) return false;
  const next = list[denial.to];
  const ends = next === undefined || endsClause(next.sep) || (next.sep & Sep.comma) !== 0;
  return ends && has(denial, ID.without) && denial.from - last.to <= AFTER_REACH;
}

const isPlain = (item: Item | undefined): boolean =>
  has(item, ID.and) ||
  has(item, ID.also) ||
  // "И подобни - никога".
  has(item, ID.similar) ||
  has(item, ID.purpose) ||
  has(item, ID.with) ||
  has(item, ID.place) ||
  has(item, ID.origin);

/** Only supposed, asked or feared: nothing the ad says of the card. */
export function isSupposed(clause: Clause, index: number): boolean {
  if (clause.supposed) return true;
  if (!clause.classes.meets(UNREAL)) return false;
  for (let at = index - 1; at >= 0 && at >= index - LIST_REACH; at -= 1) {
    const before = clause.items[at];
    if (isOf(before, UNREAL)) return true;
  }
  return false;
}
