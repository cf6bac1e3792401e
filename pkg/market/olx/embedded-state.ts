/** Finds and decodes `window.__PRERENDERED_STATE__ = "<JSON in a JSON string>"` in a page of some megabytes. */

export type EmbeddedState =
  | { readonly kind: 'absent' }
  /** The page has one but it cannot be decoded (cut off, changed). */
  | { readonly kind: 'broken'; readonly why: string; readonly start: number }
  /** `start` and `end` bound the string literal in the page. */
  | { readonly kind: 'found'; readonly state: unknown; readonly start: number; readonly end: number };

/** Real ones have up to 2.5 MB. Brackets in brackets cost some 30 times their length in memory. */
export const STATE_MAX = 8_000_000;

const NAME = '__PRERENDERED_STATE__';
const ASSIGNMENT = /\s*=\s*"/y;
const QUOTE = 34;
const BACKSLASH = 92;

export function readEmbeddedState(body: string): EmbeddedState {
  for (let at = body.indexOf(NAME); at >= 0; at = body.indexOf(NAME, at + NAME.length)) {
    ASSIGNMENT.lastIndex = at + NAME.length;
    if (ASSIGNMENT.test(body)) return decode(body, ASSIGNMENT.lastIndex - 1);
  }
  return { kind: 'absent' };
}

function decode(body: string, start: number): EmbeddedState {
  // An end by `";` is found in far fewer steps than one by `"`; a literal that ends otherwise is found by the second look.
  for (const terminator of ['";', '"']) {
    const quote = endQuote(body, start, terminator);
    if (quote === null) continue;
    if (quote - start > STATE_MAX) {
      if (terminator === '"') return { kind: 'broken', why: 'it is too long', start };
      continue;
    }
    try {
      const text: unknown = JSON.parse(body.slice(start, quote + 1));
      const state: unknown = typeof text === 'string' ? JSON.parse(text) : text;
      return { kind: 'found', state, start, end: quote + 1 };
    } catch (err) {
      if (terminator === '"') return { kind: 'broken', why: err instanceof Error ? err.name : 'unreadable', start };
    }
  }
  return { kind: 'broken', why: 'it has no end', start };
}

/** The first quote after `start` that begins `terminator` and is not escaped. */
function endQuote(body: string, start: number, terminator: string): number | null {
  for (let at = body.indexOf(terminator, start + 1); at >= 0; at = body.indexOf(terminator, at + 1)) {
    let backslashes = 0;
    while (body.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0 && body.charCodeAt(at) === QUOTE) return at;
  }
  return null;
}
