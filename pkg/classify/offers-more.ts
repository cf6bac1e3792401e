/** Descriptions that offer a card together with other goods, or several cards. */
import { Sep } from '../text/tokens.js';
import { has, isOf, type Clause, type Placed } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Thing } from './lexicon/entry.js';
import { DECISIVE, LIKELY, PLAIN, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';

/** What is sold beside the card and has a price of its own. */
const GOODS = new Set<Thing>(['cpu', 'ram', 'mainboard', 'psu', 'storage', 'screen', 'pcCase', 'laptop']);
const isGoods = ({ thing, role, mine }: Placed): boolean =>
  GOODS.has(thing) && (role === 'bare' || role === 'with') && !mine;

const APART = ClassSet.of('each', 'parting');
const TOGETHER = ClassSet.of('joint', 'both');
const SELLS = ClassSet.of('sale', 'gives', 'price', 'included');

const TRIFLES = new Set<Thing>(['box', 'part', 'papers', 'seal', 'plate']);

/** A cable, a stand, the box: what comes with a card and makes no lot of it. */
function addsTrifles(reading: Reading): boolean {
  const things = reading.clauses.flatMap((clause) => clause.things);
  const others = things.filter(({ thing, role }) => thing !== 'card' && (role === 'bare' || role === 'with'));
  return others.some(({ thing }) => TRIFLES.has(thing)) && !others.some((placed) => !TRIFLES.has(placed.thing));
}

/** The price is one price for several things. */
function joint(reading: Reading, found: Objection[]): void {
  if (!reading.classes.has(ID.joint) && !reading.classes.has(ID.both)) return;
  if (reading.classes.has(ID.included) && addsTrifles(reading)) return;
  for (const clause of reading.clauses) {
    if (!clause.classes.meets(TOGETHER) || clause.supposed || clause.classes.meets(APART)) continue;
    for (let index = 0; index < clause.items.length; index += 1) {
      const item = clause.items[index];
      if (item === undefined) break;
      if (has(item, ID.joint))
        found.push(weigh(clause.classes.meets(SELLS) ? PLAIN : LIKELY, 'lot', 'lot.joint', item));
      else if (has(item, ID.both) && isForAll(reading, clause, index))
        found.push(weigh(PLAIN, 'lot', 'lot.joint', item));
    }
  }
}

/** "Общо 600 лв", "280 лв за двете", "за двете карти": one price, or cards, stand with the word. */
function isForAll(reading: Reading, clause: Clause, index: number): boolean {
  const word = clause.items[index];
  if (word === undefined || !clause.classes.meets(SELLS)) return false;
  const next = clause.things.find(({ item }) => item.from >= word.to && item.from - word.to <= 1);
  if (next !== undefined) return next.thing === 'card';
  if (!clause.classes.has(ID.price)) return false;
  return (
    reading.list[word.to]?.isNumber === true ||
    reading.endsWithin(word.to, 0) ||
    has(clause.items[index - 1], ID.purpose)
  );
}

const NOT_NOW = ClassSet.of('parting', 'also', 'was', 'tested', 'because', 'requires', 'similar', 'me');

/** Card and goods in one offer: "продавам картата и дъното", "цената включва картата и монитора". */
function together(reading: Reading, found: Objection[]): void {
  for (const { kind, denied, supposed, clause, item } of reading.statements) {
    if ((kind !== 'sale' && kind !== 'gives' && kind !== 'included') || denied || supposed) continue;
    if (clause.classes.meets(NOT_NOW)) continue;
    const goods = clause.things.find(isGoods);
    if (goods === undefined) continue;
    const card = clause.things.some(({ thing, role }) => thing === 'card' && role === 'bare');
    const priced = clause.classes.has(ID.both) && clause.classes.has(ID.price);
    const span = { from: Math.min(item.from, goods.item.from), to: Math.max(item.to, goods.item.to) };
    if (card || kind === 'included' || priced) found.push(weigh(PLAIN, 'lot', 'lot.goods', span));
  }
}

const EXCLUDES = ClassSet.of('parting', 'without', 'negation');

/** "Цената е за картата плюс 16GB DDR4 и SSD". */
function priced(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.has(ID.price)) continue;
    const price = clause.items.find((item) => has(item, ID.price));
    if (price === undefined || clause.supposed || clause.classes.meets(EXCLUDES)) continue;
    const card = clause.things.find(({ thing, item }) => thing === 'card' && item.from >= price.to);
    const goods = card && clause.things.find((placed) => isGoods(placed) && placed.item.from >= card.item.to);
    if (goods !== undefined) found.push(weigh(PLAIN, 'lot', 'lot.priced', { from: price.from, to: goods.item.to }));
  }
}

const COUNTED = ClassSet.of('pieces', 'card');
const ELSE = ClassSet.of('was', 'negation', 'tested');
const OFFER = ClassSet.of('sale', 'gives', 'has', 'joint', 'included', 'price');

/** Several cards: "две карти", "3 броя"; not where each has its price. */
function several(reading: Reading, found: Objection[]): void {
  if (reading.classes.has(ID.each)) return;
  for (const clause of reading.clauses) {
    if (!clause.classes.meets(COUNTED)) continue;
    if (clause.supposed || clause.link === 'because' || clause.classes.meets(ELSE)) continue;
    const opens = clause.link === 'start' && clause.sentence === 0;
    const sells = clause.classes.meets(OFFER);
    if (!opens && !sells && !clause.classes.has(ID.is)) continue;
    for (const item of clause.items) {
      if (!isOf(item, COUNTED)) continue;
      const counted = countBefore(reading, item.from, clause);
      if (counted === undefined) continue;
      const isPieces =
        has(item, ID.pieces) && clause.things.every(({ thing, item: of }) => thing === 'card' || of.from > item.to);
      const isCards = clause.things.some(
        (placed) => placed.item === item && placed.thing === 'card' && placed.role === 'bare',
      );
      if (isPieces || isCards)
        found.push(weigh(sells ? PLAIN : DECISIVE, 'lot', 'lot.count', { from: counted, to: item.to }));
    }
  }
}

function countBefore(reading: Reading, at: number, clause: Clause): number | undefined {
  const number = reading.list[at - 1];
  if (number?.isNumber === true && /^(?:[2-9]|[1-9]\d)$/.test(number.text) && reading.list[at]?.sep === Sep.space)
    return at - 1;
  return clause.items.find(
    (item) => has(item, ID.numeral) && item.to <= at && at - item.to <= 1 && !reading.hasComma(item.to, at),
  )?.from;
}

/** What a description says for more than one card in the offer. */
export function offersMore(reading: Reading): Objection[] {
  const found: Objection[] = [];
  joint(reading, found);
  together(reading, found);
  priced(reading, found);
  several(reading, found);
  return found;
}
