import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../../pkg/catalog/index.js';
import { createClassifier } from '../../pkg/classify/classifier.js';
import { REJECT_REASONS, type RejectReason } from '../../pkg/listing/verdict.js';
import { BARS } from './bars.js';
import { join } from 'node:path';
import { CORPUS_FILES, readCorpus, type LabelledAd } from './corpus.js';
import { GIVEN, readGivenAds } from './given.js';
import { describeMistake, measure } from './measure.js';
import { share } from './ratio.js';

const catalog = loadCatalog();
const classifier = createClassifier(catalog);

function expectBars(ads: readonly LabelledAd[]): void {
  const accuracy = measure(classifier, ads);
  const kept = Object.entries(BARS).every(([figure, bar]) => share(accuracy[figure as keyof typeof BARS]) >= bar);
  expect(kept ? [] : accuracy.mistakes.map(describeMistake)).toEqual([]);
}

describe('the corpus', () => {
  const ads = CORPUS_FILES.flatMap(readCorpus);

  test('has at least 600 different titles, most of them Bulgarian', () => {
    expect(new Set(ads.map((ad) => `${ad.title}|${ad.description ?? ''}`)).size).toBe(ads.length);
    expect(ads.length).toBeGreaterThanOrEqual(600);
    const others = readCorpus('languages.txt').length + readCorpus('languages2.txt').length;
    expect(others / ads.length).toBeLessThan(0.35);
  });

  test('has an ad for every reason that a text alone can give', () => {
    const seen = new Set<RejectReason>(ads.flatMap((ad) => ad.label.reasons));
    expect(REJECT_REASONS.filter((reason) => !seen.has(reason))).toEqual(['price-missing', 'price-implausible']);
  });

  test('names only models and capacities that the catalogue has', () => {
    const bad = ads.filter(({ label }) => {
      if (label.kind !== 'card') return false;
      const gpu = catalog.find(label.model ?? '');
      return gpu === undefined || (typeof label.memoryGb === 'number' && ![...gpu.memoryGb, ...gpu.modGb].includes(label.memoryGb));
    });
    expect(bad.map((ad) => ad.where)).toEqual([]);
  });

  test.each(CORPUS_FILES)('%s is judged above the bars', (file) => {
    expectBars(readCorpus(file));
  });

  test('an ad is rejected for the right reason in 97 of 100 cases', () => {
    expect(share(measure(classifier, ads).reason)).toBeGreaterThanOrEqual(0.97);
  });
});

test('real titles are judged above the bars', () => {
  const file = join(GIVEN, 'titles-labelled.jsonl');
  const ads = readGivenAds(catalog, file);
  if (ads === undefined) console.warn(`not measured: ${file} is not there`);
  else expectBars(ads);
});
