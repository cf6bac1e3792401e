/** The catalogue's names taken apart and indexed: by number for names that have one, word by word for the rest. */
import { wordIn, wordOf } from '../text/lexemes.js';
import { tokenize, type Token } from '../text/tokens.js';
import { TermNote } from '../text/vocabulary.js';
import type { Gpu } from './gpu.js';
import { CORE_LETTERS, VENDOR_OF } from './name-words.js';
import { JOINING } from './number-kind.js';

/** A name with a number: family words, letter, number, suffixes. */
export interface Entry {
  readonly gpu: Gpu;
  readonly family: string;
  readonly letter: string;
  readonly number: string;
  readonly suffixes: readonly string[];
}

interface GrowingCore extends Core {
  readonly entries: Entry[];
  readonly suffixes: Set<string>;
  readonly families: Map<string, readonly Entry[]>;
}

interface Node {
  readonly next: Map<string, Node>;
  gpu: Gpu | undefined;
}

/** The names of one letter and number. */
export interface Core {
  readonly entries: readonly Entry[];
  /** Suffixes that any of them has. */
  readonly suffixes: ReadonlySet<string>;
  /** The entries of each family. */
  readonly families: ReadonlyMap<string, readonly Entry[]>;
  /** Answers once given to which entries a family and vendor as written may mean. */
  readonly meant: Map<string, readonly (readonly Entry[])[]>;
}

const NO_CORE: Core = { entries: [], suffixes: new Set(), families: new Map(), meant: new Map() };

/** Suffixes of canonical names that sellers leave out. */
export const OPTIONAL = new Set(['ghz', 'edition', 'blackwell']);

export class NameTable {
  readonly #cores = new Map<string, GrowingCore>();
  readonly #words: Node = { next: new Map(), gpu: undefined };
  /** Where the names of words that begin with a term go on; asked of almost every word of a text. */
  readonly #begun = new TermNote<Node | null>((text) => nextOf(this.#words, text) ?? null);

  add(gpu: Gpu, name: string, asWords: boolean): void {
    const tokens = tokenize(name).list;
    const core = asWords ? undefined : coreOf(tokens);
    if (core === undefined) {
      let node = this.#words;
      for (const { text } of tokens) {
        const next = node.next.get(text) ?? { next: new Map<string, Node>(), gpu: undefined };
        node.next.set(text, next);
        node = next;
      }
      node.gpu ??= gpu;
      return;
    }
    const entry: Entry = {
      gpu,
      letter: core.letter,
      number: tokens[core.at]?.text ?? '',
      family: joined(tokens.slice(0, core.at - (core.letter === '' ? 0 : 1))).join(' '),
      suffixes: joined(tokens.slice(core.at + 1)),
    };
    const key = entry.letter + entry.number;
    const known: GrowingCore = this.#cores.get(key) ?? {
      ...{ entries: [], suffixes: new Set() },
      ...{ families: new Map(), meant: new Map() },
    };
    known.entries.push(entry);
    known.families.set(entry.family, [...(known.families.get(entry.family) ?? []), entry]);
    for (const suffix of entry.suffixes) known.suffixes.add(suffix);
    this.#cores.set(key, known);
  }

  /** Every name with this letter and number. */
  core(core: string): Core {
    return this.#cores.get(core) ?? NO_CORE;
  }

  /** The longest name made of words that starts at `at`. */
  wordsAt(list: readonly Token[], at: number): { readonly gpu: Gpu; readonly to: number } | undefined {
    const first = list[at];
    let node: Node | null | undefined = first && this.#begun.of(first.term);
    let found: { gpu: Gpu; to: number } | undefined;
    for (let to = at; node !== undefined && node !== null; to += 1) {
      const token = list[to];
      if (token === undefined || (to > at && (token.sep & ~JOINING) !== 0)) break;
      if (to > at) node = nextOf(node, token.text);
      if (node === undefined) break;
      // "GeForce 3 ..." is a GeForce3 only in one word: the digit may count pieces or gigabytes.
      const loose = token.isNumber && token.text.length === 1 && token.sep !== 0 && isVendorWord(list[to - 1]);
      if (node.gpu !== undefined && !loose) found = { gpu: node.gpu, to: to + 1 };
    }
    const next = found && list[found.to];
    return next?.text === 'x' && (next.sep & ~JOINING) === 0 ? undefined : found; // "Titan X" is no Titan
  }
}

/** Where the names go on with a word, as it is written or as the word for a family that it spells. */
function nextOf({ next }: Node, text: string): Node | undefined {
  const { prefix } = wordOf(text);
  return next.get(text) ?? (prefix === undefined ? undefined : next.get(prefix));
}

function isVendorWord(token: Token | undefined): boolean {
  const prefix = token && wordIn(token).prefix;
  return prefix !== undefined && VENDOR_OF[prefix] !== undefined;
}

function coreOf(tokens: readonly Token[]): { at: number; letter: string } | undefined {
  const at = tokens.findIndex(
    (token, index) => token.isNumber && !(token.text.length === 1 && tokens[index - 1]?.text === 'r'),
  );
  if (at === -1) return undefined;
  const before = tokens[at - 1];
  const belongs =
    before !== undefined && (tokens[at]?.sep === 0 || before.text === 'wx') && CORE_LETTERS.has(before.text);
  return { at, letter: belongs ? before.text : '' };
}

/** Tokens as words: what was glued is one word again (`r9`, `2048sp`). */
function joined(tokens: readonly Token[]): string[] {
  const words: string[] = [];
  for (const token of tokens) {
    if (token.sep === 0 && words.length > 0) words.push((words.pop() ?? '') + token.text);
    else words.push(token.text);
  }
  return words;
}
