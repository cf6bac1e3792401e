/** Which GPU the words around a number mean: families in the order sellers confuse them, then suffixes at the number and apart. */
import { wordIn } from '../text/lexemes.js';
import { Sep, type Token } from '../text/tokens.js';
import type { Gpu } from './gpu.js';
import { displayName, draftOf, type Mention } from './mention.js';
import { bestEntry, siblingsOf, suffixesAfter, withoutXt } from './name-suffixes.js';
import type { Core, Entry } from './name-table.js';
import { GROUPS, readsAs, VENDOR_OF, type Context } from './name-words.js';
import { isMemoryUnit } from './number-kind.js';
import { suffixApart } from './suffix-apart.js';

/** Letters that name a card only beside its family word: "Tesla P4", "Quadro P400"; A4 and L4 are paper and lamps. */
const NEEDS_WORD =
  /^(?:(?!a310|a380|a580|a750|a770|b570|b580|p10[246])[abcdghklmprstvwx]\d{1,3}|a\d{4}|t1000|p[1-6]000|m[2-6]000|r9[67]00|[wsvc]\d{4})$/;
/** Vendors' words that name a card by themselves; AMD and Intel make processors too. */
export const CARD_VENDOR = new Set(['geforce', 'radeon', 'nvidia', 'ati']);
/** Family words that the oldest names have after their number: GT 9500 is a GeForce 9500 GT. */
const FAMILY_SUFFIX = new Set(['gt', 'gts', 'gtx']);

/** A number in a text, with what stands before it and the catalogue's names that have it. */
export interface Numbered {
  readonly list: readonly Token[];
  readonly at: number;
  readonly letter: string;
  readonly context: Context;
  readonly core: Core;
}

/** The card that is meant; `undefined` when none of the names fits the family as written. */
export function chooseName(
  numbered: Numbered,
  laptopOnly: ReadonlySet<string>,
  isName: (list: readonly Token[], at: number) => boolean,
): Mention | undefined {
  const { list, at, letter, context, core } = numbered;
  const { family, vendor } = context;
  const number = list[at]?.text ?? '';
  let after = suffixesAfter(list, at + 1, core.suffixes);
  let written = withOuterSuffix(list, context, core.suffixes, after.words);
  let meant = meantBy(core, context, written);
  if (meant === undefined) return undefined;
  if (meant.chosen === undefined && meant.pool.length < core.entries.length) {
    // "GTX 295 x2": the R9 295X2 has such a word, the GTX has not.
    const own = new Set(meant.pool.flatMap((entry) => entry.suffixes));
    after = suffixesAfter(list, at + 1, own);
    written = withOuterSuffix(list, context, own, after.words);
    meant = meantBy(core, context, written) ?? meant;
  }
  const apart = suffixApart(list, after.to, written, meant.pool, isName);
  const words = apart === undefined ? written : [...written, apart.word];
  if (apart !== undefined) meant = meantBy(core, context, words) ?? meant;
  const { chosen } = meant;
  // Where no family is written, the one chosen is meant, and the others are its twins.
  const pool = family === undefined && chosen !== undefined ? (core.families.get(chosen.family) ?? []) : meant.pool;
  const mention = draftOf(undefined, context.from, after.to, number);
  mention.apart = apart;
  mention.named = family !== undefined;
  mention.bare = family === undefined && vendor === undefined;
  if (pool.length < core.entries.length) mention.twins = () => twinsOf(core, pool, words);
  const mobile = context.mobile || words.includes('mobile') || (after.short && pool[0]?.gpu.vendor === 'AMD'); // RX 6600S
  if (mobile || laptopOnly.has(number)) {
    mention.name = displayName([pool[0]?.family ?? '', number, ...words.filter((word) => word !== 'mobile')]);
    mention.laptop = mobile || laptopOnly.has(mention.name);
    if (mention.laptop) return mention;
  }
  if (chosen === undefined) {
    const siblings = siblingsOf(pool, words);
    mention.gpu = family !== undefined && apart === undefined ? withoutXt(siblings) : undefined;
    mention.name = mention.gpu?.name ?? displayName([family ?? vendor ?? '', letter + number, ...words]);
    if (!mention.bare || words.length > 0) mention.siblings = siblings;
    return mention;
  }
  if (family === 'rtx' && chosen.family === 'quadro rtx' && pool.length > 1) {
    mention.name = displayName([family, number, ...words]);
    mention.siblings = pool.map((entry) => entry.gpu);
    return mention;
  }
  const vendorSays = vendor !== undefined && (CARD_VENDOR.has(vendor) || letter !== '');
  const weak = letter !== '' && NEEDS_WORD.test(letter + number);
  mention.gpu = chosen.gpu;
  mention.name = chosen.gpu.name;
  // A word that only the catalogue has ("RTX PRO 2000 Blackwell", "HD 7770 GHz Edition") makes no name of a lone number.
  const isSaid = chosen.suffixes.some((word) => word !== 'x' && words.includes(word));
  mention.bare = family === undefined && !vendorSays && (weak || !isSaid);
  mention.weak = weak && mention.bare;
  if (pool.length > 1) mention.siblings = siblingsOf(pool, words).filter((gpu) => gpu !== chosen.gpu);
  return mention;
}

