/** Numbers that are no model's: amounts with a unit, and series. */
import { Sep, type Token } from '../text/tokens.js';

/** What may stand between the words of one name. */
export const JOINING = Sep.space | Sep.dash | Sep.dot | Sep.open | Sep.close | Sep.quote;

const UNITS = new Set(
  (
    'w вт wt watt watts hz mhz ghz p r bit бит битов мгц mb gb tb мб гб тб mah mm мм cm см kg кг rpm ' +
    'лв lv лева eur euro евро zl ft huf lei грн руб'
  ).split(' '),
);
const ALWAYS_UNITS = new Set(['mb', 'мб', 'gb', 'гб', 'mhz', 'мгц', 'bit', 'бит', 'wt', 'вт']);
const MEGABYTES = new Set(['m', 'м', 'mt', 'мt']);
const MEMORY_SIZES = new Set(['64', '128', '256', '512', '1024', '2048', '4096']);

/** Whether `next` makes the number an amount: 750W, 1080p, "8600 GT 512 MB". */
export function isUnit(number: Token, next: Token, named: boolean): boolean {
  if (next.isNumber || (next.sep & ~Sep.space) !== 0) return false;
  const unit = next.text;
  if (MEGABYTES.has(unit)) return MEMORY_SIZES.has(number.text);
  if (unit === 'r' && next.sep !== 0) return false; // 1500R is a curve, "280 R9" a card
  return UNITS.has(unit) && (next.sep === 0 || !named || ALWAYS_UNITS.has(unit));
}

const GIGABYTES = /^(?:g|gb|gd|г|гб|гиг\p{L}*)$/u;

/** Whether the word at `at` makes the number before it an amount of memory. */
export function isMemoryUnit(list: readonly Token[], at: number): boolean {
  return list[at - 1]?.isNumber === true && GIGABYTES.test(list[at]?.text ?? '');
}

const SERIES = /^(?:ser(?:ie[sa]?|[iy]\w*)?|сер(?:и|і)?\p{L}*)$/u;
const LONGEST_ENDING = 2;

/** Whether a word for a series stands after the number: "RX 500 Series", "RX 6000-та серия". */
export function isSeries(list: readonly Token[], at: number): boolean {
  for (let next = at + 1; next <= at + 2; next += 1) {
    const token = list[next];
    if (token === undefined || (token.sep & ~JOINING) !== 0 || token.isNumber) return false;
    // "6000-та серия": an ending stands between.
    if (token.text.length > LONGEST_ENDING) return SERIES.test(token.text);
  }
  return false;
}
