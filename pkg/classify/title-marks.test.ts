/** Plain marks of titles, wherever they stand and however they are set off. */
import { describe, expect, test } from '@jest/globals';
import { createClassifier } from './classifier.js';

const classifier = createClassifier();
const CARDS = ['Видеокарта RTX 3070 8GB', 'MSI GTX 1660 Super 6GB'];
const MARKS = [
  ['ПРОДАДЕНА', 'not-for-sale'],
  ['продадена', 'not-for-sale'],
  ['Капарирана', 'not-for-sale'],
  ['РЕЗЕРВИРАНА', 'not-for-sale'],
  ['prodadena', 'not-for-sale'],
  ['rezervirana', 'not-for-sale'],
  ['SOLD', 'not-for-sale'],
  ['RESERVED', 'not-for-sale'],
  ['VÂNDUTĂ', 'not-for-sale'],
  ['REZERVATĂ', 'not-for-sale'],
  ['SPRZEDANA', 'not-for-sale'],
  ['zarezerwowana', 'not-for-sale'],
  ['ПРОДАНО', 'not-for-sale'],
  ['Заброньована', 'not-for-sale'],
  ['Продана', 'not-for-sale'],
] as const;

const isForeign = (mark: string): boolean => /^(?:VÂN|REZ|SPRZ|zarez)/.test(mark);

describe.each(MARKS)('%s', (mark, reason) => {
  // Romanian and Polish are not mixed with Cyrillic.
  const cards = isForeign(mark) ? CARDS.slice(1) : CARDS;
  test.each([
    ...cards.flatMap((card) => [`${mark}! ${card}`, `${mark} - ${card}`, `${card} - ${mark}`, `${card} ${mark}!`]),
    ...(isForeign(mark) ? [] : cards.map((card) => `${card} - не е копана - ${mark}`)),
    ...(isForeign(mark)
      ? []
      : cards.flatMap((card) => [
          `${card} - не е копана /${mark}/`,
          `${mark} ${card} - не е копана`,
          `${card} не е копана ${mark}`,
        ])),
  ])('%s', (title) => {
    expect(classifier.classify({ title })).toMatchObject({ verdict: 'rejected', reason });
  });
});

test.each([
  'Купувам видеокарта RTX 2060 6GB',
  'Kupuvam videokarta RTX 2060 6 гб',
  'Търся RTX 3070 8GB',
  'Tarsq RTX 3070 8GB',
  'Cumpăr RTX 3070 8GB',
  'Kupię RTX 3070 8GB',
  'Куплю RTX 3070 8GB',
  'Compro RTX 3070 8GB',
])('wanted: %s', (title) => {
  expect(classifier.classify({ title })).toMatchObject({ verdict: 'rejected', reason: 'wanted' });
});

test.each(CARDS)('without a mark it is a card: %s', (title) => {
  expect(classifier.classify({ title })).toMatchObject({ verdict: 'accepted' });
});

test.each([
  ['PCIe 4.0 riser 200mm vertical mount RTX 4090 compatible', 'part'],
  ['EKWB RTX 3090 Strix', 'part'],
  ['GTX 1080 SLI мост', 'part'],
  ['RTX 4090 адаптер кабел', 'part'],
])('a part before the name, or as the last word: %s', (title, reason) => {
  expect(classifier.classify({ title })).toMatchObject({ verdict: 'rejected', reason });
});

test('a card that the seller bought instead is not the one that the ad is about', () => {
  const title = 'Видео карта Elgato HD60 Pro';
  expect(
    classifier.classify({ title, description: 'Продавам, защото новата ми видеокарта RTX 3060 записва сама.' }),
  ).toMatchObject({ verdict: 'rejected', reason: 'unknown-model' });
  expect(classifier.classify({ title: 'Видео карта', description: 'Модел: RTX 3060 12GB.' })).toMatchObject({
    verdict: 'accepted',
    model: 'RTX 3060',
  });
});
