/** What a title offers: a card, or a computer, a part, a rig, a lot with a card's name in it. Ordered rules; the first that speaks decides. */
import type { Mention } from '../catalog/index.js';
import { wordOf } from '../catalog/lexemes.js';
import { Sep } from '../catalog/tokens.js';
import type { RejectReason } from '../listing/verdict.js';
import type { Mark } from './marks.js';
import type { Reading, Span } from './reading.js';

/** Why a title offers no single card. */
export interface Objection {
  readonly reason: RejectReason;
  readonly rule: string;
  readonly spans: readonly Span[];
}

const object = (reason: RejectReason, rule: string, ...spans: readonly Span[]): Objection => ({ reason, rule, spans });

/** A title with the GPU names in it that are believed to be cards. */
class Title {
  readonly reading: Reading;
  readonly mentions: readonly Mention[];
  readonly cards: readonly Span[];
  /** Where the first word for a card, or name of one, begins. */
  readonly first: number;

  constructor(reading: Reading, mentions: readonly Mention[]) {
    this.reading = reading;
    this.mentions = mentions;
    this.cards = [...reading.of('card'), ...mentions];
    this.first = Math.min(...this.cards.map((card) => card.from), Number.POSITIVE_INFINITY);
  }

  get hasCard(): boolean {
    return this.cards.length > 0;
  }
}

function wanted({ reading: title }: Title): Objection | undefined {
  const mark = title
    .of('wanted')
    .find(
      (word) =>
        title.before(word.from, 3, 'negation') === undefined && !title.of('sale').some((sale) => sale.from < word.from),
    );
  return mark && object('wanted', 'wanted.word', mark);
}

function laptop({ reading: title }: Title): Objection | undefined {
  const mark = title.of('laptop').find((word) => title.before(word.from, 4, 'negation', 'tested') === undefined);
  return mark && object('laptop', 'laptop.word', mark);
}

function rig({ reading: title, hasCard, first }: Title): Objection | undefined {
  const aside = (mark: Mark): boolean =>
    title.before(mark.from, 4, 'origin', 'purpose', 'negation') !== undefined && hasCard && first < mark.from;
  const mark = [...title.of('rig'), ...title.of('asic')].find((word) => !aside(word));
  return mark && object('mining-rig', mark.kind === 'asic' ? 'rig.asic' : 'rig.word', mark);
}

/** Words for a processor; "i5", "R7 5800X" and "FX-8350" are read here, as they are half numbers. */
function processors(title: Reading): Span[] {
  const found: Span[] = [...title.of('cpu')];
  const { list } = title;
  for (let at = 0; at < list.length - 1; at += 1) {
    const word = list[at];
    const number = list[at + 1];
    if (word === undefined || number?.isNumber !== true || word.isNumber) continue;
    const core = /^[iи]$/.test(word.text) && /^[3579]$/.test(number.text) && number.sep === 0;
    const generation = list[at + 2];
    const ryzen =
      /^[rр]$/.test(word.text) &&
      /^[3579]$/.test(number.text) &&
      number.sep === 0 &&
      generation?.isNumber === true &&
      generation.text.length === 4;
    const fx = word.text === 'fx' && /^[4689]\d{3}$/.test(number.text);
    if (core || ryzen || fx) found.push({ from: at, to: ryzen ? at + 3 : at + 2 });
  }
  return found;
}

/** A computer word that is not what the card is for, comes from or was tried in. */
function computerHead({ reading: title, hasCard, first }: Title): Mark | undefined {
  return title.of('computer').find((mark) => {
    if (title.of('card').some((card) => card.from === mark.to)) return false; // "PC graphics card"
    if (title.list[mark.from - 1]?.isNumber === true && title.of('pieces').some((piece) => piece.from === mark.from))
      return false;
    const aside = title.before(mark.from, 4, 'purpose', 'origin', 'place', 'tested', 'negation');
    return aside === undefined || (hasCard && first > aside.from);
  });
}

function computer(subject: Title, chosen: Mention | undefined): Objection | undefined {
  const title = subject.reading;
  const head = computerHead(subject);
  if (head !== undefined) return object('computer', 'computer.word', head);
  if (!subject.hasCard) return undefined;
  const cpu = processors(title)[0];
  const capacities = chosen?.gpu?.memoryGb ?? [];
  const ram = title.of('ram').find((mark) => {
    const amount = title.memory.find((words) => words.to === mark.from || words.from === mark.to);
    return amount !== undefined && !capacities.includes(amount.gb);
  });
  const parts = [cpu, ram, title.of('storage')[0], title.of('mainboard')[0], title.of('system')[0]].filter(
    (part) => part !== undefined,
  );
  if (cpu !== undefined && subject.mentions.length > 0) return object('computer', 'computer.components', ...parts);
  if (parts.length >= 2) return object('computer', 'computer.components', ...parts);
  const other = title.of('storage')[0] ?? title.of('mainboard')[0] ?? ram;
  return other && object('computer', 'computer.components', other);
}

const HARD_AFTER =
  /^(?:воден|водн|водоб|water|backpl|back|бекпл|бэкпл|заден|задна|задня|bloc|blok|vann|viz|hatlap|shroud|райзер|riser|брекет|bracket|термо|thermal)/;

