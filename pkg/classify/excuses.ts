/** Why a fault that a text speaks of is not the card's now: another thing had it, other people have it, or it is mended. */
import { has, isOf, type Clause } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';

/** What is said of these is said of the card. */
export const OF_CARD = new Set<Thing>(['card', 'core', 'connector', 'ad']);
export const SIGNS = ClassSet.of('artifacts', 'fault', 'trouble');

/** What was broken, in the past or in a clause of its repair, where the card works since. */
const MENDABLE = new Set<Statement['kind']>([
  'broken',
  'fault',
  'trouble',
  'artifacts',
  'spent',
  'unstable',
  'missing',
  'picture',
]);

/** What may be to blame in place of a card. */
const CULPRITS = new Set<Thing>([
  'ram',
  'psu',
  'mainboard',
  'screen',
  'program',
  'part',
  'cpu',
  'laptopPart',
  'misc',
  'system',
  'storage',
  'connector',
]);
const COPULA = ClassSet.of('is', 'was', 'because');

/** "Синият екран дойде от паметта на дъното", "трептенето е от камерата". */
const comesFromElse = (clause: Clause, fault: Item): boolean =>
  clause.things.some(
    ({ thing, role, item }) =>
      CULPRITS.has(thing) &&
      role === 'from' &&
      item.from > fault.to &&
      clause.items.some((word) => isOf(word, COPULA) && word.from >= fault.to && word.to <= item.from),
  );

/** "Имах черен екран, оказа се кабелът": the fault was another thing's. */
const isBlamedElsewhere = (reading: Reading, { clause, item }: Statement): boolean =>
  reading
    .near(clause)
    .some(
      (other) =>
        (other.sentence === clause.sentence && comesFromElse(other, item)) ||
        (other.classes.has(ID.blamed) && other.things.some(({ thing }) => !OF_CARD.has(thing))),
    );

/** "Mine", alone: "повечето са за части; моята е читава". */
const MINE = /^(?:моята|моето|mea|moja|моя|mine|minha|moqta|moyata|moiata)$/;

/** Said of other people's cards, in contrast to this one, or with the word that this one is not to blame. */
export function isOfOthers(reading: Reading, own: Clause): boolean {
  const { list } = reading;
  return reading.near(own).some((clause) => {
    if (clause.sentence === own.sentence && clause.classes.has(ID.innocent)) return true;
    if (clause === own || clause.from < own.to) return false;
    const mine = clause.items.find((item) => MINE.test(list[item.from]?.text ?? ''));
    return (
      mine !== undefined && !clause.things.some(({ item }) => item.from === mine.to) && !clause.classes.meets(SIGNS)
    );
  });
}

/** "Не я продавам, защото има проблем, а защото ...": a reason that is denied. */
function isNoReason(reading: Reading, clause: Clause): boolean {
  if (clause.link !== 'because') return false;
  const own = reading.beside(clause);
  const before = own[own.indexOf(clause) - 1];
  if (before?.sentence === clause.sentence) {
    // "Евтино, не защото е развалена", "цената не е ниска заради дефект".
    if (has(before.items.at(-1), ID.negation)) return true;
    if (before.classes.has(ID.price) && before.classes.has(ID.negation)) return true;
  }
  return (
    before !== undefined &&
    reading.statementsOf(before).some((statement) => statement.kind === 'sale' && statement.denied)
  );
}

/** Bulgarian imperfects: "гаснеше", "забиваха". */
const PAST = /.{3}(?:[аяе]ше|[аяе]ха)$/u;

/** "С 500 вата гаснеше, с 750 няма грешка": a later word that there is no fault. */
const isSoundAfter = ({ sound }: Mending, { item }: Statement): boolean => sound > item.to;

/** "Изключи се от прегряване, после не се е повтаряло": mended after it. What is so "since then" is not. */
const isSince = (reading: Reading, { clause, item }: Statement): boolean =>
  reading.beside(clause).some(({ items }) => items.some((word) => has(word, ID.since) && word.from > item.from));

/** What a whole text says of repairs. */
export interface Mending {
  /** Sentences that speak of a repair. */
  readonly repaired: ReadonlySet<number>;
  readonly worksNow: boolean;
  /** Where it last says that there is no fault. */
  readonly sound: number;
}

export function mendingIn({ statements, classes }: Reading): Mending {
  const said = statements.filter(({ denied, supposed }) => !denied && !supposed);
  return {
    repaired: new Set(said.filter(({ kind }) => kind === 'repaired').map(({ clause }) => clause.sentence)),
    worksNow:
      classes.has(ID.since) ||
      said.some(({ kind, about, named }) => kind === 'works' && (OF_CARD.has(about) || !named)),
    sound: statements.findLast(({ denied, item }) => denied && isOf(item, SIGNS))?.item.from ?? -1,
  };
}

/** A fault of the past in a text of a card that works now, or that was repaired. */
export function isMended(reading: Reading, statement: Statement, mending: Mending): boolean {
  const { clause, kind, item } = statement;
  if (!MENDABLE.has(kind)) return false;
  const { repaired, worksNow } = mending;
  const past = clause.classes.has(ID.was) || PAST.test(reading.list[item.from]?.text ?? '');
  if (past && (repaired.size > 0 || worksNow || isSoundAfter(mending, statement))) return true;
  return repaired.has(clause.sentence) || isSince(reading, statement) || (repaired.size > 0 && worksNow);
}

/** Another's fault, another thing's, or none at all. */
export const isExcused = (reading: Reading, statement: Statement): boolean =>
  isBlamedElsewhere(reading, statement) ||
  isNoReason(reading, statement.clause) ||
  isOfOthers(reading, statement.clause);
