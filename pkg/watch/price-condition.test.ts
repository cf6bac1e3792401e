import { describe, expect, test } from '@jest/globals';
import { decidePrice, type PriceRule, type PriceState } from './price-condition.js';
import type { Circumstances } from './series.js';

const RULE: PriceRule = { direction: 'below', limitEurCents: 30_000, rearmPercent: 3, cooldownHours: 0 };
const START = Date.parse('2026-11-01T00:00:00Z');
const HOUR = 3_600_000;

interface Step {
  readonly eurCents: number;
  readonly n?: number;
  readonly hours?: number;
  readonly begin?: Circumstances['begin'];
  readonly rulesChanged?: boolean;
}

/** The steps at which it tells. */
function told(rule: PriceRule, steps: readonly (number | Step)[]): number[] {
  let state: PriceState | null = null;
  return steps.flatMap((each, at) => {
    const {
      eurCents,
      n = 5,
      hours = at,
      begin = null,
      rulesChanged = false,
    } = typeof each === 'number' ? { eurCents: each } : each;
    const decision = decidePrice(rule, state, [{ n, eurCents }], {
      now: new Date(START + hours * HOUR),
      begin,
      rulesChanged,
    });
    if (decision !== null) ({ state } = decision);
    return decision?.tell === true ? [at] : [];
  });
}

describe('below', () => {
  test.each<[string, readonly (number | Step)[], number[]]>([
    ['fires when the price falls below', [31_000, 29_999], [1]],
    ['does not fire at the limit itself', [31_000, 30_000], []],
    ['fires once, not on each cycle', [31_000, 29_000, 28_000, 27_000], [1]],
    ['does not fire again before the price went back by the percent', [29_000, 30_899, 29_000], [0]],
    ['fires again after it went back by just the percent', [29_000, 30_900, 29_000], [0, 2]],
    ['fires when it is below as the watch begins', [{ eurCents: 29_000, begin: 'summary' }], [0]],
    [
      'remembers silently what is below as it begins',
      [{ eurCents: 29_000, begin: 'silent' }, 28_000, 31_000, 29_000],
      [3],
    ],
    ['does not fire on thin data', [31_000, { eurCents: 29_000, n: 4 }], []],
    ['keeps its state over thin data', [29_000, { eurCents: 35_000, n: 4 }, 29_000], [0]],
    ['fires when thin data becomes enough', [{ eurCents: 29_000, n: 4 }, 29_000], [1]],
    [
      'fires across a change of the rules: the price is what is believed now',
      [31_000, { eurCents: 29_000, rulesChanged: true }],
      [1],
    ],
    ['is not moved by the currency that ads are written in: cents are cents', [44_994, 44_994], []],
  ])('%s', (_name, steps, expected) => {
    expect(told(RULE, steps)).toEqual(expected);
  });
});

describe('above', () => {
  test.each<[string, readonly (number | Step)[], number[]]>([
    ['fires when the price rises above', [29_000, 30_001], [1]],
    ['does not fire at the limit itself', [29_000, 30_000], []],
    ['does not fire again before the price went back by the percent', [31_000, 29_101, 31_000], [0]],
    ['fires again after it went back by just the percent', [31_000, 29_100, 31_000], [0, 2]],
  ])('%s', (_name, steps, expected) => {
    expect(told({ ...RULE, direction: 'above' }, steps)).toEqual(expected);
  });
});

test.each<[string, number, number[]]>([
  ['not before the cooldown is over', 23.9, [0]],
  ['when it is over', 24, [0, 2]],
])('a crossing within the cooldown is told late: %s', (_name, hours, expected) => {
  const steps = [
    { eurCents: 29_000, hours: 0 },
    { eurCents: 31_000, hours: 6 },
    { eurCents: 29_000, hours },
  ];
  expect(told({ ...RULE, cooldownHours: 24 }, steps)).toEqual(expected);
});

test('thirty days of a price that swings by two percent around the limit are one answer', () => {
  const swing = Array.from({ length: 120 }, (_each, at) => (at % 2 === 0 ? 29_400 : 30_600));
  const naive = swing.filter((eurCents, at) => eurCents < 30_000 && (swing[at - 1] ?? 30_000) >= 30_000);
  expect(naive).toHaveLength(60);
  expect(told(RULE, swing)).toEqual([0]);
});
