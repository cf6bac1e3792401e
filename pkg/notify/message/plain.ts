/** Makes a stranger's text safe to show: one line, no control characters, nothing that turns the direction of what follows. */

/** Enough for any title; a longer one is cut. */
const MAX_CHARACTERS = 200;

/** Control and format characters, among them bidi overrides and isolates, line and paragraph separators, and lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu;

export function plain(text: string): string {
  const line = text.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= MAX_CHARACTERS ? line : `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`;
}

/** Only http and https: what comes from a page must not become a `javascript:` link. `undefined` for anything else. */
export function safeLink(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
