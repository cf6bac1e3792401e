/** Whether the statements of a text say that the card itself is broken; its fan, a port, its box are not the card. */
import { ClassSet, ID } from './lexicon/class-set.js';
import { Sep } from '../text/tokens.js';
import { has, isOf, type Clause } from './clause.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import { DECISIVE, LIKELY, PLAIN, weigh, type Objection } from './objection.js';
import { isExcused, isMended, mendingIn, OF_CARD, SIGNS } from './excuses.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';

/** A computer that crashes does so because of the card in it, unless it is the seller's old one. */
const HOSTS = new Set<Thing>(['computer', 'system', 'program', 'screen', 'mainboard', 'goods']);

/** Things that fail to start for reasons of their own. */
const STILL = new Set<Thing>(['psu', 'mainboard', 'laptop', 'cpu', 'port', 'light', 'rig', 'screen']);

/** Things that never had a picture to lose. */
const DARK = new Set<Thing>(['light', 'fan', 'cooling', 'plate', 'seal', 'box', 'coil']);

const ofCard = ({ about, aside }: Statement): boolean => OF_CARD.has(about) && !aside;
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
      (word) =>
        (has(word, ID.picture) || has(word, ID.nothing)) &&
        (word.from >= item.to ? word.from - item.to <= 4 : item.from - word.to <= 3),
    );
    if (picture !== undefined) return span(failure(statement) as Item, picture);
    return isTitle && index === clause.items.length - 1 && !has(item, ID.has) && !clause.classes.meets(SIGNS)
      ? failure(statement)
      : undefined;
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
    if (
      !clause.things.some(({ thing, item: of }) => OF_CARD.has(thing) && of.from >= next.to && of.from - next.to <= 3)
    )
      return false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = clause.items[at];
    if (before === undefined || item.from - before.to > 3) return false;
    if (has(before, ID.has) || has(before, ID.shows) || has(before, ID.with)) return true;
  }
  return false;
}

const LITTLE = ClassSet.of('mine', 'is', 'this');
const isCosmetic = (clause: Clause, index: number): boolean =>
  has(clause.items[index - 1], ID.cosmetic) ||
  has(clause.items[index + 1], ID.cosmetic) ||
  (isOf(clause.items[index - 1], LITTLE) && has(clause.items[index - 2], ID.cosmetic));

/** "За ремонт на колата": of something that is no card. */
function isOfElse({ clause, index, item }: Statement): boolean {
  const next = clause.items[index + 1];
  if (!has(next, ID.purpose) || next?.from !== item.to) return false;
  return !clause.things.some(
    ({ thing, item: of }) => OF_CARD.has(thing) && of.from >= next.to && of.from - next.to <= 2,
  );
}

const USED = /^(?:работил|включва[лн]|пуска[лн]|стартира[лн]|палил|palil|rabotil|vklyuchva[ln]|puska[ln])/;

/** "Не е включвана от година": it was not used, which is no fault. */
const isUnused = ({ list }: Reading, { clause, index, item }: Statement): boolean =>
  USED.test(list[item.from]?.text ?? '') && clause.items.slice(0, index).some((word) => has(word, ID.is));

/** One port may fail; when none is left the card does. */
const isEveryPort = ({ about, clause }: Statement): boolean =>
  about === 'port' && clause.items.some((item) => has(item, ID.whole) || has(item, ID.none));

/** "Нуждае се от нов чип": what is needed is a part that the card cannot be without. */
function needsCore({ clause, index, item }: Statement): boolean {
  const next = clause.items.slice(index + 1).find((word) => !has(word, ID.purpose) && !has(word, ID.origin));
  if (!has(next, ID.fresh)) return false;
  return clause.things.some(
    ({ thing, item: core }) => thing === 'core' && core.from >= item.to && core.from - item.to <= 4,
  );
}

/** Words between the picture and what becomes of it. */
const LOSES_REACH = 4;
const DARK_REACH = 3;

const isOfPicture = (clause: Clause, { from, to }: Item, reach: number): boolean =>
  clause.items.some(
    (word) =>
      isOf(word, SCREENS) &&
      !has(word, ID.dark) &&
      (word.from >= to ? word.from - to <= reach : from - word.to <= reach),
  );

