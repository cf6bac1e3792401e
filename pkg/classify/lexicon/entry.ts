/** What the words of a language are, as data: classes of words, and how a pack of them is written down. */

/** Things an ad may speak of. What is said of one of them is not said of the card, except of `core`. */
export const THINGS = [
  /** A graphics card, as a noun. */
  'card',
  /** What a card cannot be without: chip, memory chips, board, power stages. Its faults are the card's. */
  'core',
  /** Power plugs and the slot's contacts: burnt, the card is; left out, nothing is. */
  'connector',
  'fan',
  /** Coils and capacitors, that whine. */
  'coil',
  /** The whole cooler; a card offered without it is no card. */
  'cooling',
  'port',
  /** Backplate, shroud, screws: what holds, covers or adorns. */
  'plate',
  'light',
  'seal',
  'box',
  /** Receipts, manuals, bags: what nobody sells by itself. */
  'papers',
  /** Things made for a card: a riser, a bracket, thermal pads, a waterblock. */
  'part',
  'computer',
  'laptop',
  /** Screen size, battery, keyboard: what only a laptop has. */
  'laptopPart',
  'cpu',
  'ram',
  'storage',
  'mainboard',
  'psu',
  'pcCase',
  'screen',
  'system',
  'program',
  'goods',
  'rig',
  'asic',
  /** A box that a card is put into outside of a computer. */
  'enclosure',
  /** What several cards are mounted on. */
  'frame',
  'ad',
  /** Another card: "едната", "старата ми". */
  'another',
  /** People, places and other things of a seller's life. */
  'misc',
] as const;
export type Thing = (typeof THINGS)[number];

/** What may be said of a thing. */
export const PREDICATES = [
  /** Is dead, burnt, cracked: verbs, participles and adjectives. */
  'broken',
  /** A fault as a noun: there is one, or none. */
  'fault',
  /** As `fault`, but a word for any trouble in the world: it counts where the card has it. */
  'trouble',
  /** Artifacts, stripes, black screen: a fault of the picture, and so of the card. */
  'artifacts',
  /** Crashes, restarts, overheats. */
  'unstable',
  /** Loses, drops, goes out: unstable where it is the picture that does. */
  'loses',
  /** Dark, black, empty: a fault where the screen stays so. */
  'dark',
  /** A sign of life, which a dead card has none of. */
  'life',
  /** Stripes, dots, squares: artifacts where they are in the picture. */
  'smears',
  /** Gone, to be replaced: a fault of the card where its chip, memory or board is named, and of nothing else. */
  'spent',
  /** Makes a noise: of a mainboard or computer it is the alarm of a dead card. */
  'beeps',
  /** Starts, runs, is seen by the computer; denied, it is broken. */
  'works',
  /** Starts, boots, turns on: what cards and computers do, and no fan or lamp. */
  'starts',
  /** Is recognised, seen, detected: by a computer, so that the computer is no owner of the fault. */
  'detects',
  /** Turns: what fans do. */
  'spins',
  /** Gives, shows: with `picture` and a denial it is broken. */
  'shows',
  'picture',
  /** Nothing: what a dead card shows. */
  'nothing',
  /** For parts, for repair, for a technician. */
  'salvage',
  'missing',
  /** Sold, gone, has a buyer. */
  'sold',
  /** Has left: sold where it is the card that has, and is named. */
  'left',
  /** Bought: by the seller once, or by somebody now. */
  'bought',
  'reserved',
  /** "Kept": reserved or well kept, as the words beside it say. */
  'keptOr',
  'rent',
  'exchange',
  'wanted',
  /** As `wanted`, and never said of anything else: "I buy cards". */
  'buys',
  'sale',
  /** Gives: an offer of a whole thing, a gift of a small one. */
  'gives',
  'service',
  /** As `service`, where cards come after it: "repair of". */
  'serviceOf',
  'fake',
  /** Passes as, is really: fake where another GPU is named. */
  'passesAs',
  'repaired',
  'mining',
  'fresh',
  'boxed',
  'modded',
  'tested',
  /** Taken apart and sold in pieces. */
  'parting',
  /** Comes with, is in the price. */
  'included',
  /** Needs, fits: what follows is not there. */
  'requires',
] as const;

/** Words that say how the others belong together. */
export const GRAMMAR = [
  /** Says something else than its words do; it hides them. */
  'idiom',
  /** Denies the verb after it. */
  'negation',
  /** Denies the nouns after it, over a list: without, there is no. Also after the noun: "faults: none". */
  'without',
  'condition',
  /** What comes after stands against what came before. */
  'but',
  'because',
  'and',
  'which',
  'except',
  'purpose',
  'origin',
  'place',
  'with',
  'only',
  'also',
  'mine',
  'old',
  'was',
  'is',
  'has',
  'whole',
  /** Not one of them. */
  'none',
  /** Every other time, now and then: what works so is broken. */
  'sometimes',
  /** Turned out to be, was to blame: what comes with it had the fault. */
  'blamed',
  /** Thought, feared: what comes after was not so. */
  'thought',
  /** The card is not to blame, or those who look for a dead one are to pass by: no fault of this sentence is the card's. */
  'innocent',
  /** "He", said of a computer or a laptop where the word for a card is feminine. */
  'he',
  /** What people need to mend a card: a soldering iron, skills, a microscope. */
  'skill',
  /** Is soldered in, built in: a card that is part of a laptop. */
  'builtIn',
  'joint',
  /** "Both", "altogether": one price where a price or cards stand with it. */
  'both',
  'price',
  'them',
  /** Points at what the ad shows: "this is ...". */
  'this',
  /** "Such a one": a card like this. */
  'suchOne',
  'each',
  'similar',
  'likeFresh',
  'warranty',
  'pieces',
  'numeral',
  'many',
  'me',
  'future',
  'already',
  /** Since then, now: what was wrong before is mended. */
  'since',
  /** Stays with the seller. */
  'stays',
  /** What other people say or had. */
  'others',
  /** Free again, still there. */
  'available',
  /** Couriers, meetings, inspection: what is said of a card for sale. */
  'delivery',
  /** In good order. */
  'good',
  'well',
  'cosmetic',
] as const;

export const WORD_CLASSES = [...THINGS, ...PREDICATES, ...GRAMMAR] as const;
export type WordClass = (typeof WORD_CLASSES)[number];

/**
 * The words of one language. Of each class: lines of `phrase, phrase | example; example`. A trailing `*` stands for any ending;
 * several words match in sequence. Case, accents and homoglyphs are folded on both sides.
 */
export interface LanguagePack {
  readonly language: string;
  readonly script: 'latin' | 'cyrillic' | 'any';
  /** Frequent words that tell the language and nothing else. */
  readonly common: string;
  readonly words: Readonly<Partial<Record<WordClass, string>>>;
}

export interface Entry {
  readonly class: WordClass;
  readonly phrase: string;
  readonly examples: readonly string[];
}

/** The entries of a pack, in the order they are written. */
export function entriesOf(pack: LanguagePack): Entry[] {
  return Object.entries(pack.words).flatMap(([name, text]) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .flatMap((line) => {
        const [phrases = '', examples = ''] = line.split('|');
        const shown = examples.split(';').map((example) => example.trim());
        return phrases.split(',').map((phrase) => ({
          class: name as WordClass,
          phrase: phrase.trim(),
          examples: shown.filter((example) => example !== ''),
        }));
      }),
  );
}
