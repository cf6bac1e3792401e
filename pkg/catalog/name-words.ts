/** The words around a number that make it a GPU's name: vendors, families and what each may stand for, letters. */
import { formsIn, wordIn, wordOf } from '../text/lexemes.js';
import { Sep, type Token } from '../text/tokens.js';
import type { Vendor } from './catalog-schema.js';
import { isUnit, JOINING } from './number-kind.js';

/** Words for a vendor; `geforce` and `radeon` are families as well, where nothing more exact is written. */
export const VENDOR_OF: Readonly<Record<string, Vendor>> = {
  geforce: 'NVIDIA',
  nvidia: 'NVIDIA',
  radeon: 'AMD',
  amd: 'AMD',
  ati: 'AMD',
  intel: 'Intel',
};

/** Families named by several words; the first of which all stand there is meant. */
const PHRASES: readonly (readonly [words: readonly string[], family: string])[] = [
  [['radeon', 'ai', 'pro'], 'radeon ai pro'],
  [['vega', 'pro'], 'radeon pro vega'],
  [['radeon', 'pro'], 'radeon pro'],
  [['amd', 'pro'], 'radeon pro'],
  [['quadro', 'nvs'], 'nvs'],
  [['quadro', 'rtx'], 'quadro rtx'],
  [['quadro', 'fx'], 'quadro fx'],
  [['quadro'], 'quadro'],
  [['radeon', 'fx'], 'rx'], // only NVIDIA made FX cards: a slip of the finger
  [['geforce', 'fx'], 'geforce fx'],
  [['pcx'], 'geforce pcx'],
  [['rtx', 'pro'], 'rtx pro'],
  [['arc', 'pro'], 'arc pro'],
  [['vega'], 'rx vega'],
];

/** `pro` and `ai` belong to a family right after these words; elsewhere they are a board's ("Gaming Pro", "Dual AI"). */
const BEFORE_PRO = new Set(['radeon', 'amd', 'rtx', 'arc', 'ai', 'vega']);

/**
 * For each family that a seller writes, the families of the catalogue that may be meant: the first group in which the number
 * and the words after it name a card. The later groups are slips: GTX 3060 is an RTX, RTX 6600 an RX.
 */
export const READS_AS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  rtx: [['rtx', 'quadro rtx'], ['rtx pro'], ['gtx', 'gt'], ['rx']],
  gtx: [['gtx'], ['gts', 'gt'], ['rtx', 'geforce'], ['rx']],
  gts: [['gts'], ['gtx', 'gt'], ['geforce']],
  gt: [['gt'], ['gts', 'gtx'], ['geforce', 'rtx'], ['rx']],
  rx: [
    ['rx', 'rx vega'],
    ['r9', 'r7', 'hd'],
    ['rtx', 'gtx'],
    ['radeon', 'geforce'],
  ], // Leadtek's PX8600 GT
  hd: [['hd'], ['r7', 'r9', 'r5'], ['radeon']],
  r5: [['r5'], ['r7', 'r9']],
  r7: [['r7'], ['r9', 'r5'], ['rx']],
  r9: [['r9'], ['r7', 'r5'], ['rx']],
  fx: [['geforce fx'], ['quadro fx']],
  quadro: [['quadro'], ['quadro fx', 'quadro rtx', 'nvs']],
  'rx vega': [['rx vega'], ['radeon pro vega']],
  'radeon pro': [['radeon pro']],
};

/** Letters before the number that belong to the name: K2200, WX 7100, P106, MI50, X1950. */
export const CORE_LETTERS = new Set('a b c d g h k l m p r s t v w x wx mi gp gv'.split(' '));

/** Families that a card with such a letter is never called by: no GTX is an A4000. */
const WITHOUT_LETTER = new Set(['gt', 'gts', 'gtx', 'rx', 'hd', 'r5', 'r7', 'r9', 'mx', 'fx', 'geforce fx', 'rx vega']);

