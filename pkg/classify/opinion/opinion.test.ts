import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../../catalog/index.js';
import { Reading } from '../reading.js';
import { BUCKETS, featuresOf } from './features.js';
import { learned, Opinion, type Model } from './opinion.js';

const { names } = loadCatalog();
const read = (text: string): Reading => new Reading('description', text, names, 3_000);
const model = (set: Readonly<Record<number, number>>, bias = 0): Model => {
  const weights = new Int8Array(BUCKETS);
  for (const [bucket, weight] of Object.entries(set)) weights[Number(bucket)] = weight;
  return { weights, scale: 0.5, bias };
};

test('the weights are there, one a bucket, of both signs', () => {
  const { weights, scale } = learned();
  expect(weights).toHaveLength(BUCKETS);
  expect(scale).toBeGreaterThan(0);
  expect([weights.some((weight) => weight > 0), weights.some((weight) => weight < 0)]).toEqual([true, true]);
});

describe('the log-odds', () => {
  const text = 'Синьо небе';
  const [features] = featuresOf(read(text), [], []);
  const [word] = features!.words;

  const odds = (set: Readonly<Record<number, number>>, bias: number): number | undefined =>
    new Opinion(model(set, bias)).read(read(text), [], [])[0]?.odds;

  test('are the bias where nothing has a weight', () => {
    expect(odds({}, -0.7)).toBe(-0.7);
  });

  test('weigh a word and its stem as one, a piece of it as a half and a pair as one, over the length of all', () => {
    const square =
      features!.others.length + features!.words.reduce((sum, { buckets }) => sum + 2 + (buckets.length - 2) * 0.25, 0);
    expect(odds({ [word!.buckets[0]!]: 10 }, 1)).toBeCloseTo(1 + (0.5 * 10) / Math.sqrt(square), 10);
    expect(odds({ [word!.buckets[2]!]: 10 }, 1)).toBeCloseTo(1 + (0.5 * 10 * 0.5) / Math.sqrt(square), 10);
    expect(odds({ [word!.buckets[1]!]: 10 }, 1)).toBeCloseTo(1 + (0.5 * 10) / Math.sqrt(square), 10);
    expect(odds({ [features!.others[0]!]: 10 }, 1)).toBeCloseTo(1 + (0.5 * 10) / Math.sqrt(square), 10);
  });

  test('are those of each sentence, with its place', () => {
    const reading = read('Зелена трева расте. Синьо небе. Бял сняг вали.');
    const doubts = new Opinion(model({ [word!.buckets[0]!]: 100 })).read(reading, [], []);
    expect(doubts.map((doubt) => reading.evidence(doubt)[0]?.text)).toEqual([
      'Зелена трева расте',
      'Синьо небе',
      'Бял сняг вали',
    ]);
    expect(doubts.map(({ odds: own }) => own > 1)).toEqual([false, true, false]);
  });

  test('a text without words has no sentence', () => {
    expect(new Opinion(model({})).read(read('!!!'), [], [])).toEqual([]);
  });
});
