/** The score of a card: what of the whole ad speaks for it being a card for sale, and what against, each part with its words. */
import type { Mention } from '../catalog/index.js';
import type { Evidence } from '../listing/verdict.js';
import { wordIn } from '../text/lexemes.js';
import type { Support } from './assurance.js';
import { isRead } from './lexicon/index.js';
import type { Objection } from './objection.js';
import type { Reading, Span } from './reading.js';

/** From so many points on a card is accepted; below it is in review. */
export const ACCEPTED_FROM = 15;
/** So near, what speaks for and against an ad's description weighs the same. */
export const EVEN = 10;

const POINTS = {
  noun: 20,
  /** A family word at the number, as opposed to a suffix ("1050TI") or nothing ("3070"). */
  family: 40,
  suffix: 30,
  number: 20,
  code: 40,
  /** The name stands in the description alone. */
  told: 30,
  board: 10,
  memory: 10,
  /** A word of the title that no language of ours and no maker has. */
  unknown: -3,
} as const;
const MOST_UNKNOWN = 4;
/** Shorter words are endings, units and initials. */
const SHORTEST_UNKNOWN = 4;
/** Of a text of at least so many words a language that we read has at least this share. */
const FOREIGN_WORDS = 8;
const FOREIGN_KNOWN = 0.2;

/** How far a price stands from what such a card costs by its index. */
export type PriceFit = 'usual' | 'possible' | 'far';
const PRICE_POINTS = { usual: 5, possible: 0, far: -15 } as const satisfies Record<PriceFit, number>;

export interface ScoreInput {
  readonly title: Reading;
  readonly description: Reading | undefined;
  /** The name in the title; `undefined` where only the description has it. */
  readonly mention: Mention | undefined;
  readonly memoryStated: boolean;
  readonly priceFit: PriceFit | undefined;
  readonly support: readonly Support[];
  /** What was said against the card, and not enough. */
  readonly objection: Objection | undefined;
}

export interface Score {
  readonly points: number;
  readonly evidence: readonly Evidence[];
}

function nameOf(mention: Mention): 'family' | 'suffix' | 'number' | 'code' {
  if (mention.code) return 'code';
  if (mention.named) return 'family';
  return mention.bare ? 'number' : 'suffix';
}

/** The first maker or board line outside of the card's name. */
function boardIn({ list }: Reading, mention: Mention | undefined): Span | undefined {
  const at = list.findIndex(
    (token, index) =>
      !token.isNumber && wordIn(token).isBoard && !(mention && index >= mention.from && index < mention.to),
  );
  return at === -1 ? undefined : { from: at, to: at + 1 };
}

/** Adds up what was found; a part without words of its own is told in words. */
export function scoreOf(input: ScoreInput): Score {
  const { title, description, mention, support, objection } = input;
  const evidence: Evidence[] = [];
  let points = 0;
  const add = (reading: Reading | undefined, part: string, worth: number, span: Span | undefined): void => {
    points += worth;
    const words = span && reading?.scored(span, part, worth);
    if (words !== undefined) evidence.push(words);
  };
  const noun = title.of('card')[0];
  if (noun !== undefined) add(title, 'noun', POINTS.noun, noun);
  if (mention === undefined) points += POINTS.told;
  else add(title, 'name', POINTS[nameOf(mention)], mention);
  const board = boardIn(title, mention);
  if (board !== undefined) add(title, 'board', POINTS.board, board);
  if (input.memoryStated) points += POINTS.memory;
  const unknown = title.unknownWords(SHORTEST_UNKNOWN, MOST_UNKNOWN);
  for (const word of unknown) add(title, 'unknown', POINTS.unknown, word);
  if (input.priceFit !== undefined && PRICE_POINTS[input.priceFit] !== 0) {
    const worth = PRICE_POINTS[input.priceFit];
    points += worth;
    evidence.push({
      field: 'price',
      start: 0,
      end: 0,
      text: `a ${input.priceFit} price`,
      part: 'price',
      points: worth,
    });
  }
  for (const { part, points: worth, item } of support) add(description, part, worth, item);
  for (const span of objection?.spans ?? []) add(description, 'objection', 0, span);
  points -= objection?.points ?? 0;
  return { points, evidence };
}

/** Whether the ad is written in a language that no pack is for. */
export function isForeign(title: Reading, description: Reading | undefined): boolean {
  return !isRead([title.list, description?.list ?? []], FOREIGN_WORDS, FOREIGN_KNOWN);
}