/** Families whose numbers mean other cards where they are not named: a "GeForce 600" is no Quadro. */
const NEVER_BARE = new Set(['quadro', 'quadro fx', 'nvs', 'firepro', 'firemv', 'radeon pro']);

/** Families that can stand after the number as well: "3080 RTX". */
const AFTER = new Set(['rtx', 'gtx', 'gt', 'gts', 'rx', 'hd', 'r5', 'r7', 'r9', 'vega', 'arc', 'quadro', 'tesla']);

/** Families that sellers glue to the number, whatever stands before them in the same word: `axrx` 580, `engt` 440. */
const GLUED = ['rtx', 'gtx', 'gts', 'rx', 'geforce', 'radeon', 'gt'];
/** These end other words too (`xfx`): only after a word for a vendor or a family (`quadrofx`, `radeonhd`). */
const GLUED_TO_NAME = ['fx', 'hd', 'nvs', 'vega'];
const GLUED_ENDS = new Set([...GLUED, ...GLUED_TO_NAME].map((family) => family.at(-1) ?? ''));
const LONGEST_GLUED = 16;

/** Words before the number that say what is around it. */
export interface Context {
  readonly family: string | undefined;
  /** The vendor's word, as written: `geforce`, `ati`. */
  readonly vendor: string | undefined;
  /** "Mobility Radeon": a laptop's. */
  readonly mobile: boolean;
  readonly from: number;
}

/** Whether a family as written may mean an entry of `family` with or without a letter, in the group of this order. */
export function readsAs(written: string | undefined, family: string, letter: string, order: number): boolean {
  if (written === undefined) return order === 0 && (letter !== '' || !NEVER_BARE.has(family));
  if (letter !== '' && !(letter === 'x' && written === 'rx'))
    return order === (family === written ? 0 : 1) && !WITHOUT_LETTER.has(written);
  const groups = READS_AS[written];
  return groups === undefined ? order === 0 && family === written : groups[order]?.includes(family) === true;
}

/** Groups that `readsAs` knows, at most. */
export const GROUPS = 4;

/**
 * The letter that belongs to the number at `at`: '' for none, `undefined` when other letters are glued to it (a part number).
 * A Cyrillic letter may stand for several: "р104" is a P104, as `isCore` knows.
 */
export function letterBefore(
  list: readonly Token[],
  at: number,
  isCore: (core: string) => boolean,
): string | undefined {
  const number = list[at];
  const before = list[at - 1];
  if (number === undefined || before === undefined || before.isNumber) return '';
  if (number.sep !== 0) {
    if ((number.sep & ~(Sep.space | Sep.dash)) !== 0) return '';
    // "Radeon Pro WX 7100", "Radeon X 1950"; a lone x elsewhere is a board's ("Gaming X 1060").
    const radeonX = before.text === 'x' && VENDOR_OF[wordIn(list[at - 2]).prefix ?? ''] === 'AMD';
    return before.text === 'wx' || radeonX ? before.text : '';
  }
  if (before.text.length <= 2) {
    const forms = formsIn(before).filter((form) => CORE_LETTERS.has(form));
    if (forms.length > 0) return forms.find((form) => isCore(form + number.text)) ?? forms[0];
  }
  const last = before.text.at(-1) ?? '';
  if (CORE_LETTERS.has(last) && nameOfHead(before.text) !== undefined) return last; // RTXA2000, ArcB580
  const word = wordIn(before);
  if (word.prefix !== undefined || word.isBoard || gluedFamily(before.text, true) !== undefined) return '';
  return before.text.length > 2 && before.sep !== 0 ? '' : undefined;
}

/** The family or vendor that a word names without its last letter, which belongs to the number glued to it. */
function nameOfHead(text: string): string | undefined {
  return text.length > 3 && text.length <= LONGEST_GLUED ? wordOf(text.slice(0, -1)).prefix : undefined;
}

