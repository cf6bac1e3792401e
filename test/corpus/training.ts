/** What the second opinion learns from: labelled sentences, and the sentences of labelled ads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../pkg/catalog/index.js';
import { supportIn } from '../../pkg/classify/assurance.js';
import { NO_OPINION, Opinion, type Model } from '../../pkg/classify/opinion/opinion.js';
import { featuresOf, type SentenceFeatures } from '../../pkg/classify/opinion/features.js';
import { train, type Row } from '../../pkg/classify/opinion/train.js';
import { pickMention } from '../../pkg/classify/pick.js';
import { Reading } from '../../pkg/classify/reading.js';
import { objectionsIn } from '../../pkg/classify/witness.js';
import { createClassifier } from '../../pkg/classify/classifier.js';
import { CORPUS_FILES, readCorpus } from './corpus.js';
import { readSentences, SENTENCE_LANGUAGES } from './sentences.js';

const TRAINING = join(import.meta.dirname, 'training');
/** Beside what a single sentence is learned. */
const GOOD_TITLE = 'Видеокарта Gigabyte RTX 3070 8GB';
/** Shorter sentences of ads tell nothing of what they are. */
const SHORTEST = 3;
/** Times that the sentence which gives an ad away is looked for again with what was learned so far. */
const ROUNDS = 2;

export interface TrainingSentence {
  readonly text: string;
  readonly against: boolean;
}

export interface TrainingAd {
  readonly title: string;
  readonly description: string;
  readonly isCard: boolean;
  /** The part of the description that shows what the ad is; without it the likeliest sentence is looked for. */
  readonly telling?: string | undefined;
}

export interface TrainingTexts {
  readonly sentences: readonly TrainingSentence[];
  readonly ads: readonly TrainingAd[];
}

const linesOf = (file: string): string[] =>
  readFileSync(join(TRAINING, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** `kind<TAB>sentence` a line; the kind `null` is harmless. */
function readLabelled(file: string): TrainingSentence[] {
  return linesOf(file).map((line, index) => {
    const [kind, text] = line.split('\t');
    if (kind === undefined || text === undefined) throw new Error(`${file}:${index + 1}: "kind<TAB>sentence" expected`);
    return { text, against: kind !== 'null' };
  });
}

function readTold(file: string): TrainingAd[] {
  return linesOf(file).map((line) => {
    const { title, description, kind, telling } = JSON.parse(line) as Record<string, string>;
    return { title: title ?? '', description: description ?? '', isCard: kind === 'gpu', telling };
  });
}

/** All that the repository has. */
export function readTexts(): TrainingTexts {
  const files = readdirSync(TRAINING).sort();
  return {
    sentences: [
      ...SENTENCE_LANGUAGES.flatMap(readSentences).map(({ text, reveals }) => ({ text, against: reveals !== null })),
      ...files.filter((file) => file.endsWith('.tsv')).flatMap(readLabelled),
    ],
    ads: [
      ...CORPUS_FILES.flatMap(readCorpus).flatMap(({ title, description, label }) =>
        description === undefined ? [] : [{ title, description, isCard: label.kind !== 'not' }],
      ),
      ...files.filter((file) => file.endsWith('.jsonl')).flatMap(readTold),
    ],
  };
}

interface Read {
  readonly description: Reading;
  readonly features: SentenceFeatures[];
}

function read(catalog: Catalog, title: string, text: string): Read {
  const named = new Reading('title', title, catalog.names, 120);
  const description = new Reading('description', text, catalog.names, 3_000);
  const { mention } = pickMention(named);
  description.own = mention?.number;
  const objections = objectionsIn(description, named, mention?.gpu, false);
  return { description, features: featuresOf(description, objections, supportIn(description)) };
}

function sentenceRow(catalog: Catalog, { text, against }: TrainingSentence): Row {
  const { features } = read(catalog, GOOD_TITLE, text);
  const whole = {
    span: { from: 0, to: features.at(-1)?.span.to ?? 0 },
    words: features.flatMap(({ words }) => words),
    others: features.flatMap(({ others }) => others),
  };
  return { features: whole, against };
}

function toldRows({ description, features }: Read, telling: string): Row[] {
  const start = description.source.indexOf(telling);
  const end = start + telling.length;
  return features.map((sentence) => {
    const from = description.list[sentence.span.from]?.start ?? 0;
    const to = description.list[sentence.span.to - 1]?.end ?? 0;
    return { features: sentence, against: start !== -1 && from < end && to > start };
  });
}

/**
 * Learns from sentences and ads. In a good ad no sentence tells against the card. In another whose title looks good at least one
 * must; where it is not labelled the likeliest is taken, and the model trained again.
 */
export function learn(catalog: Catalog, { sentences, ads }: TrainingTexts): Model {
  const rules = createClassifier(catalog, NO_OPINION);
  const rows = sentences.map((sentence) => sentenceRow(catalog, sentence));
  const giveaways: Row[][] = [];
  for (const { title, description, isCard, telling } of ads) {
    const text = read(catalog, title, description);
    const own = text.features
      .filter(({ span }) => span.to - span.from >= SHORTEST)
      .map((features) => ({ features, against: !isCard }));
    if (isCard) rows.push(...own);
    else if (telling !== undefined) rows.push(...toldRows(text, telling));
    else if (own.length > 0 && rules.classify({ title }).verdict === 'accepted') giveaways.push(own);
  }
  let model = train(rows);
  for (let round = 0; round < ROUNDS; round += 1) {
    const opinion = new Opinion(model);
    const odds = ({ features }: Row): number => opinion.oddsOf(features);
    const likeliest = giveaways.map((own) => own.reduce((best, row) => (odds(row) > odds(best) ? row : best)));
    model = train([...rows, ...likeliest]);
  }
  return model;
}

/** Shares of sentences that look bad (log-odds above 0): of those that tell against the card, and of the others. */
export function heldOut(
  catalog: Catalog,
  opinion: Opinion,
  sentences: readonly TrainingSentence[],
): { readonly caught: number; readonly lost: number } {
  const share = (against: boolean): number => {
    const own = sentences.filter((sentence) => sentence.against === against);
    return own.filter((sentence) => opinion.oddsOf(sentenceRow(catalog, sentence).features) > 0).length / own.length;
  };
  return { caught: share(true), lost: share(false) };
}
