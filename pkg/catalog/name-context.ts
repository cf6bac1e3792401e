/** What stands around a number: the letter that belongs to it and the words that name its family. */
import { wordOf } from '../text/lexemes.js';
import { CORE_LETTERS, type Entry } from './name-entry.js';
import { Sep, type Token } from '../text/tokens.js';

export const JOINING = Sep.space | Sep.dash | Sep.dot | Sep.open | Sep.close | Sep.quote;

const FAMILY_WORDS = new Set([
  'rtx',
  'gtx',
  'gt',
  'gts',
  'rx',
  'hd',
  'r5',
  'r7',
  'r9',
  'vega',
  'arc',
  'quadro',
  'tesla',
]);

const VENDOR_WORDS = new Set(['geforce', 'nvidia', 'radeon', 'amd', 'ati', 'intel']);

/** Tokens before a number that name its family, nearest last. */
export interface Context {
  readonly family: string | undefined;
  readonly vendor: string | undefined;
  readonly from: number;
}

/** The letter that belongs to the number at `at`: '' for none, `undefined` when other letters are glued to it (a part number). */
export function letterBefore(list: readonly Token[], at: number): string | undefined {
  const number = list[at];
  const before = list[at - 1];
  if (number === undefined || before === undefined || before.isNumber) return '';
  if (number.sep !== 0) {
    const form = before.text;
    if (form === 'wx' && number.sep === Sep.space) return 'wx';
    return '';
  }
  for (const form of letterForms(before.text)) if (CORE_LETTERS.has(form)) return form;
  const word = wordOf(before.text);
  if (word.prefix !== undefined || word.isBoard) return '';
  return gluedFamily(before.text) === undefined ? (before.text.length > 2 && before.sep !== 0 ? '' : undefined) : '';
}

function letterForms(text: string): readonly string[] {
  if (text.length > 2) return [text];
  const look: Readonly<Record<string, string>> = {
    а: 'a',
    в: 'b',
    б: 'b',
    к: 'k',
    м: 'm',
    р: 'p',
    т: 't',
    п: 'p',
    л: 'l',
  };
  return [text, Array.from(text, (letter) => look[letter] ?? letter).join('')];
}

/** The family word that ends a longer word glued to the number: `axrx` 580, `engt` 440. */
function gluedFamily(text: string): string | undefined {
  if (text.length > 16) return undefined;
  for (const family of ['rtx', 'gtx', 'gts', 'rx', 'geforce', 'radeon', 'gt']) if (text.endsWith(family)) return family;
  return undefined;
}

/** Family and vendor words to the left of the number, over makers' names when need be. */
export function contextBefore(list: readonly Token[], core: number): Context {
  let family: string | undefined;
  let vendor: string | undefined;
  let from = core;
  let skipped = 0;
  for (let at = core - 1; at >= 0; at -= 1) {
    const token = list[at];
    const right = list[at + 1];
    if (token === undefined || right === undefined || (right.sep & ~JOINING) !== 0) break;
    if (token.isNumber) {
      const r = list[at - 1];
      if (/^[579]$/.test(token.text) && token.sep === 0 && r !== undefined && /^[rр]$/.test(r.text)) {
        family ??= `r${token.text}`;
        at -= 1;
        from = at;
        continue;
      }
      break;
    }
    const word = wordOf(token.text);
    const name = word.prefix ?? (right.sep === 0 && at === core - 1 ? gluedFamily(token.text) : undefined);
    if (name === undefined) {
      if (!word.isBoard || family !== undefined || skipped === 2) break;
      skipped += 1;
      continue;
    }
    if (VENDOR_WORDS.has(name)) vendor ??= name;
    else if (family === undefined) family = name;
    else family = `${name} ${family}`;
    if (skipped === 0 || family !== undefined) from = at;
  }
  // Nobody but NVIDIA made an FX card: "Radeon FX 580" is a slip of the finger. "AMD FX 6300" is a processor.
  const slip = family === 'fx' && vendor === 'radeon';
  return { family: slip ? 'rx' : normalFamily(family), vendor, from };
}

