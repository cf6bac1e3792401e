import { describe, expect, test } from '@jest/globals';
import { deletionsOf, stemsOf } from './inflection.js';

test('the stems of a word are what its endings leave, the longest first, of five letters at least', () => {
  expect(stemsOf('забиваше', 'bg')).toEqual(['забиваше', 'забиваш', 'забива', 'забив']);
  expect(stemsOf('карта', 'bg')).toEqual(['карта']);
  expect(stemsOf('работа', 'xx')).toEqual(['работа']);
});

describe('two forms of a word have a stem in common', () => {
  test.each([
    ['bg', 'стартира', 'стартираше'],
    ['bg-latin', 'startira', 'startirashe'],
    ['uk', 'працює', 'працюють'],
    ['pl', 'uszkodzona', 'uszkodzonej'],
    ['ro', 'functioneaza', 'functionat'],
    ['en', 'crashes', 'crashed'],
  ])('%s: %s, %s', (language, one, other) => {
    const stems = new Set(stemsOf(one, language));
    expect(stemsOf(other, language).some((stem) => stems.has(stem))).toBe(true);
  });
});

test('of words from eight letters on, one letter may be wrong, and not the first', () => {
  expect(deletionsOf('стартир')).toEqual([]);
  expect(deletionsOf('стартира')).toContain('сартира');
  expect(deletionsOf('стартира')).not.toContain('тартира');
});