/** The family at the end of a longer word: right at the number any word's end, elsewhere only a vendor's or maker's before it. */
function gluedFamily(text: string, atNumber: boolean): string | undefined {
  if (text.length > LONGEST_GLUED || !GLUED_ENDS.has(text.charAt(text.length - 1))) return undefined;
  for (const family of GLUED) {
    if (!text.endsWith(family) || text.length === family.length) continue;
    if (atNumber) return family;
    const head = wordOf(text.slice(0, -family.length));
    if (head.prefix !== undefined || head.isBoard) return family;
  }
  return GLUED_TO_NAME.find(
    (family) => text.endsWith(family) && wordOf(text.slice(0, -family.length)).prefix !== undefined,
  );
}

/** Family and vendor words to the left of the number, over makers' names when need be. */
export function contextBefore(list: readonly Token[], core: number): Context {
  const words: string[] = [];
  let vendor: string | undefined;
  let mobile = false;
  let from = core;
  let skipped = 0;
  for (let at = core - 1; at >= 0; at -= 1) {
    const token = list[at];
    const right = list[at + 1];
    if (token === undefined || right === undefined || (right.sep & ~JOINING) !== 0) break;
    if (token.isNumber) {
      const tier = tierOf(list, at);
      if (tier === undefined) break;
      words.push(tier);
      at -= 1;
      from = at;
      continue;
    }
    const word = wordIn(token);
    const glued = right.sep === 0 && at === core - 1;
    const name =
      (glued && right.isNumber ? nameOfHead(token.text) : undefined) ?? word.prefix ?? gluedFamily(token.text, glued);
    const isBoardPro = (name === 'pro' || name === 'ai') && !BEFORE_PRO.has(wordIn(list[at - 1]).prefix ?? '');
    if ((word.suffix === 'mobile' && token.text.length > 5) || (token.text === 'go' && words.length === 0))
      mobile = true;
    else if (name === undefined || isBoardPro) {
      if ((!word.isBoard && !isBoardPro) || words.length > 0 || skipped === 2) break;
      skipped += 1;
      continue;
    } else if (VENDOR_OF[name] === undefined) words.push(name);
    else vendor ??= name;
    if (skipped === 0 || words.length > 0) from = at;
  }
  return { family: familyOf(words, vendor), vendor, mobile, from };
}

/** R5, R7, R9: the digit of the family, at `at`. */
function tierOf(list: readonly Token[], at: number): string | undefined {
  const digit = list[at];
  const letter = list[at - 1]?.text;
  return digit?.sep === 0 && /^[579]$/.test(digit.text) && (letter === 'r' || letter === 'р')
    ? `r${digit.text}`
    : undefined;
}

/** The family that the words left of a number name; the nearest comes first. */
function familyOf(words: readonly string[], vendor: string | undefined): string | undefined {
  if (words.length === 0) return undefined;
  const phrase = PHRASES.find(([needed]) => needed.every((word) => words.includes(word) || word === vendor));
  return phrase?.[1] ?? words.find((word) => word !== 'pro' && word !== 'ai');
}

/** A family word after the number, and no suffix of it: "3080 RTX", "1060 6G GTX". */
export function familyAfter(list: readonly Token[], from: number, suffixes: ReadonlySet<string>): string | undefined {
  for (let at = from; at < from + 4; at += 1) {
    const token = list[at];
    if (token === undefined || (token.sep & (Sep.comma | Sep.slash | Sep.stop | Sep.plus)) !== 0) return undefined;
    const prefix = tierOf(list, at + 1) ?? wordIn(token).prefix;
    if (prefix !== undefined && AFTER.has(prefix) && !suffixes.has(prefix)) {
      const next = list[at + 1];
      const unit = list[at + 2];
      const isNext =
        next?.isNumber === true && next.text.length >= 3 && !(unit !== undefined && isUnit(next, unit, true));
      return isNext ? undefined : prefix; // "1060 RTX 3060": the family of the next card
    }
  }
  return undefined;
}
