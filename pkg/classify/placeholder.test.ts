import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../catalog/index.js';
import { createClassifier } from './classifier.js';
import { isPlaceholder } from './placeholder.js';

describe('a placeholder is no price', () => {
  test.each([
    [123, 'BGN'],
    [1_111, 'BGN'],
    [1_234, 'EUR'],
    [9_999, 'BGN'],
    [11_111, 'EUR'],
    [99_999, 'BGN'],
    [123_456, 'RON'],
    [12_345, 'UAH'],
    [1_111, 'PLN'],
    [568.04, 'EUR'], // 1111 leva
    [62.89, 'EUR'], // 123
    [5_112.41, 'EUR'], // 9999
    [5_680.96, 'EUR'], // 11111
    [630.93, 'EUR'], // 1234
    [2_172.93, 'BGN'], // 1111 euro
    [2_413.49, 'BGN'], // 1234 euro
  ])('%d %s', (amount, currency) => {
    expect(isPlaceholder(amount, currency)).toBe(true);
  });

  test.each([
    [122, 'BGN'],
    [124, 'BGN'],
    [111, 'EUR'],
    [1_110, 'BGN'],
    [1_112, 'BGN'],
    [1_235, 'EUR'],
    [999, 'EUR'],
    [9_998, 'BGN'],
    [9_999, 'UAH'], // 200 euro, and a shop's price
    [1_234, 'PLN'],
    [568.02, 'EUR'],
    [568.06, 'EUR'],
    [63, 'EUR'],
    [123.5, 'BGN'],
    [1_111.11, 'BGN'],
  ])('%d %s is a price', (amount, currency) => {
    expect(isPlaceholder(amount, currency)).toBe(false);
  });

  test('an ad with one is rejected for its price, and says why', () => {
    const judge = (priceMinor: number, currency: string): [string, string] => {
      const verdict = createClassifier(loadCatalog()).classify({
        title: 'Видеокарта RTX 3070 8GB',
        priceMinor,
        currency,
      });
      return [verdict.verdict, verdict.rule];
    };
    expect(judge(56_804, 'EUR')).toEqual(['rejected', 'price.placeholder']);
    expect(judge(111_100, 'BGN')).toEqual(['rejected', 'price.placeholder']);
    expect(judge(56_802, 'EUR')).toEqual(['accepted', 'model.name']);
  });
});
