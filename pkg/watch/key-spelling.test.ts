import { expect, test } from '@jest/globals';
import { camelKeys, snakeKeys } from './key-spelling.js';

test('keys are spelled one way or the other at every depth, values never', () => {
  const inside = { memoryGb: 8, facts: [{ priceEurCents: 1, title: 'aB_c' }], none: null };
  const outside = { memory_gb: 8, facts: [{ price_eur_cents: 1, title: 'aB_c' }], none: null };
  expect(snakeKeys(inside)).toEqual(outside);
  expect(camelKeys(outside)).toEqual(inside);
});
