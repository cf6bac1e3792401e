/** The rules that a title alone does not show in the corpus: prices, flags, what a description may decide. */
import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../catalog/index.js';
import type { AdText, ConditionFlag } from '../listing/verdict.js';
import { createClassifier } from './classifier.js';
import { plausibleEuro } from './price.js';

const classifier = createClassifier();
const catalog = loadCatalog();

function judged(ad: AdText): string {
  const verdict = classifier.classify(ad);
  return verdict.verdict === 'accepted' ? `${verdict.model} ${String(verdict.memoryGb)}` : verdict.reason;
}

function flags(title: string, description?: string): readonly ConditionFlag[] {
  const verdict = classifier.classify({ title, description });
  return verdict.verdict === 'accepted' ? verdict.flags : [];
}

describe('the price', () => {
  const priced = (priceMinor: number | null | undefined, currency?: string): string =>
    judged({ title: 'RTX 3060 12GB', priceMinor, currency });

  test('is not judged when it is not given', () => {
    expect(priced(undefined)).toBe('RTX 3060 12');
  });

  test('that is missing rejects only what is otherwise a card', () => {
    expect(priced(null)).toBe('price-missing');
    expect(judged({ title: 'Компютър с RTX 3060', priceMinor: null })).toBe('computer');
    expect(judged({ title: 'Видеокарта без име', priceMinor: null })).toBe('unknown-model');
  });

  test.each([1, 100, 500, 12_345_600, 999_999_900])('of %i cents is no price of an RTX 3060', (minor) => {
    expect(priced(minor, 'EUR')).toBe('price-implausible');
  });

  test.each([5_000, 12_000, 25_000, 60_000])('of %i cents, bargain or dear, is believed', (minor) => {
    expect(priced(minor, 'EUR')).toBe('RTX 3060 12');
  });

  test('in lev is judged at the fixed rate', () => {
    expect(priced(100, 'BGN')).toBe('price-implausible');
    expect(priced(35_000, 'BGN')).toBe('RTX 3060 12');
  });

  test('in a currency without a rate is judged for decoys only', () => {
    expect(priced(5_000_000, 'XXX')).toBe('RTX 3060 12');
    expect(priced(12_345_600, 'XXX')).toBe('price-implausible');
  });

  test('has a band around every GPU that holds a bargain and a new card', () => {
    for (const gpu of catalog.models)
      for (const memoryGb of [null, ...gpu.memoryGb]) {
        const { least, most } = plausibleEuro(catalog, gpu, memoryGb);
        expect(least).toBeGreaterThanOrEqual(0.5);
        expect(most / least).toBeGreaterThan(20);
      }
  });
});

describe('flags', () => {
  test.each<[string, ConditionFlag[]]>([
    ['RTX 3070 копана', ['mined']],
    ['RTX 3070 не е копана', []],
    ['RTX 3070, без майнинг', []],
    ['RTX 3070 used for mining', ['mined']],
    ['P106-100 за майнинг', []],
    ['RX 580 от риг', ['mined']],
    ['RTX 3070 ремонтирана', ['repaired']],
    ['RTX 3070 никога не е ремонтирана', []],
    ['Нова RTX 3070', ['new']],
    ['RTX 3070 като нова', []],
    ['RTX 3070 с нова термопаста', []],
    ['RTX 3070 с кутия', ['boxed']],
    ['RTX 3070 без кутия', []],
    ['RTX 2080 Ti 22GB', ['modded']],
  ])('of "%s" are %j', (title, expected) => {
    expect(flags(title)).toEqual(expected);
  });

  test('come from the description too', () => {
    expect(flags('RTX 3070', 'Картата е копана. Продава се с кутия.')).toEqual(['mined', 'boxed']);
    expect(flags('RTX 3070', 'Не е копана, купена нова през 2021.')).toEqual([]);
  });
});

describe('a description', () => {
  test('gives the memory when it says it of the card, not of the computer', () => {
    expect(judged({ title: 'RTX 3060', description: 'Паметта е 12GB GDDR6.' })).toBe('RTX 3060 12');
    expect(judged({ title: 'RX 580', description: 'Тествана с i5 и 8GB RAM.' })).toBe('RX 580 null');
  });

  test('gives the model when the title says only that it is a card, and it names just one', () => {
    expect(judged({ title: 'Видеокарта', description: 'MSI GTX 1660 Super' })).toBe('GTX 1660 SUPER 6');
    expect(judged({ title: 'Видеокарта', description: 'GTX 1660 или RTX 2060' })).toBe('unknown-model');
  });

  test("that speaks of the seller's own computer rejects nothing", () => {
    const description =
      'Продавам я, защото взех лаптоп. Работеше в компютър с i7, 32GB RAM, 1TB SSD и захранване 750W.';
    expect(judged({ title: 'RTX 3070', description })).toBe('RTX 3070 8');
  });

  test('overrules the title by its opening words', () => {
    expect(judged({ title: 'RTX 3070', description: 'Продавам лаптоп с тази карта' })).toBe('laptop');
    expect(judged({ title: 'RTX 3070', description: 'Купувам такава карта' })).toBe('wanted');
  });

  test.each([
    ['Не работи.', 'defective'],
    ['Не дава картина.', 'defective'],
    ['При натоварване дава артефакти.', 'defective'],
    ['Ако не работи, връщам парите.', 'RTX 3070 8'],
    ['При дефект се връща.', 'RTX 3070 8'],
    ['Без артефакти, шум, прегряване и дефекти.', 'RTX 3070 8'],
    ['Дефекти няма.', 'RTX 3070 8'],
    ['Старото ми дъно не работи.', 'RTX 3070 8'],
    ['Компютърът не я разпознава.', 'defective'],
    ['LED логото не работи.', 'RTX 3070 8'],
    ['Картата не е за части.', 'RTX 3070 8'],
  ])('"%s" makes it %s', (description, expected) => {
    expect(judged({ title: 'RTX 3070', description })).toBe(expected);
  });
});

test('a lone number is no card, whatever card has it: a plot of 2000 square metres, a price of 4500', () => {
  const classifier = createClassifier();
  const accepted = Array.from({ length: 9_900 }, (_, index) => index + 100).filter(
    (number) => classifier.classify({ title: `yer ${number} uy` }).verdict === 'accepted',
  );
  expect(accepted).toEqual([]);
});
