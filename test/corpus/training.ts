/** What the second opinion learns from: labelled sentences, and the sentences of labelled ads. */
import { featuresOf, oddsOf, train, type Row } from '../../pkg/classify/opinion/train.js';
import type { Model } from '../../pkg/classify/opinion/opinion.js';
import { sentencesOf } from '../../pkg/classify/opinion/sentences.js';
import type { Classifier } from '../../pkg/listing/verdict.js';
import { tokenize } from '../../pkg/text/tokens.js';
import type { LabelledAd } from './corpus.js';
import type { Sentence } from './sentences.js';

/** Shorter sentences of ads tell nothing of what they are. */
const SHORTEST = 3;
/** Times that the sentence which gives an ad away is looked for again with what was learned so far. */
const ROUNDS = 2;

function rowOf(text: string, against: boolean): Row {
  const { list } = tokenize(text);
  return { features: featuresOf(list, 0, list.length), against };
}

function rowsOf(text: string, against: boolean): Row[] {
  const { list } = tokenize(text);
  return sentencesOf(list)
    .filter(({ from, to }) => to - from >= SHORTEST)
    .map(({ from, to }) => ({ features: featuresOf(list, from, to), against }));
}

/**
 * Learns from sentences and ads. In a good ad no sentence tells against the card. In another whose title looks good at least one
 * must, and which is not labelled: the likeliest is taken, and the model trained again.
 */
export function learn(classifier: Classifier, sentences: readonly Sentence[], ads: readonly LabelledAd[]): Model {
  const rows: Row[] = sentences.map(({ text, reveals }) => rowOf(text, reveals !== null));
  const giveaways: Row[][] = [];
  for (const { title, description, label } of ads) {
    if (description === undefined) continue;
    const own = rowsOf(description, label.kind === 'not');
    if (label.kind !== 'not') rows.push(...own);
    else if (own.length > 0 && classifier.classify({ title }).verdict === 'accepted') giveaways.push(own);
  }
  let model = train(rows);
  for (let round = 0; round < ROUNDS; round += 1) {
    const likeliest = giveaways.map((own) => own.reduce((best, row) => (oddsOf(model, row) > oddsOf(model, best) ? row : best)));
    model = train([...rows, ...likeliest]);
  }
  return model;
}
