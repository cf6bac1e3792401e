/** What a sentence is to the second opinion: its words and pieces of words, and what the rules made of it, each as a bucket of the weights. */
import { latinForms } from '../../text/fold.js';
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
  readonly buckets: Int32Array;
}

export interface SentenceFeatures {
  readonly span: Span;
  readonly words: readonly WordFeatures[];
  /** Pairs of words, and everything that the rules found. */
  readonly others: readonly number[];
}

export const valueOf = (index: number): number => (index <= 1 ? 1 : PIECE);

/** 32-bit FNV-1a. */
function hashOf(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const mixed = (a: number, b: number): number =>
  Math.imul((a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2))) >>> 0, 0x85ebca6b) >>> 0;
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

const WORDS_KEPT = 50_000;
const kept = new Map<string, WordFeatures>();

function wordFeatures(text: string): WordFeatures {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const sound = soundOf(text).slice(0, LONGEST_WORD);
  const hash = hashOf(sound.slice(0, STEM), STEM_SEED);
  const buckets = [bucketOf(hashOf(sound, WORD_SEED)), bucketOf(hash)];
  const framed = `_${sound}_`;
  for (let length = SHORTEST_PIECE; length <= LONGEST_PIECE; length += 1)
    for (let from = 0; from + length <= framed.length; from += 1)
      buckets.push(bucketOf(hashOf(framed.slice(from, from + length))));
  const features = { hash, buckets: Int32Array.from(buckets) };
  if (kept.size >= WORDS_KEPT) kept.clear();
  kept.set(text, features);
  return features;
}

const EDGE = hashOf('edge');
/** By name, so that a new class moves no other. */
const CLASS_HASHES = WORD_CLASSES.map((name) => hashOf(name, CLASS_SEED));
const NO_CLASS = hashOf('', CLASS_SEED);

/** All sentences of a text, with what the rules found in each. */
export function featuresOf(
  reading: Reading,
  objections: readonly Objection[],
  support: readonly Support[],
): SentenceFeatures[] {
  const { list } = reading;
  const spans = sentencesOf(list);
  const found = spans.map((span) => {
    const words: WordFeatures[] = [];
    const others: number[] = [];
    let before = EDGE;
    let earlier = EDGE;
    for (let at = span.from; at < span.to; at += 1) {
      const word = wordFeatures(list[at]?.text ?? '');
      words.push(word);
      others.push(bucketOf(mixed(before, word.hash)), bucketOf(mixed(earlier ^ APART_SEED, word.hash)));
      earlier = before;
      before = word.hash;
    }
    others.push(bucketOf(mixed(before, EDGE)));
    return { span, words, others };
  });
  let sentence = 0;
  const at = (token: number): number[] => {
    if (token < (spans[sentence]?.from ?? 0)) sentence = 0;
    while (token >= (spans[sentence]?.to ?? Number.POSITIVE_INFINITY)) sentence += 1;
    return found[sentence]?.others ?? [];
  };
  const add = (token: number, feature: string): number => at(token).push(bucketOf(hashOf(feature)));
  let [before, one] = [EDGE, EDGE];
  let last: number[] | undefined;
  for (const clause of reading.clauses) {
    for (const { from, classes } of clause.items) {
      const here = at(from);
      if (here !== last) [before, one] = [EDGE, EDGE];
      last = here;
      for (const id of classes.ids) here.push(bucketOf(CLASS_HASHES[id] ?? NO_CLASS));
      const first = CLASS_HASHES[classes.ids[0] ?? -1] ?? NO_CLASS;
      const pair = mixed(one, first);
      here.push(bucketOf(pair), bucketOf(mixed(before, pair)));
      [before, one] = [one, first];
    }
    for (const { thing, role, item, mine, old } of clause.things) add(item.from, `h${thing} ${role} ${mine} ${old}`);
  }
  for (const { kind, about, denied, supposed, aside, item } of reading.statements)
    add(item.from, `s${kind} ${about} ${denied} ${supposed} ${aside}`);
  for (const { rule, points, spans: said } of objections) {
    const [span] = said;
    if (span === undefined) continue;
    add(span.from, `o${rule}`);
    add(span.from, `p${points}`);
  }
  for (const { part, item } of support) add(item.from, `u${part}`);
  return found;
}
