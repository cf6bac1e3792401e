/** What an ad really offers, and what a right classifier makes of it. */
import type { RejectReason } from '../../listing/verdict.js';
import type { Dice } from './random.js';

/** What an ad really offers; everything but `card` and its two price traps is no single card for sale. */
export const AD_KINDS = [
  'card',
  'card-without-price',
  'card-decoy-price',
  'computer',
  'laptop',
  'part',
  'defective',
  'mining-rig',
  'lot',
  'wanted',
  'unknown-card',
  'other',
] as const;
export type AdKind = (typeof AD_KINDS)[number];

/** Why a right classifier rejects an ad of the kind; `null`: it accepts it. */
export const EXPECTED_REASON: Readonly<Record<AdKind, RejectReason | null>> = {
  card: null,
  'card-without-price': 'price-missing',
  'card-decoy-price': 'price-implausible',
  computer: 'computer',
  laptop: 'laptop',
  part: 'part',
  defective: 'defective',
  'mining-rig': 'mining-rig',
  lot: 'lot',
  wanted: 'wanted',
  'unknown-card': 'unknown-model',
  other: 'not-a-gpu',
};

/** Shares among new ads, in per mille. */
export const KIND_SHARES: readonly (readonly [AdKind, number])[] = [
  ['card', 665],
  ['card-without-price', 20],
  ['card-decoy-price', 15],
  ['computer', 70],
  ['laptop', 45],
  ['part', 55],
  ['defective', 40],
  ['mining-rig', 10],
  ['lot', 20],
  ['wanted', 25],
  ['unknown-card', 10],
  ['other', 25],
];

export function pickKind(dice: Dice): AdKind {
  let aim = dice.next() * 1000;
  for (const [kind, share] of KIND_SHARES) if ((aim -= share) < 0) return kind;
  return 'other';
}

export function isCard(kind: AdKind): boolean {
  return kind === 'card' || kind === 'card-without-price' || kind === 'card-decoy-price';
}
