import { expect, test } from '@jest/globals';
import { InvalidInputError } from '../errors/app-error.js';
import { medianSorted, quantile, roundHalfUp } from './quantile.js';

test('quantiles are those of type 7, as R and PostgreSQL give them', () => {
  const sorted = [1, 2, 4, 8, 16, 32];
  expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((p) => quantile(sorted, p))).toEqual([1, 1.5, 2.5, 6, 24, 32]);
  expect([medianSorted([7]), medianSorted([1, 2]), medianSorted([1, 2, 9])]).toEqual([7, 1.5, 2]);
});

test('no points have no quantile', () => {
  expect(() => quantile([], 0.5)).toThrow(InvalidInputError);
});

test('half a cent is rounded up', () => {
  expect([1.4, 1.5, 2.5, -0.5].map(roundHalfUp)).toEqual([1, 2, 3, 0]);
});