function normalFamily(family: string | undefined): string | undefined {
  if (family === undefined) return undefined;
  const words = [...new Set(family.split(' '))];
  if (words.length === 1) return words[0] === 'pro' || words[0] === 'ai' ? undefined : words[0];
  if (words.includes('quadro')) return words.includes('rtx') ? 'quadro rtx' : 'quadro';
  if (words.includes('pro'))
    return words.filter((word) => word === 'rtx' || word === 'arc' || word === 'pro').join(' ');
  if (words.includes('vega')) return 'vega';
  return words.at(-1);
}

/** A family word after the number: "3080 RTX", "1060 6G GTX". */
export function familyAfter(list: readonly Token[], from: number): string | undefined {
  for (let at = from; at < from + 4; at += 1) {
    const token = list[at];
    if (token === undefined || (token.sep & (Sep.comma | Sep.slash | Sep.stop | Sep.plus)) !== 0) return undefined;
    const { prefix } = wordOf(token.text);
    if (prefix !== undefined && FAMILY_WORDS.has(prefix)) {
      const next = list[at + 1];
      return next?.isNumber === true && next.text.length >= 3 ? undefined : prefix;
    }
  }
  return undefined;
}

const UNITS = new Set(
  'w вт wt watt watts hz mhz ghz p r bit бит битов мгц mb gb tb мб гб тб mah mm мм cm см kg кг rpm лв lv лева eur euro евро zl ft huf lei грн руб'.split(
    ' ',
  ),
);
const ALWAYS_UNITS = new Set(['mb', 'мб', 'gb', 'гб', 'mhz', 'мгц', 'bit', 'бит', 'wt', 'вт']);
const MEMORY_SIZE = /^(?:64|128|256|512|1024|2048|4096)$/;

/** Whether `next` makes the number an amount: 750W, 1080p, "8600 GT 512 MB". */
export function isUnit(number: Token, next: Token, named: boolean): boolean {
  if (next.isNumber || (next.sep & ~Sep.space) !== 0) return false;
  if (MEMORY_SIZE.test(number.text) && /^[mм]t?$/.test(next.text)) return true;
  return UNITS.has(next.text) && (next.sep === 0 || !named || ALWAYS_UNITS.has(next.text));
}

export interface PartNumber {
  readonly number: string;
  readonly families: readonly string[];
  readonly suffixes: readonly string[];
}

/** The card that a maker's part number names, by the letter glued to its number. */
export function readPartNumber(list: readonly Token[], at: number): PartNumber | undefined {
  const token = list[at];
  const letter = list[at - 1];
  if (token?.sep !== 0 || letter === undefined) return undefined;
  const number = token.text;
  if (/^[nh]$/.test(letter.text)) {
    const families = ['rtx', 'gtx', 'gt'];
    const short = list[at - 2]?.text === 'gv' && /^(?:10[5-8]|20[6-8]|30[5-9]|40[6-9]|50[5-9])$/.test(number);
    if (!short) return { number, families, suffixes: [] };
    const next = list[at + 1];
    const mark = next?.sep === 0 ? next.text.charAt(0) : '';
    return { number: `${number}0`, families, suffixes: mark === 't' ? ['ti'] : mark === 's' ? ['super'] : [] };
  }
  if (letter.text !== 'r') return undefined;
  if (list[at - 2]?.text === 'gv' && /^7[789]\d$/.test(number))
    return { number: `${number}0`, families: ['hd'], suffixes: [] };
  if (list[at - 2]?.text === 'gv' && /^[579][23]\d$/.test(number))
    return { number: `${number.slice(1)}0`, families: [`r${number.charAt(0)}`], suffixes: [] };
  if (/^7[789]\d0$/.test(number)) return { number, families: ['hd'], suffixes: [] };
  return /^[579]\d{3}$/.test(number)
    ? { number: number.slice(1), families: [`r${number.charAt(0)}`], suffixes: [] }
    : undefined;
}

/** "6600K", "7700HQ": a letter after the number that only processors have. */
export function isProcessor(next: Token | undefined, entries: readonly Entry[]): boolean {
  return (
    next?.sep === 0 &&
    /^(?:k|kf|ks|f|g|ge|u|h|hq|hk|hs|x|xd|te|t|v)$/.test(next.text) &&
    !entries.some((entry) => entry.suffixes.includes(next.text))
  );
}
