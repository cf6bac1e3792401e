/** Finds offers that are cheap among comparable ones, says why in words and numbers, and tells a deal from a fake. */
import { NEVER_PLAUSIBLE, quantile, robustBounds, roundHalfUp } from './statistics.js';
import { variantKey, variantName, type Variant } from './variant.js';

/** Fewer comparable offers than this say nothing about what is cheap. */
export const MIN_COMPARABLE_OFFERS = 8;

/** A deal is at or below this quantile of the comparable offers... */
const DEAL_QUANTILE = 0.1;

/** ...and at least this share below their median: where all ask nearly the same, the lowest of them is no deal. */
const MIN_DISCOUNT = 0.1;

/** Whatever the spread: more than this share of the median is always plausible, less than NEVER_PLAUSIBLE never is. */
const ALWAYS_PLAUSIBLE = 0.5;

/** Offers are compared only within their kind: a new card is no measure for a used one, a modded one for neither. */
export type OfferKind = 'new' | 'used' | 'modded';

/** What is needed of an active listing. */
export interface Offer extends Variant {
  readonly id: number;
  /** `null` = no price in a currency with a fixed rate: the offer takes no part. */
  readonly priceEurCents: number | null;
  /** `new`, `used` or `damaged`; `null` = not said. */
  readonly condition: string | null;
  readonly flags: readonly string[];
}

/** The facts behind a finding; amounts in euro cents. */
export interface DealReason {
  readonly kind: OfferKind;
  readonly priceEurCents: number;
  readonly medianEurCents: number;
  readonly p10EurCents: number;
  /** Comparable offers, this one included, the implausibly cheap ones left out. */
  readonly n: number;
  /** Share below the median, 0 to 1. */
  readonly discount: number;
  /** What the ad says of itself that a buyer should weigh: `mined`, `repaired`. */
  readonly cautions: readonly string[];
  /** All of it as an English sentence. */
  readonly text: string;
}

export interface Deal<T extends Offer = Offer> {
  readonly offer: T;
  readonly reason: DealReason;
}

export interface Deals<T extends Offer = Offer> {
  /** Largest discount first. */
  readonly deals: Deal<T>[];
  /** Far too cheap to be true; never deals. Cheapest against its median first. */
  readonly suspicious: Deal<T>[];
}

/**
 * Deals among all `offers` of a moment. An offer is a deal when its price is at or below the p10 (type 7) of n >= 8 comparable
 * offers and at least 10 % below their median. Comparable: same model, same stated memory, same kind. Damaged cards and ads
 * of an unknown memory are left out. Suspicious: below the robust range of the group, held between 25 % and 50 % of the median.
 */
export function findDeals<T extends Offer>(offers: readonly T[]): Deals<T> {
  const groups = new Map<string, Priced<T>[]>();
  for (const offer of offers) {
    const kind = kindOf(offer);
    const { priceEurCents } = offer;
    if (kind === null || priceEurCents === null || offer.memoryGb === null) continue;
    const key = `${variantKey(offer)}|${kind}`;
    const group = groups.get(key) ?? [];
    if (group.length === 0) groups.set(key, group);
    group.push({ offer, kind, priceEurCents });
  }
  const found = [...groups.values()].map(judgeGroup);
  return {
    deals: found.flatMap(({ deals }) => deals).sort(byDiscount),
    suspicious: found.flatMap(({ suspicious }) => suspicious).sort(byDiscount),
  };
}

interface Priced<T> {
  readonly offer: T;
  readonly kind: OfferKind;
  readonly priceEurCents: number;
}

function judgeGroup<T extends Offer>(group: readonly Priced<T>[]): Deals<T> {
  const all = group.map(({ priceEurCents }) => priceEurCents).sort((a, b) => a - b);
  const floor = plausibleFloor(all);
  const prices = all.filter((price) => price >= floor);
  if (prices.length < MIN_COMPARABLE_OFFERS) return { deals: [], suspicious: [] };
  const median = roundHalfUp(quantile(prices, 0.5));
  const p10 = roundHalfUp(quantile(prices, DEAL_QUANTILE));
  const facts = { medianEurCents: median, p10EurCents: p10, n: prices.length };
  const dealPrice = Math.min(p10, median * (1 - MIN_DISCOUNT));
  const pick = (wanted: (price: number) => boolean, say: Say): Deal<T>[] =>
    group
      .filter(({ priceEurCents }) => wanted(priceEurCents))
      .map(({ offer, kind, priceEurCents }) => {
        const cautions = offer.flags.filter((flag) => flag === 'mined' || flag === 'repaired');
        const reason = { ...facts, kind, priceEurCents, discount: 1 - priceEurCents / median, cautions };
        return { offer, reason: { ...reason, text: say(reason, offer) } };
      });
  return {
    deals: pick((price) => price >= floor && price <= dealPrice, dealSentence),
    suspicious: pick((price) => price < floor, suspicionSentence),
  };
}

function plausibleFloor(sorted: readonly number[]): number {
  const median = quantile(sorted, 0.5);
  return Math.min(Math.max(robustBounds(sorted).low, NEVER_PLAUSIBLE * median), ALWAYS_PLAUSIBLE * median);
}

function kindOf({ condition, flags }: Offer): OfferKind | null {
  if (condition === 'damaged') return null;
  if (flags.includes('modded')) return 'modded';
  return condition === 'new' || flags.includes('new') ? 'new' : 'used';
}

type Say = (reason: Omit<DealReason, 'text'>, offer: Variant) => string;

const dealSentence: Say = ({ priceEurCents, medianEurCents, p10EurCents, n, discount, kind, cautions }, offer) =>
  `${euros(priceEurCents)} is ${percent(discount)} below the median ${euros(medianEurCents)} of ${n} ${kind} ` +
  `${variantName(offer)} offers (p10 ${euros(p10EurCents)})${cautions.map((caution) => `; the ad says ${caution}`).join('')}`;

const suspicionSentence: Say = ({ priceEurCents, medianEurCents, n, discount, kind }, offer) =>
  `${euros(priceEurCents)} is ${percent(discount)} below the median ${euros(medianEurCents)} of ${n} ${kind} ` +
  `${variantName(offer)} offers: too cheap to be true`;

/** `180 €`, or `179.99 €` where there are cents. */
function euros(cents: number): string {
  return `${cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2)} €`;
}

/** Whole percent, rounded down so that it never promises more than there is. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

function byDiscount(a: Deal, b: Deal): number {
  return b.reason.discount - a.reason.discount || a.offer.id - b.offer.id;
}
