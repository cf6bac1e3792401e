import { describe, expect, test } from '@jest/globals';
import { endsClause, Sep, tokenize } from './tokens.js';

/** `text@start-end`, numbers with a `#` before them. */
const cut = (source: string, limit?: number): string[] =>
  tokenize(source, limit).list.map(({ text, isNumber, start, end }) => `${isNumber ? '#' : ''}${text}@${start}-${end}`);
const texts = (source: string, limit?: number): string[] => tokenize(source, limit).list.map(({ text }) => text);
const seps = (source: string): number[] => tokenize(source).list.map(({ sep }) => sep);

describe('a text is cut where letters, digits and signs meet', () => {
  test.each<[string, readonly string[]]>([
    ['', []],
    [' — ', []],
    ['RTX3060Ti', ['rtx@0-3', '#3060@3-7', 'ti@7-9']],
    ['RTX 3060', ['rtx@0-3', '#3060@4-8']],
    ['Straße ﬁt', ['strasse@0-6', 'fit@7-9']],
    ['ra\u00addeon', ['radeon@0-7']],
    ['cafe\u0301s', ['cafes@0-6']],
    ['🔥rtx🔥', ['rtx@2-5']],
    ['\ud83drtx', ['rtx@1-4']],
    ['𝐑𝐓𝐗𝟑', ['rtx@0-6', '#3@6-8']],
    ['a½b', ['a@0-1', 'b@2-3']],
    ['RTX™ 3060', ['rtx@0-3', '#3060@5-9']],
  ])('%s', (source, expected) => {
    expect(cut(source)).toEqual(expected);
    expect(cut(source)).toEqual(expected); // once its characters are known
  });

  test.each([1_023, 1_024, 1_025, 5_000])('a word of %d letters is whole', (length) => {
    expect(cut(`${'a'.repeat(length)} b`)).toEqual([
      `${'a'.repeat(length)}@0-${length}`,
      `b@${length + 1}-${length + 2}`,
    ]);
  });
});

describe('a letter that is meant as a digit', () => {
  test.each<[string, readonly string[]]>([
    ['З080', ['#3080@0-4']],
    ['rtx З080', ['rtx@0-3', '#3080@4-8']],
    ['1З08', ['#1308@0-4']],
    ['аЗ080', ['аз@0-2', '#080@2-5']],
    ['rtxЗ080', ['rtxз@0-4', '#080@4-7']],
    ['З0', ['з@0-1', '#0@1-2']],
    ['З0a', ['з@0-1', '#0@1-2', 'a@2-3']],
    ['Зa0', ['зa@0-2', '#0@2-3']],
    ['З', ['з@0-1']],
    ['3O80', ['#3080@0-4']],
    ['3О80', ['#3080@0-4']],
    ['O80', ['o@0-1', '#80@1-3']],
    ['rtxo80', ['rtxo@0-4', '#80@4-6']],
    ['3 O80', ['#3@0-1', 'o@2-3', '#80@3-5']],
    ['3Oa', ['#3@0-1', 'oa@1-3']],
    ['3O', ['#3@0-1', 'o@1-2']],
    ['3OO8', ['#3@0-1', 'oo@1-3', '#8@3-4']],
    ['3x80', ['#3@0-1', 'x@1-2', '#80@2-4']],
  ])('%s', (source, expected) => {
    expect(cut(source)).toEqual(expected);
  });
});

