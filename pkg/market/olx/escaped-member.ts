/** Finds one member of JSON that is itself written inside a JSON string, so that the megabytes beside it need not be parsed. */

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_U = 117;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * The member `name` when it is the first of the object that the literal holds, and is itself an object or an array.
 * Works on UTF-8: every byte it looks for is ASCII, and no byte of another character looks like one.
 * @param start index of the literal's opening quote in `page`
 * @returns the value's JSON and where it ends in `page`; `null` when the literal is built otherwise
 */
export function firstEscapedMember(
  page: Buffer,
  start: number,
  name: string,
): { readonly json: string; readonly end: number } | null {
  const head = `{\\"${name}\\":`;
  const from = start + 1 + head.length;
  if (page.toString('latin1', start + 1, from) !== head) return null;
  const end = valueEnd(page, from);
  if (end === null) return null;
  try {
    const json: unknown = JSON.parse(`"${page.toString('utf8', from, end)}"`);
    return typeof json === 'string' ? { json, end } : null;
  } catch {
    return null;
  }
}

/**
 * One past the bracket that closes the one at `from`. Two layers of escapes are read at once: a backslash begins an escape of
 * the literal, `\"` is a quote of the JSON inside, and `\\` is a backslash of it, which takes its next character along.
 */
function valueEnd(page: Buffer, from: number): number | null {
  if (page[from] !== OPEN_OBJECT && page[from] !== OPEN_ARRAY) return null;
  let depth = 0;
  let inString = false;
  for (let i = from; i < page.length; i += 1) {
    const code = page[i];
    if (code === QUOTE) return null; // the literal ends inside the value
    if (code === BACKSLASH) {
      i += 1;
      const escaped = page[i];
      if (escaped === QUOTE) inString = !inString;
      else if (escaped === BACKSLASH) {
        i += 1;
        if (page[i] === BACKSLASH) i += 1;
      } else if (escaped === LETTER_U) return null; // may stand for a quote or a backslash; nobody writes them so
    } else if (!inString) {
      if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth += 1;
      else if ((code === CLOSE_OBJECT || code === CLOSE_ARRAY) && --depth === 0) return i + 1;
    }
  }
  return null;
}
