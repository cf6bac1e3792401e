/** A canonical GPU name taken apart: family words, letter, number, suffixes. */
import type { Gpu } from './catalog.js';
import type { Token } from '../text/tokens.js';

export interface Entry {
  readonly gpu: Gpu;
  readonly family: string;
  readonly letter: string;
  readonly number: string;
  readonly suffixes: readonly string[];
}

export function coreOf(tokens: readonly Token[]): { at: number; letter: string } | undefined {
  const at = tokens.findIndex(
    (token, index) => token.isNumber && !(token.text.length === 1 && tokens[index - 1]?.text === 'r'),
  );
  if (at === -1) return undefined;
  const before = tokens[at - 1];
  const letter =
    before !== undefined && CORE_LETTERS.has(before.text) && (tokens[at]?.sep === 0 || before.text === 'wx')
      ? before.text
      : '';
  return { at, letter };
}

/** Family words of a canonical name, e.g. `rtx`, `r9`, `quadro rtx`, `radeon pro wx`. */
export function familyOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.sep === 0 ? token.text : ` ${token.text}`))
    .join('')
    .trim();
}

export function suffixesOfName(tokens: readonly Token[]): string[] {
  const words: string[] = [];
  for (const token of tokens) {
    if (token.sep === 0 && words.length > 0) words.push((words.pop() ?? '') + token.text);
    else words.push(token.text);
  }
  return words;
}

/** Letters before the number that belong to the name: K2200, WX 7100, P106, MI50. */
export const CORE_LETTERS = new Set(['a', 'b', 'k', 'm', 'p', 't', 'l', 'w', 'wx', 'mi', 'gp', 'gv', 'r', 'v']);

/** Whether sellers who write `family` may mean this entry: GTX 3060 is an RTX, RTX 6600 an RX; HD 1080 is a screen. */
export function readsAs(family: string | undefined, entry: Entry): boolean {
  if (family === undefined) return true;
  if (entry.letter !== '') return !['gt', 'gts', 'gtx', 'rx', 'hd', 'r5', 'r7', 'r9', 'mx', 'fx'].includes(family);
  if (entry.family === family || entry.family.endsWith(` ${family}`)) return true;
  switch (family) {
    case 'rtx':
    case 'gtx':
    case 'gt':
      return ['rtx', 'gtx', 'gt', 'rx'].includes(entry.family);
    case 'rx':
      return ['rtx', 'gtx', 'r9', 'r7', 'hd'].includes(entry.family);
    case 'hd':
    case 'r7':
    case 'r9':
      return ['r7', 'r9'].includes(entry.family);
    default:
      return false;
  }
}

export function vendorFits(gpu: Gpu, vendor: string): boolean {
  if (vendor === 'nvidia' || vendor === 'geforce') return gpu.vendor === 'NVIDIA';
  if (vendor === 'intel') return gpu.vendor === 'Intel';
  return gpu.vendor === 'AMD';
}

/** Suffixes of canonical names that sellers leave out. */
export const OPTIONAL = new Set(['ghz', 'edition', 'blackwell']);
