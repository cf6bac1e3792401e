/** Descriptions of a whole computer, a laptop or a mining rig, in which the card of the title sits. */
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Gpu } from '../catalog/index.js';
import { Sep } from '../text/tokens.js';
import { has, isOf, type Clause, type Placed } from './clause.js';
import type { Thing } from './lexicon/entry.js';
import type { Words } from './defect.js';
import type { Reading } from './reading.js';
import { object, type Objection } from './title.js';

const HOSTS: readonly Thing[] = ['laptop', 'computer', 'rig'];
const REASON = { laptop: 'laptop', computer: 'computer', rig: 'mining-rig' } as const;
const COMPONENTS = new Set<Thing>(['cpu', 'ram', 'storage', 'mainboard', 'psu', 'pcCase', 'system']);
/** So many different parts in one list make a computer. */
const ENOUGH_COMPONENTS = 3;
/** Words between "selling" and what is sold: adjectives. */
const OBJECT_REACH = 5;
/** A description says at once what is sold. */
const OPENING = 4;

/** The computer a clause speaks of is where the card was, or the seller's own, or sold apart. */
const ELSEWHERE = ClassSet.of(
  'was',
  'tested',
  'requires',
  'also',
  'parting',
  'sold',
  'broken',
  'me',
  'wanted',
  'exchange',
  'salvage',
);
const ADJECTIVES = ClassSet.of('whole', 'fresh', 'likeFresh', 'only', 'works', 'has');
const RAM = ClassSet.of('ram');
const VERBS = ClassSet.of('sale', 'works', 'shows', 'me', 'included', 'has', 'is');
const TELLS = ClassSet.of('is', 'has', 'with', 'whole');

const isAside = (clause: Clause): boolean =>
  clause.supposed ||
  clause.link === 'because' ||
  clause.items.some((item) => isOf(item, ELSEWHERE) || has(item, ID.negation) || has(item, ID.without));

/** "Продавам компютър", "компютърът се продава цял". */
function offered(reading: Reading): Objection | undefined {
  for (const { kind, denied, supposed, clause, index, item } of reading.statements) {
    if (kind !== 'sale' || denied || supposed || clause.link === 'because') continue;
    if (clause.items.some((word) => has(word, ID.parting) && !deniedAt(clause, word.from))) continue;
    const object_ = clause.things.find((placed) => placed.item.from >= item.to);
    const subject = clause.things.findLast((placed) => placed.item.to <= item.from);
    const passive = object_ === undefined && subject?.role === 'bare' ? subject : undefined;
    const thing = object_?.role === 'bare' && object_.item.from - item.to <= OBJECT_REACH ? object_ : passive;
    if (thing === undefined || !isHost(thing.thing) || has(clause.items[index + 1], ID.also)) continue;
    return object(REASON[thing.thing], `${thing.thing}.offered`, {
      from: Math.min(item.from, thing.item.from),
      to: Math.max(item.to, thing.item.to),
    });
  }
  return undefined;
}

const isHost = (thing: Thing): thing is keyof typeof REASON => HOSTS.includes(thing);

function deniedAt(clause: Clause, from: number): boolean {
  return clause.items.some((item) => has(item, ID.negation) && item.from < from);
}

