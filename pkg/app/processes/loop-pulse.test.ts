import { expect, test } from '@jest/globals';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { LONGEST_STEP_MS, LoopPulse } from './loop-pulse.js';

const HOUR = 3_600_000;
const TOR = 180_000;

function aPulse(intervalMs = HOUR, markets = ['a']): { clock: FakeClock; pulse: LoopPulse } {
  const clock = new FakeClock();
  return { clock, pulse: new LoopPulse({ markets, intervalMs, torStartupMs: TOR, clock }) };
}

test.each<[string, number, (pulse: LoopPulse) => void, number]>([
  ['a loop that has just begun', HOUR, () => undefined, 2 * HOUR],
  ['a loop that moved', HOUR, (pulse) => pulse.moved('a'), 2 * HOUR],
  ['a loop that sleeps its interval', HOUR, (pulse) => pulse.rests('a', HOUR), 2 * HOUR],
  ['a loop that sleeps longer after a refusal', HOUR, (pulse) => pulse.rests('a', 8 * HOUR), 9 * HOUR],
  ['a short interval: one page and the start of TOR', 60_000, (pulse) => pulse.moved('a'), LONGEST_STEP_MS + TOR],
])('%s stands still only after its time', (_, intervalMs, act, allowedMs) => {
  const { clock, pulse } = aPulse(intervalMs);
  clock.advance(1_000);
  act(pulse);
  const since = pulse.lastSteps()[0]!.at;
  clock.advance(since + allowedMs - clock.now().getTime());
  expect(pulse.standing()).toEqual([]);
  clock.advance(1);
  expect(pulse.standing()).toEqual(['a']);
});

test('a step after a long stand is life again, and counts from then', () => {
  const { clock, pulse } = aPulse();
  clock.advance(10 * HOUR);
  expect(pulse.standing()).toEqual(['a']);
  pulse.moved('a');
  expect(pulse.standing()).toEqual([]);
  expect(pulse.lastSteps()).toEqual([{ market: 'a', at: clock.now().getTime() }]);
});

test('a step after a long sleep is held to the interval again, not to that sleep', () => {
  const { clock, pulse } = aPulse();
  pulse.rests('a', 24 * HOUR);
  pulse.moved('a');
  clock.advance(2 * HOUR + 1);
  expect(pulse.standing()).toEqual(['a']);
});

test("one market's steps say nothing of another's", () => {
  const { clock, pulse } = aPulse(HOUR, ['a', 'b']);
  clock.advance(2 * HOUR);
  pulse.moved('b');
  clock.advance(1);
  expect(pulse.standing()).toEqual(['a']);
});

test('a market that is not watched is not begun to be', () => {
  const { clock, pulse } = aPulse();
  pulse.moved('other');
  clock.advance(9 * HOUR);
  expect(pulse.standing()).toEqual(['a']);
});
