/** The languages we read, which of them a text is written in, and the lexicon for it. Adding a language: one pack, one line in PACKS. */
import { wordOf } from '../../text/lexemes.js';
import { endsClause, tokenize, type Token } from '../../text/tokens.js';
import { BG } from './bg.js';
import { stepsOf, WordTable, type Lexicon, type Spelled } from './compile.js';
import { DE } from './de.js';
import { EN } from './en.js';
import { entriesOf, type LanguagePack } from './entry.js';
import { HU } from './hu.js';
import { NAMES } from './names.js';
import { NB } from './nb.js';
import { PL } from './pl.js';
import { PT } from './pt.js';
import { RO } from './ro.js';
import { RU } from './ru.js';
import { latinSpellings } from './translit.js';
import { UK } from './uk.js';

export const PACKS: readonly LanguagePack[] = [NAMES, BG, EN, RO, PL, UK, RU, PT, HU, NB, DE];

/** Bulgarian in Latin letters. Its words of one or two letters are other languages' words. */
const BG_LATIN: LanguagePack = { ...BG, language: 'bg-latin', script: 'latin' };
const SHORTEST_LATIN = 3;
const LATIN_SHORT = new Set(['ne', 'i', 'za', 's', 'ot', 'e', 'sa', 'na', 'v', 'mi', 'si']);

const asWritten = (phrase: string): readonly string[] => [phrase];
const spelledLatin = (phrase: string): readonly string[] =>
  latinSpellings(phrase).filter(
    (spelling) => spelling.replace('*', '').length >= SHORTEST_LATIN || LATIN_SHORT.has(spelling),
  );

const SPELLED: readonly Spelled[] = [
  ...PACKS.map((pack) => ({ pack, spellings: asWritten })),
  { pack: BG_LATIN, spellings: spelledLatin },
];
const bitOf = (index: number): number => 1 << index;
const LATIN = SPELLED.flatMap(({ pack }, index) => (pack.script === 'latin' ? [index] : []));
const CYRILLIC = SPELLED.flatMap(({ pack }, index) => (pack.script === 'cyrillic' ? [index] : []));
const NAMES_BIT = bitOf(PACKS.indexOf(NAMES));
const EN_INDEX = PACKS.indexOf(EN);

/** Which packs have a word, for single words without `*`. */
const wordPacks = new Map<string, number>();
for (const [index, { pack, spellings }] of SPELLED.entries()) {
  if (pack === NAMES) continue;
  for (const { phrase } of entriesOf(pack))
    for (const spelling of spellings(phrase)) {
      const [step, ...others] = stepsOf(spelling);
      if (step === undefined || others.length > 0 || step.prefix) continue;
      wordPacks.set(step.text, (wordPacks.get(step.text) ?? 0) | bitOf(index));
    }
}

/** Votes of a word for each pack that has it: a word of one language counts more than one of many. */
const votes = new Map<string, readonly (readonly [number, number])[]>(
  [...wordPacks].map(([word, mask]) => {
    const packs = SPELLED.flatMap((_, index) => ((mask & bitOf(index)) === 0 ? [] : [index]));
    return [word, packs.map((index) => [index, packs.length === 1 ? 4 : 4 / packs.length] as const)];
  }),
);

/** Below so many votes a sentence is too short to tell, and so is a text: all languages of the script are read. */
const SURE_OF_SENTENCE = 6;
const SURE_OF_TEXT = 12;
/** A language with less than this share of the strongest one's votes is not spoken. */
const SPOKEN = 0.35;

const CYRILLIC_LETTER = /[\u0400-\u04ff]/;

/** Votes for each pack. */
class Ballot {
  readonly scores = new Float64Array(SPELLED.length);
  cyrillic = 0;
  latin = 0;

  count(list: readonly Token[], from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      const token = list[at];
      if (token === undefined || token.isNumber) continue;
      const { prefix, suffix, isBoard } = wordOf(token.text);
      if (prefix !== undefined || suffix !== undefined || isBoard) continue;
      if (CYRILLIC_LETTER.test(token.text)) this.cyrillic += 1;
      else this.latin += 1;
      const cast = votes.get(token.text);
      if (cast === undefined) continue;
      for (const [index, weight] of cast) this.scores[index] = (this.scores[index] ?? 0) + weight;
    }
  }

  /** Bits of the packs of a script that are spoken; 0 where that cannot be told. */
  strongest(packs: readonly number[], sure: number): number {
    let most = 0;
    for (const index of packs) most = Math.max(most, this.scores[index] ?? 0);
    if (most < sure) return 0;
    let bits = 0;
    for (const index of packs) if ((this.scores[index] ?? 0) >= SPOKEN * most) bits |= bitOf(index);
    return bits;
  }
}

const allOf = (packs: readonly number[]): number => packs.reduce((bits, index) => bits | bitOf(index), 0);
const ALL_CYRILLIC = allOf(CYRILLIC);
const ALL_LATIN = allOf(LATIN);

/** Bits of the packs a sentence is read with: its own language, else the text's. Latin words in a Cyrillic sentence are English. */
function spoken(sentence: Ballot, text: Ballot): number {
  const cyrillic = sentence.strongest(CYRILLIC, SURE_OF_TEXT) || ALL_CYRILLIC;
  if (sentence.cyrillic > 0) return NAMES_BIT | cyrillic | bitOf(EN_INDEX);
  return (
    NAMES_BIT |
    cyrillic |
    (sentence.strongest(LATIN, SURE_OF_SENTENCE) ||
      (text.cyrillic > 0 ? 0 : text.strongest(LATIN, SURE_OF_TEXT)) ||
      ALL_LATIN)
  );
}

const table = new WordTable(SPELLED);

/** A stretch of text in one language, and the words of that language. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly lexicon: Lexicon;
}

/** A text as passages, each with the lexicon of the languages it is written in; ads mix them. */
export function passagesOf(list: readonly Token[]): Passage[] {
  const text = new Ballot();
  text.count(list, 0, list.length);
  const passages: Passage[] = [];
  for (let from = 0; from < list.length;) {
    let to = from + 1;
    while (to < list.length && !endsClause(list[to]?.sep ?? 0)) to += 1;
    const sentence = new Ballot();
    sentence.count(list, from, to);
    passages.push({ from, to, lexicon: table.view(spoken(sentence, text)) });
    from = to;
  }
  return passages;
}

/** The languages a text is read in. */
export function languagesOf(source: string): string[] {
  const { list } = tokenize(source);
  const text = new Ballot();
  text.count(list, 0, list.length);
  const bits = spoken(text, text);
  return SPELLED.flatMap(({ pack }, index) => ((bits & bitOf(index)) === 0 || pack === NAMES ? [] : [pack.language]));
}
