import { describe, expect, it } from '@jest/globals';
import { tokenize } from '../../text/tokens.js';
import { ClassSet, ID, MOST_CLASSES } from './class-set.js';
import { WordTable, type Item, type Lexicon } from './compile.js';
import { entriesOf, WORD_CLASSES, type Entry, type LanguagePack } from './entry.js';
import { PACKS } from './index.js';

const lexiconOf = (pack: LanguagePack): Lexicon => new WordTable([{ pack, spellings: (phrase) => [phrase] }]).view(1);

function itemsIn(lexicon: Lexicon, text: string): Item[] {
  const { list } = tokenize(text);
  const items: Item[] = [];
  lexicon.items(list, 0, list.length, items);
  return items;
}

/** The phrase itself, and where it stands for endings one that no word has. */
const spellingsOf = (phrase: string): string[] => [phrase.replaceAll('*', ''), phrase.replaceAll('*', 'жжж')];
const oneScript = (script: string, word: string): boolean =>
  !(/\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word)) &&
  (script !== 'latin' || !/\p{Script=Cyrillic}/u.test(word));
/** Every word in one script, and one word at least in that of the language. */
const isIn = (script: string, phrase: string): boolean =>
  phrase.split(' ').every((word) => oneScript(script, word)) &&
  (script !== 'cyrillic' || /\p{Script=Cyrillic}/u.test(phrase));
/** Without these a description cannot be understood. */
const NEEDED = ['card', 'computer', 'laptop', 'broken', 'works', 'sold', 'wanted', 'negation', 'fan', 'box'] as const;

describe.each(PACKS.map((pack) => [pack.language, pack] as const))('words of %s', (_, pack) => {
  const entries = entriesOf(pack);
  const lexicon = lexiconOf(pack);

  it('are in the letters of the language', () => {
    expect(entries.filter(({ phrase }) => !isIn(pack.script, phrase)).map(({ phrase }) => phrase)).toEqual([]);
    expect(isIn(pack.script, pack.common)).toBe(true);
  });

  it('are written once', () => {
    const keys = entries.map((entry) => `${entry.class}: ${entry.phrase}`);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    const common = pack.common.split(' ');
    expect(common.filter((word, at) => common.indexOf(word) !== at)).toEqual([]);
  });

  it('are found as what they are said to be, and not hidden by a closer or a longer phrase', () => {
    const isFound = (entry: Entry): boolean =>
      spellingsOf(entry.phrase).some((text) =>
        itemsIn(lexicon, text).some(({ classes, from }) => from === 0 && classes.has(ID[entry.class])),
      );
    const hidden = entries.filter((entry) => !isFound(entry));
    expect(hidden.map((entry) => `${entry.class}: ${entry.phrase}`)).toEqual([]);
  });

  it('have an example beside them, in which the class is found', () => {
    expect(entries.filter(({ examples }) => examples.length === 0).map(({ phrase }) => phrase)).toEqual([]);
    const missed = new Set(
      entries.flatMap((entry) =>
        entry.examples
          .filter((example) => !itemsIn(lexicon, example).some(({ classes }) => classes.has(ID[entry.class])))
          .map((example) => `${entry.class}: ${example}`),
      ),
    );
    expect([...missed]).toEqual([]);
  });

  it('are there for what decides', () => {
    const classes = new Set(entries.map((entry) => entry.class));
    if (pack.script !== 'any') expect(NEEDED.filter((name) => !classes.has(name))).toEqual([]);
  });
});

it('fits all classes into a set, and the last of them is told from the first', () => {
  expect(WORD_CLASSES.length).toBeLessThanOrEqual(MOST_CLASSES);
  const last = WORD_CLASSES.length - 1;
  expect(new ClassSet([last]).has(last)).toBe(true);
  expect(new ClassSet([last]).has(0)).toBe(false);
  expect(new ClassSet([last]).meets(new ClassSet([0]))).toBe(false);
  expect(ClassSet.union([{ classes: new ClassSet([last]) }, { classes: new ClassSet([0]) }]).has(last)).toBe(true);
});
