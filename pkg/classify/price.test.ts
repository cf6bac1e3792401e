import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../catalog/index.js';
import { isPlausiblePrice, plausibleEuro } from './price.js';

const catalog = loadCatalog();
const band = (name: string, memoryGb: number | null = null): [number, number] => {
  const gpu = catalog.find(name);
  if (gpu === undefined) throw new Error(`no ${name}`);
  const { least, most } = plausibleEuro(catalog, gpu, memoryGb);
  return [least, most];
};
const fits = (name: string, euro: number, memoryGb: number | null = null, currency = 'EUR'): boolean => {
  const gpu = catalog.find(name);
  return gpu !== undefined && isPlausiblePrice(catalog, gpu, memoryGb, Math.round(euro * 100), currency);
};

test('a followed card has the band of its index: 0.15 to 25 euro a point', () => {
  expect(band('RTX 3060', 12)).toEqual([15, 2_650]);
  expect([fits('RTX 3060', 14.99, 12), fits('RTX 3060', 15, 12)]).toEqual([false, true]);
  expect([fits('RTX 3060', 2_650, 12), fits('RTX 3060', 2_650.01, 12)]).toEqual([true, false]);
});

test('where the rate is rough the band is four times wider on both sides; an unknown currency has none', () => {
  // 15 to 2,650 euro; 1 RON is about 0.197
  expect([fits('RTX 3060', 19.0, 12, 'RON'), fits('RTX 3060', 19.1, 12, 'RON')]).toEqual([false, true]);
  expect([fits('RTX 3060', 53_800, 12, 'RON'), fits('RTX 3060', 53_815, 12, 'RON')]).toEqual([true, false]);
  expect([fits('RTX 3060', 29.3, 12, 'BGN'), fits('RTX 3060', 29.4, 12, 'BGN')]).toEqual([false, true]);
  expect([fits('RTX 3060', 2, 12, 'XAF'), fits('RTX 3060', 654_321, 12, 'XAF')]).toEqual([true, true]);
});

test('modified memory is priced like its card', () => {
  expect(band('RTX 4090', 48)).toEqual(band('RTX 4090', 24));
  expect(band('RTX 2080 Ti', 22)).toEqual(band('RTX 2080 Ti', 11));
  expect([fits('RTX 4090', 2_900, 48), fits('RTX 4090', 10, 48)]).toEqual([true, false]);
});

describe('a card without an index has the band of its kind and age', () => {
  test.each([
    ['H100', [25, 60_000]],
    ['Tesla M2090', [1, 900]], // 2011
    ['GRID K2', [3, 15_000]], // 2013
    ['RTX 5880 Ada', [3, 15_000]],
    ['FirePro V5900', [1, 900]], // 2011
    ['FirePro W5000', [3, 15_000]], // 2012
    ['Voodoo5 5500', [1, 1_500]],
    ['GeForce 6600 GT', [1, 1_500]], // 2004
    ['GeForce 6800 GS', [1, 250]], // 2005
    ['GTX 580', [1, 250]],
    ['R7 250E', [1, 250]], // 2013
    ['R7 255', [5, 1_000]], // 2014
    ['MTT S80', [5, 1_000]],
  ])('%s: %j', (name, expected) => {
    expect(band(name)).toEqual(expected);
  });

  test('from two euro for an old card to what a collector pays', () => {
    expect([fits('GT 240', 1), fits('GT 240', 2), fits('GT 240', 250), fits('GT 240', 251)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
