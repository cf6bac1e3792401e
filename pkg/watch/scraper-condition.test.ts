import { expect, test } from '@jest/globals';
import { decideScraper, troubleOf, type ScraperNews, type ScraperState } from './scraper-condition.js';

const RULE = { staleHours: 24 };
const START = Date.parse('2026-11-01T00:00:00Z');
const HOUR = 3_600_000;

/** Hour, how the newest cycle ended, hour of the last publish. */
type Step = readonly [hour: number, lastStatus: string | null, since: number | null];

function told(steps: readonly Step[], begin: 'summary' | 'silent' | null = null): (ScraperNews | null)[] {
  let state: ScraperState | null = null;
  return steps.map(([hour, lastStatus, since], at) => {
    const health = { lastStatus, since: since === null ? null : new Date(START + since * HOUR) };
    const decision = decideScraper(RULE, state, health, {
      now: new Date(START + hour * HOUR),
      begin: at === 0 ? begin : null,
    });
    ({ state } = decision);
    return decision.tell;
  });
}

test.each<[string, readonly Step[], (ScraperNews | null)[]]>([
  [
    'nothing while cycles are published',
    [
      [1, 'published', 0],
      [25, 'partial', 20],
    ],
    [null, null],
  ],
  [
    'stale after just so many hours, once',
    [
      [23.9, 'published', 0],
      [24, 'published', 0],
      [30, 'published', 0],
    ],
    [null, 'stale', null],
  ],
  [
    'blocked, and over',
    [
      [1, 'blocked', 0],
      [7, 'blocked', 0],
      [13, 'published', 13],
    ],
    ['blocked', null, 'recovered'],
  ],
  ['suspect', [[1, 'suspect', 0]], ['suspect']],
  ['failed', [[1, 'failed', 0]], ['failed']],
  [
    'one outage under several names once',
    [
      [1, 'failed', 0],
      [7, 'blocked', 0],
      [25, 'blocked', 0],
      [26, 'failed', 0],
    ],
    ['failed', null, null, null],
  ],
  [
    'the next outage again',
    [
      [1, 'failed', 0],
      [7, 'published', 7],
      [13, 'failed', 7],
    ],
    ['failed', 'recovered', 'failed'],
  ],
  [
    'a partial cycle is a publish',
    [
      [1, 'failed', 0],
      [7, 'partial', 7],
    ],
    ['failed', 'recovered'],
  ],
  ['nothing of a market that was never begun', [[100, null, null]], [null]],
])('tells %s', (_name, steps, expected) => {
  expect(told(steps)).toEqual(expected);
});

test('a silent beginning remembers the outage and tells of its end', () => {
  expect(
    told(
      [
        [1, 'failed', 0],
        [7, 'failed', 0],
        [13, 'published', 13],
      ],
      'silent',
    ),
  ).toEqual([null, null, 'recovered']);
});

test('a refusal is named before staleness', () => {
  expect(troubleOf(RULE, { lastStatus: 'blocked', since: new Date(0) }, new Date(START))).toBe('blocked');
});
