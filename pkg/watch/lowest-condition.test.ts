import { expect, test } from '@jest/globals';
import { decideLowest, lowestBefore, type LowestRule, type LowestState } from './lowest-condition.js';
import type { Circumstances, DayPrice, Series } from './series.js';

const RULE: LowestRule = { days: 4, againAfterPercent: 5, cooldownHours: 0 };
const START = Date.parse('2026-11-01T00:00:00Z');
const DAY = 86_400_000;
const day = (eurCents: number, n = 5): DayPrice => ({ n, eurCents });

interface Step {
  readonly eurCents: number;
  readonly n?: number;
  readonly begin?: Circumstances['begin'];
  readonly rulesChanged?: boolean;
}

/** One step a day, after days at 100 euros. */
function told(
  rule: LowestRule,
  steps: readonly (number | Step)[],
  before: readonly (DayPrice | undefined)[] = Array<DayPrice>(9).fill(day(100_00)),
): number[] {
  let state: LowestState | null = null;
  let series: Series = before;
  return steps.flatMap((each, at) => {
    const {
      eurCents,
      n = 5,
      begin = null,
      rulesChanged = false,
    } = typeof each === 'number' ? { eurCents: each } : each;
    series = [day(eurCents, n), ...series];
    const decision = decideLowest(rule, state, series, { now: new Date(START + at * DAY), begin, rulesChanged });
    if (decision !== null) ({ state } = decision);
    return decision?.tell === true ? [at] : [];
  });
}

test.each<[string, Partial<LowestRule>, readonly (number | Step)[], number[]]>([
  ['fires at a cent below the lowest', {}, [99_99], [0]],
  ['does not fire at the lowest itself', {}, [100_00], []],
  ['does not fire again for each cent less', {}, [99_00, 98_00, 97_00], [0]],
  ['fires again when it is lower by just the percent', {}, [90_00, 85_50], [0, 1]],
  ['does not fire a cent before', {}, [90_00, 85_51], [0]],
  ['fires again at a higher price once the days are over', {}, [90_00, 100_00, 100_00, 100_00, 100_00, 99_00], [0, 5]],
  ['not while the lower one is among the days', {}, [90_00, 100_00, 100_00, 100_00, 89_00], [0]],
  ['does not fire on thin data', {}, [{ eurCents: 50_00, n: 4 }], []],
  ['is not measured against thin data', {}, [{ eurCents: 50_00, n: 4 }, 99_00], [1]],
  ['tells what holds as the watch begins', {}, [{ eurCents: 90_00, begin: 'summary' }], [0]],
  ['remembers it silently', {}, [{ eurCents: 90_00, begin: 'silent' }, 89_00], []],
  ['takes what other rules made of it for granted', {}, [{ eurCents: 90_00, rulesChanged: true }, 89_00, 85_00], [2]],
  ['waits for the cooldown, and tells then', { cooldownHours: 48 }, [90_00, 80_00, 79_00], [0, 2]],
])('%s', (_name, rule, steps, expected) => {
  expect(told({ ...RULE, ...rule }, steps)).toEqual(expected);
});

test.each<[string, Series, number | null]>([
  ['of all the days', [day(1), day(90), day(80), day(95), day(99)], 80],
  ['not of the days before them', [day(1), day(90), day(80), day(95), day(99), day(10)], 80],
  ['when every second is known', [day(1), day(90), undefined, undefined, day(99)], 90],
  ['not when fewer are', [day(1), undefined, undefined, undefined, day(99)], null],
  ['not when the first of them is not', [day(1), day(90), day(80), day(95), undefined], null],
  ['not when the first of them is thin', [day(1), day(90), day(80), day(95), day(99, 4)], null],
])('the lowest of four days: %s', (_name, series, expected) => {
  expect(lowestBefore(series, 4)).toBe(expected);
});
