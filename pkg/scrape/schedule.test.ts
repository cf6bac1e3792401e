import { expect, test } from '@jest/globals';
import { waitAfter } from './schedule.js';

const HOUR = 3_600_000;

test('after success the wait is the interval, give or take a tenth', () => {
  expect(waitAfter('done', HOUR, { failures: 0 }, () => 0)).toBe(0.9 * HOUR);
  expect(waitAfter('done', HOUR, { failures: 0 }, () => 0.5)).toBe(HOUR);
});

test('failures back off exponentially and never wait longer than the interval', () => {
  const waits = [1, 2, 3, 10].map((failures) => waitAfter('retry-later', HOUR, { failures }, () => 1));
  expect(waits).toEqual([60_000, 120_000, 240_000, HOUR]);
});

test('which is half of that to all of it, by chance', () => {
  expect([0, 0.5, 1].map((chance) => waitAfter('retry-later', HOUR, { failures: 1 }, () => chance))).toEqual([
    ...[30_000, 45_000, 60_000],
  ]);
  expect(waitAfter('done', HOUR, { failures: 0 }, () => 1)).toBe(3_960_000);
});

test('an interval that is longer than a day is what a refusal waits', () => {
  expect(waitAfter('refused', 30 * HOUR, { failures: 1 })).toBe(30 * HOUR);
});

test('a refusal doubles the interval each time, up to a day', () => {
  const waits = [1, 2, 9].map((failures) => waitAfter('refused', HOUR, { failures }));
  expect(waits).toEqual([2 * HOUR, 4 * HOUR, 24 * HOUR]);
});
