import { expect, test } from '@jest/globals';
import { draw } from './draw.js';

const ALL = Array.from({ length: 100 }, (_, index) => index);

test('the same seed draws the same, in order of place and without repeats', () => {
  const drawn = draw(ALL, 20, 7);
  expect(drawn).toEqual([...new Set(draw(ALL, 20, 7))].sort((a, b) => a - b));
  expect(drawn).toHaveLength(20);
  expect(draw(ALL, 20, 8)).not.toEqual(drawn);
});

test('what is fewer than the sample is drawn whole', () => {
  expect(draw(ALL, 500, 1)).toEqual(ALL);
});
