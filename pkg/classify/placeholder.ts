/** Amounts that sellers type where a price is asked for and none is meant: 1111, 1234, 9999, also converted between leva and euro. */

/** Typed rows, in any currency. */
const ROW = /^(?:12345\d*|1{4,})$/;
/** In leva and euro, where 9999 is no price of a shop. */
const TYPED = new Set([123, 1_234, 9_999, 99_999]);
const FIXED: ReadonlySet<string> = new Set(['EUR', 'BGN']);
const BGN_PER_EUR = 1.95583;
/** A cent more or less: the page rounds. */
const ROUNDING = 0.011;
/** Rows that are met in the other currency, too. */
const CONVERTED = [123, 1_111, 1_234, 9_999, 11_111, 12_345];

/** Whether an amount in a currency is a placeholder: by itself, or as what a placeholder in leva is in euro and the other way round. */
export function isPlaceholder(amount: number, currency: string): boolean {
  if (Number.isInteger(amount) && ROW.test(String(amount))) return true;
  if (!FIXED.has(currency)) return false;
  if (TYPED.has(amount)) return true;
  const other = currency === 'EUR' ? 1 / BGN_PER_EUR : BGN_PER_EUR;
  return CONVERTED.some((row) => Math.abs(row * other - amount) < ROUNDING);
}
