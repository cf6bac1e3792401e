/** Which of the GPU names in a title is the one for sale. */
import type { Mention } from '../catalog/index.js';
import { latinForms } from '../text/fold.js';
import { wordIn, wordOf } from '../text/lexemes.js';
import { Sep } from '../text/tokens.js';
import { bareCapacity } from './capacity.js';
import type { Reading, Span } from './reading.js';

export interface Pick {
  readonly mention: Mention | undefined;
  /** Cards that the title offers together. */
  readonly several: readonly Mention[];
  /** Every GPU name believed to be one. */
  readonly believed: readonly Mention[];
}

/** Which of the title's GPU names is the one for sale. */
export function pickMention(title: Reading): Pick {
  const believed: Mention[] = [];
  for (const mention of title.mentions) {
    const left = believed.at(-1);
    if (isCardNumber(title, mention) || (left !== undefined && continues(title, left, mention))) believed.push(mention);
  }
  const known = believed.filter((mention) => mention.gpu !== undefined || !mention.bare);
  if (known.length > 0) believed.splice(0, believed.length, ...known);
  const head = believed.find((mention) => !mention.code) ?? believed[0];
  const offered = believed.filter(
    (mention) => mention === head || head === undefined || !ASIDES.some((aside) => aside(title, head, mention)),
  );
  const kept = withoutLoose(title, offered);
  const special = withoutGamingTwin(title, offered);
  const first = special ?? kept[0];
  if (first === undefined) return { mention: undefined, several: [], believed };
  const one = { mention: first, several: [], believed };
  if (special !== undefined) return one;
  const different = kept.filter((mention) => mention.name !== first.name);
  const [other] = different;
  if (other === undefined) return one;
  if (different.every((mention) => mention.number === first.number)) {
    const alike = [first, ...different];
    if (!isJoined(title, first, other))
      return { ...one, mention: alike.sort((a, b) => b.name.length - a.name.length)[0] };
    const fitting = alike.filter((mention) => title.memory.some((words) => mention.gpu?.memoryGb.includes(words.gb)));
    if (fitting.length === 1) return { ...one, mention: fitting[0] };
  }
  return { ...one, several: [first, ...different] };
}

const FAMILY_ALONE = new Set(['rtx', 'gtx', 'geforce', 'radeon', 'rx', 'quadro']);

/** A family's word in a title that names no card: "GeForce RTX". */
export function familyAlone({ list }: Reading): Span | undefined {
  const at = list.findIndex((token) => FAMILY_ALONE.has(wordIn(token).prefix ?? ''));
  return at === -1 ? undefined : { from: at, to: at + 1 };
}

/** Whether something besides a lone number says that it is a card. */
function isCardNumber(title: Reading, mention: Mention): boolean {
  if (!mention.bare) return true;
  if (title.before(mention.from, 3, 'cpu') !== undefined) return false;
  const memory = hasOwnMemory(title, mention);
  const board = hasBoardNear(title, mention);
  const old = mention.gpu?.followed === false && !mention.named && !mention.code && isShort(mention);
  if (title.has('card')) return !old || memory || (board && !mention.weak);
  const { list } = title;
  if (memory && mention.number.length >= 3 && !title.has('ram') && !list.some((token) => token.text === 'ddr'))
    return true;
  if (old || mention.weak) return false;
  if (/^[567]\d00$/.test(mention.number)) return list.some(({ text }) => isRadeonOnly(text)); // i7-7700
  if (board)
    return !(mention.number.length === 3 && (title.has('storage') || title.has('psu') || title.has('mainboard')));
  const others = list.length - (mention.to - mention.from);
  if (others === 1) return mention.gpu !== undefined && bareCapacity(mention.gpu, mention, list) !== undefined; // "3060-12"
  return others === 0;
}

/** Whether only a number is written, or a letter and number that other things have: "6950", "V3800"; not "MI210". */
function isShort({ name, number, weak }: Mention): boolean {
  return weak || (number !== '' && name.includes(` ${number}`));
}

/** Makers that sell Radeon cards and no others, and the lines of their boards. */
const RADEON_BOARDS =
  /^(?:saph?phire|safir|sapfir|sapphir|powercolor|xfx|pulse|nitro|hellhound|qick|swft|merc|fighter|speedster)$/;

function isRadeonOnly(text: string): boolean {
  return wordOf(text).prefix === 'radeon' || latinForms(text).some((form) => RADEON_BOARDS.test(form));
}

const MEMORY_REACH = 5;

function hasOwnMemory(title: Reading, { gpu, from, to }: Mention): boolean {
  return title.memory.some(
    (words) =>
      !words.foreign &&
      (words.to === from || (words.from >= to && words.from <= to + MEMORY_REACH)) &&
      gpu?.memoryGb.includes(words.gb),
  );
}

/** A maker's word, or that of a line of boards, within three words before or after. */
function hasBoardNear({ list }: Reading, { from, to }: Mention): boolean {
  return [from - 3, from - 2, from - 1, to, to + 1, to + 2].some((at) => wordIn(list[at]).isBoard);
}

/** A name is an aside when it is not what is sold: `head` is the first name of the title. */
type Aside = (title: Reading, head: Mention, mention: Mention) => boolean;

