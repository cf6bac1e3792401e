/** Finds the lexicon's words in a text: a list of marks, in order, each a class of word at a place. */
import { unmixed, foldAt, Kind } from '../text/fold.js';
import type { Token } from '../text/tokens.js';
import { tokenize } from '../text/tokens.js';
import { LEXICON, type WordClass } from './lexicon.js';

export interface Mark {
  readonly kind: WordClass;
  /** Tokens [from, to). */
  readonly from: number;
  readonly to: number;
}

interface Step {
  readonly text: string;
  readonly prefix: boolean;
}

interface Pattern {
  readonly kind: WordClass;
  readonly steps: readonly Step[];
}

const exact = new Map<string, Pattern[]>();
const prefixes = new Map<string, Pattern[]>();
let longestPrefix = 0;

function foldWord(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1)
    if (foldAt(text, at).kind !== Kind.ignored) folded += foldAt(text, at).text;
  return folded;
}

function add(table: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [pattern]);
  else known.push(pattern);
}

for (const [kind, words] of Object.entries(LEXICON) as [WordClass, string][])
  for (const phrase of new Set(words.split(',').map((word) => word.trim()))) {
    const steps = phrase.split(/ +/).flatMap((word) => {
      const tokens = tokenize(foldWord(word.replace('*', ''))).list;
      return tokens.map((token, index) => ({
        text: token.text,
        prefix: word.endsWith('*') && index === tokens.length - 1,
      }));
    });
    const first = steps[0];
    if (first === undefined) continue;
    if (first.prefix) {
      add(prefixes, first.text, { kind, steps });
      longestPrefix = Math.max(longestPrefix, first.text.length);
    } else add(exact, first.text, { kind, steps });
  }

const NONE: readonly Pattern[] = [];
const MEMO_LIMIT = 30_000;
const LONGEST_WORD = 40;
const memo = new Map<string, readonly Pattern[]>();

function patternsFor(text: string): readonly Pattern[] {
  if (text.length > LONGEST_WORD) return NONE;
  const known = memo.get(text);
  if (known !== undefined) return known;
  const found: Pattern[] = [];
  for (const word of new Set([text, unmixed(text)])) {
    found.push(...(exact.get(word) ?? NONE));
    for (let length = Math.min(word.length, longestPrefix); length >= 2; length -= 1)
      found.push(...(prefixes.get(word.slice(0, length)) ?? NONE));
  }
  found.sort((a, b) => b.steps.length - a.steps.length);
  if (memo.size >= MEMO_LIMIT) memo.clear();
  const kept = found.length === 0 ? NONE : found;
  memo.set(text, kept);
  return kept;
}

function follows(list: readonly Token[], at: number, steps: readonly Step[]): boolean {
  for (let step = 1; step < steps.length; step += 1) {
    const token = list[at + step];
    const wanted = steps[step];
    if (token === undefined || wanted === undefined) return false;
    if (wanted.prefix ? !token.text.startsWith(wanted.text) : token.text !== wanted.text) return false;
  }
  return true;
}

/** Every mark in the tokens; of one class, the longest phrase at a place. */
export function findMarks(list: readonly Token[]): Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < list.length; at += 1) {
    const token = list[at];
    if (token === undefined) break;
    const patterns = patternsFor(token.text);
    if (patterns.length === 0) continue;
    const seen = new Set<WordClass>();
    for (const pattern of patterns) {
      if (seen.has(pattern.kind) || !follows(list, at, pattern.steps)) continue;
      seen.add(pattern.kind);
      marks.push({ kind: pattern.kind, from: at, to: at + pattern.steps.length });
    }
  }
  return marks;
}
