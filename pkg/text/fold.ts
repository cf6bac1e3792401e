/** Folds text for comparison, one UTF-16 unit at a time, so that every folded letter knows where it came from. */

export const Kind = { separator: 0, letter: 1, digit: 2, ignored: 3 } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** What one character becomes: lower case, compatibility forms undone (NFKC), accents removed. */
export interface Folded {
  readonly kind: Kind;
  readonly text: string;
}

/** Letters that NFD does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  '×': 'x',
};
/** Signs that NFKC would turn into letters of the word before them ("RTX™"). */
const NOT_LETTERS = /^[™℠©®ªº]$/u;

function foldCharacter(character: string): Folded {
  if (NOT_LETTERS.test(character)) return { kind: Kind.separator, text: '' };
  let text = '';
  for (const part of character.normalize('NFKC').toLowerCase().normalize('NFD'))
    if (!/\p{M}/u.test(part)) text += PLAIN[part] ?? part;
  if (/^[0-9]+$/.test(text)) return { kind: Kind.digit, text };
  if (/^[\p{L}0-9]+$/u.test(text)) return { kind: Kind.letter, text };
  if (text === '' || /^[\p{Cf}\p{M}]+$/u.test(text)) return { kind: Kind.ignored, text: '' };
  return { kind: Kind.separator, text };
}

const basic = new Array<Folded | undefined>(0x10000);
const SEPARATOR: Folded = { kind: Kind.separator, text: ' ' };

/** Folds the character that starts at UTF-16 index `at`; a lone surrogate separates words. */
export function foldAt(source: string, at: number): Folded {
  const unit = source.charCodeAt(at);
  const known = basic[unit];
  if (known !== undefined) return known;
  if (unit < 0xd800 || unit > 0xdfff) return (basic[unit] = foldCharacter(String.fromCharCode(unit)));
  const point = source.codePointAt(at) ?? 0;
  // Only the mathematical alphabets hold letters and digits that people use as ornament; the rest is emoji and the like.
  return point >= 0x1d400 && point <= 0x1d7ff ? foldCharacter(String.fromCodePoint(point)) : SEPARATOR;
}

const PHONETIC: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('абвгдезиклмнопрстуфхыіјѕґє', (letter, index) => [letter, 'abvgdeziklmnoprstufxyijsge'.charAt(index)]),
);
const PHONETIC_LONG: Readonly<Record<string, string>> = {
  ж: 'zh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sht',
  ъ: 'a',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};
const LOOKS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('авекмнорстухіјѕз', (letter, index) => [letter, 'abekmhopctyxijs3'.charAt(index)]),
);
const CYRILLIC_LOOKS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('abekmhopctyxij', (letter, index) => [letter, 'авекмнорстухіј'.charAt(index)]),
);

const CYRILLIC = /[\u0400-\u04ff]/;
const LATIN = /[a-z]/;

function mapped(
  word: string,
  table: Readonly<Record<string, string>>,
  other?: Readonly<Record<string, string>>,
): string {
  let text = '';
  for (const letter of word) text += table[letter] ?? other?.[letter] ?? letter;
  return text;
}

/** The Latin words a folded word may stand for: as it is, by sound ("супер" super, "рх" rx), by look ("RTХ" with a Cyrillic Х). */
export function latinForms(word: string): readonly string[] {
  if (!CYRILLIC.test(word)) return [word];
  return [...new Set([word, mapped(word, PHONETIC, PHONETIC_LONG), mapped(word, LOOKS)])];
}

/** The Cyrillic word meant by one that mixes scripts ("кyтия" with a Latin y); otherwise the word itself. */
export function unmixed(word: string): string {
  return CYRILLIC.test(word) && LATIN.test(word) ? mapped(word, CYRILLIC_LOOKS) : word;
}
