/** Phrases of words: how they are written down, and which of them a text goes on with. */
import { foldAt, Kind } from '../../text/fold.js';
import { Sep, tokenize, type Token } from '../../text/tokens.js';

export interface Step {
  readonly text: string;
  readonly prefix: boolean;
}

export interface Pattern {
  /** Number of its class. */
  readonly id: number;
  readonly language: string;
  /** Bit of the pack it is from. */
  readonly pack: number;
  readonly steps: readonly Step[];
}

/** The phrases that a word begins, each list the longest first. */
export interface Phrases {
  /** By the word that comes second. */
  readonly bySecond: ReadonlyMap<string, readonly Pattern[]>;
  /** Those that name only the beginning of the second word. They are in the other lists, too, where they fit. */
  readonly open: readonly Pattern[];
}

const NO_PHRASES: readonly Pattern[] = [];

function foldWord(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1)
    if (foldAt(text, at).kind !== Kind.ignored) folded += foldAt(text, at).text;
  return folded;
}

/** The steps of a phrase; the last of a word that ends in `*` matches any ending. */
export function stepsOf(phrase: string): Step[] {
  return phrase.split(/ +/).flatMap((word) => {
    const tokens = tokenize(foldWord(word.replace('*', ''))).list;
    return tokens.map((token, index) => ({
      text: token.text,
      prefix: word.endsWith('*') && index === tokens.length - 1,
    }));
  });
}

/** What stands between the words of no phrase. */
const APART = Sep.stop | Sep.line | Sep.comma | Sep.open | Sep.close | Sep.plus;

/** The phrases of the word at `at` whose second word is the next; the longest first. */
export function begun(list: readonly Token[], at: number, phrases: Phrases | undefined): readonly Pattern[] {
  const next = list[at + 1];
  if (phrases === undefined || next === undefined || (next.sep & APART) !== 0) return NO_PHRASES;
  return phrases.bySecond.get(next.text) ?? phrases.open;
}

/** `patterns` by their second words. */
export function indexed(patterns: readonly Pattern[]): Phrases | undefined {
  if (patterns.length === 0) return undefined;
  const seconds = new Set(patterns.flatMap(({ steps: [, second] }) => (second?.prefix === false ? second.text : [])));
  const fits = ({ steps: [, second] }: Pattern, text: string): boolean =>
    second !== undefined && (second.prefix ? text.startsWith(second.text) : text === second.text);
  return {
    bySecond: new Map(Array.from(seconds, (text) => [text, patterns.filter((pattern) => fits(pattern, text))])),
    open: patterns.filter(({ steps: [, second] }) => second?.prefix === true),
  };
}

/** Whether the words of a phrase that begins at `at` follow. */
export function follows(list: readonly Token[], at: number, steps: readonly Step[]): boolean {
  for (let step = 1; step < steps.length; step += 1) {
    const token = list[at + step];
    const wanted = steps[step];
    if (token === undefined || wanted === undefined || (token.sep & APART) !== 0) return false;
    if (wanted.prefix ? !token.text.startsWith(wanted.text) : token.text !== wanted.text) return false;
  }
  return true;
}
