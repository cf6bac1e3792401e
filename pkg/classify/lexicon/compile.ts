/** Turns packs of words into one table that finds them in a text: word by word, the longest phrase first. */
import { unmixed } from '../../text/fold.js';
import { nearly, wordOf } from '../../text/lexemes.js';
import type { Token } from '../../text/tokens.js';
import { TermNote, type Term } from '../../text/vocabulary.js';
import { ClassSet, ID } from './class-set.js';
import { entriesOf, PREDICATES, THINGS, type LanguagePack, type WordClass } from './entry.js';
import { deletionsOf, LONGEST_ENDING, stemsOf } from './inflection.js';
import { begun, follows, indexed, stepsOf, type Pattern, type Phrases } from './phrases.js';

/** What a word may begin: classes it has by itself, and longer phrases. */
interface Word {
  readonly alone: ClassSet | undefined;
  /** Phrases of more words that it begins. */
  readonly phrases: Phrases | undefined;
}

/** A pack and the spellings in which its phrases are looked for. */
export interface Spelled {
  readonly pack: LanguagePack;
  readonly spellings: (phrase: string) => readonly string[];
}

/** Words [from, to) and the classes they have together. */
export interface Item {
  readonly from: number;
  readonly to: number;
  readonly classes: ClassSet;
}

/** Classes whose words have other forms; those of grammar are listed in full. */
const LISTED_IN_FULL = new Set<WordClass>([
  ...([
    'another',
    'service',
    'serviceOf',
    'mining',
    'left',
    'buys',
    'wanted',
    'rent',
    'core',
    'gives',
    'bought',
    'parting',
    'exchange',
    'spent',
    'card',
    'life',
    'missing',
    'detects',
    'tested',
    'sale',
    'sold',
    'reserved',
  ] as const),
]);
const INFLECTED = new Set<WordClass>(
  [
    ...THINGS,
    ...PREDICATES,
    ...(['mine', 'old', 'whole', 'delivery', 'good', 'cosmetic', 'available', 'stays'] as const),
  ].filter((name) => !LISTED_IN_FULL.has(name)),
);

/** Shorter words are too near to others. */
const SHORTEST_FORM = 5;
const NOTHING: Word = { alone: undefined, phrases: undefined };
const LONGEST_WORD = 40;

function add(table: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [pattern]);
  else known.push(pattern);
}

/** Classes of a word by itself. The closest spelling decides: "прегряване" is not what "прегрява*" is. */
function mostSpecific(found: readonly Pattern[]): ClassSet | undefined {
  const closeness = ({ steps: [step] }: Pattern): number => (step?.prefix === true ? step.text.length : LONGEST_WORD);
  const single = found.filter(({ steps }) => steps.length === 1);
  const ids = single
    .filter((pattern) => !single.some((other) => closeness(other) > closeness(pattern)))
    .map(({ id }) => id);
  return ids.length === 0 ? undefined : new ClassSet([...new Set(ids)]);
}

/** Length of the idiom that begins here; 0 for none. */
function idiomAt(list: readonly Token[], at: number, word: Word): number {
  for (const { id, steps } of begun(list, at, word.phrases))
    if (id === ID.idiom && follows(list, at, steps)) return steps.length;
  return 0;
}

/** All packs in one table. Each is known by a bit; `view` reads the words of some of them. */
export class WordTable {
  readonly #exact = new Map<string, Pattern[]>();
  readonly #prefixes = new Map<string, Pattern[]>();
  /** Single words by their stems, and by themselves with a letter taken out. */
  readonly #stems = new Map<string, Pattern[]>();
  readonly #mistyped = new Map<string, Pattern[]>();
  readonly #views = new Map<number, Lexicon>();
  readonly #meanings = new TermNote<Meanings>(() => ({ bits: 0, word: NOTHING, next: undefined }));
  #longestPrefix = 0;

