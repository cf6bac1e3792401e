/** `npm run accuracy`: precision and recall of the classifier on the labelled corpus; exits 1 under a bar. `-v` lists mistakes. */
import { loadCatalog } from '../pkg/catalog/index.js';
import { createClassifier } from '../pkg/classify/classifier.js';
import {
  CORPUS_FILES,
  describeMistake,
  measure,
  readCorpus,
  type LabelledAd,
  type Ratio,
} from '../test/corpus/corpus.js';
import { BARS } from '../test/corpus/bars.js';
import { readSharedTitles, SHARED_TITLES } from '../test/corpus/shared-titles.js';

const verbose = process.argv.includes('-v') || process.argv.includes('--verbose');
const catalog = loadCatalog();
const classifier = createClassifier(catalog);

const share = ({ right, of }: Ratio): number => (of === 0 ? 1 : right / of);
const shown = (ratio: Ratio): string =>
  `${(100 * share(ratio)).toFixed(2).padStart(6)} % ${`(${ratio.right}/${ratio.of})`.padEnd(11)}`;

const sets: [string, readonly LabelledAd[]][] = CORPUS_FILES.map((file) => [file, readCorpus(file)]);
sets.unshift(['the whole corpus', sets.flatMap(([, ads]) => ads)]);
const shared = readSharedTitles(catalog);
if (shared === undefined) console.warn(`not measured: ${SHARED_TITLES} is not there`);
else sets.push(['real titles', shared]);

console.log(`rules ${classifier.rulesVersion}, ${catalog.models.length} models\n`);
console.log(`${''.padEnd(18)}${'precision'.padEnd(21)}${'recall'.padEnd(21)}${'rejection'.padEnd(21)}right reason`);
let missed = 0;
for (const [name, ads] of sets) {
  const accuracy = measure(classifier, ads);
  const { precision, recall, rejection, reason } = accuracy;
  console.log(name.padEnd(18) + [precision, recall, rejection, reason].map(shown).join(' '));
  if (name === 'the whole corpus' || ads === shared)
    for (const [figure, bar] of Object.entries(BARS)) {
      const value = share(accuracy[figure as keyof typeof BARS]);
      if (value >= bar) continue;
      missed += 1;
      console.log(`  MISS ${figure} ${(100 * value).toFixed(2)} % < ${100 * bar} %`);
    }
  if (verbose) for (const mistake of accuracy.mistakes) console.log(`  ${describeMistake(mistake)}`);
}

console.log('\nrejected for      precision             recall');
for (const [reason, { precision, recall }] of [...measure(classifier, sets[0]?.[1] ?? []).byReason].sort())
  console.log(`${reason.padEnd(18)}${shown(precision)} ${shown(recall)}`);
if (missed > 0) process.exitCode = 1;
