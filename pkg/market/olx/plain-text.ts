/** Text as people read it, safe to store: no markup, no control characters, no half characters, bounded. */

const TITLE_MAX = 500;
const DESCRIPTION_MAX = 20_000;

/** A NUL cannot be stored by PostgreSQL, half a surrogate pair cannot be encoded; the rest of them nobody can see. */
// eslint-disable-next-line no-control-regex -- these are the characters to remove
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffe\uffff]/;
// eslint-disable-next-line no-control-regex -- as above; this one tells half a pair from a whole one, at ten times the cost
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu;

/** One line, trimmed; inner runs of blanks stay as the seller wrote them. */
export function titleText(text: string): string {
  return cut(safe(text).trim(), TITLE_MAX);
}

/** One line with all white space folded to single plain spaces (NBSP and thin spaces too). */
export function foldedText(text: string): string {
  return cut(safe(text).replace(/\s+/gu, ' ').trim(), TITLE_MAX);
}

/** The plain text of a description written in HTML: line breaks kept, tags dropped, entities resolved. */
export function descriptionText(html: string): string {
  const bounded = html.length > 2 * DESCRIPTION_MAX ? html.slice(0, 2 * DESCRIPTION_MAX) : html;
  const lines = bounded
    .replace(/\r\n?/g, '\n')
    .replace(/<(?:br\s*\/?|\/p|\/li|\/div)>\n?/gi, '\n')
    .replace(/<\/?[a-z!][^<>]*>/gi, '');
  const text = lines.includes('&') ? resolveEntities(lines) : lines;
  return cut(safe(text).trim(), DESCRIPTION_MAX);
}

function safe(text: string): string {
  return SUSPECT.test(text) ? text.replace(UNSAFE, '') : text;
}

/** Never ends in the middle of a surrogate pair. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  euro: '€',
};

/** The few entities that descriptions carry; an unknown one stays as written. */
export function resolveEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp|euro));/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return point > 0x10ffff ? whole : String.fromCodePoint(point);
    },
  );
}
