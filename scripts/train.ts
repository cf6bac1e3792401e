/** `npm run train`: teaches the second opinion from the labelled corpus and writes pkg/classify/opinion/weights.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../pkg/catalog/index.js';
import { createClassifier } from '../pkg/classify/classifier.js';
import { Opinion } from '../pkg/classify/opinion/opinion.js';
import { packed } from '../pkg/classify/opinion/train.js';
import { CORPUS_FILES, DESCRIBED, DESCRIBED_FILES, readCorpus } from '../test/corpus/corpus.js';
import { readGivenAds } from '../test/corpus/given.js';
import { readSentences, SENTENCE_LANGUAGES } from '../test/corpus/sentences.js';
import { learn } from '../test/corpus/training.js';

const catalog = loadCatalog();
const ads = [
  ...CORPUS_FILES.flatMap(readCorpus),
  ...DESCRIBED_FILES.flatMap((file) => readGivenAds(catalog, join(DESCRIBED, file)) ?? []),
];
const sentences = SENTENCE_LANGUAGES.flatMap(readSentences);
const { bias, scale, weights } = packed(
  learn(createClassifier(catalog, new Opinion({ bias: 0, weights: [] })), sentences, ads),
);
writeFileSync(
  join(import.meta.dirname, '../pkg/classify/opinion/weights.ts'),
  `/** What the second opinion has learned; made by \`npm run train\`. */
export const BIAS = ${bias};
export const SCALE = ${scale};
export const WEIGHTS =
  '${weights}';
`,
);
console.log(
  `learned from ${sentences.length} sentences and ${ads.filter((ad) => ad.description !== undefined).length} described ads`,
);
