import { expect, test } from '@jest/globals';
import { tokenize } from '../../text/tokens.js';
import { sentencesOf } from './sentences.js';

const cut = (text: string): string[] => {
  const { list } = tokenize(text, 3_000);
  return sentencesOf(list).map(({ from, to }) => text.slice(list[from]?.start, list[to - 1]?.end));
};
const words = (count: number): string => Array.from({ length: count }, (_, n) => `дума${'а'.repeat(n)}`).join(' ');

test.each([
  ['', []],
  ['Работи', ['Работи']],
  ['Работи. Не е копана! Защо? Ей така', ['Работи', 'Не е копана', 'Защо', 'Ей така']],
  ['3060 ти\nпроцесор\nдъно', ['3060 ти', 'процесор', 'дъно']],
  ['Цена: 200 лв - без коментар', ['Цена: 200 лв - без коментар']],
  ['Памет 1.5 GB', ['Памет 1.5 GB']],
])('%j is cut into %j', (text, sentences) => {
  expect(cut(text)).toEqual(sentences);
});

test('a sentence of 14 words is cut at its next comma, a shorter one is not', () => {
  expect(cut(`${words(13)}, край`)).toHaveLength(1);
  expect(cut(`${words(14)}, край`)).toEqual([words(14), 'край']);
});

test('after 32 words it is cut anyway', () => {
  expect(cut(words(32))).toHaveLength(1);
  expect(cut(`${words(32)} край`)).toEqual([words(32), 'край']);
});
