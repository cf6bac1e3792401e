/** What a sentence is to the second opinion: its words and pieces of words, and what the rules made of it, each as a bucket of the weights. */
import { latinForms } from '../../text/fold.js';
import type { Token } from '../../text/tokens.js';
import type { Term } from '../../text/vocabulary.js';
import type { Support } from '../assurance.js';
import { WORD_CLASSES } from '../lexicon/entry.js';
import type { Objection } from '../objection.js';
import type { Reading, Span } from '../reading.js';
import { sentencesOf } from './sentences.js';

export const BUCKETS = 1 << 18;

/** A piece of a word says less than a word. */
const PIECE = 0.5;
const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 5;
/** Letters of a word that are taken for its stem. */
const STEM = 5;
/** So that the same letters are another feature as a word, a stem or a class, and two words another when one stands between. */
const [WORD_SEED, STEM_SEED, CLASS_SEED, APART_SEED] = [0x57, 0x58, 0x63, 0x5bd1e995];
/** Longer "words" are addresses and noise. */
const LONGEST_WORD = 24;

/** Buckets of one word: the first is the word, the second its stem, the others are its pieces. */
export interface WordFeatures {
  /** Of the word's stem; two make a pair's bucket. */
  readonly hash: number;
  readonly buckets: readonly number[];
}

/** Where features go: into sums as they come, or into lists to learn from. */
export interface FeatureSink {
  /** A word of a sentence; returns the hash of its stem. */
  word(sentence: number, term: Term): number;
  /** A pair of words, or something that the rules found. */
  other(sentence: number, bucket: number): void;
}

/** All features of one sentence, to learn from. */
export interface SentenceFeatures {
  readonly span: Span;
  readonly words: readonly WordFeatures[];
  readonly others: readonly number[];
}

export const valueOf = (index: number): number => (index <= 1 ? 1 : PIECE);

/** 32-bit FNV-1a; signed, as all hashes here, since larger numbers are boxed. */
function hashOf(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

const mixed = (a: number, b: number): number =>
  Math.imul((a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2))) | 0, 0x85ebca6b);
const bucketOf = (hash: number): number => (hash ^ (hash >>> 15)) & (BUCKETS - 1);

/** One spelling for all: Cyrillic by sound, "q", "w" and "x" as Bulgarians write them in Latin letters; of numbers only their length. */
function soundOf(text: string): string {
  if (/^\d+$/.test(text)) return '0'.repeat(text.length);
  const forms = latinForms(text);
  return (forms[1] ?? text)
    .replaceAll('q', 'ya')
    .replaceAll('w', 'v')
    .replaceAll('x', 'h')
    .replaceAll('zh', 'j')
    .replaceAll('ts', 'c');
}

/** What a word is: its sound, stem and pieces. */
export function wordFeatures(text: string): WordFeatures {
  const sound = soundOf(text).slice(0, LONGEST_WORD);
  const hash = hashOf(sound.slice(0, STEM), STEM_SEED);
  const buckets = [bucketOf(hashOf(sound, WORD_SEED)), bucketOf(hash)];
  const framed = `_${sound}_`;
  for (let length = SHORTEST_PIECE; length <= LONGEST_PIECE; length += 1)
    for (let from = 0; from + length <= framed.length; from += 1)
      buckets.push(bucketOf(hashOf(framed.slice(from, from + length))));
  return { hash, buckets };
}

const EDGE = hashOf('edge');
/** By name, so that a new class moves no other. */
const CLASS_HASHES = WORD_CLASSES.map((name) => hashOf(name, CLASS_SEED));
const NO_CLASS = hashOf('', CLASS_SEED);

const names = new Map<string, number>();

/** Hash of a name of the rules: there are some hundred of them. */
function nameHash(name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const hash = hashOf(name);
  names.set(name, hash);
  return hash;
}

/** Whether and how it is said, as a number for `mixed`. */
const flags = (one: boolean, other: boolean): number => 4 + 2 * Number(one) + Number(other);

/** Visits the words of each sentence, then what the rules found, each with the number of its sentence. */
export function visitFeatures(
  reading: Reading,
  spans: readonly Span[],
  objections: readonly Objection[],
  support: readonly Support[],
  sink: FeatureSink,
): void {
  visitWords(reading.list, spans, sink);
  let sentence = 0;
  const sentenceOf = (token: number): number => {
    if (token < (spans[sentence]?.from ?? 0)) sentence = 0;
    while (sentence < spans.length - 1 && token >= (spans[sentence]?.to ?? 0)) sentence += 1;
    return sentence;
  };
  const add = (token: number, hash: number): void => {
    sink.other(sentenceOf(token), bucketOf(hash));
  };
  let last = -1;
  let before = EDGE;
  let one = EDGE;
  for (const clause of reading.clauses) {
    for (const { from, classes } of clause.items) {
      const here = sentenceOf(from);
      if (here !== last) before = one = EDGE;
      last = here;
      for (const id of classes.ids) sink.other(here, bucketOf(CLASS_HASHES[id] ?? NO_CLASS));
      const first = CLASS_HASHES[classes.ids[0] ?? -1] ?? NO_CLASS;
      const pair = mixed(one, first);
      sink.other(here, bucketOf(pair));
      sink.other(here, bucketOf(mixed(before, pair)));
      before = one;
      one = first;
    }
    for (const { thing, role, item, mine, old } of clause.things)
      add(item.from, mixed(mixed(nameHash(thing), nameHash(role)), flags(mine, old)));
  }
  for (const { kind, about, denied, supposed, aside, item } of reading.statements)
    add(item.from, mixed(mixed(nameHash(about), nameHash(kind)), 2 * flags(denied, supposed) + Number(aside)));
  for (const { rule, points, spans: said } of objections) {
    const [span] = said;
    if (span === undefined) continue;
    add(span.from, nameHash(rule));
    add(span.from, mixed(points, EDGE));
  }
  for (const { part, item } of support) add(item.from, mixed(nameHash(part), EDGE));
}

function visitWords(list: readonly Token[], spans: readonly Span[], sink: FeatureSink): void {
  for (const [sentence, { from, to }] of spans.entries()) {
    let before = EDGE;
    let earlier = EDGE;
    for (let at = from; at < to; at += 1) {
      const token = list[at];
      if (token === undefined) break;
      const word = sink.word(sentence, token.term);
      sink.other(sentence, bucketOf(mixed(before, word)));
      sink.other(sentence, bucketOf(mixed(earlier ^ APART_SEED, word)));
      earlier = before;
      before = word;
    }
    sink.other(sentence, bucketOf(mixed(before, EDGE)));
  }
}

/** All sentences of a text, to learn from. */
export function featuresOf(
  reading: Reading,
  objections: readonly Objection[],
  support: readonly Support[],
): SentenceFeatures[] {
  const spans = sentencesOf(reading.list);
  const found = spans.map((span) => ({ span, words: [] as WordFeatures[], others: [] as number[] }));
  visitFeatures(reading, spans, objections, support, {
    word(sentence, { text }) {
      const features = wordFeatures(text);
      found[sentence]?.words.push(features);
      return features.hash;
    },
    other(sentence, bucket) {
      found[sentence]?.others.push(bucket);
    },
  });
  return found;
}
