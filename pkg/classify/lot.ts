/** Titles that offer more than one card: by count, by word, by a factor. */
import { Sep } from '../text/tokens.js';
import { object, type Objection } from './objection.js';
import type { Title } from './title.js';

const LINE_BEFORE_COUNT =
  /^(?:gddr|ddr|ventus|twin|mech|windforce|gaming|ichill|vapor|iceq|x|dual|trio|qick|swft|challenger)$/;

/** More than one card in one ad. */
export function lot({ reading: title, cards, mentions, hasCard }: Title): Objection | undefined {
  const { list } = title;
  const isCount = (at: number): boolean => list[at]?.isNumber === true && /^(?:[2-9]|[1-9]\d)$/.test(list[at].text);
  for (const pieces of title.of('pieces'))
    if (isCount(pieces.from - 1) && ((list[pieces.from]?.sep ?? 0) & ~(Sep.space | Sep.dash | Sep.dot)) === 0)
      return object('lot', 'lot.count', { from: pieces.from - 1, to: pieces.to });
  for (const numeral of title.of('numeral')) {
    // "Tri-X", "Twin X": lines of boards.
    if (/^[xх]$/.test(list[numeral.to]?.text ?? '')) continue;
    const thing = [...cards, ...title.of('pieces')].find(
      (card) => card.from >= numeral.to && card.from <= numeral.to + 2,
    );
    if (thing !== undefined) return object('lot', 'lot.count', { from: numeral.from, to: thing.to });
  }
  const word = title.of('many')[0];
  if (word !== undefined && hasCard) return object('lot', 'lot.word', word);
  for (const mention of mentions) {
    const at = mention.from;
    const cross = list[at - 1];
    if (
      cross !== undefined &&
      /^[xх]$/.test(cross.text) &&
      isCount(at - 2) &&
      !LINE_BEFORE_COUNT.test(list[at - 3]?.text ?? '')
    )
      return object('lot', 'lot.times', { from: at - 2, to: mention.to });
    if (isCount(at - 1) && at === 1) return object('lot', 'lot.times', { from: 0, to: mention.to });
    const times = list[mention.to];
    const after = list[mention.to + 2];
    if (
      times !== undefined &&
      /^[xх]$/.test(times.text) &&
      times.sep !== 0 &&
      isCount(mention.to + 1) &&
      !/inno|ichill/.test(title.source.toLowerCase()) &&
      after?.text !== 'oc'
    )
      return object('lot', 'lot.times', { from: mention.to, to: mention.to + 2 });
  }
  return undefined;
}
