import { expect, test } from '@jest/globals';
import { decideChange, pricesOver, type ChangeRule, type ChangeState } from './change-condition.js';
import type { Circumstances, DayPrice } from './series.js';

const RULE: ChangeRule = { percent: 10, days: 7, direction: 'either', cooldownHours: 0 };
const START = Date.parse('2026-11-01T00:00:00Z');
const DAY = 86_400_000;

interface Step {
  readonly now: number;
  readonly then?: number;
  readonly n?: number;
  readonly thenN?: number;
  readonly begin?: Circumstances['begin'];
  readonly rulesChanged?: boolean;
}

function told(rule: ChangeRule, steps: readonly (number | Step)[]): number[] {
  let state: ChangeState | null = null;
  return steps.flatMap((each, at) => {
    const {
      now,
      then = 100_00,
      n = 5,
      thenN = 5,
      begin = null,
      rulesChanged = false,
    } = typeof each === 'number' ? { now: each } : each;
    const series: (DayPrice | undefined)[] = [{ n, eurCents: now }];
    series[rule.days] = { n: thenN, eurCents: then };
    const decision = decideChange(rule, state, series, { now: new Date(START + at * DAY), begin, rulesChanged });
    if (decision !== null) ({ state } = decision);
    return decision?.tell === true ? [at] : [];
  });
}

test.each<[string, Partial<ChangeRule>, readonly (number | Step)[], number[]]>([
  ['fires when the price fell by the percent', {}, [100_00, 90_00], [1]],
  ['does not fire a cent before', {}, [100_00, 90_01], []],
  ['fires when it rose by the percent', {}, [100_00, 110_00], [1]],
  ['fires once per move', {}, [90_00, 88_00, 85_00], [0]],
  ['does not fire again while half of the move is left', {}, [90_00, 95_00, 90_00], [0]],
  ['fires again when less than half of it was left', {}, [90_00, 95_01, 90_00], [0, 2]],
  ['fires when the move turns round', {}, [90_00, 110_00], [0, 1]],
  ['falls only', { direction: 'down' }, [110_00, 90_00], [1]],
  ['rises only', { direction: 'up' }, [90_00, 110_00], [1]],
  ['does not fire on thin data now', {}, [{ now: 80_00, n: 4 }], []],
  ['does not fire on thin data then', {}, [{ now: 80_00, thenN: 4 }], []],
  ['does not fire against a price of nothing', {}, [{ now: 80_00, then: 0 }], []],
  ['keeps its state over thin data', {}, [90_00, { now: 100_00, n: 4 }, 90_00], [0]],
  ['tells what holds as the watch begins', {}, [{ now: 90_00, begin: 'summary' }], [0]],
  ['remembers it silently', {}, [{ now: 90_00, begin: 'silent' }, 89_00], []],
  ['takes a move by other rules for granted', {}, [100_00, { now: 80_00, rulesChanged: true }, 80_00], []],
  ['and fires for the next', {}, [{ now: 80_00, rulesChanged: true }, 100_00, 90_00], [2]],
  ['waits for the cooldown, and tells then', { cooldownHours: 72 }, [90_00, 100_00, 90_00, 90_00], [0, 3]],
])('%s', (_name, rule, steps, expected) => {
  expect(told({ ...RULE, ...rule }, steps)).toEqual(expected);
});

test('a change is that of the very variant over the very days', () => {
  const day = (eurCents: number): DayPrice => ({ n: 5, eurCents });
  expect(pricesOver([day(90), day(80), day(120)], 2)).toEqual({ now: 90, then: 120 });
  expect(pricesOver([day(90), undefined, day(120)], 1)).toBeNull();
});
