/** What condition, flags, market and age change in the price of a card, estimated over all variants together (a small hedonic model). */
import { USUAL_SCALE } from './price-range.js';
import { variantKey, type Variant } from './variant.js';

/** What an offer's price is adjusted for. `used`, unflagged, fresh, in the market with the most offers: the offer to compare with. */
export const PRICE_FEATURES = ['new', 'mined', 'repaired', 'boxed', 'modded', 'aged'] as const;
export type PriceFeature = (typeof PRICE_FEATURES)[number] | `market:${string}`;

/** An ad that has been up for longer than this is `aged`: those that are dear stay. */
export const AGED_DAYS = 30;

/** Offers of one variant that are alike in every feature. */
export interface PriceCell extends Variant {
  readonly features: readonly PriceFeature[];
  readonly n: number;
  /** Mean of the natural logarithm of their prices in euro cents, implausible ones left out. */
  readonly meanLog: number;
  /** Sum of the squared deviations from `meanLog`. */
  readonly squares: number;
}

export interface PriceEffect {
  /** Change of the natural logarithm of the price: 0.1 is about 10 % dearer. */
  readonly effect: number;
  /** Standard error of `effect`. */
  readonly error: number;
  /** Offers with the feature that could be compared within their variant. */
  readonly n: number;
}

export interface PriceEffects {
  readonly byFeature: ReadonlyMap<PriceFeature, PriceEffect>;
  /** Standard deviation of the logarithm of a price around what its variant and features explain, over all variants. */
  readonly scale: number;
}

/** When nothing is known of a market. */
export const NO_EFFECTS: PriceEffects = { byFeature: new Map(), scale: USUAL_SCALE };

/** Rounds of backfitting; effects move by less than a thousandth after five on every market tried. */
const ROUNDS = 8;

/** An effect is believed as if so many offers without any had been seen as well (ridge). */
const RIDGE_OFFERS = 12;

/** No feature halves or doubles a price: more is a mistake of the classifier, not a price of the feature. */
const LARGEST = 0.5;

/**
 * Fits log price = variant + sum of the effects of its features (Rosen 1974, hedonic prices), by backfitting (Hastie & Tibshirani
 * 1990) on cells weighted by their offers, each effect shrunk towards none. Only contrasts within a variant count, so
 * that a feature which happens to be common among dear cards is not taken for what makes them dear.
 */
export function fitEffects(cells: readonly PriceCell[]): PriceEffects {
  const byVariant = new Map<string, PriceCell[]>();
  for (const cell of cells) {
    const key = variantKey(cell);
    const group = byVariant.get(key);
    if (group === undefined) byVariant.set(key, [cell]);
    else group.push(cell);
  }
  const groups = [...byVariant.values()];
  const effects = new Map<PriceFeature, { effect: number; weight: number; n: number }>();
  for (const { features } of groups.flat())
    for (const feature of features) effects.set(feature, { effect: 0, weight: 0, n: 0 });
  const sumOf = (features: readonly PriceFeature[], without?: PriceFeature): number =>
    features.reduce((sum, feature) => (feature === without ? sum : sum + (effects.get(feature)?.effect ?? 0)), 0);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [feature, current] of effects) {
      let weighted = 0;
      let weight = 0;
      let n = 0;
      for (const group of groups) {
        const have = average(
          group,
          (cell) => cell.features.includes(feature),
          (features) => sumOf(features, feature),
        );
        const lack = average(
          group,
          (cell) => !cell.features.includes(feature),
          (features) => sumOf(features, feature),
        );
        if (have === undefined || lack === undefined) continue;
        // The weight of a difference of two means: harmonic in their sizes.
        const pair = (have.n * lack.n) / (have.n + lack.n);
        weighted += pair * (have.mean - lack.mean);
        weight += pair;
        n += have.n;
      }
      const effect = weighted / (weight + RIDGE_OFFERS);
      Object.assign(current, { effect: Math.min(Math.max(effect, -LARGEST), LARGEST), weight, n });
    }
  const scale = spreadOf(groups, sumOf);
  const byFeature = [...effects].map(([feature, { effect, weight, n }]): [PriceFeature, PriceEffect] => [
    feature,
    { effect, error: scale / Math.sqrt(weight + RIDGE_OFFERS), n },
  ]);
  return { byFeature: new Map(byFeature), scale };
}

/** Within variants, around what the features explain; a market without two offers of anything spreads as usual. */
function spreadOf(groups: readonly PriceCell[][], explained: (features: readonly PriceFeature[]) => number): number {
  let squares = 0;
  let freedom = 0;
  for (const group of groups) {
    const centre = average(group, () => true, explained);
    if (centre === undefined) continue;
    freedom += centre.n - 1;
    for (const cell of group)
      squares += cell.squares + cell.n * (cell.meanLog - explained(cell.features) - centre.mean) ** 2;
  }
  return freedom === 0 ? USUAL_SCALE : Math.sqrt(squares / freedom);
}

/** The mean log price of the cells that `wanted` picks, their other features taken out. */
function average(
  group: readonly PriceCell[],
  wanted: (cell: PriceCell) => boolean,
  others: (features: readonly PriceFeature[]) => number,
): { mean: number; n: number } | undefined {
  let sum = 0;
  let n = 0;
  for (const cell of group) {
    if (!wanted(cell)) continue;
    sum += cell.n * (cell.meanLog - others(cell.features));
    n += cell.n;
  }
  return n === 0 ? undefined : { mean: sum / n, n };
}

/** What is known of an offer that its price is adjusted for. */
export interface OfferTraits {
  readonly market: string;
  /** `new`, `used` or `damaged`; `null` = not said. */
  readonly condition: string | null;
  readonly flags: readonly string[];
  readonly daysUp: number;
}

export function featuresOf({ market, condition, flags, daysUp }: OfferTraits): PriceFeature[] {
  const features: PriceFeature[] = [`market:${market}`];
  for (const feature of PRICE_FEATURES)
    if (
      feature === 'new'
        ? condition === 'new' || flags.includes('new')
        : feature === 'aged'
          ? daysUp > AGED_DAYS
          : flags.includes(feature)
    )
      features.push(feature);
  return features;
}

/** The sum of the effects of `features`, as a change of the logarithm of the price. */
export function adjustment(effects: PriceEffects, features: readonly PriceFeature[]): number {
  return features.reduce((sum, feature) => sum + (effects.byFeature.get(feature)?.effect ?? 0), 0);
}
