import { describe, expect, test } from '@jest/globals';
import type { Support } from './assurance.js';
import { weigh } from './objection.js';
import { doubtIn, weighed } from './second-opinion.js';

const doubt = (from: number, to: number, odds: number) => ({ from, to, odds });
const support = (points: number): Support[] =>
  points === 0 ? [] : [{ part: 'works', points, item: undefined as unknown as Support['item'] }];

describe('an objection', () => {
  const objection = weigh(90, 'defective', 'defect.word', { from: 3, to: 4 });
  const pointsAt = (odds: number): number | undefined => weighed([objection], [doubt(0, 5, odds)])[0]?.points;

  test('weighs 90 points less for each unit below log-odds of 0.4, and nothing more above', () => {
    expect([0.5, 0.4].map(pointsAt)).toEqual([90, 90]);
    expect(pointsAt(-0.1)).toBeCloseTo(45, 10);
  });

  test('without an opinion weighs what it weighs', () => {
    expect(weighed([objection], [])).toEqual([objection]);
  });

  test('is left out where nothing is left', () => {
    expect([-0.59, -0.61].map((odds) => pointsAt(odds) !== undefined)).toEqual([true, false]);
  });

  test('is weighed by the sentence that holds its words, and the likeliest of several', () => {
    const points = (spans: readonly { from: number; to: number }[], ...doubts: ReturnType<typeof doubt>[]) =>
      weighed([{ ...objection, spans }], doubts)[0]?.points;
    expect(points([{ from: 3, to: 4 }], doubt(0, 3, 2), doubt(3, 5, -0.1), doubt(5, 9, 2))).toBeCloseTo(45, 10);
    const two = [
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ];
    expect(points(two, doubt(0, 3, 0.2), doubt(3, 5, -1))).toBeCloseTo(72, 10);
  });
});

describe('a doubt', () => {
  test('is the likeliest sentence, when it is worth what speaks for the card: 40 points a unit', () => {
    expect(doubtIn([doubt(0, 3, -0.01)], support(0))).toBeUndefined();
    expect(doubtIn([doubt(0, 3, -1), doubt(3, 6, 0)], support(0))).toMatchObject({ from: 3, to: 6 });
    expect(doubtIn([doubt(0, 3, 0.62)], support(25))).toBeUndefined();
    expect(doubtIn([doubt(0, 3, 0.63)], support(25))).toMatchObject({ from: 0 });
  });

  test('a text without sentences has none', () => {
    expect(doubtIn([], support(0))).toBeUndefined();
  });
});
