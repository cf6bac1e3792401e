/** The languages that people are spoken to in, and how each writes amounts, shares and days. */

export const LANGUAGES = ['en', 'bg'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Whole euros, with cents only where there are some: `180 €`, `179,99 €` in Bulgarian. */
export function euros(cents: number, language: Language): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  const amount = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${amount.format(cents / 100)} €`;
}

/** Whole euros: what is said of an estimate that is known to a few percent. */
export function wholeEuros(cents: number, language: Language): string {
  return euros(Math.round(cents / 100) * 100, language);
}

/** Euros to the five nearest: what is said of an estimate, which knows no cents. */
export function roughEuros(cents: number, language: Language): string {
  return euros(cents < 10_000 ? Math.round(cents / 100) * 100 : Math.round(cents / 500) * 500, language);
}

/** Whole percent of a share; the one rounding that both a badge and a sentence use. */
export function percent(share: number): string {
  return `${Math.round(Math.abs(share) * 100)} %`;
}

const PLURALS: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  bg: new Intl.PluralRules('bg'),
};

/** `1 offer`, `3 offers`: the form for one, and for any other number. */
export function counted(n: number, language: Language, one: string, other: string): string {
  return `${new Intl.NumberFormat(language).format(n)} ${PLURALS[language].select(n) === 'one' ? one : other}`;
}

export function days(n: number, language: Language): string {
  const whole = Math.max(1, Math.round(n));
  return language === 'bg' ? counted(whole, 'bg', 'ден', 'дни') : counted(whole, 'en', 'day', 'days');
}
