/** What somebody most likely meant to write: the nearest of the words that exist. */

/** The nearest of `known` by the number of slips, at most one in three characters; the first of equals, `undefined` when none is near. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const wanted = folded(written);
  const most = Math.floor(Math.max(wanted.length, 3) / 3);
  let best: { readonly word: string; readonly slips: number } | undefined;
  for (const word of known) {
    const slips = slipsBetween(wanted, folded(word));
    if (slips <= most && (best === undefined || slips < best.slips)) best = { word, slips };
  }
  return best?.word;
}

/** Case, spaces and hyphens are no slips. */
const folded = (text: string): string =>
  text
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');

/** Optimal string alignment: letters put in, left out, mistaken, or two neighbours swapped. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
      row.push(slips);
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}

/** To follow a sentence that says what is not there. */
export function hint(written: string, known: Iterable<string>): string {
  const word = nearest(written, known);
  return word === undefined ? '' : `; did you mean "${word}"?`;
}
