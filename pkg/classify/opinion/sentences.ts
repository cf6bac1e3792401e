/** Cuts a text into sentences for the second opinion. */
import { endsClause, Sep, type Token } from '../../text/tokens.js';

/** Tokens [from, to). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Shorter pieces say nothing by themselves and go with what follows. */
const SHORTEST = 3;

/** A colon does not end one: "Проблем: забива". */
const ends = (sep: number): boolean => endsClause(sep) && ((sep & Sep.colon) === 0 || (sep & Sep.line) !== 0);

/** The sentences of a text, in order. */
export function sentencesOf(list: readonly Token[]): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (let at = 1; at <= list.length; at += 1) {
    const token = list[at];
    if (token !== undefined && (!ends(token.sep) || at - from < SHORTEST)) continue;
    if (at > from) found.push({ from, to: at });
    from = at;
  }
  return found;
}
