import { expect, test } from '@jest/globals';
import { createClassifier } from './classifier.js';

const classifier = createClassifier();

test.each([
  ['Видеокарта RTX 4070 с гаранция', 'RTX 4070'],
  ['RTX 2080 Ti с кутия', 'RTX 2080 Ti'],
  ['Видеокарта GTX 1660 С КУТИЯ', 'GTX 1660'],
  ['Видеокарта GTX 1660 с коробкой', 'GTX 1660'],
  ['gtx 1660с с гаранция', 'GTX 1660 SUPER'],
  ['GTX 1660 s gaming', 'GTX 1660 SUPER'],
  ['Video karta Gigabyte gtx1650 s kutiq', 'GTX 1650'],
  ['Videokarta GeForce 1660 Ti s kutiq', 'GTX 1660 Ti'],
  ['GTX 1660 s 6GB', 'GTX 1660 SUPER'],
])('the Bulgarian "with" after a number makes no SUPER: %s', (title, model) => {
  expect(classifier.classify({ title })).toMatchObject({ verdict: 'accepted', model });
});
