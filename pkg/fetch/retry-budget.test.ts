import { describe, expect, test } from '@jest/globals';
import { BlockedError, TemporaryFetchError, TorUnavailableError } from './errors.js';
import type { RetryReason } from './fetch-event.js';
import { DEFAULT_LIMITS, type FetchLimits } from './fetch-limits.js';
import { RetryBudget } from './retry-budget.js';

const NOW = new Date('2026-11-02T12:00:00Z');
const budget = (limits: Partial<FetchLimits> = {}, random = 1): RetryBudget =>
  new RetryBudget(
    { ...DEFAULT_LIMITS, ...limits },
    () => random,
    () => NOW,
  );
const failed = (reason: RetryReason, retryAfterMs?: number) => ({ reason, what: 'page 1', retryAfterMs });

test('the longest wait doubles from try to try up to its cap, and is drawn from zero on', () => {
  const most = budget({ maxAttempts: 9, backoffBaseMs: 2_000, backoffCapMs: 9_000 });
  const waits = [1, 2, 3, 4].map(() => most.next(failed('overloaded')).delayMs);
  expect(waits).toEqual([2_000, 4_000, 8_000, 9_000]);
  expect(budget({}, 0).next(failed('overloaded')).delayMs).toBe(0);
  expect(budget({}, 0.5).next(failed('overloaded')).delayMs).toBe(1_000);
});

test('what the site asks for replaces the back-off; a quarter of an hour is waited for, more is not', () => {
  expect(budget().next(failed('overloaded', 7_000)).delayMs).toBe(7_000);
  expect(budget().next(failed('overloaded', 900_000)).delayMs).toBe(900_000);
  expect(() => budget().next(failed('overloaded', 900_001))).toThrow(TemporaryFetchError);
  try {
    budget().next(failed('refused', 3_600_000));
  } catch (err) {
    expect(err).toBeInstanceOf(BlockedError);
    expect((err as BlockedError).retryAt).toEqual(new Date('2026-11-02T13:00:00Z'));
  }
  expect.assertions(5);
});

test.each([
  ['overloaded', 5, TemporaryFetchError],
  ['network', 5, TemporaryFetchError],
  ['truncated', 5, TemporaryFetchError],
  ['proxy', 5, TorUnavailableError],
  ['refused', 3, BlockedError],
] as const)('%s is given up at try %i', (reason, tries, raised) => {
  const page = budget();
  for (let n = 1; n < tries; n += 1) page.next(failed(reason));
  expect(() => page.next(failed(reason))).toThrow(raised);
});

test('a refusal that says when to come back is no refusal yet', () => {
  const page = budget();
  for (let n = 1; n < 5; n += 1) expect(page.next(failed('refused', 1_000)).freshIdentity).toBe(false);
  expect(() => page.next(failed('refused', 1_000))).toThrow('gave up after 5 tries');
});

describe('another circuit', () => {
  test.each([
    ['refused', true],
    ['certificate', true],
    ['network', false],
    ['timeout', false],
    ['overloaded', false],
    ['truncated', false],
    ['proxy', false],
  ] as const)('after one %s: %p', (reason, fresh) => {
    expect(budget().next(failed(reason)).freshIdentity).toBe(fresh);
  });

  test('is tried after two lost connections in a row, and the row starts anew when an answer came in between', () => {
    const page = budget({ maxAttempts: 9 });
    const fresh = (reason: RetryReason): boolean => page.next(failed(reason)).freshIdentity;
    expect([fresh('network'), fresh('timeout'), fresh('network')]).toEqual([false, true, true]);
    expect([fresh('overloaded'), fresh('network'), fresh('network')]).toEqual([false, false, true]);
  });
});
