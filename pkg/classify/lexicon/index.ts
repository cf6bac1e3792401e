/** The languages we read. Adding one: its pack, and a name in PACKS. */
import { tokenize, type Token } from '../../text/tokens.js';
import { BG } from './bg.js';
import { WordTable, type Lexicon, type Spelled } from './compile.js';
import { DE } from './de.js';
import { EN } from './en.js';
import type { LanguagePack } from './entry.js';
import { HU } from './hu.js';
import { LanguageSense } from './language.js';
import { NAMES } from './names.js';
import { NB } from './nb.js';
import { PL } from './pl.js';
import { PT } from './pt.js';
import { RO } from './ro.js';
import { RU } from './ru.js';
import { latinSpellings } from './translit.js';
import { UK } from './uk.js';

export const PACKS: readonly LanguagePack[] = [NAMES, BG, EN, RO, PL, UK, RU, PT, HU, NB, DE];

/** Bulgarian in Latin letters. Words of one or two letters are other languages' words; these few are needed. */
const BG_LATIN: LanguagePack = { ...BG, language: 'bg-latin', script: 'latin' };
const SHORTEST_LATIN = 3;
const LATIN_SHORT = new Set(['ne', 'i', 'za', 's', 'ot', 'e', 'sa', 'na', 'v', 'mi', 'si']);

const SPELLED: readonly Spelled[] = [
  ...PACKS.map((pack) => ({ pack, spellings: (phrase: string) => [phrase] })),
  {
    pack: BG_LATIN,
    spellings: (phrase) =>
      latinSpellings(phrase).filter(
        (spelling) =>
          // In Latin letters DDR5 is a card's memory, too.
          !spelling.startsWith('ddr') &&
          (spelling.replace('*', '').length >= SHORTEST_LATIN || LATIN_SHORT.has(spelling)),
      ),
  },
];

const table = new WordTable(SPELLED);
const sense = new LanguageSense(SPELLED);

/** A stretch of text in one language, and the words of that language. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly lexicon: Lexicon;
}

/** A text as passages, each with the lexicon of the languages it is written in. */
export const passagesOf = (list: readonly Token[]): Passage[] =>
  sense.stretches(list).map(({ from, to, bits }) => ({ from, to, lexicon: table.view(bits) }));

/** Whether one of the languages has at least this share of the words of some texts, or they have fewer than `least`. */
export const isRead = (texts: readonly (readonly Token[])[], least: number, share: number): boolean =>
  sense.covers(texts, least, share);

/** The languages a text is read in. */
export function languagesOf(source: string): string[] {
  const bits = sense.stretches(tokenize(source).list).reduce((all, stretch) => all | stretch.bits, 0);
  return SPELLED.flatMap(({ pack }, index) => ((bits & (1 << index)) === 0 || pack === NAMES ? [] : [pack.language]));
}
