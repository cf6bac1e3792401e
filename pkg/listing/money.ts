/** Exact money: integer minor units and an ISO 4217 currency; the euro amount is derived at the fixed rate. */

export const CURRENCIES = ['EUR', 'BGN', 'PLN', 'RON', 'UAH', 'UZS', 'KZT', 'USD'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** An amount in integer minor units (cent, stotinka, grosz); every currency here has two decimals (ISO 4217). */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/**
 * Stotinki in one hundred-thousandth of a euro cent: 1 EUR = 1.95583 BGN exactly (Council Regulation (EC) 2866/98 for the
 * method, (EU) 2025/1407 for the lev). Kept as integers so that no fraction is ever rounded but the result.
 */
const BGN_PER_EUR = 195_583;
const RATE_SCALE = 100_000;

// Taken once: a test that tries every amount looks a global up ten million times otherwise.
const { isSafeInteger } = Number;
const { floor } = Math;

/** `amount * times / by` in exact integers, halves upwards, as article 5 of Regulation 1103/97 rounds conversions. */
function convert(amount: number, times: number, by: number): number {
  const doubled = amount * times * 2 + by;
  // A correctly rounded quotient of integers below 2^53 is never rounded up to a whole number that it does not reach.
  if (isSafeInteger(doubled) && isSafeInteger(amount)) return floor(doubled / (by * 2));
  // BigInt is exact at any size but ten times slower; it refuses what is no integer with a RangeError.
  return Number((BigInt(amount) * BigInt(times) * 2n + BigInt(by)) / BigInt(by * 2));
}

/** Lev to euro cents at the fixed rate, rounded half up to the cent. @throws RangeError for what is no integer */
export function eurCentsFromBgn(stotinki: number): number {
  return convert(stotinki, RATE_SCALE, BGN_PER_EUR);
}

/** Euro cents to stotinki at the fixed rate, rounded half up. @throws RangeError for what is no integer */
export function bgnFromEurCents(cents: number): number {
  return convert(cents, BGN_PER_EUR, RATE_SCALE);
}

/** The amount in euro cents; `null` for a currency without a fixed rate, since a floating rate would invent price changes. */
export function toEurCents(money: Money): number | null {
  if (money.currency === 'EUR') return money.minor;
  if (money.currency === 'BGN') return eurCentsFromBgn(money.minor);
  return null;
}

/**
 * Whether two amounts are one price: equal, or one is the other converted at the fixed rate and rounded
 * (so 880.00 BGN shown as 449.94 EUR is no price change, in either direction).
 */
export function isSamePrice(a: Money, b: Money): boolean {
  if (a.currency === b.currency) return a.minor === b.minor;
  if (a.currency === 'BGN' && b.currency === 'EUR') return eurCentsFromBgn(a.minor) === b.minor;
  if (a.currency === 'EUR' && b.currency === 'BGN') return eurCentsFromBgn(b.minor) === a.minor;
  return false;
}
