/** Bulgarian typed with Latin letters, as people do: the spellings that a Cyrillic phrase may have. */

const COMMON: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('абвгдезийклмнопрстуфхц', (letter, index) => [letter, 'abvgdeziiklmnoprstufhc'.charAt(index)]),
);
/** Letters that are typed in several ways: each way is a column, used throughout a phrase. */
const WAYS: readonly Readonly<Record<string, string>>[] = [
  { ж: 'zh', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'a', ь: 'y', ю: 'yu', я: 'ya', ц: 'ts' },
  { ж: 'j', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'u', ь: '', ю: 'iu', я: 'ia', й: 'y' },
  { ж: 'j', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'a', ь: '', ю: 'iu', я: 'q', в: 'w' },
  { ж: 'j', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'y', ь: '', ю: 'yu', я: 'q', й: 'j' },
  { ж: 'zh', ч: 'ch', ш: 'sh', щ: 'sht', ъ: 'u', ь: '', ю: 'yu', я: 'ya', й: 'y' },
];

/** `не тръгва` as `ne tragva`, `ne trugva`, `ne trygva`, `ne tragwa`. */
export function latinSpellings(phrase: string): readonly string[] {
  if (!/[а-я]/.test(phrase)) return [];
  return [
    ...new Set(WAYS.map((way) => Array.from(phrase, (letter) => way[letter] ?? COMMON[letter] ?? letter).join(''))),
  ];
}
