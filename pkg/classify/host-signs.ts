/** Signs that the card sits in something: only the whole is sold, it is soldered in, or parts are named that only a laptop or a rig has. */
import { has, isOf, type Clause } from './clause.js';
import { against, HOST, isAside, isHost, PHOTO } from './host.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import { LIKELY, PLAIN, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';

/** "Само целия компютър", "единствено в комплект с лаптопа". */
export function onlyWhole(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (clause.supposed || !clause.classes.has(ID.only) || !clause.classes.meets(HOST)) continue;
    for (const only of clause.items.filter((item) => has(item, ID.only))) {
      const host = clause.things.find(({ item }) => item.from >= only.to && item.from - only.to <= 2);
      if (host === undefined || !isHost(host.thing) || host.role !== 'bare' || host.mine || host.old) continue;
      if (reading.endsWithin(host.item.to, 2)) found.push(against(PLAIN, host, 'only', only.from));
    }
  }
}

/** "Запоена е на дъното на лаптопа", "вградена в преносим компютър". */
export function builtIn(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.has(ID.builtIn)) continue;
    const word = clause.items.find((item) => has(item, ID.builtIn));
    if (word === undefined || clause.supposed || clause.classes.has(ID.negation)) continue;
    const host = clause.things.find(({ thing, role, mine }) => thing === 'laptop' && role !== 'bare' && !mine);
    if (host !== undefined) found.push(against(PLAIN, host, 'inside', Math.min(word.from, host.item.from)));
  }
}

/** The laptop of a clause is the buyer's, one that was bought, or what the card is swapped for. */
const OTHER_LAPTOP = ClassSet.of(
  ...([
    'me',
    'mine',
    'bought',
    'exchange',
    'wanted',
    'requires',
    'also',
    'others',
    'similar',
    'sold',
    'because',
  ] as const),
);
const isOther = ({ list }: Reading, { supposed, link, classes, things }: Clause): boolean =>
  supposed ||
  link === 'because' ||
  classes.meets(OTHER_LAPTOP) ||
  things.some(({ item }) => PHOTO.test(list[item.from]?.text ?? ''));

/** Kilograms: of a heavy card, too. */
const isWeight = ({ list }: Reading, at: number): boolean =>
  list[at]?.isNumber === true && list[at + 1]?.isNumber === true;

/** A screen of 15.6 inches, a battery, a keyboard: what the clause tells of is a laptop. */
export function laptopParts(reading: Reading, found: Objection[]): void {
  if (!reading.classes.has(ID.laptopPart)) return;
  const parts = reading.clauses.flatMap((clause) =>
    isOther(reading, clause)
      ? []
      : clause.things.filter(
          ({ item, role, mine }) => has(item, ID.laptopPart) && !mine && (role === 'bare' || role === 'with'),
        ),
  );
  const own = parts.filter(({ role }) => role === 'bare');
  if (parts.length >= 2 && own.length > 0)
    found.push(weigh(PLAIN, 'laptop', 'laptop.parts', ...parts.map(({ item }) => item)));
  else if (own[0] !== undefined && !isWeight(reading, own[0].item.from))
    found.push(weigh(LIKELY, 'laptop', 'laptop.part', own[0].item));
}

/** "Лаптопът", "ноутбукът", "laptopul": with an article, one in particular. */
const THE_LAPTOP = /^(?:лаптоп|ноутбук|notebook|laptop)(?:а|ът|ат|чето|ul|ului|a|at|ut|yt|che|cheto)$/;

const PART_OR_MARK = ClassSet.of(
  'plate',
  'cosmetic',
  'fan',
  'cooling',
  'laptopPart',
  'screen',
  'box',
  'seal',
  'mainboard',
  'storage',
  'missing',
);

/** "Капакът на лаптопа е надраскан": the laptop that the ad is about. */
export function theLaptop(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.has(ID.laptop) || isOther(reading, clause)) continue;
    const laptop = clause.things.find(
      ({ thing, mine, old, item }) =>
        thing === 'laptop' && !mine && !old && THE_LAPTOP.test(reading.list[item.from]?.text ?? ''),
    );
    if (laptop === undefined || clause.things.some(({ thing }) => thing === 'card')) continue;
    // "На лаптопа" is what a lid or a scratch is of, and where the seller plays.
    const of = clause.items.some((item) => item.to <= laptop.item.from && isOf(item, PART_OR_MARK));
    if (laptop.role !== 'bare' && !of) continue;
    found.push(against(LIKELY, laptop, 'the'));
  }
}

const THIS = /^(?:този|тоя|тази|тая|това|този|тоз|this|acest|ten|цей|этот|esta|este)$/;
const GOES = /^(?:минах|сменям|взех|купих|на|за|с)$/;

/** "Този компютър", "тая машина": what the ad shows. */
export function thisHost(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.meets(HOST) || clause.supposed || clause.link === 'because') continue;
    const host = clause.things.find(
      ({ thing, item, role, mine }) =>
        isHost(thing) && role === 'bare' && !mine && THIS.test(reading.list[item.from - 1]?.text ?? ''),
    );
    if (host !== undefined && !GOES.test(reading.list[host.item.from - 2]?.text ?? ''))
      found.push(against(PLAIN, host, 'this'));
  }
}

/** "Рамката, дъното, райзерите и шестте карти": what cards are mounted on, and several of them. */
export function rigParts(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.has(ID.frame) || isAside(clause)) continue;
    const frame = clause.things.find(({ thing, role }) => thing === 'frame' && role !== 'from');
    const cards = clause.items.find(
      (item) => has(item, ID.pieces) && (has(item, ID.card) || clause.classes.has(ID.numeral)),
    );
    if (frame !== undefined && cards !== undefined)
      found.push(
        weigh(PLAIN, 'mining-rig', 'rig.parts', {
          from: Math.min(frame.item.from, cards.from),
          to: Math.max(frame.item.to, cards.to),
        }),
      );
  }
}
