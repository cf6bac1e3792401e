/** Computer parts that are written as numbers and not as words: i5, R7 5800X, 12400F, 1TB, DDR4, a screen of 15.6 inches. */
import { wordIn } from '../text/lexemes.js';
import { Sep, type Token } from '../text/tokens.js';
import { TermNote } from '../text/vocabulary.js';
import { ClassSet } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';

const CPU = ClassSet.of('cpu');
const STORAGE = ClassSet.of('storage');
const RAM = ClassSet.of('ram');
const MAINBOARD = ClassSet.of('mainboard');
const LAPTOP_PART = ClassSet.of('laptopPart');
const MEASURE = ClassSet.of('idiom');
/** Width of the memory bus: "128 бита", where "бита" by itself is "beaten". */
const BITS = /^(?:bit|bits|biti|bitow|битов|бит|бита|бити|битова|битная|біт|біта|бітна)$/;
/** "1800 точки" of a benchmark. */
const POINTS = /^(?:точк|puncte|punkt|points|pontos|балл|бал|tochki|tocki)/;
const TERABYTES = /^(?:tb|тб)$/;
const INCHES =
  /^(?:inch|inches|in|inci|inchi|cali|calowy|дюима|дюимов|дюимовыи|дюимів|инча|инч|инчов|инчова|polegadas)$/;

const units = new TermNote((text) =>
  BITS.test(text)
    ? 'bits'
    : POINTS.test(text)
      ? 'points'
      : INCHES.test(text)
        ? 'inches'
        : TERABYTES.test(text)
          ? 'terabytes'
          : 'none',
);

/** Chipsets that name a mainboard; none is also the name of a card. */
const CHIPSETS = new Set(
  (
    'a320 a520 a620 b75 b85 b150 b250 b350 b360 b365 b450 b460 b550 b560 b650 b660 b760 b840 b850 h55 h61 h67 h77 h81 h87 h97 h110 h170 ' +
    'h270 h310 h370 h410 h470 h510 h570 h610 h670 h770 x58 x79 x99 x299 x370 x399 x470 x570 x670 x870 z68 z77 z87 z97 z170 z270 z370 ' +
    'z390 z490 z590 z690 z790 z890'
  ).split(' '),
);

/** What the number at `at` begins, if it is such a part. */
function hardwareAt(list: readonly Token[], at: number): Item | undefined {
  const token = list[at];
  const next = list[at + 1];
  const before = list[at - 1];
  if (token === undefined) return undefined;
  const { text } = token;
  if (next?.sep === 0 && isProcessorNumber(text, next.text)) return { from: at, to: at + 2, classes: CPU };
  if (before !== undefined && !before.isNumber) {
    if (token.sep === 0 && /^[3579]$/.test(text)) {
      if (before.text === 'i' || before.text === 'и' || before.text === 'і')
        return { from: at - 1, to: at + 1, classes: CPU };
      const generation = list[at + 1];
      if (/^[rр]$/.test(before.text) && generation?.isNumber === true && generation.text.length === 4)
        return { from: at - 1, to: at + 2, classes: CPU };
    }
    if (before.text === 'fx' && /^[4689]\d{3}$/.test(text) && wordIn(list[at - 2]).prefix === undefined)
      return { from: at - 1, to: at + 1, classes: CPU };
    if (token.sep === 0 && /^[abhxz]$/.test(before.text) && before.sep !== 0 && CHIPSETS.has(before.text + text))
      return { from: at - 1, to: at + 1, classes: MAINBOARD };
    if (
      (before.text === 'ddr' || before.text === 'ддр') &&
      token.sep <= Sep.space &&
      /^[345]$/.test(text) &&
      isSystemMemory(list, at)
    )
      return { from: at - 1, to: at + 1, classes: RAM };
  }
  const unit = next && units.of(next.term);
  if (next !== undefined && next.sep <= Sep.space && unit === 'terabytes')
    return { from: at, to: at + 2, classes: STORAGE };
  // Kilograms with a decimal: a laptop is weighed so, a card in grams or not at all.
  if (
    next?.isNumber === true &&
    next.sep === Sep.dot &&
    /^[1-3]$/.test(text) &&
    /^(?:кг|kg)$/.test(list[at + 2]?.text ?? '')
  )
    return { from: at, to: at + 3, classes: LAPTOP_PART };
  if (next !== undefined && next.sep <= (Sep.space | Sep.dash) && unit === 'bits')
    return { from: at, to: at + 2, classes: MEASURE };
  if (next?.sep === Sep.space && text.length >= 3 && unit === 'points')
    return { from: at, to: at + 2, classes: MEASURE };
  if (next !== undefined && unit === 'inches' && next.sep <= (Sep.space | Sep.dash) && /^1[3-8]$/.test(text))
    return { from: at, to: at + 2, classes: LAPTOP_PART };
  if (
    next !== undefined &&
    (next.sep & Sep.quote) !== 0 &&
    token.sep !== 0 &&
    (token.sep & Sep.quote) === 0 &&
    /^1[4-8]$/.test(text)
  )
    return { from: at, to: at + 1, classes: LAPTOP_PART };
  if (next?.isNumber === true && isLaptopScreen(text, next)) return { from: at, to: at + 2, classes: LAPTOP_PART };
  return undefined;
}

/** 12400F, 9700K, 5600X, 5800X3D: no card has such a letter after four digits or five. */
function isProcessorNumber(number: string, letters: string): boolean {
  if (/^(?:k|kf|ks|f|hq|h|hk)$/.test(letters)) return /^(?:1[0-4]\d{3}|[2-9]\d{3})$/.test(number);
  return letters === 'x' && /^[1-9][1-9]00$/.test(number);
}

/** DDR4 and DDR5 with an amount of 16 GB or more; "4GB DDR5" is how sellers write a card's GDDR5. */
function isSystemMemory(list: readonly Token[], at: number): boolean {
  for (let near = Math.max(0, at - 4); near <= at + 3; near += 1) {
    const token = list[near];
    if (near !== at && token?.isNumber === true && /^(?:16|32|48|64|96|128)$/.test(token.text)) return true;
    if (token?.isNumber === true && /^(?:2[1346]\d\d|3[0246]\d\d|[56][0246]00)$/.test(token.text)) return true;
  }
  return false;
}

const DIAGONALS = new Set(['13.3', '15.6', '16.1', '17.3']);

/** 15.6, 17.3: the diagonal of a laptop's screen, and of nothing else that an ad for a card names. */
export function isLaptopScreen(number: string, next: Token | undefined): boolean {
  if (next?.isNumber !== true || (next.sep !== Sep.dot && next.sep !== Sep.comma)) return false;
  return DIAGONALS.has(`${number}.${next.text}`);
}

/** `items` with the parts that are written as numbers, in order; a part replaces what overlaps it. */
export function withHardware(list: readonly Token[], items: readonly Item[]): readonly Item[] {
  let merged: Item[] | undefined;
  let index = 0;
  for (let at = 0; at < list.length; at += 1) {
    if (list[at]?.isNumber !== true) continue;
    const part = hardwareAt(list, at);
    if (part === undefined) continue;
    merged ??= [];
    for (let item = items[index]; item !== undefined && item.to <= part.from; item = items[index]) {
      merged.push(item);
      index += 1;
    }
    while ((items[index]?.from ?? list.length) < part.to) index += 1;
    if ((merged.at(-1)?.to ?? 0) <= part.from) merged.push(part);
    at = part.to - 1;
  }
  if (merged === undefined) return items;
  for (; index < items.length; index += 1) {
    const item = items[index];
    if (item !== undefined) merged.push(item);
  }
  return merged;
}
