/** The ad id as links write it: `...-ID14yntK.html` is ad 983431584. */

/**
 * Base 62, with two pairs the other way round (`wv`, `WV`): found by comparing links with the ids of their cards, where it
 * holds for every ad seen (Poland, Romania, Ukraine, Uzbekistan; 2025-05 to 2026-09).
 */
const DIGITS = '0123456789abcdefghijklmnopqrstuwvxyzABCDEFGHIJKLMNOPQRSTUWVXYZ';

/** The ad's id, or `null` when `url` is no link to an ad of this site (partner sites count on their own). */
export function adIdFromUrl(url: URL, hosts: readonly string[]): string | null {
  if (!hosts.includes(url.hostname) && !hosts.includes(url.host)) return null;
  const code = /-ID([0-9A-Za-z]{1,9})\.html$/.exec(url.pathname)?.[1];
  if (code === undefined) return null;
  let id = 0;
  for (const digit of code) id = id * DIGITS.length + DIGITS.indexOf(digit);
  return Number.isSafeInteger(id) && id > 0 ? String(id) : null;
}
