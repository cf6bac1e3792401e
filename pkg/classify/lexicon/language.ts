/** Which languages a sentence is written in, by the votes of its words. */
import { latinForms } from '../../text/fold.js';
import { wordOf } from '../../text/lexemes.js';
import { endsClause, type Token } from '../../text/tokens.js';
import { TermNote } from '../../text/vocabulary.js';
import type { Spelled } from './compile.js';
import { entriesOf } from './entry.js';
import { stepsOf } from './phrases.js';

/** Below so many votes a sentence is too short to tell, and so is a text: all languages of the script are read. */
const SURE_OF_SENTENCE = 6;
const SURE_OF_TEXT = 12;
/** A language with less than this share of the strongest one's votes is not spoken. */
const SPOKEN = 0.35;
/** Votes of a word that only one language has; a word of several languages shares them out. */
const VOTES = 4;
/** Words within phrases vote from this length on. */
const LONG_WORD = 4;
/** And the beginnings of words, as "резервиран*": shorter ones begin words of other languages, too. */
const LONG_BEGINNING = 5;
const LONGEST_UNIT = 2;

/** What a word says of the language it stands in. */
interface Voice {
  readonly isCyrillic: boolean;
  readonly packs: readonly number[];
  readonly weight: number;
}

/** Words of names, and numbers, are of no language. */
const SILENT: Voice = { isCyrillic: false, packs: [], weight: 0 };

/** A stretch of text and the bits of the packs it is read with. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly bits: number;
}

/** Tells languages apart. Packs are numbered as in `packs`; each is a bit. */
export class LanguageSense {
  readonly #packs = new Map<string, number[]>();
  readonly #beginnings = new Map<string, number[]>();
  readonly #voices = new TermNote((text) => this.#voice(text));
  #longestBeginning = 0;
  readonly #latin: readonly number[];
  readonly #cyrillic: readonly number[];
  readonly #always: number;
  readonly #english: number;
  /** Bulgarian in Latin letters looks like anything: it is read only where nothing has more votes. */
  readonly #told: number;
  readonly #sentence: Float64Array;
  readonly #text: Float64Array;

  constructor(packs: readonly Spelled[]) {
    const of = (script: string): number[] =>
      packs.flatMap(({ pack }, index) => (pack.script === script ? [index] : []));
    this.#latin = of('latin');
    this.#cyrillic = of('cyrillic');
    this.#always = bitsOf(of('any'));
    this.#english = bitsOf(packs.flatMap(({ pack }, index) => (pack.language === 'en' ? [index] : [])));
    this.#told = bitsOf(packs.flatMap(({ pack }, index) => (pack.language === 'bg-latin' ? [index] : [])));
    this.#sentence = new Float64Array(packs.length);
    this.#text = new Float64Array(packs.length);
    for (const [index, { pack, spellings }] of packs.entries()) {
      if (pack.script === 'any') continue;
      const phrases = [...pack.common.split(' '), ...entriesOf(pack).map(({ phrase }) => phrase)];
      for (const phrase of phrases)
        for (const spelling of spellings(phrase)) {
          const steps = stepsOf(spelling);
          for (const step of steps) {
            if (step.text.length < (step.prefix ? LONG_BEGINNING : steps.length > 1 ? LONG_WORD : 0)) continue;
            const words = step.prefix ? this.#beginnings : this.#packs;
            if (step.prefix) this.#longestBeginning = Math.max(this.#longestBeginning, step.text.length);
            const known = words.get(step.text) ?? [];
            if (!known.includes(index)) known.push(index);
            words.set(step.text, known);
          }
        }
    }
  }