describe('what stands before a token', () => {
  test.each<[string, number]>([
    ...[' ', '\t', '🔥', '™', '@'].map((sign): [string, number] => [sign, Sep.space]),
    ...['-', '_', '‑', '‐'].map((sign): [string, number] => [sign, Sep.dash]),
    ...['–', '—'].map((sign): [string, number] => [sign, Sep.dash | Sep.stop]),
    ...['/', '\\'].map((sign): [string, number] => [sign, Sep.slash]),
    ['+', Sep.plus],
    ...[',', '，'].map((sign): [string, number] => [sign, Sep.comma]),
    ['.', Sep.dot],
    ...['(', '[', '（'].map((sign): [string, number] => [sign, Sep.open]),
    ...[')', ']'].map((sign): [string, number] => [sign, Sep.close]),
    ...['"', '”', '″', "'", '’'].map((sign): [string, number] => [sign, Sep.quote]),
    ['&', Sep.ampersand],
    ['%', Sep.percent],
    ...['=', '≈', '~'].map((sign): [string, number] => [sign, Sep.equals]),
    ...['\n', '\r'].map((sign): [string, number] => [sign, Sep.line | Sep.stop]),
    ...['!', '?', ';', '|', '•', '·', '*', '…'].map((sign): [string, number] => [sign, Sep.stop]),
    [':', Sep.stop | Sep.colon],
    [' - ', Sep.space | Sep.dash],
    ['. ', Sep.dot | Sep.space],
  ])('%j', (sign, sep) => {
    expect(seps(`a${sign}b`)).toEqual([Sep.space, sep]);
    expect(seps(`a${sign}b`)).toEqual([Sep.space, sep]); // once the sign is known
  });

  test('nothing, where they are glued together; at the beginning a space', () => {
    expect(seps('rtx3060ti x')).toEqual([Sep.space, 0, 0, Sep.space]);
    expect(seps('-a')).toEqual([Sep.space | Sep.dash]);
  });

  test('each kind of sign is a bit of its own', () => {
    const bits = Object.values(Sep);
    expect(bits.reduce((sum, bit) => sum + bit, 0)).toBe(2 ** bits.length - 1);
    expect(bits.every((bit) => Number.isInteger(Math.log2(bit)))).toBe(true);
  });
});

test.each<[string, boolean]>([
  ['a b', false],
  ['a,b', false],
  ['1.5', false],
  ['a. b', true],
  ['a! b', true],
  ['a:b', true],
  ['a\nb', true],
  ['ab3', false],
])('a clause ends in %j: %p', (source, ends) => {
  expect(endsClause(seps(source)[1]!)).toBe(ends);
});

test('a new line ends a clause by itself', () => {
  expect([Sep.line, Sep.stop, Sep.dot, Sep.space].map(endsClause)).toEqual([true, true, false, false]);
});

test.each<[number, readonly string[]]>([
  [0, []],
  [1, ['a']],
  [2, ['a', '1']],
  [3, ['a', '1', 'b']],
  [4, ['a', '1', 'b', 'c']],
  [5, ['a', '1', 'b', 'c']],
])('no more than %d tokens are cut', (limit, expected) => {
  expect(texts('a1 b c', limit)).toEqual(expected);
});

test('the text stays beside its tokens', () => {
  expect(tokenize('RTX').source).toBe('RTX');
});

test.each<[string, string, readonly string[]]>([
  ['one letter', 'É', ['aeb']],
  ['one digit', '７', ['a', '#7', 'b']],
  ['more than one letter', 'ﬁ', ['afib']],
  ['a sign', '，', ['a', 'b']],
  ['nothing', '\u200d', ['ab']],
  ['the last before the halves of characters', '\ud7ff', ['a', 'b']],
  ['the first half there is', '\ud800', ['a', 'b']],
  ['the last', '\udfff', ['a', 'b']],
  ['the first after them', '\ue000', ['a', 'b']],
  ['an ornamental letter', '\u{1d400}', ['aab']],
  ['an ornamental digit', '\u{1d7ff}', ['a', '#9', 'b']],
])('%s is read alike when it is met again', (_what, character, words) => {
  for (let round = 0; round < 2; round += 1)
    expect(tokenize(`a${character}b`).list.map(({ text, isNumber }) => `${isNumber ? '#' : ''}${text}`)).toEqual(words);
});

test.each([4_094, 4_095, 4_096, 4_097])(
  'a text goes on after its first %d units, in the middle of a word or character',
  (length) => {
    const spaces = ' '.repeat(length - 1);
    expect(cut(`${spaces}rtx 3060`)).toEqual([`rtx@${length - 1}-${length + 2}`, `#3060@${length + 3}-${length + 7}`]);
    expect(cut(`${spaces}\u{1d400}b`)).toEqual([`ab@${length - 1}-${length + 2}`]);
  },
);
