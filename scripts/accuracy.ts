/**
 * `npm run accuracy`: how well the classifier does on the labelled ads and sentences, with 95 % intervals; exits 1 under a bar
 * of the project's own corpus. `-v` lists mistakes, `--json` prints figures, `--data DIR` measures the .jsonl files of DIR alone,
 * `--disagreements` lists where the rules alone would judge otherwise than with the second opinion.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadCatalog } from '../pkg/catalog/index.js';
import { createClassifier } from '../pkg/classify/classifier.js';
import { BARS, SENTENCE_BARS } from '../test/corpus/bars.js';
import { CORPUS_FILES, readCorpus, type LabelledAd } from '../test/corpus/corpus.js';
import { GIVEN, GIVEN_ADS, GIVEN_SENTENCES, readGivenAds, readGivenSentences } from '../test/corpus/given.js';
import { disagreements } from '../test/corpus/disagreements.js';
import { describeMistake, measure, told } from '../test/corpus/measure.js';
import { share, shown, type Ratio } from '../test/corpus/ratio.js';
import { measureSentences, readSentences, SENTENCE_LANGUAGES, type Sentence } from '../test/corpus/sentences.js';

const args = process.argv.slice(2);
const verbose = args.includes('-v') || args.includes('--verbose');
const json = args.includes('--json');
const data = args.includes('--data') ? args[args.indexOf('--data') + 1] : undefined;
const catalog = loadCatalog();
const classifier = createClassifier(catalog);

const adSets = new Map<string, readonly LabelledAd[]>();
const sentenceSets = new Map<string, readonly Sentence[]>();

function addGiven(directory: string, adFiles: readonly string[], sentenceFiles: readonly string[]): void {
  for (const file of adFiles) {
    const ads = readGivenAds(catalog, join(directory, file));
    if (ads === undefined) console.error(`not measured: ${join(directory, file)} is not there`);
    else adSets.set(basename(file, '.jsonl'), ads);
  }
  for (const file of sentenceFiles) {
    const sentences = readGivenSentences(join(directory, file));
    if (sentences === undefined) console.error(`not measured: ${join(directory, file)} is not there`);
    else sentenceSets.set(basename(file, '.jsonl'), sentences);
  }
}

if (data === undefined) {
  const own = CORPUS_FILES.map((file) => [file, readCorpus(file)] as const);
  adSets.set(
    'own corpus',
    own.flatMap(([, ads]) => ads),
  );
  for (const lang of SENTENCE_LANGUAGES) sentenceSets.set(`own ${lang}`, readSentences(lang));
  addGiven(GIVEN, GIVEN_ADS, GIVEN_SENTENCES);
} else {
  const files = readdirSync(data).filter((file) => file.endsWith('.jsonl'));
  const isSentences = (file: string): boolean => file.startsWith('sentences');
  addGiven(
    data,
    files.filter((file) => !isSentences(file)),
    files.filter(isSentences),
  );
}

const figures: Record<string, Record<string, Ratio>> = {};
let missed = 0;
const lines: string[] = [];
const mistakes: string[] = [];

function report(set: string, values: Record<string, Ratio>, bars: Record<string, number>, binding: boolean): void {
  figures[set] = values;
  lines.push('', set);
  for (const [figure, ratio] of Object.entries(values)) {
    if (ratio.of === 0) continue;
    const bar = bars[figure];
    const under = bar !== undefined && share(ratio) < bar;
    if (under && binding) missed += 1;
    const against = bar === undefined ? '' : `   bar ${(100 * bar).toFixed(1)}${under ? ' MISSED' : ''}`;
    lines.push(`  ${figure.padEnd(12)}${shown(ratio)}${against}`);
  }
}

function reportAds(set: string, ads: readonly LabelledAd[], detail: boolean): void {
  const accuracy = measure(classifier, ads);
  const { precision, recall, rejection, reason, review } = accuracy;
  report(set, { precision, recall, rejection, reason, review }, BARS, set === 'own corpus');
  if (!detail) return;
  for (const mistake of accuracy.mistakes) mistakes.push(describeMistake(mistake));
}

for (const [set, ads] of adSets) reportAds(set, ads, true);
const all = [...adSets.values()].flat();
reportAds('all ads', all, false);
reportAds(
  'all ads with a description',
  all.filter((ad) => ad.description !== undefined),
  false,
);
for (const lang of new Set(all.map((ad) => ad.lang)))
  reportAds(
    `all ads in ${lang}`,
    all.filter((ad) => ad.lang === lang),
    false,
  );

for (const [set, sentences] of sentenceSets) {
  const accuracy = measureSentences(classifier, sentences);
  const { caught, kept } = accuracy;
  report(`sentences, ${set}`, { caught, kept }, SENTENCE_BARS, set.startsWith('own'));
  const seen = new Set<string>();
  for (const { sentence, card, verdict } of accuracy.mistakes) {
    if (seen.has(sentence.where)) continue;
    seen.add(sentence.where);
    const words = verdict.evidence.map((evidence) => evidence.text).join(' ~ ');
    mistakes.push(
      `sentence: ${sentence.where} "${sentence.text}" ${sentence.reveals ?? 'is harmless'}, said ${told(verdict)} (${verdict.rule}: ${words}) beside "${card.title}"`,
    );
  }
}

if (json) console.log(JSON.stringify({ rules: classifier.rulesVersion, figures }, null, 2));
else {
  console.log(`rules ${classifier.rulesVersion}, ${catalog.models.length} models`);
  console.log(lines.join('\n'));
}
if (verbose) console.log(`\n${mistakes.join('\n')}`);
if (args.includes('--disagreements')) console.log(`\n${disagreements(catalog, classifier, all).join('\n')}`);
if (missed > 0) process.exitCode = 1;
