/** Finds the price that an ad's text asks, where it says exactly one: in its title, or after a word such as "цена". */
import { isSamePrice, type Currency, type Money } from './money.js';

/** Only currencies with a fixed rate can be compared with the market. Before a gap stand at most two digits: `RX 580 150 лв` asks 150. */
const AMOUNT = String.raw`(?<![\p{L}\p{N}.,])(?:(?<sign>€) ?)?(?<units>\d{1,2}[ .'’]\d{3}|\d{1,5})(?:[.,](?:(?<decimals>\d{1,2})|-))?(?![\p{N}])`;
const UNIT = String.raw`(?: ?(?<unit>€|eur|euro|euros|евро|евра|лв|лева|lv|leva|bgn)(?!\p{L}))?`;
const IN_TITLE = new RegExp(AMOUNT + UNIT, 'giu');
const AFTER_WORD = new RegExp(
  String.raw`(?<!\p{L})(?:цената|цена|price|asking|искам|cena)(?: (?:е|is|му|ѝ|й))?[ :=-]{0,4}(?:от )?` + AMOUNT + UNIT,
  'giu',
);
const LEV = /^(?:лв|лева|lv|leva|bgn)$/iu;

/** Longer texts are cut: a price stands early, and a hostile text must cost nothing. */
const TEXT_MAX = 5_000;

/**
 * @param text a title, or a whole ad whose first line is the title
 * @returns `null` where no amount is written with its currency, or several that are not one price: what was once paid, or is
 * asked for something else, is not told apart from the price by guessing
 */
export function askedInText(text: string): Money | null {
  const [title = '', ...rest] = text.slice(0, TEXT_MAX).split(/\r?\n/);
  return onePrice(amounts(title, IN_TITLE)) ?? onePrice(amounts(rest.join('\n'), AFTER_WORD));
}

function amounts(text: string, pattern: RegExp): Money[] {
  return [...text.matchAll(pattern)].flatMap(({ groups = {} }) => {
    const { sign, units = '', decimals = '', unit } = groups;
    if (sign === undefined && unit === undefined) return [];
    const currency: Currency = sign === undefined && LEV.test(unit ?? '') ? 'BGN' : 'EUR';
    return [{ minor: Number(units.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0')), currency }];
  });
}

function onePrice(found: readonly Money[]): Money | null {
  const [first, ...others] = found;
  return first !== undefined && first.minor > 0 && others.every((other) => isSamePrice(first, other)) ? first : null;
}
