/** When a message that did not arrive is tried again, and when it is given up. */

const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 3_600_000;

/** Half an hour of quick attempts, then ever rarer: about a day in all, two at the most. */
export const MOST_ATTEMPTS = 16;

/**
 * Exponential back-off with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015): anything from zero to 30 s, 1 min,
 * 2 min ... 6 h, so that what failed together does not come back together. What the other side wishes is waited for at the least.
 * @param attempts made so far, from 1
 * @param retryAfter seconds
 * @param random from 0 to 1
 */
export function nextAttempt(now: Date, attempts: number, retryAfter: number | undefined, random: number): Date {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1));
  return new Date(now.getTime() + (retryAfter ?? 0) * 1000 + Math.ceil(random * most));
}