  /** The sentences of a text, each with the packs of its languages; ads mix them. */
  stretches(list: readonly Token[]): Stretch[] {
    // Asked only where a sentence does not tell.
    let isTextCyrillic: boolean | undefined;
    const readText = (): boolean => {
      if (isTextCyrillic === undefined) {
        this.#text.fill(0);
        isTextCyrillic = this.#count(list, 0, list.length, this.#text) > 0;
      }
      return isTextCyrillic;
    };
    const stretches: Stretch[] = [];
    for (let from = 0; from < list.length;) {
      let to = from + 1;
      while (to < list.length && !endsClause(list[to]?.sep ?? 0)) to += 1;
      this.#sentence.fill(0);
      const isCyrillic = this.#count(list, from, to, this.#sentence) > 0;
      stretches.push({ from, to, bits: this.#spoken(isCyrillic, readText) });
      from = to;
    }
    return stretches;
  }

  /** Whether a language has at least this share of the plain words of some texts; so it is where they have fewer than `least` words. */
  covers(texts: readonly (readonly Token[])[], least: number, share: number): boolean {
    const counts = this.#text.fill(0);
    // With so many words the answer is known, however many are still to come.
    const enough = share * texts.reduce((tokens, { length }) => tokens + length, 0);
    let words = 0;
    let most = 0;
    for (const list of texts)
      for (const token of list) {
        if (token.isNumber) continue;
        const voice = this.#voices.of(token.term);
        if (voice === SILENT) continue;
        if (token.text.length >= LONG_WORD || voice.packs.length > 0) words += 1;
        for (const index of voice.packs) most = Math.max(most, (counts[index] = (counts[index] ?? 0) + 1));
        if (most > enough) return true;
      }
    return words < least || most / words >= share;
  }

  /** Casts the votes; answers how many words are Cyrillic. */
  #count(list: readonly Token[], from: number, to: number, scores: Float64Array): number {
    let cyrillic = 0;
    for (let at = from; at < to; at += 1) {
      const token = list[at];
      if (token === undefined || token.isNumber) continue;
      const voice = this.#voices.of(token.term);
      // "6 гб" is no language.
      if (voice.isCyrillic && token.text.length > LONGEST_UNIT) cyrillic += 1;
      for (const index of voice.packs) scores[index] = (scores[index] ?? 0) + voice.weight;
    }
    return cyrillic;
  }

  #voice(text: string): Voice {
    const { prefix, suffix, isBoard } = wordOf(text);
    const packs = this.#packs.get(text) ?? this.#packsOfBeginning(text);
    return prefix !== undefined || suffix !== undefined || isBoard
      ? SILENT
      : {
          isCyrillic: latinForms(text).length > 1,
          packs,
          weight: packs.length === 0 ? 0 : VOTES / packs.length,
        };
  }

  /** The packs with the longest beginning of the word; none where no pack has one. */
  #packsOfBeginning(text: string): readonly number[] {
    for (let length = Math.min(text.length, this.#longestBeginning); length >= LONG_BEGINNING; length -= 1) {
      const packs = this.#beginnings.get(text.slice(0, length));
      if (packs !== undefined) return packs;
    }
    return [];
  }

  /** Its own language, else the text's. Latin words in a Cyrillic sentence are English, or Bulgarian typed so. */
  #spoken(isCyrillic: boolean, readText: () => boolean): number {
    const cyrillic = this.#strongest(this.#sentence, this.#cyrillic, SURE_OF_TEXT) || bitsOf(this.#cyrillic);
    const latin = isCyrillic
      ? this.#english | this.#told
      : this.#strongest(this.#sentence, this.#latin, SURE_OF_SENTENCE) ||
        (readText() ? 0 : this.#strongest(this.#text, this.#latin, SURE_OF_TEXT)) ||
        this.#undecided();
    return this.#always | cyrillic | latin;
  }

  /** All languages in Latin letters; Bulgarian only where nothing else has as many votes. */
  #undecided(): number {
    const all = bitsOf(this.#latin);
    return this.#isStrongest(this.#sentence) ? all : all & ~this.#told;
  }

  #isStrongest(scores: Float64Array): boolean {
    const told = this.#latin.filter((index) => (this.#told & (1 << index)) !== 0);
    const most = Math.max(...this.#latin.map((index) => scores[index] ?? 0));
    return told.some((index) => scores[index] === most);
  }

  /** Bits of the packs that are spoken; 0 where that cannot be told. */
  #strongest(scores: Float64Array, packs: readonly number[], sure: number): number {
    let most = 0;
    for (const index of packs) most = Math.max(most, scores[index] ?? 0);
    if (most < sure) return 0;
    let bits = 0;
    for (const index of packs) {
      const share = (this.#told & (1 << index)) === 0 ? SPOKEN : 1;
      if ((scores[index] ?? 0) >= share * most) bits |= 1 << index;
    }
    return bits;
  }
}

const bitsOf = (packs: readonly number[]): number => packs.reduce((bits, index) => bits | (1 << index), 0);
