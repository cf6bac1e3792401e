/** What cards cost and how the mix of new ads moves with the days. */
import { isCard, KIND_SHARES } from './ad-kind.js';
import type { Dice } from './random.js';
import { VARIANTS, type Variant } from './variants.js';

/** No offer lives longer; so the market of any day follows from the births of that many days before it. */
export const MAX_LIFE_DAYS = 120;
export const OTHER_HAZARD = 0.05;

export interface Economy {
  readonly seed: number;
  /** `falling`: every reference price loses 0.2 % a day. */
  readonly drift: 'constant' | 'falling';
  /** From day 0 on dear cards become more and more common among new ads, cheap ones rarer. */
  readonly mixShift: boolean;
  /** Standard deviation of the logarithm of an asking price around the reference. */
  readonly priceSigma: number;
  /**
   * How much sooner a cheaper card goes: the chance that it ends on a day goes with (price / reference) to minus this power (proportional
   * hazards). 5: at 10 % below it goes 1.7 times as fast. @default 0: nobody looks at the price
   */
  readonly priceEffect?: number;
}

/** Chance that an offer at a share of the reference price ends on a day, given that at the reference price. */
export function hazardAt({ priceEffect = 0 }: Economy, hazard: number, share: number): number {
  return 1 - (1 - hazard) ** (share ** -priceEffect);
}

const FALL_PER_DAY = 0.002;

export function referenceCents(economy: Economy, variant: Variant, day: number): number {
  const factor = economy.drift === 'falling' ? Math.exp(-FALL_PER_DAY * day) : 1;
  return Math.round(variant.referenceCents * factor);
}

/** Share of a variant among the cards born on a day, relative to the others. */
function weightOn(economy: Economy, variant: Variant, day: number): number {
  if (!economy.mixShift) return variant.weight;
  return variant.weight * Math.exp(2.4 * (variant.rank - 0.5) * (Math.min(Math.max(day, 0), 90) / 60));
}

/** Cumulated weights per birth day; a mix that does not shift has one entry. */
export class Mix {
  readonly #economy: Economy;
  readonly #sums = new Map<number, readonly number[]>();

  constructor(economy: Economy) {
    this.#economy = economy;
  }

  pick(dice: Dice, day: number): Variant {
    const key = this.#economy.mixShift ? Math.min(Math.max(day, 0), 90) : 0;
    let sums = this.#sums.get(key);
    if (sums === undefined) {
      let total = 0;
      sums = VARIANTS.map((variant) => (total += weightOn(this.#economy, variant, key)));
      this.#sums.set(key, sums);
    }
    const aim = dice.next() * (sums.at(-1) ?? 0);
    const variant = VARIANTS[sums.findIndex((sum) => aim < sum)];
    if (variant === undefined) throw new RangeError('no variant has a weight');
    return variant;
  }
}

/** Mean days on the market of a new ad, over kinds and variants: births per day times this is the size of the market. */
export function meanLifeDays(): number {
  const cards = VARIANTS.reduce((sum, { weight }) => sum + weight, 0);
  const card = VARIANTS.reduce((sum, { weight, hazard }) => sum + (weight / cards) * meanGeometric(hazard), 0);
  return KIND_SHARES.reduce(
    (sum, [kind, share]) => sum + (share / 1000) * (isCard(kind) ? card : meanGeometric(OTHER_HAZARD)),
    0,
  );
}

/** Mean of a geometric time that ends at `MAX_LIFE_DAYS` at the latest. */
export function meanGeometric(hazard: number): number {
  return (1 - (1 - hazard) ** MAX_LIFE_DAYS) / hazard;
}
