/** Reads a price as the page writes it: `1 597 zł`, `24 649,52 €`, `1'200,- €`, `1777.85 лв. / 909 €`, `300 € /бр.`, `Zamienię`. */
import { isSamePrice, toEurCents, type Currency, type Money } from '../../listing/money.js';

export interface ReadPrice {
  /** Integer minor units of the amount that is written first; `null` when there is none or it cannot be read. */
  readonly minor: number | null;
  readonly currency: Currency | null;
  /** Two amounts are written and they are not one price at the fixed rate. */
  readonly disagrees: boolean;
  /** False when the text has digits but is no price that we know how to read. */
  readonly understood: boolean;
}

export const NO_PRICE: ReadPrice = { minor: null, currency: null, disagrees: false, understood: true };
const NOT_UNDERSTOOD: ReadPrice = { ...NO_PRICE, understood: false };

/** By lower-case symbol without full stops and apostrophes. */
const CURRENCY_OF: ReadonlyMap<string, Currency> = new Map([
  ...(['€', 'eur', 'euro', 'евро'] as const).map((word) => [word, 'EUR'] as const),
  ...(['лв', 'лева', 'lv', 'bgn'] as const).map((word) => [word, 'BGN'] as const),
  ...(['zł', 'zl', 'pln'] as const).map((word) => [word, 'PLN'] as const),
  ...(['lei', 'leu', 'ron'] as const).map((word) => [word, 'RON'] as const),
  ...(['грн', '₴', 'uah'] as const).map((word) => [word, 'UAH'] as const),
  ...(['сум', 'сўм', 'som', 'uzs'] as const).map((word) => [word, 'UZS'] as const),
  ...(['тг', 'тнг', '₸', 'kzt'] as const).map((word) => [word, 'KZT'] as const),
  ...(['$', 'usd'] as const).map((word) => [word, 'USD'] as const),
]);

const AMOUNT = String.raw`\d[\d\s.,'’]*(?:[-–—]{1,2})?`;
const PART = new RegExp(String.raw`^(?:(${AMOUNT}) ?(\D+)|([^\d\s]+) ?(${AMOUNT}))$`, 'u');
/** Two amounts with nothing between them but the unit of the first one: `300 € 586.75 лв.`, `€ 300 BGN 586.75`. */
const TWO = new RegExp(
  String.raw`^(?:(${AMOUNT}) ?([^\d\s]+) (${AMOUNT}) ?([^\d\s]+)|([^\d\s]+) ?(${AMOUNT}) ([^\d\s]+) ?(${AMOUNT}))$`,
  'u',
);

/** The price is for one piece, in the languages of the sites. Per month or per kilogram is no price of a thing. */
const PER_PIECE =
  /^(?:за )?(?:1 )?(?:бр|брой|броя|шт|штука|штуку|szt|sztuka|sztukę|buc|bucata|bucată|un|unidade|pc|pcs|piece|dona)\.?$/iu;

/** Longer texts are no prices; without a bound a hostile one could cost time. */
const TEXT_MAX = 200;

/** A currency is required, so a number that is cut off or belongs to something else is never taken for an amount. */
export function readPrice(text: string): ReadPrice {
  const folded = text.replace(/\s+/gu, ' ').trim();
  if (!/\d/.test(folded)) return NO_PRICE;
  if (folded.length > TEXT_MAX) return NOT_UNDERSTOOD;
  const parts = folded
    .split(/[/|()]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const amounts: Written[] = [];
  for (const [at, part] of parts.entries()) {
    if (at > 0 && PER_PIECE.test(part)) continue;
    const read = readPart(part);
    if (read === null) return NOT_UNDERSTOOD;
    amounts.push(...read);
  }
  const [first, second, ...more] = amounts;
  if (first === undefined || more.length > 0) return NOT_UNDERSTOOD;
  const { minor, currency } = first.money;
  return { minor, currency, disagrees: second !== undefined && !isOnePrice(first, second), understood: true };
}

interface Written {
  readonly money: Money;
  /** Written without decimals, so perhaps rounded for display. */
  readonly whole: boolean;
}

/** One amount, or two that stand side by side; `null` when the part is neither. */
function readPart(part: string): readonly Written[] | null {
  const [, before, unitAfter, unitBefore, after] = PART.exec(part) ?? [];
  const one = readMoney(before ?? after, unitAfter ?? unitBefore);
  if (one !== null) return [one];
  const [, a, unitA, b, unitB, unitC, c, unitD, d] = TWO.exec(part) ?? [];
  const first = readMoney(a ?? c, unitA ?? unitC);
  const second = readMoney(b ?? d, unitB ?? unitD);
  // Two amounts of one currency are an old and a new price, or none of ours.
  return first === null || second === null || first.money.currency === second.money.currency ? null : [first, second];
}

function readMoney(amountText = '', unit = ''): Written | null {
  const currency = currencyOf(unit);
  const amount = readAmount(amountText.trim());
  return currency === null || amount === null
    ? null
    : { money: { minor: amount.minor, currency }, whole: amount.whole };
}

export function currencyOf(symbol: string): Currency | null {
  return (
    CURRENCY_OF.get(
      symbol
        .trim()
        .toLowerCase()
        .replace(/[.'’ʻ`´]/gu, ''),
    ) ?? null
  );
}

/**
 * `275.000`, `24 649,52`, `1777.85`, `1'200`, `300,-` to minor units. No currency here has more than two decimals, so three
 * digits after a mark are always thousands and one or two are always decimals: the page's `priceFormatConfig` could add nothing.
 */
export function readAmount(text: string): { readonly minor: number; readonly whole: boolean } | null {
  const [, units, decimals] = /^(.*?)(?:[.,](?:(\d{1,2})|[-–—]{1,2}))?$/su.exec(text) ?? [];
  if (units === undefined || !/^(?:\d{1,15}|\d{1,3}(?:([\s.,'’])\d{3})(?:\1\d{3})*)$/u.test(units)) return null;
  const minor = Number(units.replace(/\D/g, '')) * 100 + Number((decimals ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(minor) ? { minor, whole: decimals === undefined } : null;
}

/** Two ways of writing one price; an amount without decimals may be the other one rounded to whole units. */
function isOnePrice(a: Written, b: Written): boolean {
  if (isSamePrice(a.money, b.money)) return true;
  if (!a.whole && !b.whole) return false;
  const [x, y] = [toEurCents(a.money), toEurCents(b.money)];
  return x !== null && y !== null && a.money.currency !== b.money.currency && Math.abs(x - y) < roundingCents(a, b);
}

/** What rounding to a whole unit can move, in euro cents: half a unit, and another for sites that cut instead. */
function roundingCents(...amounts: readonly Written[]): number {
  return Math.max(...amounts.filter(({ whole }) => whole).map(({ money }) => (money.currency === 'EUR' ? 100 : 52)));
}

/**
 * Whether two sources can mean one price: the text rounds to whole units where the exact number does not
 * (131444639 is shown as 131 444 640), and the euro and the lev are one price at the fixed rate.
 */
export function isNearlySamePrice(a: Money, b: Money): boolean {
  if (a.currency === b.currency) return Math.abs(a.minor - b.minor) <= 100;
  const [x, y] = [toEurCents(a), toEurCents(b)];
  return x !== null && y !== null && Math.abs(x - y) <= 100;
}

const NEGOTIABLE = /negocj|negoci|negoti|договор|договір|договар|kelish|келіс/iu;

/** Whether a note beside the price says that it can be talked about, in the language of any of the sites. */
export function isNegotiableNote(note: string): boolean {
  return NEGOTIABLE.test(note);
}
