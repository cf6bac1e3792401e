/** Which of the GPU names in a title is the one for sale. */
import type { Mention } from '../catalog/index.js';
import { wordOf } from '../text/lexemes.js';
import { Sep } from '../text/tokens.js';
import type { Reading } from './reading.js';

/** Whether something besides a lone number says that it is a card. */
function isCardNumber(title: Reading, mention: Mention): boolean {
  if (!mention.bare) return true;
  if (title.before(mention.from, 3, 'cpu') !== undefined) return false;
  if (title.has('card')) return true;
  const { list } = title;
  const capacities = mention.gpu?.memoryGb ?? [];
  const memory = title.memory.some(
    (words) =>
      capacities.includes(words.gb) && words.from >= mention.to && words.from <= mention.to + 5 && !words.foreign,
  );
  if (memory && mention.number.length >= 3 && !title.has('ram') && !list.some((token) => token.text === 'ddr'))
    return true;
  if (/^[567]\d00$/.test(mention.number)) return list.some((token) => wordOf(token.text).prefix === 'radeon'); // i7-7700
  const board = [mention.from - 3, mention.from - 2, mention.from - 1, mention.to, mention.to + 1, mention.to + 2].some(
    (at) => {
      const token = list[at];
      return token !== undefined && !(at >= mention.from && at < mention.to) && wordOf(token.text).isBoard;
    },
  );
  if (board)
    return !(mention.number.length === 3 && (title.has('storage') || title.has('psu') || title.has('mainboard')));
  return list.length === mention.to - mention.from;
}

export interface Pick {
  readonly mention: Mention | undefined;
  /** Cards that the title offers together. */
  readonly several: readonly Mention[];
  /** Every GPU name believed to be one. */
  readonly believed: readonly Mention[];
}

/** Which of the title's GPU names is the one for sale. */
export function pickMention(title: Reading): Pick {
  const all: Mention[] = [];
  for (const mention of title.mentions) {
    const left = all.at(-1);
    if (isCardNumber(title, mention) || (left !== undefined && continues(title, left, mention))) all.push(mention);
  }
  const exchange = title.of('exchange')[0] ?? title.of('wanted')[0];
  const offered = all.filter((mention, order) => {
    if (order === 0) return true;
    if (exchange !== undefined && exchange.from < mention.from && (all[0]?.from ?? 0) < exchange.from) return false;
    if (exchange !== undefined && title.before(mention.from, 3, 'purpose') !== undefined) return false;
    if (isAside(title, all[0], mention)) return false;
    return title.before(mention.from, 4, 'similar') === undefined;
  });
  const named = offered.filter((mention) => mention.named || !mention.bare);
  const kept = offered.filter((mention) => {
    if (named[0] === undefined || mention === named[0]) return true;
    const before = offered[offered.indexOf(mention) - 1];
    return mention.named || (before !== undefined && isJoined(title, before, mention));
  });
  const first = kept[0];
  const different = kept.filter((mention) => mention.name !== first?.name);
  if (first === undefined || different.length === 0) return { mention: first, several: [], believed: all };
  const other = different[0];
  if (other !== undefined && different.every((mention) => mention.number === first.number)) {
    const joined = isJoined(title, first, other);
    const alike = [first, ...different];
    if (!joined)
      return { mention: [...alike].sort((a, b) => b.name.length - a.name.length)[0], several: [], believed: all };
    const fitting = alike.filter(
      (mention) => mention.gpu !== undefined && title.memory.some((words) => mention.gpu?.memoryGb.includes(words.gb)),
    );
    if (fitting.length === 1) return { mention: fitting[0], several: [], believed: all };
  }
  return { mention: first, several: [first, ...different], believed: all };
}

/** In parentheses after the name: what the card equals, or its part number cut short. */
function isAside(title: Reading, first: Mention | undefined, mention: Mention): boolean {
  if (first === undefined || mention.name === first.name) return false;
  const inParentheses = ((title.list[mention.from]?.sep ?? 0) & Sep.open) !== 0;
  if (
    inParentheses &&
    first.to <= mention.from &&
    !title.list.slice(first.from + 1, first.to).some((token) => (token.sep & Sep.open) !== 0)
  )
    return true;
  return (
    mention.gpu === undefined &&
    first.gpu !== undefined &&
    (mention.number.startsWith(first.number) || first.number.startsWith(mention.number))
  );
}

/** "GTX 1660, 1050" or "1050ti и 1060": a bare number that goes on with a list of cards. */
function continues(title: Reading, left: Mention, mention: Mention): boolean {
  return isJoined(title, left, mention) && (mention.number.length === 4 || mention.gpu?.family === left.gpu?.family);
}

function isJoined(title: Reading, left: Mention, right: Mention): boolean {
  const sep = title.list[right.from]?.sep ?? 0;
  if ((sep & (Sep.slash | Sep.comma | Sep.plus | Sep.ampersand)) !== 0) return true;
  return (
    right.from > left.to &&
    (title.of('with').some((mark) => mark.to === right.from) ||
      /^(?:или|or|ili|lub|sau|або|eller|vagy)$/.test(title.list[right.from - 1]?.text ?? ''))
  );
}