/** "Лаптопът е HP ...", "системата е i5 ...", "Риг от 6 карти": what the clause is about, and the seller does not call it his own. */
function told(reading: Reading): Objection | undefined {
  for (const clause of reading.clauses) {
    const host = clause.things[0];
    if (host === undefined || !isHost(host.thing) || host.role !== 'bare' || isAside(clause)) continue;
    if ((host.mine || host.old) && !clause.classes.has(ID.whole)) continue;
    if (clause.link !== 'start' && clause.link !== 'comma') continue;
    const index = clause.items.indexOf(host.item);
    const whole = clause.items.slice(0, index).every((item) => isOf(item, ADJECTIVES));
    const opens = whole && clause.link === 'start' && (clause.sentence === 0 ? host.item.from < OPENING : index > 0);
    const parts = componentsOf(clause);
    const tells = clause.items.slice(index + 1).some((item) => isOf(item, TELLS));
    const laptop = host.thing === 'laptop' && index === 0 && clause.link === 'start' && clause.items.length > 1;
    if (host.thing === 'rig' ? whole : opens || laptop || (tells && (parts.length > 0 || host.thing === 'laptop')))
      return object(REASON[host.thing], `${host.thing}.told`, host.item);
  }
  return undefined;
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

/** CPU, RAM, disk, board: a list of parts that is nobody's test bench. */
function listed(reading: Reading, gpu: Gpu | undefined): Objection | undefined {
  const found: Pick<Placed, 'thing' | 'item'>[] = [];
  let beside = false;
  for (const clause of reading.clauses) {
    const header = asideOf(reading, clause);
    if (header === 'opens') beside = true;
    else if (header === 'ends') beside = false;
    if (
      beside ||
      isAside(clause) ||
      clause.things.some(
        ({ thing, mine, old, role }) =>
          thing === 'computer' && (mine || old || role === 'in' || role === 'for' || role === 'from'),
      )
    )
      continue;
    for (const part of componentsOf(clause)) if (!found.some(({ thing }) => thing === part.thing)) found.push(part);
    const amount = memoryOfElse(reading, clause, gpu);
    if (
      amount !== undefined &&
      found.some(({ thing }) => thing === 'cpu') &&
      !found.some(({ thing }) => thing === 'ram')
    )
      found.push({ thing: 'ram', item: { from: amount.from, to: amount.to, classes: RAM } });
    if (found.length >= ENOUGH_COMPONENTS)
      return object('computer', 'computer.listed', ...found.map(({ item }) => item));
  }
  return undefined;
}

/** 16 GB and more that the card cannot have: beside a processor it is the computer's memory. */
function memoryOfElse(reading: Reading, clause: Clause, gpu: Gpu | undefined): Words | undefined {
  return reading.memory.find(
    ({ gb, from, to }) =>
      from >= clause.from && to <= clause.to + 3 && gb >= 16 && gb % 16 === 0 && gpu?.memoryGb.includes(gb) !== true,
  );
}

/** A screen of 15.6 inches, a battery, a keyboard: what the clause tells of is a laptop. */
function laptopParts(reading: Reading): Objection | undefined {
  const found = reading.clauses.flatMap((clause) =>
    isAside(clause)
      ? []
      : clause.things.filter(({ thing, role, mine }) => thing === 'laptopPart' && role === 'bare' && !mine),
  );
  return found.length >= 2 ? object('laptop', 'laptop.parts', ...found.map(({ item }) => item)) : undefined;
}

/** "Не разкомплектовам", "отделно нищо не продавам": all of it goes together. */
function undivided(reading: Reading): Objection | undefined {
  for (const { kind, denied, supposed, item, about } of reading.statements)
    if (kind === 'parting' && denied && !supposed && about !== 'box') return object('lot', 'lot.undivided', item);
  return undefined;
}

/** "Мишка подарявам към компютъра": what is given goes with what is sold. */
function giftToComputer(reading: Reading): Objection | undefined {
  for (const { kind, denied, supposed, clause, item } of reading.statements) {
    if (kind !== 'included' || denied || supposed) continue;
    const host = clause.things.find(
      ({ thing, role, mine, item: to }) => thing === 'computer' && role === 'for' && !mine && to.from >= item.to,
    );
    if (host !== undefined) return object('computer', 'computer.gift', { from: item.from, to: host.item.to });
  }
  return undefined;
}

/** "Продава се заедно с цялата система", "цената е за компютъра": what has the price is the computer. */
function pricedWhole(reading: Reading): Objection | undefined {
  for (const clause of reading.clauses) {
    if (isAside(clause) && !clause.classes.has(ID.sale)) continue;
    if (
      clause.link === 'because' ||
      clause.supposed ||
      clause.items.some((item) => has(item, ID.negation) || has(item, ID.parting))
    )
      continue;
    const host = clause.things.find(({ thing, mine }) => isHost(thing) && !mine);
    if (host === undefined || clause.things.some(({ thing, item }) => thing === 'card' && item.from < host.item.from))
      continue;
    const word = clause.items.find(
      (item) => item.to <= host.item.from && (has(item, ID.price) || has(item, ID.included) || has(item, ID.sale)),
    );
    const joined = host.role === 'with' && clause.items.some((item) => has(item, ID.whole) || has(item, ID.included));
    const forIt = host.role === 'for' && has(word, ID.price);
    if (word !== undefined && (joined || forIt) && isHost(host.thing))
      return object(REASON[host.thing], `${host.thing}.priced`, { from: word.from, to: host.item.to });
  }
  return undefined;
}

export function wholeComputer(reading: Reading, title: Reading, gpu: Gpu | undefined): Objection | undefined {
  // "Тези части не са включени": what was listed is not sold.
  const excluded = reading.statements.some(
    ({ kind, denied, about, clause }) =>
      (kind === 'included' || kind === 'sale') && denied && (clause.classes.has(ID.them) || COMPONENTS.has(about)),
  );
  const parting =
    excluded || [...title.statements, ...reading.statements].some(({ kind, denied }) => kind === 'parting' && !denied);
  const whole =
    offered(reading) ?? (parting ? undefined : (told(reading) ?? laptopParts(reading) ?? listed(reading, gpu)));
  return whole ?? pricedWhole(reading) ?? giftToComputer(reading) ?? undivided(reading);
}
