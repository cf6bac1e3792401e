import { expect, test } from '@jest/globals';
import { longestGapSeconds } from './cron-gap.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;

test.each<[string, number]>([
  ['* * * * *', 60],
  ['17 * * * *', HOUR],
  ['17 */6 * * *', 6 * HOUR],
  ['*/10 * * * *', 600],
  // 23:55 to 00:00 is short; within the hour it is 7 minutes.
  ['*/7 * * * *', 7 * 60],
  // 56 to the next hour's 0 is 4 minutes, 49 to 56 is 7; 0,50 leaves 50.
  ['0,50 * * * *', 50 * 60],
  ['43 2 * * *', DAY],
  ['0 8-18 * * *', 14 * HOUR],
  // Friday 18:00 to Monday 8:00.
  ['0 8-18 * * 1-5', 62 * HOUR],
  ['0 8-18 * * mon-FRI', 62 * HOUR],
  ['13 4 * * 0', 7 * DAY],
  ['0 0 1 * *', 31 * DAY],
  ['0 0 1 jan,jul *', 184 * DAY],
  ['0 0 31 * *', 61 * DAY],
  ['0 0 29 2 *', (4 * 365 + 1) * DAY],
  // Either the first of the month or a Sunday.
  ['0 0 1 * 0', 7 * DAY],
  ['0 0 ? * 0', 7 * DAY],
  ['30/15 0 * * *', DAY - 15 * 60],
  ['5-20/5 6 * * *', DAY - 15 * 60],
])('%s leaves at most %d s', (expression, seconds) => {
  expect(longestGapSeconds(expression)).toBe(seconds);
});

test.each([
  ['hourly', 'has not five fields'],
  ['0 0 * * * *', 'has not five fields'],
  ['60 * * * *', '"60" is no minute'],
  ['* 24 * * *', '"24" is no hour'],
  ['* * 0 * *', '"0" is no day of month'],
  ['* * * 13 *', '"13" is no month'],
  ['* * * * 7', '"7" is no day of week'],
  ['* * * * fun', '"fun" is no day of week'],
  ['*/0 * * * *', '"*/0" is no minute'],
  ['20-10 * * * *', '"20-10" is no minute'],
  ['-5 * * * *', '"-5" is no minute'],
  ['1,,2 * * * *', '"" is no minute'],
  ['0 0 30 2 *', 'never runs'],
])('%s is refused: %s', (expression, words) => {
  expect(() => longestGapSeconds(expression)).toThrow(words);
});
