import { expect, test } from '@jest/globals';
import type { AdText, Verdict } from '../listing/verdict.js';
import { createClassifier } from './classifier.js';

const classifier = createClassifier();
const classify = (ad: AdText): Verdict => classifier.classify(ad);

test('a card is accepted with its model and the memory it states', () => {
  expect(classify({ title: 'Видеокарта ASUS ROG Strix RTX 3080 10GB' })).toMatchObject({
    verdict: 'accepted',
    model: 'RTX 3080',
    memoryGb: 10,
  });
});

test('a card that does not name its memory is kept', () => {
  expect(classify({ title: 'RTX 3080 без проблеми' })).toMatchObject({ verdict: 'accepted', memoryGb: null });
  expect(classify({ title: 'RTX 3070' })).toMatchObject({ verdict: 'accepted', memoryGb: 8 });
});
