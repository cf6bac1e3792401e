/** Descriptions of what is no card at all: a monitor, a processor, a console. */
import { isOf, shownIn, type Clause, type Placed } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Thing } from './lexicon/entry.js';
import { LIKELY, PLAIN, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';

const GOODS = new Set<Thing>(['goods', 'screen', 'cpu', 'ram', 'storage', 'mainboard', 'psu', 'pcCase']);
/** Words between "selling" and what is sold. */
const OBJECT_REACH = 4;
/** The clause is of what the seller had, needs, gives with it, or sells elsewhere. */
const ASIDE = ClassSet.of(
  ...([
    'also',
    'parting',
    'was',
    'mine',
    'requires',
    'tested',
    'sold',
    'exchange',
    'wanted',
    'negation',
    'without',
  ] as const),
  ...([
    'included',
    'card',
    'old',
    'similar',
    'me',
    'because',
    'stays',
    'left',
    'fault',
    'broken',
    'others',
    'computer',
  ] as const),
);
const ELSEWHERE = ClassSet.of('also', 'parting', 'card', 'ad');
const TELLS = ClassSet.of('is', 'has', 'with', 'works', 'good', 'fresh', 'warranty', 'sale', 'idiom');

const isGoods = ({ thing, role, mine, old }: Placed): boolean => GOODS.has(thing) && role === 'bare' && !mine && !old;
const isAside = (clause: Clause): boolean =>
  clause.supposed || clause.link === 'because' || clause.classes.meets(ASIDE);

/** "Продавам конзола", "това е процесор, не видеокарта". */
function offered(reading: Reading, found: Objection[]): void {
  for (const { kind, denied, supposed, clause, item } of reading.statements) {
    if (kind !== 'sale' || denied || supposed || clause.classes.has(ID.also) || clause.classes.has(ID.parting))
      continue;
    const goal = clause.things.find((placed) => placed.item.from >= item.to);
    if (goal === undefined || !isGoods(goal) || goal.item.from - item.to > OBJECT_REACH) continue;
    if (clause.things.some(({ thing }) => thing === 'card' || thing === 'computer')) continue;
    if (clause.link === 'because' || clause.sentence > 0 || clause.things.some(({ item: who }) => who.to <= item.from))
      continue;
    found.push(weigh(PLAIN, 'not-a-gpu', 'goods.offered', { from: item.from, to: goal.item.to }));
  }
  for (const clause of reading.clauses) {
    const shown = shownIn(clause);
    if (shown !== undefined && isGoods(shown) && !clause.classes.has(ID.requires))
      found.push(weigh(PLAIN, 'not-a-gpu', 'goods.shown', shown.item));
  }
}

/** "Мониторът е извит, 27 инча", "SSD диск, 1 терабайт": the description opens with it. */
function opens(reading: Reading, found: Objection[]): void {
  const [clause] = reading.clauses;
  const [first] = clause?.things ?? [];
  if (clause === undefined || first === undefined || !isGoods(first) || clause.link !== 'start' || isAside(clause))
    return;
  if (clause.sentence > 0 || first.item.from > 1 || clause.items[0] !== first.item) return;
  if (reading.mentions.some(({ from, to }) => first.item.from >= from && first.item.from < to)) return;
  if (reading.beside(clause).some((other) => other !== clause && other.classes.meets(ELSEWHERE))) return;
  if (clause.things.some((other) => other.thing !== first.thing && other.role === 'bare')) return;
  const next = clause.items[clause.items.indexOf(first.item) + 1];
  if (next === undefined ? reading.endsWithin(first.item.to, 3) : isOf(next, TELLS))
    found.push(weigh(LIKELY, 'not-a-gpu', 'goods.opens', first.item));
}

/** What a description says for other goods in place of the card. */
export function offersGoods(reading: Reading): Objection[] {
  const found: Objection[] = [];
  offered(reading, found);
  opens(reading, found);
  return found;
}
