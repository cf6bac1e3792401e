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
 * method, (EU) 2025/1407 for the lev). Kept as integers so that no float takes part.
 */
const BGN_PER_EUR = 195_583n;
const RATE_SCALE = 100_000n;

/** Half-up division of non-negative integers, as article 5 of Regulation 1103/97 rounds conversions. */
function divideHalfUp(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 2n + denominator) / (denominator * 2n));
}

/** Lev to euro cents at the fixed rate, rounded half up to the cent. */
export function eurCentsFromBgn(stotinki: number): number {
  return divideHalfUp(BigInt(stotinki) * RATE_SCALE, BGN_PER_EUR);
}

/** Euro cents to stotinki at the fixed rate, rounded half up. */
export function bgnFromEurCents(cents: number): number {
  return divideHalfUp(BigInt(cents) * BGN_PER_EUR, RATE_SCALE);
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
  if (a.currency === 'BGN' && b.currency === 'EUR') return matchesRate(a.minor, b.minor);
  if (a.currency === 'EUR' && b.currency === 'BGN') return matchesRate(b.minor, a.minor);
  return false;
}

function matchesRate(stotinki: number, cents: number): boolean {
  return eurCentsFromBgn(stotinki) === cents || bgnFromEurCents(cents) === stotinki;
}
