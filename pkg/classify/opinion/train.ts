/** Trains the second opinion: logistic regression with a step of its own for each weight (AdaGrad). Same rows, same weights. */
import type { Token } from '../../text/tokens.js';
import { BUCKETS, pairFeature, stemHash, wordFeatures, wordOfToken } from './features.js';
import type { Model } from './opinion.js';

/** A sentence by its features, and whether it tells against its card. */
export interface Row {
  readonly features: readonly number[];
  readonly against: boolean;
}

const EPOCHS = 25;
const STEP = 0.3;
const DECAY = 1e-2;
const SMALL = 1e-8;

/** The features of the tokens [from, to). */
export function featuresOf(list: readonly Token[], from: number, to: number): number[] {
  const found: number[] = [];
  let left = 0;
  let before = 0;
  for (const [at, token] of list.slice(from, to).entries()) {
    const word = wordOfToken(token);
    found.push(...wordFeatures(word));
    const stem = stemHash(word);
    if (at > 0) found.push(pairFeature(left, stem, 1));
    if (at > 1) found.push(pairFeature(before, stem, 2));
    before = left;
    left = stem;
  }
  return found;
}

const scaleOf = ({ features }: Row): number => 1 / Math.sqrt(Math.max(1, features.length));

/** Log-odds of a row under a model. */
export function oddsOf({ weights, bias }: Model, row: Row): number {
  const scale = scaleOf(row);
  return row.features.reduce((sum, feature) => sum + (weights[feature] ?? 0) * scale, bias);
}

/** The order of an epoch, the same on every machine. */
function* shuffled<T>(rows: readonly T[], seed: number): Iterable<T> {
  let state = seed;
  const keyed = rows.map((row) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return [state, row] as const;
  });
  for (const [, row] of keyed.sort(([a], [b]) => a - b)) yield row;
}

/** Weights that tell the rows apart. */
export function train(rows: readonly Row[]): Model {
  const weights = new Float64Array(BUCKETS);
  const seen = new Float64Array(BUCKETS).fill(SMALL);
  let bias = 0;
  let biasSeen = SMALL;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1)
    for (const row of shuffled(rows, epoch + 1)) {
      const error = 1 / (1 + Math.exp(-oddsOf({ weights, bias }, row))) - (row.against ? 1 : 0);
      const scale = scaleOf(row);
      for (const feature of row.features) {
        const slope = error * scale + DECAY * (weights[feature] ?? 0);
        seen[feature] = (seen[feature] ?? 0) + slope * slope;
        weights[feature] = (weights[feature] ?? 0) - (STEP * slope) / Math.sqrt(seen[feature]);
      }
      biasSeen += error * error;
      bias -= (STEP * error) / Math.sqrt(biasSeen);
    }
  return { weights, bias };
}

const LARGEST_BYTE = 127;

/** A model as it is stored: each weight a byte, in base64. */
export function packed({ weights, bias }: Model): { bias: number; scale: number; weights: string } {
  const all = Array.from({ length: BUCKETS }, (_, at) => weights[at] ?? 0);
  const largest = all.reduce((most, weight) => Math.max(most, Math.abs(weight)), SMALL);
  const scale = Number((largest / LARGEST_BYTE).toPrecision(6));
  const bytes = Int8Array.from(all, (weight) => Math.round(weight / scale));
  return { bias: Number(bias.toPrecision(6)), scale, weights: Buffer.from(bytes.buffer).toString('base64') };
}
