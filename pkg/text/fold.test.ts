import { describe, expect, test } from '@jest/globals';
import { foldAt, Kind, latinForms, unmixed } from './fold.js';

describe('a character folds to what it is compared by', () => {
  test.each<[string, string, keyof typeof Kind, string]>([
    ['a capital', 'R', 'letter', 'r'],
    ['an accent', 'É', 'letter', 'e'],
    ['an accent that makes another letter of it', 'й', 'letter', 'и'],
    ['a letter that stands for two', 'ß', 'letter', 'ss'],
    ['a ligature', 'ﬁ', 'letter', 'fi'],
    ['a stroke that is no accent', 'Ł', 'letter', 'l'],
    ['a sign that is read as a letter', '×', 'letter', 'x'],
    ['a digit', '7', 'digit', '7'],
    ['a wide digit', '７', 'digit', '7'],
    ['a raised digit', '²', 'digit', '2'],
    ['a digit in a ring', '⑫', 'digit', '12'],
    ['a number with its unit', '㎇', 'letter', 'gb'],
    ['a fraction', '½', 'separator', '1⁄2'],
    ['a trade mark', '™', 'separator', ''],
    ['an ordinal', 'ª', 'separator', ''],
    ['a space', ' ', 'separator', ' '],
    ['a sign', '/', 'separator', '/'],
    ['a wide sign', '，', 'separator', ','],
    ['a soft hyphen', '\u00ad', 'ignored', ''],
    ['a joiner', '\u200d', 'ignored', ''],
    ['an accent by itself', '\u0301', 'ignored', ''],
    ['an emoji', '🔥', 'separator', ' '],
    ['half of one', '\ud83d', 'separator', ' '],
    ['the other half', '\udd25', 'separator', ' '],
    ['the first of such halves', '\ud800', 'separator', ' '],
    ['the last of them', '\udfff', 'separator', ' '],
    ['the last before those halves', '\ud7ff', 'separator', '\ud7ff'],
    ['the first after them', '\ue000', 'separator', '\ue000'],
    ['the first ornamental letter', '\u{1d400}', 'letter', 'a'],
    ['the last ornamental digit', '\u{1d7ff}', 'digit', '9'],
    ['what stands before those', '\u{1d3ff}', 'separator', ' '],
    ['what stands after them', '\u{1d800}', 'separator', ' '],
    ['a letter of another high alphabet', '\u{10400}', 'separator', ' '],
  ])('%s', (_what, character, kind, text) => {
    const expected = { kind: Kind[kind], text };
    expect(foldAt(`a${character}`, 1)).toEqual(expected);
    expect(foldAt(character, 0)).toEqual(expected); // as remembered
  });
});

test.each([
  ['rtx', ['rtx']],
  ['супер', ['супер', 'super', 'cyпep']],
  ['рх', ['рх', 'rx', 'px']],
  ['rtх', ['rtх', 'rtx']],
  ['жщъю', ['жщъю', 'zhshtayu']],
])('%s may stand for %p', (word, forms) => {
  expect(latinForms(word)).toEqual(forms);
});

test.each([
  ['кyтия', 'кутия'],
  ['кутия', 'кутия'],
  ['kyt', 'kyt'],
  ['rтx', 'rтх'],
])('%s is meant as %s', (word, meant) => {
  expect(unmixed(word)).toBe(meant);
});
