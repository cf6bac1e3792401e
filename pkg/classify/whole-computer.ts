/** Descriptions of a whole computer, a laptop or a mining rig, in which the card of the title sits. */
import type { Gpu } from '../catalog/index.js';
import { Sep } from '../text/tokens.js';
import { has, isOf, shownIn, type Clause, type Placed } from './clause.js';
import type { Words } from './defect.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Thing } from './lexicon/entry.js';
import { against, HOST, isAside, isHost, PHOTO } from './host.js';
import { builtIn, laptopParts, onlyWhole, rigParts, theLaptop, thisHost } from './host-signs.js';
import { LIKELY, PLAIN, WEAK, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';

const COMPONENTS = new Set<Thing>(['cpu', 'ram', 'storage', 'mainboard', 'psu', 'pcCase', 'system']);
/** Without one of these a text lists no parts. */
const LISTED = ClassSet.of('cpu', 'ram', 'storage', 'mainboard', 'psu', 'pcCase', 'system');
/** So many different parts in one list make a computer; more leave no doubt. */
const ENOUGH_COMPONENTS = 3;
const MANY_COMPONENTS = 4;
/** Words between "selling" and what is sold: adjectives. */
const OBJECT_REACH = 5;
/** A description says at once what is sold. */
const OPENING = 4;

const ADJECTIVES = ClassSet.of('whole', 'fresh', 'likeFresh', 'only', 'works', 'has');
const THOSE = ClassSet.of('them', 'this');
const RAM = ClassSet.of('ram');
const VERBS = ClassSet.of('sale', 'works', 'shows', 'me', 'included', 'has', 'is');
const DESCRIBES = ClassSet.of('purpose', 'with', 'whole', 'price', 'cpu', 'ram', 'storage', 'mainboard', 'place');
const TELLS = ClassSet.of('is', 'has', 'with', 'whole');

const OFFERS = ClassSet.of('sale', 'gives', 'included');
/** What the buyer gets. */
const GETS = /^(?:получава|взима|взема|купува|primi|dostaj|otrzym|отриму|получа|leva|get)/;

/** "Продавам компютър", "давам целия компютър", "компютърът се продава"; also what "който продавам" goes back to. */
function offered(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.meets(OFFERS)) continue;
    if (clause.link === 'because' || clause.supposed || clause.classes.has(ID.also)) continue;
    if (clause.classes.has(ID.parting) && !clause.classes.has(ID.negation)) continue;
    for (const { kind, denied, item } of reading.statementsOf(clause)) {
      const gets = kind === 'included' && GETS.test(reading.list[item.from]?.text ?? '');
      if ((kind !== 'sale' && kind !== 'gives' && !gets) || denied) continue;
      const goal = clause.things.find((placed) => placed.item.from >= item.to);
      const subject = clause.things.findLast((placed) => placed.item.to <= item.from);
      const related = clause.link === 'which' ? reading.clauses[clause.place - 1]?.things.at(-1) : undefined;
      const passive = goal === undefined ? (related ?? (subject?.role === 'bare' ? subject : undefined)) : undefined;
      const isGoal = goal?.role === 'bare' || (goal?.role === 'like' && clause.classes.has(ID.whole));
      const host = isGoal && goal.item.from - item.to <= OBJECT_REACH ? goal : passive;
      if (host === undefined || !isHost(host.thing) || host.old || reading.breaks(item.to, host.item.from)) continue;
      const points = kind !== 'gives' || clause.classes.has(ID.whole) ? PLAIN : LIKELY;
      found.push(
        against(points, host, 'offered', Math.min(item.from, host.item.from), Math.max(item.to, host.item.to)),
      );
    }
  }
}

/** "Обявата е за компютър", "това на снимката е цял компютър"; "вградена е в лаптоп". */
function identified(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    const shown = shownIn(clause);
    if (shown !== undefined && isHost(shown.thing) && !shown.mine && !isAside(clause))
      found.push(against(PLAIN, shown, 'shown'));
    if (!clause.classes.has(ID.laptop) || isAside(clause) || clause.link === 'which') continue;
    const is = clause.items.find((item) => has(item, ID.is));
    const inside = clause.things.find(
      ({ thing, role, mine, item }) =>
        thing === 'laptop' &&
        !mine &&
        (role === 'in' || role === 'from') &&
        is !== undefined &&
        item.from >= is.to &&
        item.from - is.to <= 3,
    );
    if (inside !== undefined && (clause.topic === undefined || clause.topic.thing === 'card'))
      found.push(against(PLAIN, inside, 'inside'));
  }
}

