/** The second opinion: how likely it is, by what was learned from labelled sentences, that a sentence tells against its card. */
import type { Token } from '../../text/tokens.js';
import { BUCKETS, pairFeature, stemHash, wordFeatures, wordOfToken } from './features.js';
import { sentencesOf, type Stretch } from './sentences.js';
import { BIAS, SCALE, WEIGHTS } from './weights.js';

/** What is learned: a weight for each feature. */
export interface Model {
  readonly bias: number;
  readonly weights: { readonly [bucket: number]: number | undefined };
}

/** What a word adds by itself. */
interface Word {
  readonly sum: number;
  readonly count: number;
  readonly stem: number;
}

const MEMO_LIMIT = 40_000;

/** A sentence and its log-odds of telling against the card. */
export interface Doubt extends Stretch {
  readonly odds: number;
}

/** Reads sentences with the weights of a model; remembers words, as ads repeat them. */
export class Opinion {
  readonly #model: Model;
  readonly #memo = new Map<string, Word>();

  constructor(model: Model = learned()) {
    this.#model = model;
  }

  /** Every sentence of a text, in order. */
  read(list: readonly Token[]): Doubt[] {
    return sentencesOf(list).map(({ from, to }) => ({ from, to, odds: this.#odds(list, from, to) }));
  }

  #odds(list: readonly Token[], from: number, to: number): number {
    const { weights, bias } = this.#model;
    let sum = 0;
    let count = 0;
    let left = 0;
    let before = 0;
    for (let at = from; at < to; at += 1) {
      const token = list[at];
      if (token === undefined) break;
      const word = this.#word(wordOfToken(token));
      sum += word.sum;
      count += word.count;
      if (at > from) {
        sum += weights[pairFeature(left, word.stem, 1)] ?? 0;
        count += 1;
      }
      if (at > from + 1) {
        sum += weights[pairFeature(before, word.stem, 2)] ?? 0;
        count += 1;
      }
      before = left;
      left = word.stem;
    }
    return bias + sum / Math.sqrt(Math.max(1, count));
  }

  #word(text: string): Word {
    const known = this.#memo.get(text);
    if (known !== undefined) return known;
    const features = wordFeatures(text);
    const sum = features.reduce((total, feature) => total + (this.#model.weights[feature] ?? 0), 0);
    const word = { sum, count: features.length, stem: stemHash(text) };
    if (this.#memo.size >= MEMO_LIMIT) this.#memo.clear();
    this.#memo.set(text, word);
    return word;
  }
}

let model: Model | undefined;

/** The model in the repository; `npm run train` makes it. */
function learned(): Model {
  if (model !== undefined) return model;
  const bytes = new Int8Array(Buffer.from(WEIGHTS, 'base64'));
  if (bytes.length !== BUCKETS) throw new Error(`${bytes.length} weights, ${BUCKETS} expected: run npm run train`);
  model = { bias: BIAS, weights: Float32Array.from(bytes, (byte) => byte * SCALE) };
  return model;
}
