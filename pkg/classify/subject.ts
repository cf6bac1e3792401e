/** What a title offers: a card, or a computer, a part, a rig, a lot with a card's name in it. Ordered rules; the first that speaks decides. */
import type { Mention } from '../catalog/index.js';
import { wordOf } from '../text/lexemes.js';
import { Sep, type Token } from '../text/tokens.js';
import type { Mark } from './marks.js';
import { lot } from './lot.js';
import { part } from './part.js';
import type { Pick } from './pick.js';
import type { Reading, Span } from './reading.js';
import { object, Title, type Objection } from './title.js';

function wanted({ reading: title }: Title): Objection | undefined {
  const mark = title
    .of('wanted')
    .find(
      (word) =>
        title.before(word.from, 3, 'negation') === undefined && !title.of('sale').some((sale) => sale.from < word.from),
    );
  return mark && object('wanted', 'wanted.word', mark);
}

function laptop({ reading: title, hasCard }: Title): Objection | undefined {
  const mark = title.of('laptop').find((word) => title.before(word.from, 4, 'negation', 'tested') === undefined);
  if (mark !== undefined) return object('laptop', 'laptop.word', mark);
  const screen = title.list.findIndex((token, at) => isLaptopScreen(token.text, title.list[at + 1]));
  return screen >= 0 && hasCard ? object('laptop', 'laptop.screen', { from: screen, to: screen + 2 }) : undefined;
}

/** 15.6, 17.3: the diagonal of a laptop's screen, and of nothing else that an ad for a card names. */
function isLaptopScreen(number: string, next: Token | undefined): boolean {
  if (next?.isNumber !== true || (next.sep !== Sep.dot && next.sep !== Sep.comma)) return false;
  return ['13.3', '15.6', '16.1', '17.3'].includes(`${number}.${next.text}`);
}

function rig({ reading: title, hasCard, first }: Title): Objection | undefined {
  const aside = (mark: Mark): boolean =>
    title.before(mark.from, 4, 'origin', 'purpose', 'negation') !== undefined && hasCard && first < mark.from;
  const ofGamers = (mark: Mark): boolean => /^(?:gaming|gamer|гейминг)$/.test(title.list[mark.from - 1]?.text ?? '');
  const mark = [...title.of('rig'), ...title.of('asic')].find((word) => !aside(word) && !ofGamers(word));
  return mark && object('mining-rig', mark.kind === 'asic' ? 'rig.asic' : 'rig.word', mark);
}

/** Words for a processor; "i5", "R7 5800X", "12400F" and "FX-8350" are read here, as they are half numbers. */
function processors(title: Reading): Span[] {
  const found: Span[] = [...title.of('cpu')];
  const { list } = title;
  for (let at = 0; at < list.length - 1; at += 1) {
    const token = list[at];
    const next = list[at + 1];
    if (token === undefined || next === undefined) break;
    if (token.isNumber) {
      if (next.sep === 0 && isProcessorNumber(token.text, next.text)) found.push({ from: at, to: at + 2 });
      continue;
    }
    if (!next.isNumber) continue;
    const tier = /^[3579]$/.test(next.text) && next.sep === 0;
    const generation = list[at + 2];
    const ryzen = tier && /^[rр]$/.test(token.text) && generation?.isNumber === true && generation.text.length === 4;
    const fx =
      token.text === 'fx' && /^[4689]\d{3}$/.test(next.text) && wordOf(list[at - 1]?.text ?? '').prefix === undefined;
    if (ryzen || fx || (tier && /^[iи]$/.test(token.text))) found.push({ from: at, to: ryzen ? at + 3 : at + 2 });
  }
  return found;
}

/** 12400F, 9700K, 5600X, 5800X3D: no card has such a letter after four digits or five. */
function isProcessorNumber(number: string, letters: string): boolean {
  if (/^(?:k|kf|ks|f)$/.test(letters)) return /^(?:1[0-4]\d{3}|[2-9]\d{3})$/.test(number);
  return letters === 'x' && /^[1-9][1-9]00$/.test(number);
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