  /** `packs` with the spellings of each of their phrases; the first has bit 0. */
  constructor(packs: readonly Spelled[]) {
    for (const [index, { pack, spellings }] of packs.entries())
      for (const entry of entriesOf(pack))
        for (const phrase of spellings(entry.phrase)) {
          const steps = stepsOf(phrase);
          const [first] = steps;
          if (first === undefined) continue;
          const pattern = { id: ID[entry.class], language: pack.language, pack: 1 << index, steps };
          add(first.prefix ? this.#prefixes : this.#exact, first.text, pattern);
          if (first.prefix) this.#longestPrefix = Math.max(this.#longestPrefix, first.text.length);
          else if (steps.length === 1 && INFLECTED.has(entry.class)) {
            for (const stem of stemsOf(first.text, pack.language)) add(this.#stems, stem, pattern);
            for (const rest of deletionsOf(first.text)) add(this.#mistyped, rest, pattern);
          }
        }
  }

  /** The words of the packs with these bits. */
  view(bits: number): Lexicon {
    const known = this.#views.get(bits);
    if (known !== undefined) return known;
    const view = new Lexicon(this, bits);
    this.#views.set(bits, view);
    return view;
  }

  /** What the packs with these bits have for a term. */
  word(term: Term, bits: number): Word {
    const first = this.#meanings.of(term);
    if (first.bits === bits) return first.word;
    for (let known = first.next; known !== undefined; known = known.next) if (known.bits === bits) return known.word;
    const word = term.text.length > LONGEST_WORD ? NOTHING : this.#lookUp(term.text, bits);
    if (first.bits === 0) Object.assign(first, { bits, word });
    else first.next = { bits, word, next: first.next };
    return word;
  }

  #lookUp(text: string, bits: number): Word {
    const found: Pattern[] = [];
    const take = (patterns: readonly Pattern[] | undefined): void => {
      if (patterns !== undefined) for (const pattern of patterns) if ((pattern.pack & bits) !== 0) found.push(pattern);
    };
    for (const form of new Set([text, unmixed(text)])) {
      take(this.#exact.get(form));
      for (let length = Math.min(form.length, this.#longestPrefix); length >= 2; length -= 1)
        take(this.#prefixes.get(form.slice(0, length)));
    }
    if (found.length === 0) return this.#nearest(text, bits);
    return {
      alone: mostSpecific(found) ?? this.#nearest(text, bits).alone,
      phrases: indexed(
        found
          .filter((pattern) => pattern.steps.length > 1)
          .sort((a, b) => b.steps.length - a.steps.length || a.id - b.id),
      ),
    };
  }

  /** A word that no pack has, as another form of one that it has, else as one with a letter wrong. */
  #nearest(text: string, bits: number): Word {
    if (text.length < SHORTEST_FORM || isOfNames(text)) return NOTHING;
    const isOurs = ({ pack }: Pattern): boolean => (pack & bits) !== 0;
    for (let length = text.length; length >= Math.max(2, text.length - LONGEST_ENDING); length -= 1) {
      const stem = text.slice(0, length);
      const known = this.#stems.get(stem);
      const fitting = known?.filter((pattern) => isOurs(pattern) && stemsOf(text, pattern.language).includes(stem));
      if (fitting !== undefined && fitting.length > 0) return single(fitting);
    }
    for (const rest of deletionsOf(text)) {
      const fitting = this.#mistyped
        .get(rest)
        ?.filter((pattern) => isOurs(pattern) && nearly(text, pattern.steps[0]?.text ?? ''));
      if (fitting !== undefined && fitting.length > 0) return single(fitting);
    }
    return NOTHING;
  }
}

/** A family, a suffix, a maker: no form of another word. */
function isOfNames(text: string): boolean {
  const { prefix, suffix, isBoard } = wordOf(text);
  return prefix !== undefined || suffix !== undefined || isBoard;
}

const single = (patterns: readonly Pattern[]): Word => ({
  alone: new ClassSet([...new Set(patterns.map(({ id }) => id))]),
  phrases: undefined,
});

/** What a term is in the languages that it was looked up in so far: a list, as most are met in one or two sets of them. */
interface Meanings {
  bits: number;
  word: Word;
  next: Meanings | undefined;
}

/** The words of the languages that a text is written in. */
export class Lexicon {
  readonly #table: WordTable;
  readonly #bits: number;

  constructor(table: WordTable, bits: number) {
    this.#table = table;
    this.#bits = bits;
  }

  /** The longest phrase at each place, one after another without overlaps; words of equal length keep all their classes. */
  items(list: readonly Token[], from: number, to: number, items: Item[]): void {
    for (let at = from; at < to;) {
      const item = this.#at(list, at);
      if (item !== undefined) items.push(item);
      at = item?.to ?? at + 1;
    }
  }

  /** Every phrase at every place, overlapping ones too; of one class the longest. */
  every(list: readonly Token[], from: number, to: number, found: (id: number, from: number, to: number) => void): void {
    for (let at = from; at < to; at += 1) {
      const word = this.#word(list[at]);
      if (word === NOTHING) continue;
      const hidden = idiomAt(list, at, word);
      if (hidden > 0) {
        at += hidden - 1;
        continue;
      }
      let seen: number[] | undefined;
      for (const pattern of begun(list, at, word.phrases)) {
        if (seen?.includes(pattern.id) === true || !follows(list, at, pattern.steps)) continue;
        (seen ??= []).push(pattern.id);
        found(pattern.id, at, at + pattern.steps.length);
      }
      if (word.alone !== undefined)
        for (const id of word.alone.ids) if (seen?.includes(id) !== true) found(id, at, at + 1);
    }
  }

  #at(list: readonly Token[], at: number): Item | undefined {
    const word = this.#word(list[at]);
    if (word === NOTHING) return undefined;
    let classes: ClassSet | undefined;
    let length = 0;
    for (const { id, steps } of begun(list, at, word.phrases)) {
      if (steps.length < length) break;
      if (!follows(list, at, steps)) continue;
      length = steps.length;
      if (classes === undefined) classes = ClassSet.single(id);
      else if (!classes.has(id)) classes = new ClassSet([...classes.ids, id]);
    }
    if (classes !== undefined) return { from: at, to: at + length, classes };
    return word.alone && { from: at, to: at + 1, classes: word.alone };
  }

  #word(token: Token | undefined): Word {
    return token === undefined ? NOTHING : this.#table.word(token.term, this.#bits);
  }
}
