/** Finds one member of JSON that is itself written inside a JSON string, so that the megabytes beside it need not be parsed. */

const QUOTE = 34;
const BACKSLASH = 92;
const LETTER_U = 117;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * The text of the member `name` when it is the first of the object that the literal holds.
 * @param start index of the literal's opening quote in `body`
 * @returns the value's JSON, or `null` when the literal is built otherwise: the caller then parses the whole
 */
export function firstEscapedMember(body: string, start: number, name: string): string | null {
  const head = new RegExp(`\\{\\\\"${name}\\\\":(?=[{[])`, 'y');
  head.lastIndex = start + 1;
  if (!head.test(body)) return null;
  const end = valueEnd(body, head.lastIndex);
  if (end === null) return null;
  try {
    const text: unknown = JSON.parse(`"${body.slice(head.lastIndex, end)}"`);
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

/**
 * One past the bracket that closes the one at `from`. Two layers of escapes are read at once: a backslash begins an escape of
 * the literal, `\"` is a quote of the JSON inside, and `\\` is a backslash of it, which takes its next character along.
 */
function valueEnd(body: string, from: number): number | null {
  let depth = 0;
  let inString = false;
  for (let i = from; i < body.length; i += 1) {
    const code = body.charCodeAt(i);
    if (code === QUOTE) return null; // the literal ends inside the value
    if (code === BACKSLASH) {
      i += 1;
      const escaped = body.charCodeAt(i);
      if (escaped === QUOTE) inString = !inString;
      else if (escaped === BACKSLASH) {
        i += 1;
        if (body.charCodeAt(i) === BACKSLASH) i += 1;
      } else if (escaped === LETTER_U) return null; // may stand for a quote or a backslash; nobody writes them so
    } else if (!inString) {
      if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth += 1;
      else if ((code === CLOSE_OBJECT || code === CLOSE_ARRAY) && --depth === 0) return i + 1;
    }
  }
  return null;
}
