/** Whether the statements of a text say that the card itself is broken; its fan, a port, its box are not the card. */
import { ID } from './lexicon/class-set.js';
import { has, type Clause } from './clause.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import type { Statement } from './statements.js';

/** What is said of these is said of the card. */
const CARD = new Set<Thing>(['card', 'core', 'ad']);
/** A computer that crashes does so because of the card in it, unless it is the seller's old one. */
const HOSTS = new Set<Thing>(['computer', 'system', 'program', 'screen', 'mainboard', 'goods']);

/** Things that fail to start for reasons of their own. */
const STILL = new Set<Thing>(['psu', 'mainboard', 'laptop', 'cpu', 'port', 'light', 'rig', 'screen']);

const ofCard = ({ about, aside }: Statement): boolean => CARD.has(about) && !aside;
const ofHost = ({ about, aside }: Statement): boolean => HOSTS.has(about) && !aside;

export interface Words {
  readonly from: number;
  readonly to: number;
}

const span = (a: Item, b: Item): Words => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) });

/** The denied verb with its denial. */
function failure({ clause, index, item }: Statement): Words {
  const denial = clause.items.slice(0, index).findLast((word) => has(word, ID.negation));
  return denial === undefined ? item : span(denial, item);
}

/** "Не дава картина", "картина не извежда", "без образ". */
function noPicture(statement: Statement, isTitle: boolean): Words | undefined {
  const { clause, index, item } = statement;
  if (statement.kind === 'shows' && statement.denied) {
    const picture = clause.items.find(
      (word) => has(word, ID.picture) && (word.from >= item.to ? word.from - item.to <= 4 : item.from - word.to <= 3),
    );
    if (picture !== undefined) return span(failure(statement) as Item, picture);
    return isTitle && index === clause.items.length - 1 && !has(item, ID.has) ? failure(statement) : undefined;
  }
  if (statement.kind !== 'picture' || !statement.denied) return undefined;
  const denial = [clause.items[index - 1], clause.items[index + 1]].find((word) => has(word, ID.without));
  if (denial === undefined || Math.abs(denial.from - item.from) > 3) return undefined;
  return span(denial, item);
}

/** Whether something with the fault's name is said to be there, not only spoken of. */
function isHad({ clause, index, item }: Statement): boolean {
  const next = clause.items[index + 1];
  // "Проблем с наема": of something that is no card.
  if (
    next?.from === item.to &&
    (has(next, ID.with) || has(next, ID.place) || has(next, ID.purpose)) &&
    !has(next, ID.and)
  )
    if (!clause.things.some(({ thing, item: of }) => CARD.has(thing) && of.from >= next.to && of.from - next.to <= 3))
      return false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = clause.items[at];
    if (before === undefined || item.from - before.to > 3) return false;
    if (has(before, ID.has) || has(before, ID.shows) || has(before, ID.with)) return true;
  }
  return false;
}

const isCosmetic = (clause: Clause, index: number): boolean =>
  has(clause.items[index - 1], ID.cosmetic) || has(clause.items[index + 1], ID.cosmetic);

/** "За ремонт на колата": of something that is no card. */
function isOfElse({ clause, index, item }: Statement): boolean {
  const next = clause.items[index + 1];
  if (!has(next, ID.purpose) || next?.from !== item.to) return false;
  return !clause.things.some(({ thing, item: of }) => CARD.has(thing) && of.from >= next.to && of.from - next.to <= 2);
}

export interface Circumstances {
  /** A title means what it names; a description may only speak of it. */
  readonly isTitle: boolean;
  /** The card has no outputs, so that no picture is no fault. */
  readonly headless: boolean;
}

/** One port may fail; when none is left the card does. */
const isEveryPort = ({ about, clause }: Statement): boolean =>
  about === 'port' && clause.items.some((item) => has(item, ID.whole) || has(item, ID.none));

/** The words that make the card defective, if the statement does. */
function defectIn(statement: Statement, { isTitle, headless }: Circumstances): Words | undefined {
  const { kind, denied, supposed, item, clause, index } = statement;
  if (supposed) return undefined;
  switch (kind) {
    case 'works':
      return denied &&
        (ofCard(statement) || isEveryPort(statement) || (ofHost(statement) && statement.about !== 'mainboard'))
        ? failure(statement)
        : undefined;
    case 'starts':
      return denied && !STILL.has(statement.about) && !(HOSTS.has(statement.about) && statement.aside)
        ? failure(statement)
        : undefined;
    case 'detects':
      return denied && statement.about !== 'port' ? failure(statement) : undefined;
    case 'shows':
    case 'picture': {
      const words = headless ? undefined : noPicture(statement, isTitle);
      return words !== undefined && (ofCard(statement) || ofHost(statement)) ? words : undefined;
    }
    case 'broken':
      return !denied &&
        (ofCard(statement) || statement.about === 'coil' || isEveryPort(statement)) &&
        !isCosmetic(clause, index)
        ? item
        : undefined;
    case 'spent':
      return !denied && statement.named && statement.about === 'core' ? item : undefined;
    case 'parting':
      return isTitle && !denied && ofCard(statement) ? item : undefined;
    case 'salvage':
      return !denied && ofCard(statement) && !isOfElse(statement) ? item : undefined;
    case 'fault':
      return !denied && ofCard(statement) && !isCosmetic(clause, index) ? item : undefined;
    case 'trouble':
      return !denied && ofCard(statement) && !isCosmetic(clause, index) && (isTitle || isHad(statement))
        ? item
        : undefined;
    case 'artifacts':
      return !denied && !statement.aside ? item : undefined;
    case 'unstable':
      return !denied && (ofCard(statement) || ofHost(statement)) ? item : undefined;
    case 'missing':
      return !denied && ((statement.named && statement.about === 'core') || statement.about === 'cooling')
        ? item
        : undefined;
    default:
      return undefined;
  }
}

/** The first words that say that the card is broken; what was broken and is mended does not count. */
export function findDefect(statements: readonly Statement[], circumstances: Circumstances): Words | undefined {
  const mended = statements.findLastIndex(
    ({ kind, denied, supposed, clause }) =>
      (kind === 'repaired' && !denied && !supposed) || clause.classes.has(ID.since),
  );
  for (const [at, statement] of statements.entries()) {
    const words = defectIn(statement, circumstances);
    if (words === undefined) continue;
    const isPast = statement.clause.classes.has(ID.was);
    if (isPast && mended >= at) continue;
    return words;
  }
  return undefined;
}
