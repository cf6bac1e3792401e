/** Reads Retry-After (RFC 9110, section 10.2.3). */

/**
 * Milliseconds to wait, from seconds or an HTTP date; `undefined` when absent or unreadable. A date is measured against
 * the answer's own `Date` header where it has one, since only that clock is the one the date was written by.
 */
export function retryAfterMs(value: string | undefined, dateHeader: string | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const until = httpDate(text);
  if (until === undefined) return undefined;
  return Math.max(0, until - (httpDate(dateHeader ?? '') ?? now.getTime()));
}

function httpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]+,? /.test(text)) return undefined; // Date.parse alone would take "12" for a year
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
