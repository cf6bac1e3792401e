/** One sentence more or less: what it reveals costs the card, what reveals nothing costs nothing. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createClassifier } from '../../pkg/classify/classifier.js';
import { SENTENCE_BARS } from './bars.js';
import { GIVEN, GIVEN_SENTENCES, readGivenSentences } from './given.js';
import { share } from './ratio.js';
import { GOOD_CARDS, measureSentences, readSentences, SENTENCE_LANGUAGES, type Sentence } from './sentences.js';

const classifier = createClassifier();

function expectBars(sentences: readonly Sentence[]): void {
  const { caught, kept, mistakes } = measureSentences(classifier, sentences);
  const under = share(caught) < SENTENCE_BARS.caught || share(kept) < SENTENCE_BARS.kept;
  expect(under ? mistakes.map(({ sentence }) => `${sentence.where} ${sentence.text}`) : []).toEqual([]);
}

test('each good card is one by itself', () => {
  const verdicts = GOOD_CARDS.map((card) => classifier.classify(card).verdict);
  expect(verdicts).toEqual(GOOD_CARDS.map(() => 'accepted'));
});

describe('beside five good cards', () => {
  test.each(SENTENCE_LANGUAGES)('sentences in %s are understood above the bars', (lang) => {
    const sentences = readSentences(lang);
    expect(sentences.length).toBeGreaterThanOrEqual(20);
    expectBars(sentences);
  });

  test.each(GIVEN_SENTENCES)('sentences of %s are understood above the bars', (file) => {
    const path = join(GIVEN, file);
    const sentences = readGivenSentences(path);
    if (sentences === undefined) console.warn(`not measured: ${path} is not there`);
    else expectBars(sentences);
  });
});
