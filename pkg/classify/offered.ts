/** Descriptions that offer a part of a card in place of the card. */
import { has, isOf, shownIn, type Clause, type Placed } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import { DECISIVE, LIKELY, PLAIN, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';

const PARTS = new Set<Thing>(['box', 'cooling', 'fan', 'plate', 'part', 'light']);
/** What is offered where the card is not. */
const OTHERS = new Set<Thing>(['box', 'cooling', 'fan', 'plate', 'part', 'light', 'goods', 'seal', 'papers']);
const HOSTS = new Set<Thing>(['computer', 'laptop', 'rig', 'mainboard']);
/** Words between "selling" and what is sold. */
const OBJECT_REACH = 5;
/** Words after the part that say no more than what kind it is. */
const TAIL = 2;
const SAYS_MORE = ClassSet.of(
  ...(['works', 'shows', 'broken', 'missing', 'without', 'negation', 'cosmetic', 'repaired', 'tested'] as const),
  ...(['was', 'fresh', 'has', 'sold', 'is'] as const),
);
const RUNS = ClassSet.of('works', 'starts', 'spins');
const LACKS = ClassSet.of('missing', 'without');
const OF = ClassSet.of('origin', 'purpose', 'without', 'with');

const ON = /^(?:по|на|в|във|върху|до|при|под|над|около|on|na|po|pe)$/;

/** "Само кутията", "продавам само охлаждането": the part is what is offered, and nothing more is said of it. */
function onlyPart(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.has(ID.only)) continue;
    const index = clause.items.findIndex((item) => has(item, ID.only));
    const only = clause.items[index];
    if (only === undefined || clause.supposed) continue;
    const part = clause.things.find(
      ({ thing, role, item }) =>
        (PARTS.has(thing) || thing === 'core') &&
        role === 'bare' &&
        Math.abs(item.from - only.from) <= 3 &&
        // "Драскотини има единствено по капака".
        !ON.test(reading.list[item.from - 1]?.text ?? ''),
    );
    if (part === undefined) continue;
    if (clause.items.some((item) => isOf(item, RUNS))) continue;
    const before = clause.items.slice(0, index);
    if (before.some((item) => isOf(item, LACKS) || (has(item, ID.is) && index > 1))) continue;
    const rest = clause.items.slice(Math.max(clause.items.indexOf(part.item), index) + 1);
    if (rest.some((item) => isOf(item, SAYS_MORE) && !isWithoutCard(clause, item) && !isApart(reading, item))) continue;
    // "Единствено вентилаторът издава звук": words we do not know say something of it.
    if (!reading.endsWithin(Math.max(part.item.to, only.to), TAIL) && !isOf(rest[0], OF)) continue;
    const plain = reading.wordsBefore(only.from) <= 2 || clause.classes.has(ID.sale);
    const span = { from: Math.min(only.from, part.item.from), to: Math.max(only.to, part.item.to) };
    found.push(weigh(plain ? PLAIN : LIKELY, 'part', 'part.only', span));
  }
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
const LEFT_OUT = ClassSet.of('ad', 'included');

/** "Без картата", "картата я няма", "не самата карта", "това не е карта", "картата не е в обявата". */
function absent(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses)
    if (!clause.supposed) for (const placed of clause.things) absentIn(reading, clause, placed, found);
}

function absentIn(reading: Reading, clause: Clause, { thing, role, item }: Placed, found: Objection[]): void {
  if (thing !== 'card' && thing !== 'core' && thing !== 'cooling') return;
  const index = clause.items.indexOf(item);
  if (role === 'without') {
    const denial = clause.items.findLast((word) => word.to <= item.from && has(word, ID.without));
    // "Няма намеса по платката", "без допълнителен конектор": what is not there is another thing.
    const reach = thing === 'card' ? 1 : 0;
    const ofElse = clause.link === 'which' || (clause.topic !== undefined && HOSTS.has(clause.topic.thing));
    const near =
      denial !== undefined && !ofElse && item.from - denial.to <= reach && !reading.hasComma(denial.to, item.from);
    const plain = clause.things.some((other) => PARTS.has(other.thing)) || reading.wordsBefore(denial?.from ?? 0) === 0;
    if (near) found.push(weigh(plain ? PLAIN : LIKELY, 'part', 'card.without', { from: denial.from, to: item.to }));
  }
  if (thing === 'cooling') return;
  if (role === 'bare') {
    // "Картата я няма": the denial ends the clause, and denies no other noun.
    const denial = clause.classes.has(ID.without)
      ? clause.items.find((word) => word.from >= item.to && has(word, ID.without))
      : undefined;
    const near = denial !== undefined && denial.from - item.to <= 2 && reading.endsWithin(denial.to, 0);
    if (near && !reading.hasComma(item.to, denial.from))
      found.push(weigh(DECISIVE, 'part', 'card.missing', { from: item.from, to: denial.to }));
  }
  if (thing !== 'card') return;
  const preposition = clause.items[index - 1];
  const before = has(preposition, ID.purpose) ? clause.items[index - 2] : preposition;
  const isDenied = has(before, ID.negation) && item.from - (before?.to ?? 0) <= 2 && !clause.classes.meets(FAULTY);
  if (isDenied && reading.beside(clause).some((other) => other.things.some((part) => OTHERS.has(part.thing))))
    found.push(weigh(DECISIVE, 'part', 'card.not', { from: before?.from ?? item.from, to: item.to }));
  const isNot = has(preposition, ID.is) && has(clause.items[index - 2], ID.negation);
  if (isNot && clause.classes.has(ID.this) && reading.endsWithin(item.to, 0))
    found.push(weigh(PLAIN, 'part', 'card.not', item));
  if (role !== 'bare' || !clause.classes.has(ID.negation)) return;
  const after = clause.items.slice(index + 1);
  const denial = after.findIndex((word) => has(word, ID.negation));
  const leftOut = denial >= 0 && denial <= 1 && after.slice(denial + 1).some((word) => isOf(word, LEFT_OUT));
  if (leftOut) found.push(weigh(PLAIN, 'part', 'card.notIncluded', item));
}

