import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../../pkg/catalog/index.js';
import { createClassifier } from '../../pkg/classify/classifier.js';
import { REJECT_REASONS, type RejectReason } from '../../pkg/listing/verdict.js';
import { BARS } from './bars.js';
import { CORPUS_FILES, describeMistake, measure, readCorpus, type LabelledAd, type Ratio } from './corpus.js';
import { readSharedTitles, SHARED_TITLES } from './shared-titles.js';

const catalog = loadCatalog();
const classifier = createClassifier(catalog);
const share = ({ right, of }: Ratio): number => (of === 0 ? 1 : right / of);

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
    expect(REJECT_REASONS.filter((reason) => !seen.has(reason))).toEqual([
      ...['not-for-sale', 'service', 'fake'], // named by the type, not yet told apart by a rule
      ...['price-missing', 'price-implausible'],
    ]);
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
  const ads = readSharedTitles(catalog);
  if (ads === undefined) console.warn(`not measured: ${SHARED_TITLES} is not there`);
  else expectBars(ads);
});
