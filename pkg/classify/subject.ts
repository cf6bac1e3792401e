/** What a title offers: a card, or a computer, a part, a rig, a lot with a card's name in it. Ordered rules; the first that speaks decides. */
import type { Mention } from '../catalog/index.js';
import { Sep } from '../text/tokens.js';
import { isLaptopScreen } from './hardware.js';
import type { Mark } from './marks.js';
import { lot } from './lot.js';
import { part } from './part.js';
import type { Pick } from './pick.js';
import type { Reading, Span } from './reading.js';
import { object, type Objection } from './objection.js';
import { Title } from './title.js';

function wanted({ reading: title }: Title): Objection | undefined {
  const mark = title
    .any('wanted', 'buys')
    .find(
      (word) =>
        title.before(word.from, 3, 'negation', 'without') === undefined &&
        !title.of('sale').some((sale) => sale.from < word.from),
    );
  return mark && object('wanted', 'wanted.word', mark);
}

function laptop({ reading: title, hasCard, mentions }: Title): Objection | undefined {
  const ofMemory = (to: number): boolean => title.memory.some((words) => words.from === to - 1);
  const mark = title
    .of('laptop')
    .find((word) => !ofMemory(word.to) && title.before(word.from, 4, 'negation', 'without', 'tested') === undefined);
  if (mark !== undefined) return object('laptop', 'laptop.word', mark);
  const diagonal = diagonalBefore(title, mentions);
  if (diagonal !== undefined) return object('laptop', 'laptop.diagonal', diagonal);
  const screen = title.list.findIndex((token, at) => isLaptopScreen(token.text, title.list[at + 1]));
  return screen >= 0 && hasCard ? object('laptop', 'laptop.screen', { from: screen, to: screen + 2 }) : undefined;
}

/** "Scar 17 3070ti", "Blade 15 RTX 2070": inches between a name and the GPU; no line of cards is numbered so. */
function diagonalBefore(title: Reading, mentions: readonly Mention[]): Span | undefined {
  for (const { from } of mentions) {
    const number = title.list[from - 1];
    const name = title.list[from - 2];
    if (number?.isNumber !== true || name === undefined || name.isNumber || number.sep !== Sep.space) continue;
    if (title.list[from]?.sep !== Sep.space || !/^1[4-8]$/.test(number.text)) continue;
    if (title.any('card', 'warranty', 'pieces').length > 0 || title.memory.some((words) => words.from === from - 1))
      continue;
    return { from: from - 2, to: from };
  }
  return undefined;
}

function rig({ reading: title, hasCard, first }: Title): Objection | undefined {
  const aside = (mark: Mark): boolean =>
    title.before(mark.from, 4, 'origin', 'purpose', 'negation', 'without') !== undefined &&
    hasCard &&
    first < mark.from;
  const ofGamers = (mark: Mark): boolean => /^(?:gaming|gamer|гейминг)$/.test(title.list[mark.from - 1]?.text ?? '');
  // "RX 470 Miner 4GB": cards were made for mining, too.
  const isEdition = (mark: Mark): boolean =>
    hasCard && first < mark.from && /^(?:miner|майнер)$/.test(title.list[mark.from]?.text ?? '');
  const mark = [...title.of('rig'), ...title.of('asic')].find(
    (word) => !aside(word) && !ofGamers(word) && !(word.kind === 'asic' && isEdition(word)),
  );
  return mark && object('mining-rig', mark.kind === 'asic' ? 'rig.asic' : 'rig.word', mark);
}

/** Words for a processor, and its numbers. */
const processors = (title: Reading): Span[] => title.parts('cpu');

/** Disks, without those that are built into a card: "RTX 4060 Ti OC SSD 8GB (DUAL-RTX4060TI-O8G-SSD)". */
const disks = (title: Reading): readonly Mark[] =>
  title
    .of('storage')
    .filter(({ from }) => (title.list[from]?.sep ?? 0) !== Sep.dash && title.list[from - 1]?.text !== 'oc');

/** A computer word that is not what the card is for, comes from or was tried in. */
function computerHead({ reading: title, hasCard, first }: Title): Mark | undefined {
  return title.of('computer').find((mark) => {
    if (title.of('card').some((card) => card.from === mark.to)) return false; // "PC graphics card"
    if (title.list[mark.from]?.text === 'pcs' && ((title.list[mark.to]?.sep ?? 0) & Sep.plus) !== 0) return false; // PowerColor PCS+
    if (title.list[mark.from - 1]?.isNumber === true && title.of('pieces').some((piece) => piece.from === mark.from))
      return false;
    const aside = title.before(mark.from, 4, 'purpose', 'origin', 'place', 'tested', 'negation', 'without');
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
  const disk = disks(title)[0];
  const parts = [cpu, ram, disk, title.of('mainboard')[0], title.of('system')[0]].filter((part) => part !== undefined);
  if (cpu !== undefined && subject.mentions.length > 0) return object('computer', 'computer.components', ...parts);
  if (parts.length >= 2) return object('computer', 'computer.components', ...parts);
  const other = disk ?? title.of('mainboard')[0] ?? ram;
  return other && object('computer', 'computer.components', other);
}

/** Something else leads the title: a power supply, a screen, a phone. */
function goods({ reading: title, hasCard, mentions, first }: Title): Objection | undefined {
  const lead = [
    ...title.of('psu'),
    ...title.of('goods'),
    ...title.of('screen'),
    ...title.of('storage'),
    ...title.of('mainboard'),
    ...title.of('cpu'),
    ...title.of('ram'),
  ].find((mark) => mark.from < first && title.before(mark.from, 3, 'with', 'negation', 'without') === undefined);
  if (lead !== undefined) return object('not-a-gpu', 'goods.word', lead);
  // "RTX 4090 статуетка": the last noun is what is sold.
  const shown = title
    .of('goods')
    .find(({ from }) => title.list[from]?.sep === Sep.space && mentions.some(({ to }) => to === from));
  if (shown !== undefined) return object('not-a-gpu', 'goods.named', shown);
  const box = title.of('enclosure').find((mark) => title.before(mark.from, 3, 'purpose') === undefined);
  if (box !== undefined) return object(hasCard && first < box.from ? 'not-a-gpu' : 'lot', 'goods.enclosure', box);
  const added = title
    .parts('ram')
    .find(({ from }) => [0, 1, 2].some((back) => ((title.list[from - back]?.sep ?? 0) & Sep.plus) !== 0));
  if (added !== undefined && hasCard && first < added.from) return object('lot', 'lot.goods', added);
  const joined = title.any('psu', 'screen', 'goods', 'pcCase').find(
    (mark) =>
      // "W/TV": a socket for it.
      (title.before(mark.from, 3, 'with') !== undefined && title.list[mark.from]?.sep !== Sep.slash) ||
      ((title.list[mark.from]?.sep ?? 0) & Sep.plus) !== 0,
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
