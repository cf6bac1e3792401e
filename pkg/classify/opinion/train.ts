/** Trains the second opinion: logistic regression with a step of its own for each weight (AdaGrad; Duchi, Hazan, Singer 2011). Same rows, same weights. */
import { deflateRawSync } from 'node:zlib';
import { BUCKETS, valueOf, type SentenceFeatures } from './features.js';
import type { Model } from './opinion.js';

/** A sentence by its features, and whether it tells against its card. */
export interface Row {
  readonly features: SentenceFeatures;
  readonly against: boolean;
}

const EPOCHS = 20;
const STEP = 0.3;
/** Keeps weights of what was seen once from growing. */
const DECAY = 1e-3;
const SMALL = 1e-3;

/** A row as a vector of length one; its last bucket, which every row has, is the bias. */
interface Vector {
  readonly buckets: Int32Array;
  readonly values: Float64Array;
  readonly label: number;
}

function vectorOf({ features: { words, others }, against }: Row): Vector {
  const buckets = [...words.flatMap((word) => [...word.buckets]), ...others];
  const values = [
    ...words.flatMap((word) => Array.from(word.buckets, (_, index) => valueOf(index))),
    ...others.map(() => 1),
  ];
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return {
    buckets: Int32Array.from([...buckets, BUCKETS]),
    values: Float64Array.from([...values.map((value) => value / length), 1]),
    label: against ? 1 : 0,
  };
}

/** The same order on every machine: by a linear congruential generator (Knuth and Lewis). */
function shuffled<T>(items: readonly T[]): T[] {
  let state = 1;
  const keyed = items.map((item) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { item, key: state };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Weights that tell the rows apart, each a byte. */
export function train(rows: readonly Row[]): Model {
  const vectors = shuffled(rows.map(vectorOf));
  const weights = new Float64Array(BUCKETS + 1);
  const squares = new Float64Array(BUCKETS + 1).fill(SMALL);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) for (const vector of vectors) learn(weights, squares, vector);
  return inBytes(weights);
}

function learn(weights: Float64Array, squares: Float64Array, { buckets, values, label }: Vector): void {
  let odds = 0;
  for (let at = 0; at < buckets.length; at += 1) odds += (weights[buckets[at] ?? 0] ?? 0) * (values[at] ?? 0);
  const error = 1 / (1 + Math.exp(-odds)) - label;
  for (let at = 0; at < buckets.length; at += 1) {
    const bucket = buckets[at] ?? 0;
    const slope = error * (values[at] ?? 0) + DECAY * (weights[bucket] ?? 0);
    const square = (squares[bucket] ?? 0) + slope * slope;
    squares[bucket] = square;
    weights[bucket] = (weights[bucket] ?? 0) - (STEP * slope) / Math.sqrt(square);
  }
}

const LARGEST_BYTE = 127;

function inBytes(weights: Float64Array): Model {
  const own = weights.subarray(0, BUCKETS);
  const largest = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), SMALL);
  const scale = Number((largest / LARGEST_BYTE).toPrecision(6));
  return {
    bias: Number((weights[BUCKETS] ?? 0).toPrecision(6)),
    scale,
    weights: Int8Array.from(own, (weight) => Math.round(weight / scale)),
  };
}

/** Weights as they are stored: raw deflate, in base64. */
export const packed = ({ weights }: Model): string =>
  deflateRawSync(Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength), { level: 9 }).toString('base64');
