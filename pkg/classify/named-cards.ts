/** The names of GPUs in a text as words of the lexicon: each is a card, or another card than the ad's. */
import type { Mention } from '../catalog/index.js';
import { ClassSet } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';

const CARD = ClassSet.of('card');
const OTHER_CARD = ClassSet.of('goods');

/** `items` with the names of GPUs among them, each as a card, in order; a name hides the words in it. */
export function withNames(
  items: readonly Item[],
  mentions: readonly Mention[],
  own: string | undefined,
): readonly Item[] {
  let merged: Item[] | undefined;
  let next = 0;
  for (const { from, to, number, bare } of mentions) {
    // A lone number in a sentence is degrees, watts or euro more often than a card.
    if (bare && number !== own && own !== undefined) continue;
    merged ??= [];
    for (let item = items[next]; item !== undefined && item.from < to; item = items[next]) {
      if (item.to <= from) merged.push(item);
      next += 1;
    }
    merged.push({ from, to, classes: own === undefined || number === own ? CARD : OTHER_CARD });
  }
  if (merged === undefined) return items;
  for (; next < items.length; next += 1) {
    const item = items[next];
    if (item !== undefined) merged.push(item);
  }
  return merged;
}