/** How plainly the statement says that the card is broken; undefined where it does not. */
function defectIn(reading: Reading, statement: Statement, headless: boolean): Weighed | undefined {
  const { kind, denied, item, clause, index, about } = statement;
  const isTitle = reading.field === 'title';
  const ofIt = ofCard(statement);
  const head = reading.wordsBefore(item.from) <= 1;
  const plain = head || statement.named;
  if (clause.items.some((word) => has(word, ID.misc) && PHOTO.test(reading.list[word.from]?.text ?? '')))
    return undefined;
  switch (kind) {
    case 'works':
      if (!denied || isUnused(reading, statement)) return undefined;
      // "Цената не включва доставката".
      if (clause.items.slice(0, index).some((word) => has(word, ID.price))) return undefined;
      if (ofIt || isEveryPort(statement)) return [PLAIN, failure(statement)];
      return ofHost(statement) && about !== 'mainboard' ? [LIKELY, failure(statement)] : undefined;
    case 'starts':
      if (isUnused(reading, statement)) return undefined;
      return denied && !STILL.has(about) && !(HOSTS.has(about) && statement.aside)
        ? [PLAIN, failure(statement)]
        : undefined;
    case 'detects':
      return denied && about !== 'port' && about !== 'another' ? [PLAIN, failure(statement)] : undefined;
    case 'nothing': {
      const screen = clause.items.some((word) => has(word, ID.screen) || has(word, ID.picture));
      return screen && reading.endsWithin(item.to, 0) && !headless ? [DECISIVE, item] : undefined;
    }
    case 'shows':
    case 'picture': {
      const words = headless ? undefined : noPicture(statement, isTitle);
      return words !== undefined && (ofIt || ofHost(statement) || DARK.has(about) || isEveryPort(statement))
        ? [PLAIN, words]
        : undefined;
    }
    case 'broken':
      if (denied || isCosmetic(clause, index) || !(ofIt || about === 'coil' || isEveryPort(statement)))
        return undefined;
      // "Тежи колкото тухла".
      if (has(clause.items[index - 1], ID.similar) || has(clause.items[index - 2], ID.similar)) return undefined;
      return [plain ? PLAIN : LIKELY, item];
    case 'salvage':
      // "Цената за бройка".
      if (clause.classes.meets(PRICED) && clause.items.some((word) => isOf(word, PRICED) && word.from <= item.to + 1))
        return undefined;
      return !denied && ofIt && !isOfElse(statement) ? [plain ? PLAIN : LIKELY, item] : undefined;
    case 'parting':
      return isTitle && !denied && ofIt ? [PLAIN, item] : undefined;
    case 'requires':
      return !denied && ofIt && needsCore(statement) ? [PLAIN, item] : undefined;
    case 'life':
      return denied && (ofIt || DARK.has(about)) && reading.endsWithin(item.to, 1) ? [PLAIN, item] : undefined;
    case 'loses':
      return !denied && isOfPicture(clause, item, LOSES_REACH) && !DARK.has(about) ? [PLAIN, item] : undefined;
    case 'dark':
      return !denied && isOfPicture(clause, item, DARK_REACH) ? [head ? DECISIVE : PLAIN, item] : undefined;
    case 'beeps':
      return !denied && ofHost(statement) ? [DECISIVE, item] : undefined;
    case 'spent':
      return !denied && statement.named && about === 'core' ? [DECISIVE, item] : undefined;
    case 'fault':
      if (denied || !ofIt || isCosmetic(clause, index)) return undefined;
      return [isTitle || head || isHad(statement) ? PLAIN : LIKELY, item];
    case 'trouble':
      if (denied || !ofIt || isCosmetic(clause, index) || isExplained(reading, item)) return undefined;
      if (isTitle) return [PLAIN, item];
      return isHad(statement) ? [LIKELY, item] : undefined;
    case 'smears':
    case 'artifacts':
      if (denied || statement.aside || (kind === 'smears' && !clause.classes.meets(PICTURES))) return undefined;
      return [isTitle || head || clause.classes.has(ID.shows) ? PLAIN : LIKELY, item];
    case 'unstable':
      // "Блокирам" is what the seller does.
      if (FIRST_PERSON.test(reading.list[item.to - 1]?.text ?? '')) return undefined;
      return !denied && (ofIt || ofHost(statement)) ? [ofIt ? PLAIN : DECISIVE, item] : undefined;
    case 'missing':
      return !denied && ((statement.named && LACKED.has(about)) || about === 'cooling') ? [PLAIN, item] : undefined;
    default:
      return undefined;
  }
}

/** What no card works without, but for its cooler: "липсват няколко кондензатора". */
const LACKED = new Set<Thing>(['core', 'coil']);
/** A dark picture on a photo is a photo. */
const PHOTO = /^(?:снимк|фото|zdjec|poza|poze|photo|picture)/;
const FIRST_PERSON = /.{3}(?:[ая]м|[аие]те)$/u;
const PRICED = ClassSet.of('price', 'ad', 'each');
const SCREENS = ClassSet.of('picture', 'screen');
const PICTURES = ClassSet.of('picture', 'shows', 'screen', 'artifacts', 'laptopPart');

type Weighed = readonly [points: number, words: Words];

/** "Единствен проблем: ...", "има дефект - ...": what comes after tells. */
const isExplained = ({ list }: Reading, item: Item): boolean =>
  ((list[item.to]?.sep ?? 0) & (Sep.dash | Sep.colon)) !== 0 && ((list[item.to]?.sep ?? 0) & Sep.space) !== 0;

/** Faults that the text states of the card, each with its weight. */
export function findDefects(reading: Reading, headless: boolean): Objection[] {
  const found: Objection[] = [];
  const mending = mendingIn(reading);
  for (const statement of reading.statements) {
    if (statement.supposed) continue;
    const weighed = defectIn(reading, statement, headless);
    if (weighed === undefined || isExcused(reading, statement) || isMended(reading, statement, mending)) continue;
    found.push(weigh(weighed[0], 'defective', 'defect.word', weighed[1]));
  }
  return found;
}
