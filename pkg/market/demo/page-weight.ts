/** Ballast that makes a page as heavy as a real one (2 to 3 MB): category trees in the state, style rules after it. */

export interface PageWeight {
  /** Continues the escaped state after its `listing` member: begins with a comma, holds whole members. */
  readonly state: Buffer;
  readonly styles: Buffer;
}

const NO_WEIGHT: PageWeight = { state: Buffer.alloc(0), styles: Buffer.alloc(0) };
/** A page without ballast has about this many bytes. */
const OWN_BYTES = 260_000;

/** `bytes`: about how heavy a full page should be; 0 adds nothing. Four fifths go into the state, as on real pages. */
export function pageWeight(bytes: number): PageWeight {
  if (bytes <= OWN_BYTES) return NO_WEIGHT;
  const wanted = bytes - OWN_BYTES;
  const categories = repeat(wanted * 0.8, (n) =>
    JSON.stringify(
      JSON.stringify({
        id: n,
        label: `Категория номер ${n}`,
        parentId: n % 50,
        path: `elektronika/category-${n}`,
        children: [],
      }),
    ).slice(1, -1),
  );
  const styles = repeat(wanted * 0.2, (n) => `.css-${n.toString(36)}x{display:flex;color:#02282C;margin:${n % 9}px;}`);
  return {
    state: Buffer.from(`,\\"categories\\":{\\"list\\":[${categories.join(',')}]}`),
    styles: Buffer.from(`<style data-emotion="css">${styles.join('')}</style>`),
  };
}

function repeat(bytes: number, make: (n: number) => string): string[] {
  const parts: string[] = [];
  for (let size = 0, n = 0; size < bytes; n++) {
    const part = make(n);
    parts.push(part);
    size += Buffer.byteLength(part) + 1;
  }
  return parts;
}
