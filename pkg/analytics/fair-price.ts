/** The fair price of one very offer: what such cards cost, adjusted for what is special about this one. */
import { isPlausible, priceRange, type PriceRange } from './price-range.js';
import { adjustment, featuresOf, type OfferTraits, type PriceEffects, type PriceFeature } from './price-effects.js';
import { quantile, roundHalfUp } from './quantile.js';
import { ENOUGH_OFFERS } from './statistics.js';
import { variantKey, type Variant } from './variant.js';

export interface PricedOffer extends Variant, OfferTraits {
  /** `null` = no price in a currency with a fixed rate: the offer takes no part. */
  readonly priceEurCents: number | null;
}

export interface FairPrice {
  /** Euro cents. */
  readonly eurCents: number;
  /** The middle half of comparable offers, adjusted in the same way. */
  readonly lowEurCents: number;
  readonly highEurCents: number;
  /** Standard deviation of the logarithm of a price around the fair one: the error of this figure for one card. */
  readonly scale: number;
  /** Plausible comparable offers. */
  readonly n: number;
  readonly enough: boolean;
  /** Below it an offer is too cheap to be true. */
  readonly plausibleFrom: number;
  /** What was adjusted for, each as a share of the price (0.08 = 8 % dearer), the largest first; beyond half a percent, and beyond chance. */
  readonly adjustments: readonly { readonly feature: PriceFeature; readonly share: number }[];
}

interface Group {
  /** Adjusted to an offer without features, ascending. */
  readonly plain: readonly number[];
  readonly range: PriceRange;
}

/** Half a percent is less than anybody haggles about. */
const LEAST_SHARE = 0.005;

/** An effect within two standard errors of none is adjusted for, since it is shrunk, but not said: it may be chance. */
const SURE_ERRORS = 2;

/** As many offers' worth of belief that a variant's prices spread as all variants' do. */
const POOLED_WEIGHT = 80;

export class FairPrices {
  readonly #groups = new Map<string, Group>();
  readonly #effects: PriceEffects;

  /** @param offers all comparable offers of the variants that will be asked for */
  constructor(offers: readonly PricedOffer[], effects: PriceEffects) {
    this.#effects = effects;
    const byVariant = new Map<string, { price: number; plain: number }[]>();
    for (const offer of offers) {
      if (offer.priceEurCents === null || offer.condition === 'damaged') continue;
      const key = variantKey(offer);
      const entry = {
        price: offer.priceEurCents,
        plain: offer.priceEurCents / Math.exp(adjustment(effects, featuresOf(offer))),
      };
      const group = byVariant.get(key);
      if (group === undefined) byVariant.set(key, [entry]);
      else group.push(entry);
    }
    for (const [key, entries] of byVariant) {
      const range = priceRange(entries.map(({ price }) => price).sort((a, b) => a - b));
      const plain = entries.filter(({ price }) => isPlausible(range, price)).map((entry) => entry.plain);
      this.#groups.set(key, { plain: plain.sort((a, b) => a - b), range });
    }
  }

  /** `null` where nothing of the variant is on offer. */
  of(offer: Variant & OfferTraits): FairPrice | null {
    const group = this.#groups.get(variantKey(offer));
    if (group === undefined) return null;
    const features = worthFeatures(offer);
    const factor = Math.exp(adjustment(this.#effects, features));
    const at = (p: number): number => roundHalfUp(quantile(group.plain, p) * factor);
    return {
      eurCents: at(0.5),
      lowEurCents: at(0.25),
      highEurCents: at(0.75),
      scale: shrunk(group, this.#effects.scale),
      n: group.plain.length,
      enough: group.plain.length >= ENOUGH_OFFERS,
      plausibleFrom: group.range.low,
      adjustments: features
        .map((feature) => ({ feature, effect: this.#effects.byFeature.get(feature) }))
        .filter(({ effect }) => Math.abs(effect?.effect ?? 0) > SURE_ERRORS * (effect?.error ?? 0))
        .map(({ feature, effect }) => ({ feature, share: Math.exp(effect?.effect ?? 0) - 1 }))
        .filter(({ share }) => Math.abs(share) >= LEAST_SHARE)
        .sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
    };
  }

  /** Where `priceEurCents` stands among the comparable offers, adjusted to this one: the share of them that ask less, 0 to 1. */
  percentile(offer: Variant & OfferTraits, priceEurCents: number): number | null {
    const group = this.#groups.get(variantKey(offer));
    if (group === undefined || group.plain.length === 0) return null;
    const plain = priceEurCents / Math.exp(adjustment(this.#effects, worthFeatures(offer)));
    return group.plain.filter((other) => other < plain).length / group.plain.length;
  }
}

/**
 * What changes the worth of a card. That an ad is old does not: dear ads stay, so old ones are dearer, and the others are compared at
 * the price of a fresh one; but an old ad at a low price is no better a buy for its age.
 */
function worthFeatures(offer: OfferTraits): PriceFeature[] {
  return featuresOf(offer).filter((feature) => feature !== 'aged');
}

function shrunk({ plain, range }: Group, pooled: number): number {
  const n = plain.length;
  return Math.sqrt((n * range.scale ** 2 + POOLED_WEIGHT * pooled ** 2) / (n + POOLED_WEIGHT));
}
