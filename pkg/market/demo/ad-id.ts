/** Ad ids: which thing, born on which day, is offered under a number, so that any id can be looked up without a list. */

/** Room for 8,191 births a day with 4 postings each; ids stay within nine digits for some 15,000 days. */
const ID_BASE = 100_000_000;
const IDS_PER_DAY = 32_768;
export const POSTINGS_MAX = 4;
export const BIRTHS_MAX = IDS_PER_DAY / POSTINGS_MAX - 1;
const FIRST_DAY = -1000;

export function firstId(born: number, index: number): number {
  return ID_BASE + (born - FIRST_DAY) * IDS_PER_DAY + index * POSTINGS_MAX;
}

/** Which thing an ad id belongs to; `null` when no ad ever gets that id. */
export function itemOfId(id: number): { readonly born: number; readonly index: number } | null {
  const offset = id - ID_BASE;
  if (!Number.isSafeInteger(id) || offset < 0) return null;
  return {
    born: FIRST_DAY + Math.floor(offset / IDS_PER_DAY),
    index: Math.floor((offset % IDS_PER_DAY) / POSTINGS_MAX),
  };
}

/** The ids in ad addresses are written in base 62 with two pairs the other way round (`wv`, `WV`), as the site does it. */
const DIGITS = '0123456789abcdefghijklmnopqrstuwvxyzABCDEFGHIJKLMNOPQRSTUWVXYZ';

export function idToCode(id: number): string {
  let code = '';
  for (let rest = id; rest > 0; rest = Math.floor(rest / 62)) code = DIGITS.charAt(rest % 62) + code;
  return code || '0';
}

/** `null` when the text is no such number. */
export function idFromCode(code: string): number | null {
  let id = 0;
  for (const digit of code) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) return null;
    id = id * 62 + value;
  }
  return Number.isSafeInteger(id) ? id : null;
}
