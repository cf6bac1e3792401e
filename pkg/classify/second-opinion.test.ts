import { describe, expect, test } from '@jest/globals';
import { createClassifier } from './classifier.js';
import type { Support } from './assurance.js';
import { weigh } from './objection.js';
import { doubtIn, weighed } from './second-opinion.js';

const doubt = (from: number, to: number, odds: number) => ({ from, to, odds });
const support = (points: number): Support[] =>
  points === 0 ? [] : [{ part: 'works', points, item: undefined as unknown as Support['item'] }];

describe('an objection', () => {
  const objection = weigh(90, 'defective', 'defect.word', { from: 3, to: 4 });
  const pointsAt = (odds: number): number | undefined => weighed([objection], [doubt(0, 5, odds)])[0]?.points;

  test('weighs 120 points less for each unit below a log-odds of a half, and nothing more above', () => {
    expect([1, 0.5].map(pointsAt)).toEqual([90, 90]);
    expect(pointsAt(0.25)).toBeCloseTo(60, 10);
  });

  test('without an opinion weighs what it weighs', () => {
    expect(weighed([objection], [])).toEqual([objection]);
  });

  test('is left out where nothing is left', () => {
    expect([-0.24, -0.26].map((odds) => pointsAt(odds) !== undefined)).toEqual([true, false]);
  });

  test('is weighed by the sentence that holds its words, and the likeliest of several', () => {
    const points = (spans: readonly { from: number; to: number }[], ...doubts: ReturnType<typeof doubt>[]) =>
      weighed([{ ...objection, spans }], doubts)[0]?.points;
    expect(points([{ from: 3, to: 4 }], doubt(0, 3, 2), doubt(3, 5, 0.25), doubt(5, 9, 2))).toBeCloseTo(60, 10);
    const two = [
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ];
    expect(points(two, doubt(0, 3, 0.4), doubt(3, 5, -0.1))).toBeCloseTo(78, 10);
  });
});

describe('a doubt', () => {
  test('is the likeliest sentence, when it is worth half of what speaks for the card: 40 a unit', () => {
    expect(doubtIn([doubt(0, 3, -0.01)], support(0))).toBeUndefined();
    expect(doubtIn([doubt(0, 3, -1), doubt(3, 6, 0.25)], support(0))).toEqual({ from: 3, to: 6, points: 10 });
    expect(doubtIn([doubt(0, 3, 0.49)], support(40))).toBeUndefined();
    expect(doubtIn([doubt(0, 3, 0.5)], support(40))).toEqual({ from: 0, to: 3, points: 20 });
  });

  test('a text without sentences has none', () => {
    expect(doubtIn([], support(0))).toBeUndefined();
  });
});

describe('a verdict tells', () => {
  const title = 'Видеокарта RTX 3070 8GB Gigabyte';
  const at = (odds: number) =>
    createClassifier(undefined, { read: (reading) => [{ from: 0, to: reading.list.length, odds }] });
  const parts = (odds: number, description: string) => {
    const { verdict, rule, evidence } = at(odds).classify({ title, description });
    return [verdict, rule, evidence.filter(({ part }) => part === 'doubt' || part === 'overruled')];
  };

  test('which sentence is doubted', () => {
    const words = { field: 'description', text: 'Синьо небе', part: 'doubt', points: -40 };
    expect(parts(1, 'Синьо небе.')).toMatchObject(['review', 'opinion.doubt', [words]]);
  });

  test('which objection was overruled', () => {
    const words = { field: 'description', part: 'overruled', points: 0 };
    expect(parts(-3, 'Картата не работи.')).toMatchObject(['accepted', 'model.name', [words]]);
    expect(parts(0, 'Картата не работи.')).toMatchObject(['rejected', 'defect.word', []]);
  });
});
