/** `npm run train`: teaches the second opinion from the labelled texts of test/corpus and writes pkg/classify/opinion/weights.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../pkg/catalog/index.js';
import { packed } from '../pkg/classify/opinion/train.js';
import { trainingHash } from '../test/corpus/training-hash.js';
import { learn, readTexts } from '../test/corpus/training.js';

const catalog = loadCatalog();
const texts = readTexts();
const model = learn(catalog, texts);
writeFileSync(
  join(import.meta.dirname, '../pkg/classify/opinion/weights.ts'),
  `/** What the second opinion has learned; made by \`npm run train\`. */
export const TRAINED_FROM = '${trainingHash()}';
export const BIAS = ${model.bias};
export const SCALE = ${model.scale};
export const WEIGHTS =
  '${packed(model)}';
`,
);
console.log(`learned from ${texts.sentences.length} sentences and ${texts.ads.length} described ads`);
