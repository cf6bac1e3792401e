import { expect, test } from '@jest/globals';
import { BUCKETS } from './features.js';
import { Opinion } from './opinion.js';
import { train, type Row } from './train.js';

const row = (buckets: number[], against: boolean): Row => ({
  features: { span: { from: 0, to: 1 }, words: [], others: buckets },
  against,
});

test('what tells the two apart is learned, and the same each time', () => {
  const rows = [1, 2, 3, 4].flatMap((n) => [row([7, 100 + n], true), row([8, 100 + n], false)]);
  const model = train(rows);
  expect(model.weights).toHaveLength(BUCKETS);
  expect(model.weights[7]).toBeGreaterThan(100);
  expect(model.weights[8]).toBeLessThan(-100);
  expect(Math.abs(model.weights[101] ?? 0)).toBeLessThan(30);
  expect(train(rows)).toEqual(model);
  const opinion = new Opinion(model);
  expect(opinion.oddsOf(row([7], true).features)).toBeGreaterThan(1);
  expect(opinion.oddsOf(row([8], true).features)).toBeLessThan(-1);
});
