/** Address forms of text: the slug of a title and the words that the site's search compares. */

const LATIN: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
  },
  ...{
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'h',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'sht',
    ъ: 'a',
    ь: '',
    ы: 'y',
  },
  ...{ ю: 'yu', я: 'ya', э: 'e', ё: 'e' },
};

/** `Видеокарта RTX 3060` becomes `videokarta-rtx-3060`. */
export function slugOf(title: string): string {
  const latin = Array.from(title.toLowerCase(), (letter) => LATIN[letter] ?? letter).join('');
  return (
    latin
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'obyava'
  );
}

/** Runs of letters and digits, lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
