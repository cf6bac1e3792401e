import { expect, test } from '@jest/globals';
import { hint, nearest } from './nearest.js';

const CARDS = ['RTX 3060', 'RTX 3070', 'RTX 3070 Ti', 'RX 6700 XT', 'phone'];

test.each<[string, string | undefined, string]>([
  ['RTX 3700', 'RTX 3070', 'two neighbours swapped'],
  ['rtx-3071', 'RTX 3070', 'a letter mistaken; case and hyphen are none'],
  ['RTX 3070 Tii', 'RTX 3070 Ti', 'one too many'],
  ['RX 670 XT', 'RX 6700 XT', 'one left out'],
  ['RTX 3080', 'RTX 3060', 'the first of equals'],
  ['RTX 9', undefined, 'three slips in four characters'],
  ['fone', undefined, 'two slips in four characters'],
  ['phoe', 'phone', 'one slip in four'],
  ['xy', undefined, 'nothing near'],
  ['', undefined, 'nothing written'],
])('%j means %j: %s', (written, meant, _why) => {
  expect(nearest(written, CARDS)).toBe(meant);
});

test('one slip in three characters is near, two are not', () => {
  expect(nearest('abcxyz', ['abcdef'])).toBeUndefined();
  expect(nearest('abcdxy', ['abcdef'])).toBe('abcdef');
});

test('the hint follows a sentence, or is nothing', () => {
  expect(hint('phoe', CARDS)).toBe('; did you mean "phone"?');
  expect(hint('xy', CARDS)).toBe('');
});
