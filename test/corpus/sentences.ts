/** Single sentences, each set beside good cards: a harmless one must cost no card, one that reveals something must. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AdText, Classifier, RejectReason, Verdict } from '../../pkg/listing/verdict.js';
import { Counter, type Ratio } from './ratio.js';

export interface Sentence {
  readonly text: string;
  /** What it says of the ad it stands in; `null` = nothing that matters. */
  readonly reveals: RejectReason | null;
  readonly lang: string;
  readonly where: string;
}

const here = join(dirname(fileURLToPath(import.meta.url)), 'sentences');
export const SENTENCE_LANGUAGES = ['bg', 'en', 'ro', 'pl', 'uk', 'ru', 'pt'] as const;

/** Reads `sentences/<lang>.txt`: `harmless | text` or `!reason | text` a line, # for comments. */
export function readSentences(lang: string): Sentence[] {
  return readFileSync(join(here, `${lang}.txt`), 'utf8')
    .split('\n')
    .flatMap((line, index): Sentence[] => {
      if (line.trim() === '' || line.startsWith('#')) return [];
      const [label = '', text] = line.split(' | ').map((part) => part.trim());
      const where = `${lang}.txt:${index + 1}`;
      if (text === undefined || !(label === 'harmless' || label.startsWith('!')))
        throw new Error(`${where}: "harmless | text" or "!reason | text" expected`);
      return [{ text, lang, where, reveals: label === 'harmless' ? null : (label.slice(1) as RejectReason) }];
    });
}

/** Five cards whose titles leave no doubt, one with a harmless description of its own. */
export const GOOD_CARDS: readonly AdText[] = [
  { title: 'Видеокарта Gigabyte RTX 3070 Gaming OC 8GB' },
  { title: 'Sapphire Nitro+ RX 6700 XT 12GB' },
  { title: 'MSI GeForce GTX 1660 Super Ventus 6GB' },
  { title: 'Видео карта Palit RTX 4060 Ti 16GB' },
  { title: 'ASUS TUF RTX 3080 10GB', description: 'Видеокартата е в отлично състояние, с кутия.' },
];

export interface SentenceMistake {
  readonly sentence: Sentence;
  readonly card: AdText;
  readonly verdict: Verdict;
}

export interface SentenceAccuracy {
  /** Of cards with a sentence that reveals something: not accepted. */
  readonly caught: Ratio;
  /** Of cards with a harmless sentence: accepted, with the same model. */
  readonly kept: Ratio;
  readonly mistakes: readonly SentenceMistake[];
}

/** Sets every sentence beside every good card. */
export function measureSentences(classifier: Classifier, sentences: readonly Sentence[]): SentenceAccuracy {
  const caught = new Counter();
  const kept = new Counter();
  const mistakes: SentenceMistake[] = [];
  for (const card of GOOD_CARDS) {
    const plain = classifier.classify(card);
    for (const sentence of sentences) {
      const description = [card.description, sentence.text].filter((part) => part !== undefined).join(' ');
      const verdict = classifier.classify({ ...card, description });
      const accepted = verdict.verdict === 'accepted';
      const same = accepted && plain.verdict === 'accepted' && verdict.model === plain.model;
      const right = sentence.reveals === null ? same : !accepted;
      (sentence.reveals === null ? kept : caught).count(right);
      if (!right) mistakes.push({ sentence, card, verdict });
    }
  }
  return { caught: caught.ratio, kept: kept.ratio, mistakes };
}