const ASIDES: readonly Aside[] = [
  // "RTX 3070, замяна за RTX 4070": wanted in return.
  (title, head, mention) => {
    const exchange = title.of('exchange')[0] ?? title.any('wanted', 'buys')[0];
    if (exchange === undefined) return false;
    return (
      (exchange.from < mention.from && head.from < exchange.from) ||
      title.before(mention.from, 3, 'purpose') !== undefined
    );
  },
  // "P106-100 6GB (=GTX 1060)", "GTX 460v2 (GF114 gtx560)": in brackets that open after the name.
  (title, head, mention) => mention.name !== head.name && isBracketed(title, head.to, mention.from),
  // A part number cut short.
  (_title, head, mention) =>
    mention.gpu === undefined &&
    head.gpu !== undefined &&
    mention.name !== head.name &&
    (mention.number.startsWith(head.number) || head.number.startsWith(mention.number)),
  // "RX 5700 XT = RTX 2070", "по-бърза от RTX 3060".
  (title, _head, mention) => (separatorsOf(title, mention) & Sep.equals) !== 0,
  (title, _head, mention) => title.before(mention.from, 4, 'similar') !== undefined,
  // "ъпгрейднах на RTX 4070", "заради RTX 5070".
  (title, _head, mention) => {
    for (let at = mention.from - 1; at >= mention.from - UPGRADE_REACH && at >= 0; at -= 1)
      if (UPGRADE.test(title.list[at]?.text ?? '')) return true;
    return false;
  },
  // A part number explains the name beside it; where they differ the name is right.
  (_title, head, mention) => mention.code && !head.code,
];

function isBracketed(title: Reading, from: number, to: number): boolean {
  let open = false;
  for (let at = from; at <= to; at += 1) {
    const sep = title.list[at]?.sep ?? 0;
    if ((sep & Sep.close) !== 0) open = false;
    if ((sep & Sep.open) !== 0) open = true;
  }
  return open;
}

const UPGRADE_REACH = 4;
/** What the seller has now, or comes from: bg, ru, uk, en, ro, pl, pt; folded, so that й is и. */
const UPGRADE =
  /^(?:ъпгреид\p{L}*|апгреид\p{L}*|upgrade\p{L}*|преминах|преминавам|минах|минавам|сменям|смених|взех|купих|заради|поради|перешел|перешла|переход|перехожу|переишов|обновил\p{L}*|trecut|trec|przesiad\p{L}*|przesiadk\p{L}*|troquei)$/u;

function separatorsOf(title: Reading, mention: Mention): number {
  return title.list[mention.from]?.sep ?? 0;
}

/** Names that stand loose beside a proper one fall away: "GTX 1060 6GB 1080". */
function withoutLoose(title: Reading, offered: readonly Mention[]): Mention[] {
  const [named] = offered.filter((mention) => mention.named || !mention.bare);
  return offered.filter((mention, order) => {
    if (named === undefined || mention === named || mention.named) return true;
    const before = offered[order - 1];
    return before !== undefined && (isJoined(title, before, mention) || isInRow(offered, order));
  });
}

/** "RTX 3060 3070 3080": three numbers in a row are a list; two may be a card and something else. */
function isInRow(offered: readonly Mention[], order: number): boolean {
  const follows = (at: number): boolean => offered[at] !== undefined && offered[at].from === offered[at - 1]?.to;
  return follows(order) && (follows(order - 1) || follows(order + 1));
}

/** "GTX 1660 CMP 30HX", "T1000 (GTX 1650)": the gaming card says what the other is made like. */
function withoutGamingTwin(title: Reading, kept: readonly Mention[]): Mention | undefined {
  const special = kept.find(
    ({ gpu }) => gpu !== undefined && gpu.segment !== 'gaming' && isTwin(gpu.segment, gpu.name),
  );
  if (special === undefined) return undefined;
  const others = kept.filter((mention) => mention.name !== special.name);
  const alike = others.every((mention) => mention.gpu?.segment === 'gaming' && !isListed(title, special, mention));
  return others.length > 0 && alike ? special : undefined;
}

/** Cards that are sold by the name of a gaming card with the same chip. */
function isTwin(segment: string, name: string): boolean {
  return segment === 'mining' || segment === 'datacenter' || /^T\d+/.test(name);
}

/** "GTX 1660, 1050", "1050ti и 1060", "3060 3070 3080": a bare number that goes on with a list of cards. */
function continues(title: Reading, left: Mention, mention: Mention): boolean {
  if (mention.from === left.to) return mention.gpu?.family === left.gpu?.family;
  return isJoined(title, left, mention) && (mention.number.length === 4 || mention.gpu?.family === left.gpu?.family);
}

/** Listed side by side: by a comma, a plus, an "и"; not by a slash, which also stands between two names of one card. */
function isListed(title: Reading, one: Mention, other: Mention): boolean {
  const [left, right] = one.from < other.from ? [one, other] : [other, one];
  return (separatorsOf(title, right) & Sep.slash) === 0 && isJoined(title, left, right);
}

function isJoined(title: Reading, left: Mention, right: Mention): boolean {
  if ((separatorsOf(title, right) & (Sep.slash | Sep.comma | Sep.plus | Sep.ampersand)) !== 0) return true;
  return (
    right.from > left.to &&
    (title.of('with').some((mark) => mark.to === right.from) ||
      /^(?:или|or|ili|lub|sau|або|eller|vagy)$/.test(title.list[right.from - 1]?.text ?? ''))
  );
}
