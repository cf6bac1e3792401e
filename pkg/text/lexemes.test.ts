import { describe, expect, test } from '@jest/globals';
import { nearly, wordOf } from './lexemes.js';

describe('one slip of the hand', () => {
  test.each<[string, string, boolean]>([
    ['none', 'geforce', true],
    ['a letter wrong', 'geforse', true],
    ['the last letter wrong', 'geforca', true],
    ['a letter missing', 'gforce', true],
    ['the last letter missing', 'geforc', true],
    ['a letter doubled', 'gefforce', true],
    ['a letter more at the end', 'geforces', true],
    ['two neighbours swapped', 'gefroce', true],
    ['the last two swapped', 'geforec', true],
    ['the first letter wrong', 'keforce', false],
    ['two letters wrong', 'gexxrce', false],
    ['two letters wrong, apart', 'gxforcx', false],
    ['half a swap', 'geforex', false],
    ['the other half', 'geforxc', false],
    ['two letters missing', 'gefor', false],
    ['two letters missing, apart', 'gfoce', false],
    ['two letters more', 'geforcexx', false],
    ['a letter missing and one wrong', 'gxorce', false],
    ['a letter more and one wrong', 'gexorcee', false],
    ['a swap and a letter missing', 'gefoec', false],
  ])('%s', (_what, word, isNear) => {
    expect(nearly(word, 'geforce')).toBe(isNear);
    expect(nearly('geforce', word)).toBe(isNear);
  });
});

describe('a word in a model name', () => {
  test.each<[string, string | undefined, string | undefined, boolean]>([
    ['rtx', 'rtx', undefined, false],
    ['ртх', 'rtx', undefined, false],
    ['geforce', 'geforce', undefined, true],
    ['джифорс', 'geforce', undefined, false],
    ['gefrce', 'geforce', undefined, false],
    ['radon', 'radeon', undefined, false],
    ['радон', 'radeon', undefined, false],
    ['nvdia', 'nvidia', undefined, false],
    ['rado', undefined, undefined, false],
    ['ti', undefined, 'ti', false],
    ['супер', undefined, 'super', false],
    ['tisuper', undefined, 'ti super', false],
    ['mobile', undefined, 'mobile', false],
    ['asus', undefined, undefined, true],
    ['асус', undefined, undefined, true],
    ['gamingoc', undefined, undefined, true],
    ['dualoc', undefined, undefined, true],
    ['tufoc', undefined, undefined, false],
    ['rogtuf', undefined, undefined, false],
    ['dualocs', undefined, undefined, false],
    ['xdualoc', undefined, undefined, false],
    ['кутия', undefined, undefined, false],
  ])('%s', (text, prefix, suffix, isBoard) => {
    expect(wordOf(text)).toEqual({ prefix, suffix, isBoard });
  });

  test('is looked up once, and as many as fit are remembered', () => {
    const first = wordOf('gefforce');
    expect(wordOf('gefforce')).toBe(first);
    for (let n = 0; n < 1_000; n += 1) wordOf(`v${n}`);
    expect(wordOf('gefforce')).toBe(first);
    for (let n = 0; wordOf('gefforce') === first; n += 1) {
      wordOf(`w${n}`);
      if (n > 20_001) throw new Error('nothing was forgotten');
    }
    expect(wordOf('gefforce')).toEqual(first);
  });

  test('is no longer than forty letters', () => {
    expect(wordOf('a'.repeat(41))).toBe(wordOf('b'.repeat(41)));
    expect(wordOf('a'.repeat(41))).toEqual({ isBoard: false });
    expect(wordOf('a'.repeat(40))).not.toBe(wordOf('b'.repeat(40)));
  });
});
