/** Descriptions that offer a part of a card, or a card together with other goods. */
import { ClassSet, ID } from './lexicon/class-set.js';
import { has, isOf, type Clause, type Placed } from './clause.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import type { Reading } from './reading.js';
import { object, type Objection } from './title.js';

const PARTS = new Set<Thing>(['box', 'cooling', 'fan', 'plate', 'part', 'light']);
/** What is sold beside the card and has a price of its own. */
const GOODS = new Set<Thing>(['cpu', 'ram', 'mainboard', 'psu', 'storage', 'screen', 'pcCase', 'laptop']);
const OBJECT_REACH = 5;
const SAYS_MORE = ClassSet.of(
  'works',
  'shows',
  'broken',
  'missing',
  'without',
  'negation',
  'cosmetic',
  'repaired',
  'tested',
  'was',
  'fresh',
  'has',
  'sold',
);

/** "Само кутията", "продавам само охлаждането": the part is what is offered, and nothing more is said of it. */
function onlyPart(reading: Reading): Objection | undefined {
  for (const clause of reading.clauses) {
    const index = clause.items.findIndex((item) => has(item, ID.only));
    const only = clause.items[index];
    if (only === undefined || clause.supposed) continue;
    const part = clause.things.find(
      ({ thing, role, item }) =>
        (PARTS.has(thing) || thing === 'core') && role === 'bare' && Math.abs(item.from - only.from) <= 3,
    );
    if (part === undefined) continue;
    const at = clause.items.indexOf(part.item);
    if (
      clause.items
        .slice(0, index)
        .some((item) => has(item, ID.missing) || has(item, ID.without) || (has(item, ID.is) && index > 1))
    )
      continue;
    const rest = clause.items.slice(Math.max(at, index) + 1);
    if (
      rest.some(
        (item) =>
          (isOf(item, SAYS_MORE) && !isWithoutCard(clause, item) && !isApart(reading, item)) || has(item, ID.is),
      )
    )
      continue;
    return object('part', 'part.only', {
      from: Math.min(only.from, part.item.from),
      to: Math.max(only.to, part.item.to),
    });
  }
  return undefined;
}

/** "Само кутията, без съдържание": what comes after the comma is another matter. */
const isApart = (reading: Reading, item: Item): boolean =>
  has(item, ID.without) && reading.hasComma(item.from, item.from);

const isWithoutCard = (clause: Clause, item: { readonly to: number }): boolean =>
  clause.things.some(
    ({ thing, role, item: card }) =>
      (thing === 'card' || thing === 'core') && role === 'without' && card.from >= item.to,
  );

const FAULTY = ClassSet.of('broken', 'fault', 'trouble', 'works', 'shows', 'is');

/** "Без картата", "няма видеокарта", "не самата карта", "картата не е в обявата". */
function noCard(reading: Reading): Objection | undefined {
  for (const clause of reading.clauses) {
    if (clause.supposed) continue;
    for (const { thing, role, item } of clause.things) {
      if ((thing === 'card' || thing === 'core' || thing === 'cooling') && role === 'without') {
        const denial = clause.items.findLast((word) => word.to <= item.from && has(word, ID.without));
        if (denial !== undefined && item.from - denial.to <= 2 && !reading.hasComma(denial.to, item.from))
          return object('part', 'card.without', { from: denial.from, to: item.to });
      }
      if (thing !== 'card') continue;
      const index = clause.items.indexOf(item);
      const before = clause.items[index - 1];
      if (has(before, ID.negation) && item.from - (before?.to ?? 0) <= 1 && !clause.classes.meets(FAULTY))
        return object('part', 'card.not', { from: before?.from ?? item.from, to: item.to });
      const after = clause.items.slice(index + 1);
      const denial = after.findIndex((word) => has(word, ID.negation));
      if (
        role === 'bare' &&
        denial >= 0 &&
        denial <= 1 &&
        after.slice(denial + 1).some((word) => has(word, ID.ad) || has(word, ID.included))
      )
        return object('part', 'card.notIncluded', item);
    }
  }
  return undefined;
}

/** "Продавам кутия от ...", "предлагам вентилатори". */
function part(reading: Reading): Objection | undefined {
  for (const { kind, denied, supposed, clause, index, item } of reading.statements) {
    if (kind !== 'sale' || denied || supposed || has(clause.items[index + 1], ID.also)) continue;
    const first = clause.things.find((placed) => placed.item.from >= item.to);
    if (first?.role !== 'bare' || !PARTS.has(first.thing) || first.item.from - item.to > OBJECT_REACH) continue;
    if (clause.items.some((word) => has(word, ID.parting) || has(word, ID.also))) continue;
    return object('part', 'part.offered', { from: item.from, to: first.item.to });
  }
  return undefined;
}

export function offersElse(reading: Reading): Objection | undefined {
  return part(reading) ?? onlyPart(reading) ?? noCard(reading);
}

