/** One field of an ad, read: its tokens, the lexicon's marks, the GPU names and the amounts of memory. */
import type { Mention } from '../catalog/index.js';
import type { ModelNames } from '../catalog/model-names.js';
import { wordIn } from '../text/lexemes.js';
import { endsClause, Sep, tokenize, type Token } from '../text/tokens.js';
import type { Evidence } from '../listing/verdict.js';
import { readClauses, type Clause } from './clause.js';
import { withHardware } from './hardware.js';
import { withNames } from './named-cards.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';
import { WORD_CLASSES, type Thing, type WordClass } from './lexicon/entry.js';
import { passagesOf, type Passage } from './lexicon/index.js';
import { findMarks, type Mark } from './marks.js';
import { unquoted } from './quotes.js';
import { PREDICATE, readStatements, type Statement } from './statements.js';
import { findMemory, type MemoryWords } from './memory.js';

/** Tokens [from, to) of a reading. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Clauses before and after that belong to what a clause says. */
const NEAR = 8;
const NO_MARKS: readonly Mark[] = [];
/** Words in the lexicon's longest phrase, at most. */
const LONGEST_PHRASE = 6;

/** Index of the first mark that starts at `from` or later; marks are in order. */
function firstFrom(marks: readonly Mark[], from: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.from ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The words of the lexicon in a text, one after another. */
function wordsOf(list: readonly Token[], passages: readonly Passage[]): Item[] {
  const items: Item[] = [];
  for (const { from, to, lexicon } of passages) lexicon.items(list, from, to, items);
  return items;
}

const AMOUNT_HINTS = [ID.warranty, ID.ram, ID.storage] as const;
const AMOUNT_HINT = new ClassSet(AMOUNT_HINTS);

/** Words that tell whose or what an amount is: of RAM, of a disk, of years. */
function amountHints(items: readonly Item[]): Mark[] {
  const hints: Mark[] = [];
  for (const { from, to, classes } of items)
    if (classes.meets(AMOUNT_HINT))
      for (const id of AMOUNT_HINTS) if (classes.has(id)) hints.push({ kind: WORD_CLASSES[id] as WordClass, from, to });
  return hints;
}

/** Lists by key, in the order they come. */
function grouped<K, T>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

export class Reading {
  readonly field: 'title' | 'description';
  readonly source: string;
  readonly list: readonly Token[];
  readonly mentions: readonly Mention[];
  readonly memory: readonly MemoryWords[];
  /** Number of the card that the ad is about; a name with another number is another card. */
  own: string | undefined;
  readonly #passages: readonly Passage[];
  #byKind: Map<WordClass, Mark[]> | undefined;
  readonly #words: readonly Item[];
  #clauses: Clause[] | undefined;
  #statements: readonly Statement[] | undefined;
  #classes: ClassSet | undefined;
  #byClause: Map<number, Statement[]> | undefined;

  constructor(field: 'title' | 'description', source: string, names: ModelNames, limit: number) {
    this.field = field;
    this.source = source;
    const tokens = tokenize(source, limit);
    this.list = tokens.list;
    this.#passages = passagesOf(tokens.list);
    this.mentions = names.find(tokens);
    this.#words = wordsOf(this.list, this.#passages);
    this.memory = findMemory(tokens.list, amountHints(this.#words));
  }

  /** The text cut into clauses; names of GPUs in it are cards. */
  get clauses(): readonly Clause[] {
    return (this.#clauses ??= readClauses(
      this.list,
      withNames(withHardware(this.list, this.#words), this.mentions, this.own),
    ));
  }

  /** The classes of all its words. */
  get classes(): ClassSet {
    return (this.#classes ??= ClassSet.union(this.clauses));
  }

  get statements(): readonly Statement[] {
    return (this.#statements ??= this.#words.some(({ classes }) => classes.meets(PREDICATE))
      ? unquoted(this.source, this.list, readStatements(this.list, this.clauses))
      : []);
  }

  #marks(): Map<WordClass, Mark[]> {
    if (this.#byKind !== undefined) return this.#byKind;
    const byKind = new Map<WordClass, Mark[]>();
    let next = 0;
    for (const mark of findMarks(this.list, this.#passages)) {
      while ((this.mentions[next]?.to ?? Number.POSITIVE_INFINITY) <= mark.from) next += 1;
      // "RTX PRO 6000 Blackwell Server": the words of a name are no words of their own.
      if ((this.mentions[next]?.from ?? Number.POSITIVE_INFINITY) <= mark.from) continue;
      const known = byKind.get(mark.kind);
      if (known === undefined) byKind.set(mark.kind, [mark]);
      else known.push(mark);
    }
    this.#byKind = byKind;
    return byKind;
  }

  of(kind: WordClass): readonly Mark[] {
    return this.#marks().get(kind) ?? NO_MARKS;
  }

  /** Marks of several kinds, in the order of the text. */
  any(...kinds: readonly WordClass[]): Mark[] {
    const marks: Mark[] = [];
    for (const kind of kinds) marks.push(...this.of(kind));
    return marks.length < 2 ? marks : marks.sort((a, b) => a.from - b.from || b.to - a.to);
  }

  /** Things of a kind, parts that are written as numbers among them. */
  parts(thing: Thing): Span[] {
    return this.clauses.flatMap((clause) =>
      clause.things.filter((placed) => placed.thing === thing).map(({ item }) => item),
    );
  }

  has(kind: WordClass): boolean {
    return this.#marks().has(kind);
  }

  /** A mark of one of the kinds that ends within `reach` tokens before `at`, in the same clause. */
  before(at: number, reach: number, ...kinds: readonly WordClass[]): Mark | undefined {
    for (const kind of kinds) {
      const marks = this.of(kind);
      for (let index = firstFrom(marks, at - reach - LONGEST_PHRASE); index < marks.length; index += 1) {
        const mark = marks[index];
        if (mark === undefined || mark.from >= at) break;
        if (mark.to <= at && mark.to > at - reach && !this.breaks(mark.to, at)) return mark;
      }
    }
    return undefined;
  }

  /** A mark of one of the kinds that starts within `reach` tokens from `at` on, in the same clause. */
  after(at: number, reach: number, ...kinds: readonly WordClass[]): Mark | undefined {
    for (const kind of kinds) {
      const marks = this.of(kind);
      const mark = marks[firstFrom(marks, at)];
      if (mark !== undefined && mark.from < at + reach && !this.breaks(at, mark.from)) return mark;
    }
    return undefined;
  }

  statementsOf(clause: Clause): readonly Statement[] {
    this.#byClause ??= grouped(this.statements, (statement) => statement.clause.place);
    return this.#byClause.get(clause.place) ?? [];
  }

  /** The clauses around one, itself among them, of its sentence and the next; few, as a sentence may be as long as a text. */
  near(clause: Clause): readonly Clause[] {
    const { place } = clause;
    return this.clauses
      .slice(Math.max(0, place - NEAR), place + NEAR + 1)
      .filter(({ sentence }) => sentence === clause.sentence || sentence === clause.sentence + 1);
  }

  /** Those of its own sentence. */
  beside(clause: Clause): readonly Clause[] {
    return this.near(clause).filter(({ sentence }) => sentence === clause.sentence);
  }

  /** Up to `most` words of at least `length` letters that no lexicon has, and that are no number, no amount of memory and no part of a name of a card or a board. */
  unknownWords(length: number, most: number): Span[] {
    const known = new Uint8Array(this.list.length);
    for (const { from, to } of this.#words) known.fill(1, from, to);
    for (const { from, to } of this.memory) known.fill(1, from, to);
    for (const { from, to } of this.mentions) known.fill(1, from, to);
    const found: Span[] = [];
    for (let at = 0; at < this.list.length && found.length < most; at += 1) {
      const token = this.list[at];
      if (token === undefined || known[at] === 1 || token.isNumber || token.text.length < length) continue;
      const { prefix, suffix, isBoard } = wordIn(token);
      if (prefix === undefined && suffix === undefined && !isBoard) found.push({ from: at, to: at + 1 });
    }
    return found;
  }

  /** Whether a mark of this kind starts at the token. */
  isAt(at: number, kind: WordClass): boolean {
    const marks = this.of(kind);
    return marks[firstFrom(marks, at)]?.from === at;
  }

  /** Words between the last comma, bracket or stop and a place in the text. */
  wordsBefore(at: number): number {
    let count = 0;
    for (let token = at; token > 0; token -= 1) {
      const sep = this.list[token]?.sep ?? 0;
      if (endsClause(sep) || (sep & (Sep.comma | Sep.open | Sep.dash)) !== 0) break;
      count += 1;
    }
    return count;
  }

  /** Whether nothing but spaces stands before any of the tokens [from, to]. */
  isUnbroken(from: number, to: number): boolean {
    for (let at = from; at <= to; at += 1) if (((this.list[at]?.sep ?? 0) & ~Sep.space) !== 0) return false;
    return true;
  }

  /** Whether a comma, a bracket or the sentence ends within `words` words after a place. */
  endsWithin(at: number, words: number): boolean {
    for (let next = at; next <= at + words; next += 1) {
      const token = this.list[next];
      if (token === undefined || endsClause(token.sep) || (token.sep & ~Sep.space) !== 0) return true;
    }
    return false;
  }

  /** Whether a comma stands before any of the tokens [from, to]. */
  hasComma(from: number, to: number): boolean {
    for (let at = from; at <= to; at += 1) if (((this.list[at]?.sep ?? 0) & Sep.comma) !== 0) return true;
    return false;
  }

  /** Whether a clause ends before any of the tokens (from, to]. */
  breaks(from: number, to: number): boolean {
    for (let at = from; at <= to; at += 1) if (endsClause(this.list[at]?.sep ?? 0)) return true;
    return false;
  }

  evidence({ from, to }: Span): Evidence[] {
    const first = this.list[from];
    const last = this.list[Math.max(from, to - 1)];
    if (first === undefined || last === undefined) return [];
    return [{ field: this.field, start: first.start, end: last.end, text: this.source.slice(first.start, last.end) }];
  }

  /** Evidence that is a part of a score. Written out, since copying an object's fields is the slowest step of a title. */
  scored({ from, to }: Span, part: string, points: number): Evidence | undefined {
    const first = this.list[from];
    const last = this.list[Math.max(from, to - 1)];
    if (first === undefined || last === undefined) return undefined;
    const { start } = first;
    const { end } = last;
    return { field: this.field, start, end, text: this.source.slice(start, end), part, points };
  }
}
