/** The second opinion: how likely it is, by what was learned from labelled sentences, that a sentence tells against its card. */
import { inflateRawSync } from 'node:zlib';
import type { Support } from '../assurance.js';
import type { Objection } from '../objection.js';
import type { Reading, Span } from '../reading.js';
import { BUCKETS, featuresOf, valueOf, type SentenceFeatures, type WordFeatures } from './features.js';
import { BIAS, SCALE, WEIGHTS } from './weights.js';

/** What is learned: a weight for each bucket, in steps of `scale`. */
export interface Model {
  readonly bias: number;
  readonly scale: number;
  readonly weights: Int8Array;
}

/** A sentence and its log-odds of telling against the card. */
export interface Doubt extends Span {
  readonly odds: number;
}

/** What a word adds by itself. */
interface Word {
  readonly sum: number;
  readonly square: number;
}

/** Reads sentences with the weights of a model; remembers words, as ads repeat them. */
export class Opinion {
  readonly #model: Model;
  readonly #words = new WeakMap<WordFeatures, Word>();

  constructor(model: Model = learned()) {
    this.#model = model;
  }

  /** Every sentence of a text, in order. */
  read(reading: Reading, objections: readonly Objection[], support: readonly Support[]): Doubt[] {
    return featuresOf(reading, objections, support).map((features) => ({
      ...features.span,
      odds: this.oddsOf(features),
    }));
  }

  /** The sum of its features' weights, over the length of the vector of features. */
  oddsOf({ words, others }: SentenceFeatures): number {
    const { weights, scale, bias } = this.#model;
    let sum = 0;
    let square = others.length;
    for (const features of words) {
      const word = this.#word(features);
      sum += word.sum;
      square += word.square;
    }
    for (const bucket of others) sum += weights[bucket] ?? 0;
    return square === 0 ? bias : bias + (scale * sum) / Math.sqrt(square);
  }

  #word(features: WordFeatures): Word {
    const known = this.#words.get(features);
    if (known !== undefined) return known;
    let sum = 0;
    let square = 0;
    for (const [index, bucket] of features.buckets.entries()) {
      const value = valueOf(index);
      sum += value * (this.#model.weights[bucket] ?? 0);
      square += value * value;
    }
    const word = { sum, square };
    this.#words.set(features, word);
    return word;
  }
}

let model: Model | undefined;

/** The model in the repository; `npm run train` makes it. */
export function learned(): Model {
  if (model !== undefined) return model;
  const bytes = inflateRawSync(Buffer.from(WEIGHTS, 'base64'));
  if (bytes.length !== BUCKETS) throw new Error(`${bytes.length} weights, ${BUCKETS} expected: run npm run train`);
  model = { bias: BIAS, scale: SCALE, weights: new Int8Array(bytes.buffer, bytes.byteOffset, BUCKETS) };
  return model;
}

/** One without an opinion: the rules alone. */
export const NO_OPINION: Pick<Opinion, 'read'> = { read: () => [] };
