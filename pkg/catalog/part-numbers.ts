/** Finds makers' part numbers that have a card's number in them: GV-N3060GAMING, ZT-A30610H, VCG306012DFXPPB. */
import { Sep, type Token } from '../text/tokens.js';
import { RULES, SAPPHIRE, sapphire, type CodeReading } from './data/part-number-rules.js';

export interface PartNumber {
  readonly readings: readonly CodeReading[];
  readonly memoryGb: number | undefined;
  /** Whether the number is a whole code and not only a letter at a number, which may be anything. */
  readonly sure: boolean;
  /** Tokens [from, to): up to the number, as a capacity may follow it. */
  readonly from: number;
  readonly to: number;
}

const LONGEST = 8;

/** Whether the letters are those that a maker's codes begin with, and nothing else is glued to a number. */
export function beginsCode(text: string): boolean {
  return text.length > 2 && RULES[text] !== undefined;
}

/** The part number whose digits stand at `at`; its letters stand right before them, or one dash further left. */
export function readPartNumber(list: readonly Token[], at: number): PartNumber | undefined {
  const number = list[at];
  const before = list[at - 1];
  if (number === undefined) return undefined;
  if (number.text.length === 5 && SAPPHIRE[number.text] !== undefined) return sapphireAt(list, at);
  if (before === undefined || before.isNumber || (number.sep !== 0 && number.sep !== Sep.dash)) return undefined;
  const further = list[at - 2];
  const starts = further !== undefined && !further.isNumber && before.sep === Sep.dash ? [at - 2, at - 1] : [at - 1];
  for (const from of starts) {
    const rules = RULES[list[from]?.text ?? ''];
    if (rules === undefined) continue;
    const { text } = codeAt(list, from);
    const readings: CodeReading[] = [];
    let gb: string | undefined;
    let surely = false;
    for (const { pattern, read, sure } of rules) {
      const match = pattern.exec(text);
      if (match === null) continue;
      readings.push(...read(match));
      gb ??= match.groups?.['gb'];
      surely ||= sure;
    }
    if (readings.length > 0)
      return { readings, memoryGb: gb === undefined ? undefined : Number(gb), sure: surely, from, to: at + 1 };
  }
  return undefined;
}

/** EVGA's "08G-P4-6173": the P4 in it is no Tesla P4. */
export function isEvgaCode(list: readonly Token[], at: number): boolean {
  const next = list[at + 1];
  return list[at - 1]?.text === 'p' && next?.isNumber === true && next.sep === Sep.dash && next.text.length === 4;
}

function sapphireAt(list: readonly Token[], at: number): PartNumber | undefined {
  const { text, to } = codeAt(list, at);
  return /^\d{5}-\d{2}-\d{2}g$/.test(text)
    ? { readings: sapphire(list[at]?.text ?? ''), memoryGb: undefined, sure: true, from: at, to }
    : undefined;
}

/** The code that begins at `from`: tokens glued together or joined by a dash. */
function codeAt(list: readonly Token[], from: number): { text: string; to: number } {
  let text = '';
  let to = from;
  for (; to < list.length && to < from + LONGEST; to += 1) {
    const token = list[to];
    if (token === undefined || (to > from && token.sep !== 0 && token.sep !== Sep.dash)) break;
    text += to > from && token.sep === Sep.dash ? `-${token.text}` : token.text;
  }
  return { text, to };
}