/** Prepositions that say what a thing is for. */
const MADE_FOR = /^(?:за|for|для|dla|pentru|til)$/;

/** The thing offered is made for a card, or once belonged to one. */
function part({ reading: title, cards, mentions, first, hasCard }: Title): Objection | undefined {
  const cluster: Mark[] = [];
  const firstName = mentions[0]?.from ?? Number.POSITIVE_INFINITY;
  for (const mark of [...title.of('part'), ...title.of('cooling'), ...title.of('box')]) {
    const accessory =
      title.before(mark.from, 3, 'with') !== undefined || ((title.list[mark.from]?.sep ?? 0) & Sep.plus) !== 0;
    const only =
      title.before(mark.from, 2, 'only') ?? (mark.kind === 'box' ? title.after(mark.to, 1, 'only') : undefined);
    if (only !== undefined && (mark.kind === 'box' || !accessory))
      return object('part', 'part.only', { from: Math.min(only.from, mark.from), to: Math.max(only.to, mark.to) });
    const counted =
      title.list[mark.from - 1]?.isNumber === true && !mentions.some((mention) => mention.to === mark.from);
    const link =
      title.after(mark.to, 3, 'purpose') ??
      (mark.kind === 'box' ? title.after(mark.to, 2, 'origin') : title.after(mark.to, 1, 'origin'));
    const target =
      link &&
      cards.find((card) => card.from >= link.to && card.from <= link.to + 4 && !title.breaks(link.to, card.from));
    if (target !== undefined && !(accessory && first < mark.from))
      return object('part', `${mark.kind === 'box' ? 'box' : 'part'}.for`, { from: mark.from, to: target.to });
    if (accessory || counted) continue;
    if (mark.from < first && hasCard) return object('part', 'part.head', mark);
    const last = mark.to >= title.list.length;
    const distance = Math.min(...mentions.map((mention) => (mention.to <= mark.from ? mark.from - mention.to : 99)));
    if (mark.kind === 'part' && distance <= 1 && HARD_AFTER.test(title.list[mark.from]?.text ?? ''))
      return object('part', 'part.named', mark);
    if (mark.kind === 'cooling' && last && distance === 0) return object('part', 'part.named', mark);
    if (mark.kind !== 'box' && mark.from < firstName) cluster.push(mark);
    if (cluster.length > 1 && mentions.length > 0) return object('part', 'part.several', ...cluster);
    if (mentions.length === 0 && mark.kind === 'part') return object('part', 'part.head', mark);
  }
  // Whatever stands before "за видеокарта", it is for a card and no card itself.
  const before = title.list[first - 1];
  if (first > 1 && before !== undefined && MADE_FOR.test(before.text) && !title.has('sale'))
    return object('part', 'part.for', { from: 0, to: first });
  return undefined;
}

/** Something else leads the title: a power supply, a screen, a phone. */
function goods({ reading: title, hasCard, first }: Title): Objection | undefined {
  const lead = [
    ...title.of('psu'),
    ...title.of('goods'),
    ...title.of('screen'),
    ...title.of('storage'),
    ...title.of('mainboard'),
    ...title.of('cpu'),
    ...title.of('ram'),
  ].find((mark) => mark.from < first && title.before(mark.from, 3, 'with', 'negation') === undefined);
  if (lead !== undefined) return object('not-a-gpu', 'goods.word', lead);
  const joined = title
    .of('psu')
    .find(
      (mark) =>
        title.before(mark.from, 3, 'with') !== undefined || ((title.list[mark.from]?.sep ?? 0) & Sep.plus) !== 0,
    );
  return joined && hasCard ? object('lot', 'lot.goods', joined) : undefined;
}

const LINE_BEFORE_COUNT = /^(?:ventus|twin|mech|windforce|gaming|ichill|vapor|iceq|x|dual|trio|qick|swft|challenger)$/;

/** More than one card in one ad. */
function lot({ reading: title, cards, mentions, hasCard }: Title): Objection | undefined {
  const { list } = title;
  const isCount = (at: number): boolean => list[at]?.isNumber === true && /^(?:[2-9]|[1-9]\d)$/.test(list[at].text);
  for (const pieces of title.of('pieces'))
    if (isCount(pieces.from - 1) && ((list[pieces.from]?.sep ?? 0) & ~(Sep.space | Sep.dash | Sep.dot)) === 0)
      return object('lot', 'lot.count', { from: pieces.from - 1, to: pieces.to });
  for (const numeral of title.of('numeral')) {
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

/** Whether something besides a lone number says that it is a card. */
export function isCardNumber(title: Reading, mention: Mention): boolean {
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

/** Why the title offers no single card; `undefined` when it may. */
export function objectionTo(reading: Reading, pick: Pick): Objection | undefined {
  const title = new Title(reading, pick.believed);
  return (
    wanted(title) ??
    laptop(title) ??
    rig(title) ??
    computer(title, pick.mention) ??
    part(title) ??
    goods(title) ??
    lot(title) ??
    (pick.several.length > 1 ? object('lot', 'lot.models', ...pick.several) : undefined)
  );
}