interface Meant {
  readonly pool: readonly Entry[];
  readonly chosen: Entry | undefined;
}

/** The entries that the family as written may mean: of the first group that has one with the suffixes as written, else of the first. */
function meantBy(core: Core, context: Context, written: readonly string[]): Meant | undefined {
  let first: Meant | undefined;
  for (const pool of groupsOf(core, context)) {
    const chosen = bestEntry(pool, written);
    if (chosen !== undefined) return { pool, chosen };
    first ??= { pool, chosen };
    if (written.length === 0) break;
  }
  return first;
}

/** Key of a number without any. */
const NO_WORDS = ' ';

/** The groups of entries that a family and vendor as written may mean, in order. */
function groupsOf(core: Core, { family, vendor }: Context): readonly (readonly Entry[])[] {
  const key = family === undefined && vendor === undefined ? NO_WORDS : `${family ?? ''} ${vendor ?? ''}`;
  const known = core.meant.get(key);
  if (known !== undefined) return known;
  const groups: (readonly Entry[])[] = [];
  for (let order = 0; order < GROUPS; order += 1)
    groups.push(
      core.entries.filter(
        (entry) =>
          readsAs(family, entry.family, entry.letter, order) &&
          ((family !== undefined && order === 0) || vendor === undefined || entry.gpu.vendor === VENDOR_OF[vendor]),
      ),
    );
  const filled = groups.filter((pool) => pool.length > 0);
  core.meant.set(key, filled);
  return filled;
}

/** The card of each other family that the same number and suffixes name. */
function twinsOf({ families }: Core, pool: readonly Entry[], words: readonly string[]): Gpu[] {
  const twins: Gpu[] = [];
  for (const [family, entries] of families) {
    if (pool.some((entry) => entry.family === family)) continue;
    const twin = bestEntry(entries, words);
    if (twin !== undefined) twins.push(twin.gpu);
  }
  return twins;
}

/** Suffixes that sellers write before the number, too. */
const BEFORE_NUMBER = ['ti', 'xt', 'xtx'] as const;

/** "Ти" is "you", except where nothing is said to anybody: first of all, or after an amount ("8GB ти 3070 ртх"). */
function isYou(list: readonly Token[], at: number): boolean {
  return list[at]?.text === 'ти' && at > 0 && !isMemoryUnit(list, at - 1);
}

/** The suffixes, with those that stand before the number: "Ti 4060", "хтх 7900", "GT 9500". */
function withOuterSuffix(
  list: readonly Token[],
  context: Context,
  known: ReadonlySet<string>,
  words: readonly string[],
): readonly string[] {
  if (known.size === 0) return words;
  const outer: string[] = [];
  if (context.family !== undefined && FAMILY_SUFFIX.has(context.family)) outer.push(context.family);
  const before = list[context.from - 1];
  const spaced = ((list[context.from]?.sep ?? 0) & ~Sep.space) === 0;
  if (before !== undefined && spaced && !isYou(list, context.from - 1) && list[context.from - 2]?.isNumber !== true)
    outer.push(...BEFORE_NUMBER.filter((word) => wordIn(before).suffix === word));
  const added = outer.filter((word) => known.has(word) && !words.includes(word));
  return added.length === 0 ? words : [...words, ...added];
}
