import { describe, expect, test } from '@jest/globals';
import type { CycleStatus } from '../../listing/cycle.js';
import { judgeMarket, type CycleFacts, type MarketFacts } from './judge-market.js';

const now = new Date('2026-11-02T12:00:00Z');
const HOUR = 3_600_000;
const hourly = { schedule: '17 * * * *' };
const cycle = (status: CycleStatus, over: Partial<CycleFacts> = {}): CycleFacts => ({
  ...{ id: 7, status, startedAt: now, finishedAt: now, errorCode: null, pages: 12 },
  ...{ ads: 400, listings: 300, fresh: 4, gone: 2, ...over },
});
const facts = (over: Partial<MarketFacts> = {}): MarketFacts => ({
  ...{ last: cycle('published'), ended: cycle('published'), publishedAt: now, listings: 300, ...over },
});
const judged = (over: Partial<MarketFacts> = {}): Record<string, string> =>
  Object.fromEntries(
    judgeMarket(hourly, facts(over), now).map(({ type, status, reason }) => [type, `${status} ${reason}`]),
  );

test('a market that was published just now is fresh, reachable and understood', () => {
  expect(judged()).toEqual({ Fresh: 'True Published', Reachable: 'True Answered', ParserHealthy: 'True Understood' });
});

test('of a market that nobody has read nothing is said', () => {
  expect(judged({ last: null, ended: null, publishedAt: null })).toEqual({
    Fresh: 'Unknown NothingPublished',
    Reachable: 'Unknown NeverRead',
    ParserHealthy: 'Unknown NeverRead',
  });
});

test.each([
  [3 * HOUR, 'True Published'],
  [3 * HOUR + 1, 'False Stale'],
])('published %d ms ago on an hourly schedule it is %s', (ago, fresh) => {
  expect(judged({ publishedAt: new Date(now.getTime() - ago) })['Fresh']).toBe(fresh);
});

test('what is stale follows from the longest gap of the schedule', () => {
  const publishedAt = new Date(now.getTime() - 100 * HOUR);
  const of = (schedule: string): string | undefined =>
    judgeMarket({ schedule }, facts({ publishedAt }), now).find(({ type }) => type === 'Fresh')?.status;
  expect(of('0 8-18 * * 1-5')).toBe('True');
  expect(of('0 0 * * *')).toBe('False');
});

describe('how the last cycle ended', () => {
  test.each<[CycleStatus, string, string]>([
    ['published', 'True Answered', 'True Understood'],
    ['partial', 'True Answered', 'True Understood'],
    ['suspect', 'True Answered', 'False Suspect'],
    ['blocked', 'False Blocked', 'Unknown NotRead'],
    ['failed', 'False Failed', 'Unknown NotRead'],
  ])('%s', (status, reachable, parser) => {
    expect(judged({ ended: cycle(status) })).toMatchObject({ Reachable: reachable, ParserHealthy: parser });
  });

  test('is said with the code, and never with the words of an error', () => {
    const [, reachable] = judgeMarket(hourly, facts({ ended: cycle('failed', { errorCode: 'TOR_UNAVAILABLE' }) }), now);
    expect(reachable?.message).toBe('Cycle 7 failed (TOR_UNAVAILABLE).');
  });
});
