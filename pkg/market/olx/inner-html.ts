/** Finds one element of a page by a mark in its tag, in linear time whatever stands in it. */

const TAG = /<(?:(\/?)([a-z][a-z0-9]*)[^<>]*)>/gi;
const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const TAG_MAX = 500;

/**
 * What stands between the tags of the first element that carries one of `marks`; `null` when there is none or it does not
 * end within `max` characters.
 * @param cut the page without scripts, styles and comments
 */
export function innerHtml(cut: string, marks: readonly string[], max: number): string | null {
  for (const mark of marks) {
    const at = cut.indexOf(mark);
    if (at < 0) continue;
    const start = cut.indexOf('>', at) + 1;
    // Only inside a tag is it a mark.
    const tag = cut.slice(Math.max(0, at - TAG_MAX), at);
    if (start === 0 || tag.lastIndexOf('<') <= tag.lastIndexOf('>')) continue;
    const end = elementEnd(cut, start, start + max);
    if (end !== null) return cut.slice(start, end);
  }
  return null;
}

function elementEnd(cut: string, start: number, limit: number): number | null {
  let depth = 0;
  TAG.lastIndex = start;
  for (let tag = TAG.exec(cut); tag !== null && tag.index < limit; tag = TAG.exec(cut)) {
    if (VOID.has(tag[2]?.toLowerCase() ?? '')) continue;
    depth += tag[1] === '' ? 1 : -1;
    if (depth < 0) return tag.index;
  }
  return null;
}
