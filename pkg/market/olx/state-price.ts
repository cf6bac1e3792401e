/** The price of an ad in the embedded state: an exact number beside the text that people see. */
import { CURRENCIES, type Currency } from '../../listing/money.js';
import { asObject, asText } from './json-value.js';
import { foldedText } from './plain-text.js';
import { isNearlySamePrice, NO_PRICE, readPrice, type ReadPrice } from './price-text.js';

export interface StatePrice extends ReadPrice {
  readonly text: string;
  readonly negotiable: boolean;
}

export function statePrice(value: unknown): StatePrice {
  const price = asObject(value);
  const text = foldedText(asText(price?.['displayValue']) ?? '');
  const regular = asObject(price?.['regularPrice']);
  const negotiable = regular?.['negotiable'] === true;
  if (price === null || price['free'] === true || price['exchange'] === true || price['budget'] === true)
    return { ...NO_PRICE, text, negotiable };
  const written = readPrice(text);
  const amount = readMoney(regular?.['value'], regular?.['currencyCode']);
  // A currency that we do not count in (conventional units) may still be shown converted.
  if (amount === null) return { ...written, text, negotiable };
  const disagrees =
    written.disagrees ||
    (written.minor !== null && written.currency !== null && !isNearlySamePrice(amount, written as typeof amount));
  return { ...amount, disagrees, understood: true, text, negotiable };
}

/** A number in whole units with decimals and an ISO code, to minor units; `null` when either is not usable. */
export function readMoney(value: unknown, code: unknown): { minor: number; currency: Currency } | null {
  const currency = CURRENCIES.find((known) => known === code);
  if (currency === undefined || typeof value !== 'number' || !(value >= 0)) return null;
  // The site's own conversions carry float noise (133878799.99999999); nothing has more than two decimals.
  const minor = Math.round(value * 100);
  return Number.isSafeInteger(minor) ? { minor, currency } : null;
}
