/** What the second opinion sees of a sentence: its words, pairs of words, and pieces of words, each as a number. */
import type { Token } from '../../text/tokens.js';

/** Features are hashed into so many weights. */
export const BUCKETS = 1 << 17;
/** Letters of a word that are taken for its stem. */
const STEM = 5;
/** Letters of a piece: four tell more than three or five, and cost least. */
const PIECE = 4;
/** Longer words are never seen twice: their first letters tell. */
const LONGEST_WORD = 24;
const OFFSET_BASIS = 2166136261;
const PRIME = 16777619;

/** All numbers are one word: what counts is that there is one. */
export const wordOfToken = ({ text, isNumber }: Token): string => (isNumber ? '0' : text.slice(0, LONGEST_WORD));

function hash(seed: number, text: string, from: number, to: number): number {
  let value = Math.imul(OFFSET_BASIS ^ seed, PRIME);
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), PRIME);
  return value >>> 0;
}

const bucket = (value: number): number => (value ^ (value >>> 15)) & (BUCKETS - 1);

/** Hash of a word's stem, for pairs. */
export const stemHash = (word: string): number => hash(1, word, 0, Math.min(word.length, STEM));

/** Features of one word: its stem and its pieces. */
export function wordFeatures(word: string): number[] {
  const found = [bucket(stemHash(word))];
  const framed = ` ${word} `;
  for (let at = 0; at + PIECE <= framed.length; at += 1) found.push(bucket(hash(2, framed, at, at + PIECE)));
  return found;
}

/** The feature of two words, `apart` 1 for neighbours and 2 for those with one between, by the hashes of their stems. */
export const pairFeature = (left: number, right: number, apart: 1 | 2): number =>
  bucket(Math.imul(left, apart === 1 ? 31 : 37) ^ right);
