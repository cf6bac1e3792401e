/** Descriptions of what is not for sale: sold, reserved, wanted, for rent, for exchange only, a service, a fake. */
import { ClassSet, ID } from './lexicon/class-set.js';
import { endsClause, Sep } from '../text/tokens.js';
import { has, isOf, type Clause } from './clause.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';
import { object, type Objection } from './title.js';

const OFFERED = new Set<Thing>(['card', 'core', 'ad']);
const LOW = ClassSet.of('well', 'has', 'without', 'with');
const PAST = ClassSet.of('is', 'was', 'has', 'tested', 'mine', 'already');

const stands = ({ denied, supposed }: Statement): boolean => !denied && !supposed;

/** "Запазена до събота" is reserved, "добре запазена", "картата е запазена" and "пломбите са запазени" are well kept. */
function isKeptFor(statement: Statement, reading: Reading): boolean {
  const { clause, index, item, about } = statement;
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

function sold(reading: Reading): Objection | undefined {
  for (const statement of reading.statements) {
    const { kind, about, aside, item, clause, index } = statement;
    if (
      kind === 'sale' &&
      statement.denied &&
      !statement.supposed &&
      OFFERED.has(about) &&
      !aside &&
      isLast(clause, index, reading)
    )
      return object('not-for-sale', 'sale.denied', item);
    if (!stands(statement) || !OFFERED.has(about) || aside) continue;
    if (kind === 'sold' && !partOnly(clause, index)) return object('not-for-sale', 'sale.sold', item);
    if (kind === 'reserved') return object('not-for-sale', 'sale.reserved', item);
    if (kind === 'keptOr' && isKeptFor(statement, reading)) return object('not-for-sale', 'sale.reserved', item);
    if (kind === 'bought' && isWholeSentence(reading, clause, item)) return object('not-for-sale', 'sale.sold', item);
    if (kind === 'rent' && isOffered(reading, statement)) return object('not-for-sale', 'sale.rent', item);
  }
  return undefined;
}

/** "Не продавам.", "не продавам картата" end there; "не продавам на части" does not. */
function isLast(clause: Clause, index: number, reading: Reading): boolean {
  const rest = clause.items.slice(index + 1);
  if (rest.some((item) => !has(item, ID.card) && !has(item, ID.ad) && !has(item, ID.already))) return false;
  const last = rest.at(-1) ?? clause.items[index];
  const next = last && reading.list[last.to];
  return next === undefined || (next.sep & ~Sep.space) !== 0;
}

/** "Купена." alone is sold; "купена от ..." is where the seller has it from. */
function isWholeSentence(reading: Reading, clause: Clause, item: Item): boolean {
  const next = reading.list[item.to];
  const ends = next === undefined || endsClause(next.sep) || (next.sep & Sep.comma) !== 0;
  if (clause.items.some((word) => word.to <= item.from && has(word, ID.already))) return ends;
  return ends && tokensBefore(reading, item.from) === 0;
}

/** Words between the last comma or stop and a place in the text. */
function tokensBefore(reading: Reading, at: number): number {
  let count = 0;
  for (let token = at; token > 0; token -= 1) {
    const sep = reading.list[token]?.sep ?? 0;
    if (endsClause(sep) || (sep & (Sep.comma | Sep.open | Sep.dash)) !== 0) break;
    count += 1;
  }
  return count;
}

/** The card is let, and not a flat: the word opens its clause, or stands with a card or an offer. */
function isOffered(reading: Reading, { clause, index, item }: Statement): boolean {
  const before = clause.items[index - 1];
  if ((has(before, ID.with) || has(before, ID.purpose)) && before?.to === item.from) return false;
  return (
    tokensBefore(reading, item.from) === 0 || clause.items.some((word) => has(word, ID.sale) || has(word, ID.card))
  );
}

/** "Не се продава отделно": what is not sold apart is sold together. */
const partOnly = (clause: Clause, index: number): boolean =>
  clause.items.slice(index + 1).some((item) => has(item, ID.parting));

function wanted(reading: Reading, title: Reading): Objection | undefined {
  const sells = [...title.statements, ...reading.statements].find(({ kind, denied }) => kind === 'sale' && !denied);
  for (const { kind, denied, clause, item, index } of reading.statements) {
    if ((kind !== 'wanted' && kind !== 'buys') || denied) continue;
    if (clause.link === 'because' || clause.link === 'which' || clause.link === 'but') continue;
    if (sells !== undefined && sellsFirst(sells, item, reading, title)) continue;
    if (
      reading.statements.some(
        (other) => other.kind === 'exchange' && other.item.from >= item.to && other.item.from - item.to <= 4,
      )
    )
      continue;
    if (clause.items.slice(index + 1, index + 4).some((word) => has(word, ID.idiom))) continue;
    if (
      kind === 'wanted' &&
      (index > 1 || (clause.sentence > 0 && !clause.things.some(({ thing }) => thing === 'card')))
    )
      continue;
    return object('wanted', kind === 'buys' ? 'wanted.buys' : 'wanted.opening', item);
  }
  return undefined;
}

const sellsFirst = (sells: Statement, item: Item, reading: Reading, title: Reading): boolean =>
  (reading !== title && title.statements.includes(sells)) || sells.item.from < item.from;

/** Only an exchange is offered: the description opens with it, and nothing in the ad sells. */
function exchangeOnly(reading: Reading, title: Reading): Objection | undefined {
  const all = [...title.statements, ...reading.statements];
  if (all.some(({ kind, denied }) => kind === 'sale' && !denied)) return undefined;
  const swap = reading.statements.find(({ kind, denied, supposed }) => kind === 'exchange' && !denied && !supposed);
  if (swap === undefined) return undefined;
  const { clause, index, item } = swap;
  const only = clause.items.some((word, at) => has(word, ID.only) && Math.abs(at - index) <= 2);
  const opens =
    (item.from === 0 && clause.classes.has(ID.purpose)) ||
    (clause.sentence === 0 &&
      index === 0 &&
      tokensBefore(reading, item.from) === 0 &&
      has(clause.items[1], ID.purpose) &&
      reading !== title);
  return only || opens ? object('not-for-sale', 'sale.exchange', item) : undefined;
}

function service(reading: Reading): Objection | undefined {
  for (const statement of reading.statements) {
    const { kind, clause, index, item, supposed, denied } = statement;
    if ((kind !== 'service' && kind !== 'serviceOf') || supposed || denied) continue;
    if (clause.classes.meets(PAST)) continue;
    const head =
      index === 0 ||
      clause.items
        .slice(0, index)
        .every((word) => has(word, ID.sale) || has(word, ID.and) || has(word, ID.me) || has(word, ID.serviceOf));
    if (!head) continue;
    if (
      kind === 'service' ||
      clause.things.some(
        ({ thing, item: card }) => thing === 'card' && card.from >= item.to && card.from - item.to <= 10,
      )
    )
      return object('service', 'service.word', item);
  }
  return undefined;
}

function fake(reading: Reading): Objection | undefined {
  for (const statement of reading.statements) {
    const { kind, item, clause, about } = statement;
    if (!stands(statement)) continue;
    const compared = clause.items.slice(0, statement.index).some((word) => has(word, ID.similar));
    if (
      kind === 'fake' &&
      !compared &&
      !clause.things.some(({ thing, item: of }) => (thing === 'box' || thing === 'papers') && of.from >= item.to)
    )
      return object('fake', 'fake.word', item);
    if (kind !== 'passesAs' || !OFFERED.has(about)) continue;
    const other = reading.mentions.find((mention) => mention.from >= item.to && mention.from - item.to <= 6);
    if (other !== undefined) return object('fake', 'fake.passes', { from: item.from, to: other.to });
  }
  return undefined;
}

export function noSale(reading: Reading, title: Reading): Objection | undefined {
  return fake(reading) ?? service(reading) ?? sold(reading) ?? wanted(reading, title) ?? exchangeOnly(reading, title);
}
