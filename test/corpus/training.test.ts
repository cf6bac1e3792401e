/** The second opinion has learned from the texts that are there, and judges sentences well that it has not seen. */
import { expect, test } from '@jest/globals';
import { loadCatalog } from '../../pkg/catalog/index.js';
import { TRAINED_FROM } from '../../pkg/classify/opinion/weights.js';
import { Opinion } from '../../pkg/classify/opinion/opinion.js';
import { heldOut, learn, readTexts } from './training.js';
import { trainingHash } from './training-hash.js';

test('the weights were learned from these texts (npm run train)', () => {
  expect(TRAINED_FROM).toBe(trainingHash());
});

test('of every fifth sentence, kept out of the lesson, it finds most, and doubts few that are harmless', () => {
  const catalog = loadCatalog();
  const texts = readTexts();
  // By the text itself, so that a new one moves no other.
  const isOut = ({ text }: { readonly text: string }): boolean =>
    Array.from(text).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 5 === 0;
  const taught = { ...texts, sentences: texts.sentences.filter((sentence) => !isOut(sentence)) };
  const { caught, lost } = heldOut(catalog, new Opinion(learn(catalog, taught)), texts.sentences.filter(isOut));
  expect(caught).toBeGreaterThan(0.6);
  expect(lost).toBeLessThan(0.1);
}, 300_000); // three lessons; half a minute on a quiet machine
