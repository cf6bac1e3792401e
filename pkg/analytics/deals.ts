/** Finds offers that a buyer would be glad of: cheap against the fair price of that very offer, and believable. */
import { FairPrices, type FairPrice, type PricedOffer } from './fair-price.js';
import { normalShare } from './normal.js';
import type { PriceEffects } from './price-effects.js';

/** Fewer comparable offers than this say nothing about what is cheap. */
export const MIN_COMPARABLE_OFFERS = 8;

/**
 * How far below its fair price a deal is: 1.9 standard deviations of a log price, never less than 26 % and never asked to be more than
 * 33 %; and 1.2 standard deviations over the root of n for what a small group does not know of its own median. Chosen on seeds 11 to 20 of
 * the simulation, in markets where cheaper cards go sooner and in such where they do not, and measured on others (`npm run bench -- truth`).
 */
const DEAL_SCALES = 1.9;
const MEDIAN_ERRORS = 1.2;
const LEAST_DISCOUNT = 0.26;
const ENOUGH_DISCOUNT = 0.33;

/** What is needed of an active listing. */
export interface Offer extends PricedOffer {
  readonly id: number;
  /** The ad's own page was read since the ad last changed, and the ad was there. */
  readonly pageRead: boolean;
}

export const QUESTIONS = ['test', 'mining', 'mined', 'repair', 'receipt', 'memory', 'cooling'] as const;
/** What to ask the seller, as a code: whoever shows it words it. */
export type Question = (typeof QUESTIONS)[number];

/** Why an offer is a deal or suspicious: facts, worded by whoever shows them. Amounts in euro cents. */
export interface Finding<T extends Offer = Offer> {
  readonly offer: T;
  readonly priceEurCents: number;
  readonly fair: FairPrice;
  /** Share below the fair price, 0 to 1. */
  readonly discount: number;
  /** 0 to 1: how far beyond chance the discount is, and how many offers say so. */
  readonly sureness: number;
  readonly questions: readonly Question[];
}

export interface Findings<T extends Offer = Offer> {
  /** What is saved times how sure, largest first. */
  readonly deals: Finding<T>[];
  /** Would be deals, but their own page was not read yet: nobody knows what it says. Same order. */
  readonly unread: Finding<T>[];
  /** Below what can be meant; never deals. Furthest below first. */
  readonly suspicious: Finding<T>[];
}

/**
 * Deals among the offers of one or several variants. An offer is a deal when at least 8 plausible offers of its variant stand
 * beside it, its memory is known, it is not damaged, its price is plausible and at least 26 to 33 % (by the spread of the group)
 * below the fair price for its condition, flags, market and age, and its own page was read. Suspicious: below the plausible range.
 */
export function findDeals<T extends Offer>(offers: readonly T[], effects: PriceEffects): Findings<T> {
  const prices = new FairPrices(offers, effects);
  const findings: Findings<T> = { deals: [], unread: [], suspicious: [] };
  for (const offer of offers) {
    const { priceEurCents } = offer;
    if (priceEurCents === null || offer.condition === 'damaged' || offer.memoryGb === null) continue;
    const fair = prices.of(offer);
    if (fair === null) continue;
    const finding = {
      ...{ offer, priceEurCents, fair, discount: 1 - priceEurCents / fair.eurCents, questions: questionsOf(offer) },
      sureness: surenessOf(priceEurCents, fair),
    };
    if (priceEurCents < fair.plausibleFrom) findings.suspicious.push(finding);
    else if (priceEurCents <= (dealPrice(fair) ?? -1))
      (offer.pageRead ? findings.deals : findings.unread).push(finding);
  }
  const byWorth = (a: Finding, b: Finding): number => worthOf(b) - worthOf(a) || a.offer.id - b.offer.id;
  findings.deals.sort(byWorth);
  findings.unread.sort(byWorth);
  findings.suspicious.sort((a, b) => b.discount - a.discount || a.offer.id - b.offer.id);
  return findings;
}

/** How far beyond chance a price is below the fair one, and how many offers say so: 0 to 1. */
function surenessOf(priceEurCents: number, { eurCents, scale, n }: FairPrice): number {
  const z = Math.log(eurCents / Math.max(priceEurCents, 1)) / scale;
  return normalShare(z - 1.5) * (n / (n + MIN_COMPARABLE_OFFERS));
}

/** Euro cents saved, times how sure it is. */
export function worthOf({ fair, priceEurCents, sureness }: Finding): number {
  return (fair.eurCents - priceEurCents) * sureness;
}

/** The dearest price at which an offer of this fair price is a deal, euro cents; `null` with fewer than 8 comparable offers. */
export function dealPrice(fair: FairPrice): number | null {
  return fair.n < MIN_COMPARABLE_OFFERS ? null : Math.floor(fair.eurCents * Math.exp(-leastGap(fair)));
}

/** On the log scale; what a group does not know of its own median is added. */
function leastGap({ scale, n }: FairPrice): number {
  const wanted = Math.min(Math.max(DEAL_SCALES * scale, -Math.log(1 - LEAST_DISCOUNT)), -Math.log(1 - ENOUGH_DISCOUNT));
  return wanted + (MEDIAN_ERRORS * scale) / Math.sqrt(n);
}

/** A series that was bought for mining, and seldom says so. */
const MINING_SERIES = /^(?:RX (?:4[78]0|5[78]0|5[67]00|6[678]00)|GTX 10[678]0|RTX (?:20|30)[678]0)/;

/** What a buyer should ask, by what the ad says and does not say. */
export function questionsOf({ model, condition, flags }: Pick<Offer, 'model' | 'condition' | 'flags'>): Question[] {
  const isNew = condition === 'new' || flags.includes('new');
  const questions: Question[] = isNew ? ['receipt'] : ['test', 'receipt'];
  if (flags.includes('mined')) questions.push('mined', 'cooling');
  else if (!isNew && MINING_SERIES.test(model)) questions.push('mining', 'cooling');
  if (flags.includes('repaired')) questions.push('repair');
  if (flags.includes('modded')) questions.push('memory');
  return questions;
}
