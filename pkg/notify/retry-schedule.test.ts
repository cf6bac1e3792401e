import { expect, test } from '@jest/globals';
import { nextAttempt } from './retry-schedule.js';

const now = new Date('2026-11-26T12:00:00Z');
const seconds = (attempts: number, random: number, retryAfter?: number): number =>
  (nextAttempt(now, attempts, retryAfter, random).getTime() - now.getTime()) / 1000;

test.each([
  [1, 30],
  [2, 60],
  [3, 120],
  [10, 15_360],
  [11, 21_600],
  [15, 21_600],
])('after %i attempts it is at most %i s, and at least none: full jitter', (attempts, most) => {
  expect([seconds(attempts, 0), seconds(attempts, 0.5), seconds(attempts, 1)]).toEqual([0, most / 2, most]);
});

test('what the other side wishes is waited for, and the jitter comes after it', () => {
  expect([seconds(1, 0, 90), seconds(1, 1, 90)]).toEqual([90, 120]);
});