/** "Компютъра го разглобих", "фермата я закрих": something was done to it. */
const isDoneWith = (reading: Reading, host: Placed): boolean =>
  ['я', 'го', 'ги'].includes(reading.list[host.item.to]?.text ?? '');

/** First persons of verbs that no pack has, bg: "сглобявам компютри". */
const FIRST_PERSON = /(?:[аяи]м|[аяе]ме|[аяио]х|[аяио]хме)$/u;

/** Whether a verb that we do not know stands before the thing in its clause. */
function hasVerbBefore({ list }: Reading, clause: Clause, { item }: Placed): boolean {
  for (let at = item.from - 1; at >= 0 && at >= item.from - 2; at -= 1) {
    const known = clause.items.some(({ from, to }) => at >= from && at < to);
    if (!known && FIRST_PERSON.test(list[at]?.text ?? '')) return true;
    if (((list[at]?.sep ?? 0) & ~Sep.space) !== 0) return false;
  }
  return false;
}

/** "Лаптопът е HP ...", "системата е i5 ...", "Риг от 6 карти": what the clause is about, and the seller does not call it his own. */
function told(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    const host = clause.things[0];
    if (host === undefined || !isHost(host.thing) || host.role !== 'bare' || isAside(clause)) continue;
    if ((host.mine || host.old) && !clause.classes.has(ID.whole)) continue;
    if (clause.things.slice(1, 2).some(({ item }) => PHOTO.test(reading.list[item.from]?.text ?? ''))) continue;
    if ((clause.link !== 'start' && clause.link !== 'comma') || isDoneWith(reading, host)) continue;
    // "Компютърът, в който работеше": told in the clause that goes on from it.
    if (reading.clauses[clause.place + 1]?.link === 'which') continue;
    const index = clause.items.indexOf(host.item);
    const adjectives =
      clause.items.slice(0, index).every((item) => isOf(item, ADJECTIVES)) && !hasVerbBefore(reading, clause, host);
    const next = clause.items[index + 1];
    const described = isOf(next, DESCRIBES) || reading.endsWithin(host.item.to, 0);
    const heads = adjectives && clause.link === 'start' && reading.wordsBefore(host.item.from) <= 2;
    const parts = componentsOf(clause).length;
    const tells = clause.items.slice(index + 1).some((item) => isOf(item, TELLS));
    const plain =
      parts > 1 ||
      (index > 0 && clause.classes.has(ID.whole)) ||
      (heads && clause.sentence === 0 && host.item.from < OPENING);
    if (plain && (heads || tells)) found.push(against(PLAIN, host, 'told'));
    else if (heads && (described || host.thing !== 'computer')) found.push(against(LIKELY, host, 'told'));
    else if (tells && (parts > 0 || host.thing === 'laptop')) found.push(against(LIKELY, host, 'told'));
  }
}

const componentsOf = (clause: Clause): Placed[] =>
  clause.things.filter(
    ({ thing, role, mine, old }) => COMPONENTS.has(thing) && (role === 'bare' || role === 'with') && !mine && !old,
  );

/** "Работеше в:" and the lines after it; the next sentence with a verb ends the list. */
function asideOf(reading: Reading, clause: Clause): 'opens' | 'ends' | undefined {
  const next = reading.list[clause.to]?.sep ?? 0;
  if ((next & Sep.colon) !== 0 && (next & Sep.line) !== 0) return isAside(clause) ? 'opens' : 'ends';
  return clause.classes.meets(VERBS) ? 'ends' : undefined;
}

const SELLERS = new Set<Placed['role']>(['in', 'for', 'from']);

/** The clause speaks of a computer that is not sold here. */
const isElsewhere = (clause: Clause): boolean =>
  isAside(clause) ||
  clause.things.some(({ thing, mine, old, role }) => thing === 'computer' && (mine || old || SELLERS.has(role)));

