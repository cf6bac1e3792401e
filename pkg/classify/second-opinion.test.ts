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

  test('weighs 45 points less for each unit below even odds, and nothing more above', () => {
    expect([0.5, 0, -1].map(pointsAt)).toEqual([90, 90, 45]);
  });

  test('is left out where nothing is left', () => {
    expect([-1.99, -2].map((odds) => pointsAt(odds) !== undefined)).toEqual([true, false]);
  });

  test('is weighed by the sentence that holds its words, and the likeliest of several', () => {
    expect(weighed([objection], [doubt(0, 3, 2), doubt(3, 5, -1), doubt(5, 9, 2)])[0]?.points).toBe(45);
    const two = {
      ...objection,
      spans: [
        { from: 1, to: 2 },
        { from: 3, to: 4 },
      ],
    };
    expect(weighed([two], [doubt(0, 3, -0.2), doubt(3, 5, -1)])[0]?.points).toBeCloseTo(81, 10);
  });
});

describe('a doubt', () => {
  test('is the likeliest sentence, from ten points on over what speaks for the card: 20 for each unit', () => {
    expect(doubtIn([doubt(0, 3, 0.49)], support(0))).toBeUndefined();
    expect(doubtIn([doubt(0, 3, -1), doubt(3, 6, 0.5)], support(0))).toMatchObject({ from: 3, to: 6 });
    expect(doubtIn([doubt(0, 3, 1.7)], support(25))).toBeUndefined();
    expect(doubtIn([doubt(0, 3, 1.75)], support(25))).toMatchObject({ from: 0 });
  });

  test('a text without sentences has none', () => {
    expect(doubtIn([], support(0))).toBeUndefined();
  });
});
