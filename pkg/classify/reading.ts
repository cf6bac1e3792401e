/** One field of an ad, read: its tokens, the lexicon's marks, the GPU names and the amounts of memory. */
import type { Mention } from '../catalog/index.js';
import type { ModelNames } from '../catalog/model-names.js';
import { Sep, tokenize, type Token } from '../text/tokens.js';
import type { Evidence } from '../listing/verdict.js';
import type { WordClass } from './lexicon.js';
import { findMarks, type Mark } from './marks.js';
import { findMemory, type MemoryWords } from './memory.js';

/** Tokens [from, to) of a reading. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

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

export class Reading {
  readonly field: 'title' | 'description';
  readonly source: string;
  readonly list: readonly Token[];
  readonly mentions: readonly Mention[];
  readonly memory: readonly MemoryWords[];
  readonly marks: readonly Mark[];
  readonly #byKind = new Map<WordClass, Mark[]>();

  constructor(field: 'title' | 'description', source: string, names: ModelNames, limit: number) {
    this.field = field;
    this.source = source;
    const tokens = tokenize(source, limit);
    this.list = tokens.list;
    this.mentions = names.find(tokens);
    this.marks = findMarks(tokens.list);
    for (const mark of this.marks) {
      const known = this.#byKind.get(mark.kind);
      if (known === undefined) this.#byKind.set(mark.kind, [mark]);
      else known.push(mark);
    }
    this.memory = findMemory(tokens.list, this.marks);
  }

  of(kind: WordClass): readonly Mark[] {
    return this.#byKind.get(kind) ?? NO_MARKS;
  }

  has(kind: WordClass): boolean {
    return this.#byKind.has(kind);
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

  /** Whether a mark of this kind starts at the token. */
  isAt(at: number, kind: WordClass): boolean {
    const marks = this.of(kind);
    return marks[firstFrom(marks, at)]?.from === at;
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
}

export function endsClause(sep: number): boolean {
  return (sep & (Sep.stop | Sep.line)) !== 0 || ((sep & Sep.dot) !== 0 && (sep & Sep.space) !== 0);
}
