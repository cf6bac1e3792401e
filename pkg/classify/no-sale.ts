/** Ads of what is not for sale: sold, reserved, let, for exchange only, wanted. */
import { endsClause, Sep } from '../text/tokens.js';
import { has, isOf, type Clause } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import { LIKELY, PLAIN, WEAK, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';

/** What is said of these is said of the offer. */
const OFFERED = new Set<Thing>(['card', 'core', 'ad']);
const LOW = ClassSet.of('well', 'has', 'without', 'with');

/** At the head of its clause, or of the card by name: said plainly. */
function isPlain(reading: Reading, { item, named, clause }: Statement): boolean {
  return reading.wordsBefore(item.from) <= 2 || (named && clause.link !== 'because');
}

/** "Запазена до събота" is reserved, "добре запазена", "картата е запазена" and "пломбите са запазени" are well kept. */
function isKeptFor({ clause, index, item, about }: Statement, reading: Reading): boolean {
  const before = clause.items[index - 1];
  if (about !== 'card' || (before !== undefined && isOf(before, LOW) && item.from - before.to <= 1)) return false;
  const after = reading.list[item.to];
  const next = after?.text === 'е' ? reading.list[item.to + 1] : after;
  if (next !== undefined && ['до', 'за', 'докато'].includes(next.text) && (next.sep & ~Sep.space) === 0) return true;
  return isShouted(reading, item);
}

/** In capitals where the rest is not: "ЗАПАЗЕНА Asus RTX 3070". */
function isShouted({ source, list }: Reading, item: Item): boolean {
  const word = source.slice(list[item.from]?.start, list[item.to - 1]?.end);
  return word === word.toUpperCase() && word.length > 3 && source !== source.toUpperCase();
}

const DEPOSIT = /^капаро/;

function soldIn(reading: Reading, statement: Statement): Objection | undefined {
  const { kind, item, clause, index } = statement;
  const plain = isPlain(reading, statement);
  switch (kind) {
    case 'sold':
      if (/ните$/.test(reading.list[item.from]?.text ?? '')) return undefined;
      return weigh(plain ? PLAIN : LIKELY, 'not-for-sale', 'sale.sold', item);
    case 'reserved':
      // "Капарото се приспада" is a condition of sale; in a title it is paid.
      if (DEPOSIT.test(reading.list[item.from]?.text ?? '') && reading.field !== 'title') return undefined;
      if (clause.classes.has(ID.was) && !clause.classes.has(ID.already)) return undefined;
      // "Бронь только по предоплате": a condition of sale, too.
      if (has(clause.items[index + 1], ID.only) && clause.items[index + 1]?.from === item.to) return undefined;
      return weigh(plain ? PLAIN : WEAK, 'not-for-sale', 'sale.reserved', item);
    case 'keptOr':
      return isKeptFor(statement, reading) ? weigh(PLAIN, 'not-for-sale', 'sale.reserved', item) : undefined;
    case 'left': {
      const gone = (statement.named && statement.about === 'card') || reading.wordsBefore(item.from) === 0;
      return gone ? weigh(PLAIN, 'not-for-sale', 'sale.sold', item) : undefined;
    }
    case 'bought':
      return isWholeSentence(reading, clause, item) ? weigh(PLAIN, 'not-for-sale', 'sale.sold', item) : undefined;
    case 'rent':
      return isLet(reading, statement) ? weigh(PLAIN, 'not-for-sale', 'sale.rent', item) : undefined;
    default:
      return undefined;
  }
}

function sold(reading: Reading, found: Objection[]): void {
  const available = reading.clauses.some(isAvailable);
  for (const statement of reading.statements) {
    const { kind, about, aside, item, clause, index, denied, supposed } = statement;
    if (supposed || aside || !OFFERED.has(about)) continue;
    if (kind === 'sale' && denied && isLast(clause, index, reading) && isOfCard(reading, statement))
      found.push(weigh(PLAIN, 'not-for-sale', 'sale.denied', item));
    if (denied) continue;
    const told = soldIn(reading, statement);
    // "Бях писал, че е резервирана, но картата е отново свободна".
    if (told !== undefined && !available) found.push(told);
  }
}

/** "Отново е свободна"; in a specification "охлаждане: активно" is said of a part. */
const isAvailable = ({ classes, supposed, things }: Clause): boolean =>
  classes.has(ID.available) &&
  !classes.has(ID.negation) &&
  !supposed &&
  things.every(({ thing }) => OFFERED.has(thing));

const HIM = /^(?:го|go|його|jego|go)$/;
/** Shorter words are particles. */
const LONG = 4;
const OF_SALE = ClassSet.of('card', 'ad', 'already', 'this', 'mine', 'he', 'and', 'is', 'only', 'but');

/** Not "дефектни не предлагаме", where something else is not sold, and not "не я продавам, защото ..., а защото ...". */
function isOfCard({ clauses, list }: Reading, { clause, index, item }: Statement): boolean {
  // "Не го продавам": a card is no "him".
  if (HIM.test(list[item.from - 1]?.text ?? '') && !clause.classes.has(ID.card)) return false;
  const next = clauses[clause.place + 1];
  if (next?.sentence === clause.sentence && (next.link === 'because' || next.link === 'condition')) return false;
  const denial = clause.items.findLastIndex((item, at) => at < index && has(item, ID.negation));
  const not = clause.items[denial];
  const object = not && list[not.from - 1];
  const isOther =
    not !== undefined &&
    object !== undefined &&
    object.text.length >= LONG &&
    (not.from === 1 || ((list[not.from - 1]?.sep ?? 0) & Sep.comma) !== 0) &&
    !clause.items.some(({ from, to }) => not.from - 1 >= from && not.from - 1 < to);
  return !isOther && clause.items.slice(0, Math.max(0, denial)).every((word) => isOf(word, OF_SALE));
}

/** "Обявата не е активна", "вече не е свободна". */
function unavailable({ clauses }: Reading, found: Objection[]): void {
  for (const clause of clauses) {
    if (!clause.classes.has(ID.available)) continue;
    const free = clause.items.findIndex((item) => has(item, ID.available));
    const denial = clause.items.findLastIndex(
      (item, at) => at < free && (has(item, ID.negation) || has(item, ID.without)),
    );
    const [word, not] = [clause.items[free], clause.items[denial]];
    if (word === undefined || not === undefined || clause.supposed || word.from - not.to > 2) continue;
    if (clause.things.every(({ thing }) => OFFERED.has(thing)))
      found.push(weigh(PLAIN, 'not-for-sale', 'sale.unavailable', { from: not.from, to: word.to }));
  }
}

/** "Не продавам.", "не продавам картата" end there; "не продавам на части" does not. */
function isLast(clause: Clause, index: number, reading: Reading): boolean {
  const rest = clause.items.slice(index + 1);
  if (rest.some((item) => !has(item, ID.card) && !has(item, ID.ad) && !has(item, ID.already))) return false;
  const last = rest.at(-1) ?? clause.items[index];
  return last !== undefined && reading.endsWithin(last.to, 0);
}

/** "Купена." alone is sold; "купена от ..." is where the seller has it from. */
function isWholeSentence(reading: Reading, clause: Clause, item: Item): boolean {
  const next = reading.list[item.to];
  const ends = next === undefined || endsClause(next.sep) || (next.sep & Sep.comma) !== 0;
  if (clause.items.some((word) => word.to <= item.from && has(word, ID.already))) return ends;
  return ends && reading.wordsBefore(item.from) === 0;
}

const LETS = ClassSet.of('sale', 'gives', 'card');

/** The card is let, and not a flat: the word opens its clause, or stands with a card or an offer. */
function isLet(reading: Reading, { clause, index, item }: Statement): boolean {
  const before = clause.items[index - 1];
  if ((has(before, ID.with) || has(before, ID.purpose)) && before?.to === item.from) return false;
  const words = reading.wordsBefore(item.from);
  // A pronoun or an adjective may stand before it: "O închiriez", "тримесечен наем".
  if (clause.classes.has(ID.misc)) return clause.classes.meets(LETS);
  const rents = clause.items.filter((word) => has(word, ID.rent)).length;
  return words <= 1 || clause.classes.meets(LETS) || rents > 1 || clause.classes.has(ID.price);
}

const WANTS = ClassSet.of('wanted', 'buys');
const isSale = ({ kind, denied }: Statement): boolean => kind === 'sale' && !denied;

function wanted(reading: Reading, title: Reading, found: Objection[]): void {
  if (!reading.classes.meets(WANTS)) return;
  const sale = title.statements.find(isSale) ?? reading.statements.find(isSale);
  for (const { kind, denied, supposed, clause, item, index } of reading.statements) {
    if ((kind !== 'wanted' && kind !== 'buys') || denied || (kind === 'wanted' && supposed)) continue;
    if (clause.link === 'because' || clause.link === 'which' || clause.link === 'but') continue;
    // "Фирмата ни изкупува и стара техника": beside what it sells.
    if (
      kind === 'buys' &&
      clause.items.some((word) => word.from >= item.to && (has(word, ID.also) || has(word, ID.and)))
    )
      continue;
    if (sale !== undefined && (sale.item.from < item.from || (reading !== title && title.statements.includes(sale))))
      continue;
    // "Търся си по-силна": another one, for which this one goes.
    if (isForAnother(reading, clause, item)) continue;
    const swaps = reading.statements.some(
      (other) => other.kind === 'exchange' && other.item.from >= item.to && other.item.from - item.to <= 4,
    );
    if (swaps || clause.items.slice(index + 1, index + 4).some((word) => has(word, ID.idiom))) continue;
    const ofCard = clause.classes.has(ID.card) || clause.classes.has(ID.suchOne);
    if (kind === 'wanted' && (index > 1 || (clause.sentence > 0 && !ofCard))) continue;
    const plain = reading.wordsBefore(item.from) <= 2 || ofCard;
    found.push(weigh(plain ? PLAIN : WEAK, 'wanted', kind === 'buys' ? 'wanted.buys' : 'wanted.opening', item));
  }
}

const BETTER =
  /^(?:по|нещо|друга|нов|нова|новата|nov|nova|cos|czegos|inn\w*|lepsz\w*|mocniejsz\w*|szybsz\w*|now\w|ceva|alta|noua|nou|щось|іншу|нову|новии|что|другую|новую|better|something|another|new|novo|nova|mais)$/;
/** "This one", beside which another is bought. */
const THIS_ONE = /^(?:тази|тая|тоя|tazi|taya|asta|aceasta|ta|te|tej|ця|цю|эта|эту|esta|this)$/;
const WANTED_REACH = 4;

/** "Търся си по-силна", "купувам си нова, тази е излишна": another one is wanted, for which this one goes. */
function isForAnother(reading: Reading, own: Clause, { to }: Item): boolean {
  const { list } = reading;
  if (list.slice(to, to + WANTED_REACH).some(({ text }) => BETTER.test(text))) return true;
  return reading
    .beside(own)
    .some((clause) => clause !== own && list.slice(clause.from, clause.to + 1).some(({ text }) => THIS_ONE.test(text)));
}

/** "Давам до 300 лева за здрава бройка": money is given, for a card. */
function pays(reading: Reading, found: Objection[]): void {
  for (const { kind, denied, supposed, clause, item } of reading.statements) {
    if ((kind !== 'gives' && kind !== 'sale') || denied || supposed) continue;
    const price = clause.items.find((word) => word.from >= item.to && word.from - item.to <= 3 && has(word, ID.price));
    if (price === undefined) continue;
    const goal = clause.items.find((word) => word.from >= price.to && has(word, ID.purpose));
    if (goal === undefined || goal.from - price.to > 1 || reading.list[price.from - 1]?.isNumber !== true) continue;
    if (clause.items.some((word) => word.from >= goal.to && isOf(word, ONE)))
      found.push(weigh(PLAIN, 'wanted', 'wanted.pays', { from: item.from, to: goal.to }));
  }
}

const ONE = ClassSet.of('card', 'suchOne', 'pieces', 'good', 'works');

/** "Предпочитам продажба": the noun. */
const SELLING = /^(?:продажб|продаж$|sprzedaz|vanzar)/;

/** Only an exchange is offered: the description opens with it, and nothing in the ad sells. */
function exchangeOnly(reading: Reading, title: Reading, found: Objection[]): void {
  if (!reading.classes.has(ID.exchange)) return;
  if (title.statements.some(isSale) || reading.statements.some(isSale)) return;
  if (reading.list.some(({ text }) => SELLING.test(text))) return;
  for (const { kind, denied, supposed, clause, index, item } of reading.statements) {
    if (kind !== 'exchange' || denied || supposed) continue;
    const conditional = reading.beside(clause).some(({ link }) => link === 'condition');
    const only =
      !conditional &&
      clause.items.some(
        (word) => has(word, ID.only) && (word.to <= item.from ? item.from - word.to <= 2 : word.from - item.to <= 1),
      );
    const heads = reading.wordsBefore(item.from) === 0 && clause.sentence === 0 && clause.classes.has(ID.purpose);
    const opens = heads && (item.from === 0 || (index === 0 && reading !== title));
    if (only || opens) found.push(weigh(PLAIN, 'not-for-sale', 'sale.exchange', item));
  }
}

/** What a text says against there being a sale. */
export function noSale(reading: Reading, title: Reading): Objection[] {
  const found: Objection[] = [];
  sold(reading, found);
  unavailable(reading, found);
  wanted(reading, title, found);
  pays(reading, found);
  exchangeOnly(reading, title, found);
  return found;
}
