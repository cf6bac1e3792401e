import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../../catalog/index.js';
import { supportIn } from '../assurance.js';
import { objectionsIn } from '../witness.js';
import { Reading } from '../reading.js';
import { BUCKETS, featuresOf, type SentenceFeatures } from './features.js';

const { names } = loadCatalog();
const title = new Reading('title', 'RTX 3070 8GB', names, 120);

function read(text: string): SentenceFeatures[] {
  const description = new Reading('description', text, names, 3_000);
  return featuresOf(description, objectionsIn(description, title, undefined, false), supportIn(description));
}
const wordsOf = (text: string): (number | undefined)[] =>
  read(text).flatMap(({ words }) => words.map(({ buckets }) => buckets[0]));

describe('a word is one word', () => {
  test.each([
    ['работи', 'raboti'],
    ['Картата', 'kartata'],
    ['кутия', 'kutiq'],
    ['живее', 'zhivee'],
    ['хубава', 'xubava'],
    ['цена', 'tsena'],
    ['въвежда', 'wawejda'],
  ])('%s, %s', (one, other) => {
    expect(wordsOf(one)).toEqual(wordsOf(other));
  });

  test('numbers of as many digits', () => {
    expect(wordsOf('350')).toEqual(wordsOf('420'));
    expect(wordsOf('350')).not.toEqual(wordsOf('35'));
  });

  test('of a word in another form most pieces are the same', () => {
    const [[one], [other]] = [read('дефекти')[0]!.words, read('дефектна')[0]!.words];
    const shared = [...one!.buckets].filter((bucket) => other!.buckets.includes(bucket));
    expect(one!.buckets[0]).not.toBe(other!.buckets[0]);
    expect([one!.hash, one!.buckets[1]]).toEqual([other!.hash, other!.buckets[1]]);
    expect(shared.length).toBeGreaterThan(one!.buckets.length / 2);
  });
});

test('every bucket is one of the weights', () => {
  const text = 'Картата не работи, дава артефакти 😀 ÿ 0123456789 '.repeat(20);
  for (const { words, others } of read(text))
    for (const bucket of [...others, ...words.flatMap(({ buckets }) => [...buckets])]) {
      expect(bucket).toBeGreaterThanOrEqual(0);
      expect(bucket).toBeLessThan(BUCKETS);
    }
});

test('pairs of stems are features, with one word between them, too', () => {
  const others = (text: string): readonly number[] => read(text)[0]!.others;
  const shared = (one: string, other: string): number =>
    others(one).filter((bucket) => others(other).includes(bucket)).length;
  expect(shared('хубава зелена карта', 'хубаво синьо картата')).toBeGreaterThan(
    shared('хубава зелена карта', 'картата синьо хубаво'),
  );
});

test('order counts: pairs of words are features', () => {
  const [one, other] = [read('работи не'), read('не работи')];
  expect(one[0]!.others.toSorted()).not.toEqual(other[0]!.others.toSorted());
});

test('what the rules found stands with the sentence that it was found in', () => {
  const harmless = read('Кутията е запазена.')[0]!.others.length;
  const [first, second] = read('Кутията е запазена. Картата не дава картина.');
  expect(first!.others).toHaveLength(harmless);
  const alone = read('Картата не дава картина.')[0]!;
  expect(second!.others.toSorted()).toEqual(alone.others.toSorted());
  expect(alone.others.length).toBeGreaterThan(read('Зелена ябълка на масата стои.')[0]!.others.length);
});
