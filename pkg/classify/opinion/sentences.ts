/** Cuts a description into the pieces that the second opinion is asked about: sentences, and of very long ones their parts. */
import { Sep, type Token } from '../../text/tokens.js';
import type { Span } from '../reading.js';

/** A sentence of so many words is cut at its next comma. */
const CUT_FROM = 14;
/** People who write no commas are cut anyway. */
const LONGEST = 32;

/** A colon or a dash goes on with what stands before it. */
function endsSentence(sep: number): boolean {
  if ((sep & Sep.line) !== 0 || ((sep & Sep.dot) !== 0 && (sep & Sep.space) !== 0)) return true;
  return (sep & Sep.stop) !== 0 && (sep & (Sep.colon | Sep.dash)) === 0;
}

/** In order, without gaps. */
export function sentencesOf(list: readonly Token[]): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let at = 1; at < list.length; at += 1) {
    const sep = list[at]?.sep ?? 0;
    const length = at - from;
    if (!endsSentence(sep) && length < LONGEST && !(length >= CUT_FROM && (sep & Sep.comma) !== 0)) continue;
    spans.push({ from, to: at });
    from = at;
  }
  if (from < list.length) spans.push({ from, to: list.length });
  return spans;
}
