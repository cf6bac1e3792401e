/** Cuts away what no reader of the page sees (scripts, styles, drawings), which is most of it, in one linear pass. */

const ELEMENTS = ['script', 'style', 'svg', 'noscript', 'iframe'] as const;
const OPENING = /<(?:(script|style|svg|noscript|iframe)[\s>/]|!--)/gi;

/** The page without these elements and without comments; one that never ends takes the rest of the page with it. */
export function cutMarkup(body: string): string {
  const kept: string[] = [];
  let from = 0;
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(body); match !== null; match = OPENING.exec(body)) {
    kept.push(body.slice(from, match.index));
    const name = ELEMENTS.find((element) => element === match[1]?.toLowerCase());
    const end = name === undefined ? endOf(body, '-->', match.index) : endOf(body, `</${name}>`, match.index);
    from = end;
    if (end >= body.length) break;
    OPENING.lastIndex = end;
  }
  kept.push(body.slice(from));
  return kept.join('');
}

function endOf(body: string, closing: string, from: number): number {
  const at = body.indexOf(closing, from);
  return at < 0 ? body.length : at + closing.length;
}

/** What a reader sees of a page from which the markup was cut: tags away, white space folded, lower case. */
export function visibleText(cut: string): string {
  return cut
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}
