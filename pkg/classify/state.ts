/** Signs that a card is broken which no single word gives: it works every other time, only its lamp lights up, it wants a soldering iron. */
import { has, isOf } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Thing } from './lexicon/entry.js';
import { LIKELY, PLAIN, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';

const RUNS = new Set<Statement['kind']>(['works', 'starts', 'detects', 'shows']);
const CARD = new Set<Thing>(['card', 'core', 'ad', 'computer', 'system', 'screen']);
/** What goes on while a card is dead. */
const IDLE = new Set<Thing>(['light', 'fan', 'cooling']);
/** Words between "only" and what it is said of. */
const ONLY_REACH = 3;
const SKILL_REACH = 8;
const PEOPLE = ClassSet.of('misc', 'purpose', 'gives', 'sale');
const NOT_OFFERED = ClassSet.of('negation', 'without', 'was', 'tested', 'repaired', 'delivery', 'since');

/** "Тръгва през път", "понякога дава картина". */
function everyOther({ clauses, statements }: Reading, found: Objection[]): void {
  for (const clause of clauses) {
    if (!clause.classes.has(ID.sometimes)) continue;
    const word = clause.items.find((item) => has(item, ID.sometimes));
    if (word === undefined || clause.supposed) continue;
    const runs = statements.find(
      (statement) =>
        statement.clause === clause &&
        RUNS.has(statement.kind) &&
        !statement.denied &&
        !statement.aside &&
        CARD.has(statement.about) &&
        (statement.kind !== 'shows' || clause.classes.has(ID.picture)),
    );
    if (runs !== undefined) found.push(weigh(PLAIN, 'defective', 'defect.sometimes', word, runs.item));
  }
}

const TURNS = /^(?:върт|завърт|крут|оберт|враща|kreci|kreca|obrac|invart|spin|gira)/;

/** "Само светва логото", "само вентилаторите се въртят": and nothing else does. */
function onlyIdle(reading: Reading, found: Objection[]): void {
  for (const { kind, about, named, denied, supposed, clause, item } of reading.statements) {
    if (denied || supposed || !named || !IDLE.has(about)) continue;
    const turns = kind === 'spins' && TURNS.test(reading.list[item.from]?.text ?? '');
    if (kind !== 'works' && kind !== 'starts' && !turns) continue;
    const only = clause.items.find((word) => has(word, ID.only) && Math.abs(word.from - item.from) <= ONLY_REACH);
    if (only !== undefined && !clause.classes.has(ID.sometimes))
      found.push(weigh(PLAIN, 'defective', 'defect.idle', only, item));
  }
}

/** "За човек с поялник", "на някой, който се занимава с ремонт на платки". */
function wantsSkill({ clauses }: Reading, found: Objection[]): void {
  for (const clause of clauses) {
    if (!clause.classes.has(ID.skill)) continue;
    const skill = clause.items.find((item) => has(item, ID.skill));
    if (skill === undefined || clause.supposed || clause.classes.meets(NOT_OFFERED)) continue;
    const before = clauses[clause.place - 1];
    const words = before?.sentence === clause.sentence ? [...before.items, ...clause.items] : clause.items;
    const person = words.find(
      (item) => isOf(item, PEOPLE) && item.to <= skill.from && skill.from - item.to <= SKILL_REACH,
    );
    if (
      person !== undefined &&
      !words.some((item) => has(item, ID.origin) && item.to <= skill.from && skill.from - item.to <= 2)
    )
      found.push(weigh(LIKELY, 'defective', 'defect.skill', { from: person.from, to: skill.to }));
  }
}

/** Everything a text says of the card's state between its lines. */
export function stateObjections(reading: Reading): Objection[] {
  const found: Objection[] = [];
  everyOther(reading, found);
  onlyIdle(reading, found);
  wantsSkill(reading, found);
  return found;
}