/** CPU, RAM, disk, board: a list of parts that is nobody's test bench. */
function listed(reading: Reading, gpu: Gpu | undefined, found: Objection[]): void {
  if (!reading.classes.meets(LISTED)) return;
  const parts: Pick<Placed, 'thing' | 'item'>[] = [];
  let beside = false;
  for (const clause of reading.clauses) {
    const header = asideOf(reading, clause);
    if (header === 'opens') beside = true;
    else if (header === 'ends') beside = false;
    if (beside || isElsewhere(clause)) continue;
    if (clause.classes.meets(LISTED))
      for (const part of componentsOf(clause)) if (!parts.some(({ thing }) => thing === part.thing)) parts.push(part);
    if (!parts.some(({ thing }) => thing === 'cpu') || parts.some(({ thing }) => thing === 'ram')) continue;
    const amount = memoryOfElse(reading, clause, gpu);
    if (amount !== undefined) parts.push({ thing: 'ram', item: { from: amount.from, to: amount.to, classes: RAM } });
  }
  if (parts.length >= ENOUGH_COMPONENTS)
    found.push(
      weigh(
        parts.length >= MANY_COMPONENTS ? PLAIN : PLAIN - 10,
        'computer',
        'computer.listed',
        ...parts.map(({ item }) => item),
      ),
    );
}

/** 16 GB and more that the card cannot have: beside a processor it is the computer's memory. */
function memoryOfElse(reading: Reading, clause: Clause, gpu: Gpu | undefined): Words | undefined {
  return reading.memory.find(
    ({ gb, from, to }) =>
      from >= clause.from && to <= clause.to + 3 && gb >= 16 && gb % 16 === 0 && gpu?.memoryGb.includes(gb) !== true,
  );
}

/** "Не разкомплектовам", "отделно нищо не продавам": all of it goes together. */
function undivided(reading: Reading, found: Objection[]): void {
  for (const { kind, denied, supposed, item, about } of reading.statements)
    if (kind === 'parting' && denied && !supposed && about !== 'box')
      found.push(weigh(PLAIN, 'lot', 'lot.undivided', item));
}

const TO = /^(?:към|kum|kam|do|la|к|до)$/;

/** "Мишка подарявам към компютъра": what is given goes with what is sold. */
function giftToComputer(reading: Reading, found: Objection[]): void {
  for (const { kind, denied, supposed, clause, item } of reading.statements) {
    if (kind !== 'included' || denied || supposed) continue;
    const host = clause.things.find(
      ({ thing, role, mine, item: to }) =>
        thing === 'computer' && role === 'for' && !mine && TO.test(reading.list[to.from - 1]?.text ?? ''),
    );
    if (host !== undefined) found.push(against(PLAIN, host, 'gift', item.from));
  }
}

const PRICED = ClassSet.of('price', 'included', 'sale', 'gives');

/** "Продава се заедно с цялата система", "цената е за компютъра": what has the price is the computer. */
function pricedWhole(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.meets(HOST) || isAside(clause)) continue;
    const host = clause.things.find(({ thing, mine }) => isHost(thing) && !mine);
    if (host === undefined || clause.things.some(({ thing, item }) => thing === 'card' && item.from < host.item.from))
      continue;
    const word = clause.items.find((item) => item.to <= host.item.from && isOf(item, PRICED));
    const joined =
      (host.role === 'with' || (host.role === 'from' && clause.classes.has(ID.included))) &&
      (clause.classes.has(ID.whole) || clause.classes.has(ID.included));
    const forIt = host.role === 'for' && has(word, ID.price);
    const whole = clause.classes.has(ID.whole) && clause.classes.has(ID.price) && host.role === 'bare';
    if (word !== undefined && (joined || forIt)) found.push(against(PLAIN, host, 'priced', word.from));
    else if (whole) found.push(against(PLAIN, host, 'priced'));
  }
}

/** What a description says for a computer around the card. */
export function wholeComputer(reading: Reading, title: Reading, gpu: Gpu | undefined): Objection[] {
  const found: Objection[] = [];
  offered(reading, found);
  // "Тези части не са включени": what was listed is not sold.
  const excluded = reading.statements.some(
    ({ kind, denied, about, clause }) =>
      (kind === 'included' || kind === 'sale') &&
      denied &&
      (clause.classes.meets(THOSE) || COMPONENTS.has(about) || isHost(about)),
  );
  const parts = ({ kind, denied }: Statement): boolean => kind === 'parting' && !denied;
  const parting = title.statements.some(parts) || reading.statements.some(parts);
  if (!excluded && !parting) {
    told(reading, found);
    identified(reading, found);
    onlyWhole(reading, found);
    builtIn(reading, found);
    laptopParts(reading, found);
    theLaptop(reading, found);
    thisHost(reading, found);
    rigParts(reading, found);
    listed(reading, gpu, found);
  }
  pricedWhole(reading, found);
  giftToComputer(reading, found);
  undivided(reading, found);
  return parting
    ? found.map((told_) => (told_.points > WEAK && told_.rule.endsWith('.priced') ? { ...told_, points: WEAK } : told_))
    : found;
}
