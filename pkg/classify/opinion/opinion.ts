/** The second opinion: how likely it is, by what was learned from labelled sentences, that a sentence tells against its card. */
import { inflateRawSync } from 'node:zlib';
import { TermNote } from '../../text/vocabulary.js';
import type { Support } from '../assurance.js';
import type { Objection } from '../objection.js';
import type { Reading, Span } from '../reading.js';
import { BUCKETS, valueOf, visitFeatures, wordFeatures, type SentenceFeatures, type WordFeatures } from './features.js';
import { sentencesOf } from './sentences.js';
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
  readonly stem: number;
  readonly sum: number;
  readonly square: number;
}

/** Reads sentences with the weights of a model; remembers words, as ads repeat them. */
export class Opinion {
  readonly #model: Model;
  readonly #words = new TermNote((text) => this.#worth(wordFeatures(text)));

  readonly #rows: [Float64Array, Float64Array] = [new Float64Array(64), new Float64Array(64)];

  constructor(model: Model = learned()) {
    this.#model = model;
  }

  /** Every sentence of a text, in order: the sum of its features' weights over the length of the vector of features. */
  read(reading: Reading, objections: readonly Objection[], support: readonly Support[]): Doubt[] {
    const { weights } = this.#model;
    const spans = sentencesOf(reading.list);
    const sums = this.#zeros(0, spans.length);
    const squares = this.#zeros(1, spans.length);
    visitFeatures(reading, spans, objections, support, {
      word: (sentence, term) => {
        const word = this.#words.of(term);
        sums[sentence] = (sums[sentence] ?? 0) + word.sum;
        squares[sentence] = (squares[sentence] ?? 0) + word.square;
        return word.stem;
      },
      other: (sentence, bucket) => {
        sums[sentence] = (sums[sentence] ?? 0) + (weights[bucket] ?? 0);
        squares[sentence] = (squares[sentence] ?? 0) + 1;
      },
    });
    return spans.map(({ from, to }, sentence) => ({
      from,
      to,
      odds: this.#odds(sums[sentence] ?? 0, squares[sentence] ?? 0),
    }));
  }

  /** A row of zeros; kept from text to text, as a new one costs more than a short text. */
  #zeros(row: 0 | 1, length: number): Float64Array {
    const kept = this.#rows[row];
    if (kept.length >= length) return kept.fill(0, 0, length);
    return (this.#rows[row] = new Float64Array(2 * length));
  }

  /** Of features that were listed. */
  oddsOf({ words, others }: Pick<SentenceFeatures, 'words' | 'others'>): number {
    let sum = 0;
    let square = others.length;
    for (const features of words) {
      const word = this.#worth(features);
      sum += word.sum;
      square += word.square;
    }
    for (const bucket of others) sum += this.#model.weights[bucket] ?? 0;
    return this.#odds(sum, square);
  }

  #odds(sum: number, square: number): number {
    const { scale, bias } = this.#model;
    return square === 0 ? bias : bias + (scale * sum) / Math.sqrt(square);
  }

  #worth({ hash, buckets }: WordFeatures): Word {
    let sum = 0;
    let square = 0;
    for (const [index, bucket] of buckets.entries()) {
      const value = valueOf(index);
      sum += value * (this.#model.weights[bucket] ?? 0);
      square += value * value;
    }
    return { stem: hash, sum, square };
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