const isGoods = ({ thing, role, mine }: Placed): boolean =>
  GOODS.has(thing) && (role === 'bare' || role === 'with') && !mine;

/** The price is one price for several things. */
function joint(reading: Reading): Objection | undefined {
  for (const clause of reading.clauses) {
    if (clause.supposed) continue;
    const word = clause.items.find(
      (item, index) => has(item, ID.joint) || (has(item, ID.both) && isForAll(reading, clause, index)),
    );
    if (word !== undefined && !clause.items.some((item) => has(item, ID.each) || has(item, ID.parting)))
      return object('lot', 'lot.joint', word);
  }
  return undefined;
}

/** "Общо 600 лв", "за двете карти", "ambele plăci": one price, or cards, stand with the word. */
function isForAll(reading: Reading, clause: Clause, index: number): boolean {
  const word = clause.items[index];
  if (word === undefined) return false;
  const next = clause.things.find(({ item }) => item.from >= word.to && item.from - word.to <= 1);
  if (next !== undefined)
    return next.thing === 'card' && clause.items.some((item) => has(item, ID.price) || has(item, ID.sale));
  return (
    reading.list[word.to]?.isNumber === true && clause.items.some((item) => has(item, ID.price) && item.from >= word.to)
  );
}

/** Card and goods in one offer: "продавам картата и дъното", "цената включва картата и монитора". */
function together(reading: Reading): Objection | undefined {
  for (const { kind, denied, supposed, clause, item } of reading.statements) {
    if ((kind !== 'sale' && kind !== 'included') || denied || supposed) continue;
    if (
      clause.items.some(
        (word) =>
          has(word, ID.parting) ||
          has(word, ID.also) ||
          has(word, ID.was) ||
          has(word, ID.tested) ||
          has(word, ID.because),
      )
    )
      continue;
    const goods = clause.things.find(
      (placed) => isGoods(placed) && (placed.role === 'bare' || clause.classes.has(ID.included)),
    );
    if (goods === undefined) continue;
    const card = clause.things.find(({ thing, role }) => thing === 'card' && role === 'bare');
    if (card !== undefined || kind === 'included')
      return object('lot', 'lot.goods', {
        from: Math.min(item.from, goods.item.from),
        to: Math.max(item.to, goods.item.to),
      });
  }
  return undefined;
}

/** "Цената е за картата плюс 16GB DDR4 и SSD". */
function priced(reading: Reading): Objection | undefined {
  for (const clause of reading.clauses) {
    const price = clause.items.find((item) => has(item, ID.price));
    if (
      price === undefined ||
      clause.supposed ||
      clause.items.some((item) => has(item, ID.parting) || has(item, ID.without) || has(item, ID.negation))
    )
      continue;
    const card = clause.things.find(({ thing, item }) => thing === 'card' && item.from >= price.to);
    const goods = card && clause.things.find((placed) => isGoods(placed) && placed.item.from >= card.item.to);
    if (goods !== undefined) return object('lot', 'lot.priced', { from: price.from, to: goods.item.to });
  }
  return undefined;
}

/** Several cards: "две карти", "3 броя"; not where each has its price. */
function several(reading: Reading): Objection | undefined {
  if (reading.classes.has(ID.each)) return undefined;
  for (const clause of reading.clauses) {
    if (
      clause.supposed ||
      clause.link === 'because' ||
      clause.items.some((item) => has(item, ID.was) || has(item, ID.negation) || has(item, ID.tested))
    )
      continue;
    const opens = clause.link === 'start' && clause.sentence === 0;
    const sells =
      opens ||
      clause.items.some(
        (item) => has(item, ID.sale) || has(item, ID.has) || has(item, ID.joint) || has(item, ID.included),
      );
    if (!sells) continue;
    for (const item of clause.items) {
      const counted = countBefore(reading, item.from, clause);
      if (counted === undefined) continue;
      const isPieces =
        has(item, ID.pieces) && clause.things.every(({ thing, item: of }) => thing === 'card' || of.from > item.to);
      const isCards = clause.things.some(
        (placed) => placed.item === item && placed.thing === 'card' && placed.role === 'bare',
      );
      if (isPieces || isCards) return object('lot', 'lot.count', { from: counted, to: item.to });
    }
  }
  return undefined;
}

function countBefore(reading: Reading, at: number, clause: Clause): number | undefined {
  const number = reading.list[at - 1];
  if (number?.isNumber === true && /^(?:[2-9]|[1-9]\d)$/.test(number.text) && reading.list[at]?.sep !== 0)
    return at - 1;
  const numeral = clause.items.find((item) => has(item, ID.numeral) && item.to <= at && at - item.to <= 1);
  return numeral?.from;
}

export function offersMore(reading: Reading): Objection | undefined {
  return joint(reading) ?? together(reading) ?? priced(reading) ?? several(reading);
}
