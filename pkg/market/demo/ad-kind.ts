/** What an ad really offers, and what a right classifier makes of it. */
import type { RejectReason } from '../../listing/verdict.js';
import type { Dice } from './random.js';

/** What an ad really offers; everything but `card` and its two price traps is no single card for sale. `not-for-sale`: for rent, for exchange, or sold already. */
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
  'bundle',
  'wanted',
  'not-for-sale',
  'service',
  'fake',
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
  bundle: 'lot',
  wanted: 'wanted',
  'not-for-sale': 'not-for-sale',
  service: 'service',
  fake: 'fake',
  'unknown-card': 'unknown-model',
  other: 'not-a-gpu',
};

/** Shares among new ads, in per mille. */
export const KIND_SHARES: readonly (readonly [AdKind, number])[] = [
  ['card', 640],
  ['card-without-price', 20],
  ['card-decoy-price', 15],
  ['computer', 65],
  ['laptop', 42],
  ['part', 50],
  ['defective', 52],
  ['mining-rig', 8],
  ['lot', 16],
  ['bundle', 16],
  ['wanted', 22],
  ['not-for-sale', 12],
  ['service', 8],
  ['fake', 10],
  ['unknown-card', 8],
  ['other', 16],
];

export function pickKind(dice: Dice): AdKind {
  let aim = dice.next() * 1000;
  for (const [kind, share] of KIND_SHARES) if ((aim -= share) < 0) return kind;
  return 'other';
}

export function isCard(kind: AdKind): boolean {
  return kind === 'card' || kind === 'card-without-price' || kind === 'card-decoy-price';
}