/** "Продавам кутия от ...", "предлагам вентилатори"; what is given is a gift. */
function offered(reading: Reading, found: Objection[]): void {
  for (const { kind, denied, supposed, clause, item } of reading.statements) {
    if (kind !== 'sale' || denied || supposed) continue;
    if (clause.classes.has(ID.also) || clause.classes.has(ID.parting)) continue;
    const first = clause.things.find((placed) => placed.item.from >= item.to);
    if (first?.role !== 'bare' || !PARTS.has(first.thing) || first.item.from - item.to > OBJECT_REACH) continue;
    if (!reading.isUnbroken(item.to, first.item.from)) continue;
    found.push(weigh(PLAIN, 'part', 'part.offered', { from: item.from, to: first.item.to }));
  }
}

const IDLE = ClassSet.of(
  ...(['purpose', 'origin', 'with', 'and', 'whole', 'fresh', 'numeral', 'pieces', 'mine', 'this', 'old'] as const),
  ...(['suchOne', 'included'] as const),
);

/** "Вентилатори от такава карта", "бекплейт и винтчета за 3090": parts of a card, or for one, and no verb. */
function madeFor(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (clause.link !== 'start' || !clause.classes.has(ID.card)) continue;
    const part = clause.things[0];
    const cardAt = clause.things.findIndex(({ thing }) => thing === 'card');
    const card = clause.things[cardAt];
    if (part === undefined || card === undefined || cardAt < 1) continue;
    const parts = clause.things.slice(0, cardAt);
    if (parts.some(({ thing, role }) => role !== 'bare' || !(PARTS.has(thing) || thing === 'seal'))) continue;
    if (card.role !== 'for' && card.role !== 'from') continue;
    if (card.item.from - (parts.at(-1)?.item.to ?? 0) > 3 || reading.wordsBefore(part.item.from) > 1) continue;
    const used = [...parts, card].map(({ item }) => item);
    if (clause.items.some((item) => !used.includes(item) && !isOf(item, IDLE))) continue;
    found.push(weigh(DECISIVE, 'part', 'part.for', { from: part.item.from, to: card.item.to }));
  }
}

const WITH = /^(?:с|със|з|із|z|ze|cu|with|com)$/;
const KIT = /^(?:комплект|чифт|набор|zestaw|komplet|set|kit|pair|pereche|para|пара)$/;
const SUITS = ClassSet.of('requires', 'purpose');
const KIT_REACH = 4;

/** "Комплект перки", "радиатор с вентилатори, пасва на всички": the description opens with the part that is offered. */
function opensWithPart(reading: Reading, found: Objection[]): void {
  const [clause, next] = reading.clauses;
  const part = clause?.things[0];
  if (clause === undefined || part === undefined || !PARTS.has(part.thing) || clause.supposed) return;
  if (clause.classes.has(ID.card) || clause.items.some((item) => isOf(item, SAYS_MORE) && !has(item, ID.fresh))) return;
  const isKit =
    KIT.test(reading.list[0]?.text ?? '') &&
    part.role !== 'with' &&
    !WITH.test(reading.list[1]?.text ?? '') &&
    part.item.from <= KIT_REACH &&
    reading.isUnbroken(1, part.item.from);
  const index = clause.items.indexOf(part.item);
  const after = [...clause.items.slice(index + 1), ...(next?.sentence === clause.sentence ? next.items : [])];
  const suits = after.find((item) => has(item, ID.requires));
  const opens = part.role === 'bare' && part.item.from <= 1;
  if (isKit || (opens && suits !== undefined && isOf(suits, SUITS)))
    found.push(weigh(PLAIN, 'part', 'part.opens', { from: clause.from, to: (suits ?? part.item).to }));
  // "Оригинален бекплейт за горния модел".
  else if (opens && has(after[0], ID.purpose) && after[0]?.from === part.item.to)
    found.push(weigh(LIKELY, 'part', 'part.opens', { from: clause.from, to: after[0].to }));
}

/** "Обявата е за охладителя", "това е кулерът". */
function identified(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    const shown = shownIn(clause);
    if (shown !== undefined && PARTS.has(shown.thing)) found.push(weigh(DECISIVE, 'part', 'part.shown', shown.item));
  }
}

/** What a description says for a part in place of the card. */
export function offersPart(reading: Reading): Objection[] {
  const found: Objection[] = [];
  offered(reading, found);
  identified(reading, found);
  madeFor(reading, found);
  opensWithPart(reading, found);
  onlyPart(reading, found);
  absent(reading, found);
  return found;
}
