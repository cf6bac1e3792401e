/** Ads that offer work on cards, or a card that is not what its name says. */
import { has, isOf, type Clause } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import { isOfOthers } from './excuses.js';
import { LIKELY, PLAIN, WEAK, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';

const DONE = ClassSet.of('is', 'was', 'has', 'tested', 'mine', 'already');
const OFFERS = ClassSet.of('sale', 'gives', 'and', 'me', 'serviceOf', 'service', 'with', 'card', 'purpose');
/** Words between the work and the cards it is done on. */
const CARDS_REACH = 10;

/** "Предлагаме видеокарта ...". */
const isOffer = ({ kind, denied, supposed, clause, item }: Statement): boolean =>
  (kind === 'sale' || kind === 'gives') &&
  !denied &&
  !supposed &&
  clause.things.some(({ thing, role, item: card }) => thing === 'card' && role === 'bare' && card.from >= item.to);

/** "Ремонт на видеокарти", "почистваме и сменяме паста": work that is offered, and not what was done to this card. */
function service(reading: Reading, found: Objection[]): void {
  for (const { kind, clause, index, item, supposed, denied } of reading.statements) {
    if ((kind !== 'service' && kind !== 'serviceOf') || supposed || denied || clause.classes.meets(DONE)) continue;
    if (!clause.items.slice(0, index).every((word) => word.classes.meets(OFFERS))) continue;
    const onCards = clause.things.some(
      ({ thing, item: card }) => thing === 'card' && card.from >= item.to && card.from - item.to <= CARDS_REACH,
    );
    const works = clause.items.filter((word) => has(word, ID.service) || has(word, ID.serviceOf)).length;
    // A shop that has offered the card says what else it does.
    if (reading.statements.some((sale) => isOffer(sale) && sale.clause.sentence < clause.sentence)) continue;
    const onElse = clause.things.some(({ thing }) => thing === 'computer' || thing === 'laptop');
    if (onElse && !onCards) continue;
    if (onCards) found.push(weigh(PLAIN, 'service', 'service.word', item));
    else if (kind === 'service' || works > 1)
      found.push(weigh(works > 1 ? PLAIN : LIKELY, 'service', 'service.word', item));
  }
}

/** "Фалшиви", "fałszywych": there are such cards, and this one is no "they". */
const PLURAL =
  /(?:ив[иы]|ивите|копия|копията|мент[аи]та|измами|имитации|реплики|ych|ymi|их|ых|falsas|falsos|false|copii|fakes)$/u;
const OFFERED = new Set<Thing>(['card', 'core', 'ad', 'program', 'goods', 'seal', 'box', 'another']);
const PAPERS = new Set<Thing>(['box', 'papers']);

/** "С копие от касовата бележка": of paper. */
const ofPaper = (clause: Clause, item: Item): boolean =>
  clause.things.some(({ thing, item: of }) => PAPERS.has(thing) && of.from >= item.to);

/** "Китайско копие", "показва се като 1060, а е 550". */
function fake(reading: Reading, found: Objection[]): void {
  for (const { kind, item, clause, about, named, denied, supposed, index } of reading.statements) {
    if (denied || supposed || (named && !OFFERED.has(about))) continue;
    if (kind === 'fake') {
      if (clause.items.slice(0, index).some((word) => has(word, ID.similar)) || ofPaper(clause, item)) continue;
      if (PLURAL.test(reading.list[item.to - 1]?.text ?? '') || isOfOthers(reading, clause)) continue;
      const plain = reading.wordsBefore(item.from) <= 2 || clause.classes.has(ID.is) || (named && about !== 'box');
      found.push(weigh(plain ? PLAIN : WEAK, 'fake', 'fake.word', item));
    }
    // "GPU-Z я вижда като GT 730".
    const seenAs = (kind === 'detects' || kind === 'shows') && has(clause.items[index + 1], ID.similar);
    if (kind !== 'passesAs' && !seenAs) continue;
    const other = reading.mentions.find(
      (mention) => mention.from >= item.to && mention.from - item.to <= 6 && mention.number !== reading.own,
    );
    if (other !== undefined) found.push(weigh(PLAIN, 'fake', 'fake.passes', { from: item.from, to: other.to }));
    const amount = reading.memory.find((words) => words.from >= item.to && words.from - item.to <= 3);
    if (amount !== undefined && clause.items.filter((word) => has(word, ID.passesAs)).length > 1)
      found.push(weigh(PLAIN, 'fake', 'fake.passes', { from: item.from, to: amount.to }));
  }
}

/** "Това е GT 730", "вътре седи GTX 550": it is said to be another card than the title names. */
function another(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (!clause.classes.has(ID.is)) continue;
    if (clause.supposed || clause.link === 'because' || clause.classes.meets(ASIDE)) continue;
    const is = clause.items.find(
      (item, at) => has(item, ID.is) && clause.items.slice(0, at).every((word) => isOf(word, SUBJECT)),
    );
    if (is === undefined || is.from === clause.from) continue;
    const other = reading.mentions.find(({ from }) => from >= is.to && from - is.to <= 2);
    if (other === undefined || other.bare || other.number === reading.own) continue;
    found.push(weigh(PLAIN, 'fake', 'fake.another', { from: is.from, to: other.to }));
  }
}

const SUBJECT = ClassSet.of('card', 'this', 'core', 'passesAs', 'place');
const ASIDE = ClassSet.of(
  'similar',
  'negation',
  'was',
  'mine',
  'old',
  'another',
  'computer',
  'laptop',
  'also',
  'joint',
  'fresh',
);

/** What a text says against the card being a card for sale, and the one it is named after. */
export function noCard(reading: Reading): Objection[] {
  const found: Objection[] = [];
  service(reading, found);
  fake(reading, found);
  if (reading.own !== undefined && reading.mentions.length > 0) another(reading, found);
  return found;
}
