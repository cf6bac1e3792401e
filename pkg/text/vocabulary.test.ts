import { expect, test } from '@jest/globals';
import { intern } from './vocabulary.js';

const codesOf = (text: string): Uint16Array => Uint16Array.from(text, (letter) => letter.charCodeAt(0));
const word = (text: string, hash = 0): string => intern(codesOf(text), text.length, hash).text;

test('words with one hash are told apart, whatever they begin with', () => {
  for (let round = 0; round < 2; round += 1)
    for (const text of ['rtx', 'gtx', 'rt', 'rtxx', '', 'rty']) expect(word(text, 7)).toBe(text);
});

test('only the first letters of the buffer are the word', () => {
  expect(intern(codesOf('rtx3060'), 3, 1).text).toBe('rtx');
});

test.each([31, 32, 33, 4_095, 4_096, 4_097, 9_000])('a word of %d letters is whole, and so is the next', (length) => {
  const letters = (first: string): string => first + 'a'.repeat(length - 2) + first;
  for (const text of [letters('b'), letters('c'), letters('b')]) expect(word(text, 3)).toBe(text);
});

test.each([-1, 0, 65_535, 65_536, 2 ** 31 - 1])('any whole number is a hash: %d', (hash) => {
  for (const text of ['a', 'b', 'a']) expect(word(text, hash)).toBe(text);
});

test('more different words than there is room for, twice over', () => {
  for (let n = 0; n < 140_000; n += 1) if (word(`w${n}`, n) !== `w${n}`) throw new Error(`w${n} became another word`);
  expect(word('w1', 1)).toBe('w1');
});
