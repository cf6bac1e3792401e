/** What an offer is worth, for its buyer and for its seller: every figure that an honest friend who knows the market would give. */
import { clearingPrice, concession, type ClearingPrice, type Concession, type Ending } from './clearing-price.js';
import { questionsOf, type Question } from './deals.js';
import { FairPrices, type FairPrice, type PricedOffer } from './fair-price.js';
import type { OfferTraits, PriceEffects } from './price-effects.js';
import { roundHalfUp } from './quantile.js';
import { bandOf, priceToSellIn, sellingTimes, type BandTime, type SpellCount } from './selling-time.js';
import { bargaining, standingOf, type Bargaining, type Standing } from './standing.js';
import { timeOnMarket } from './time-on-market.js';
import type { Variant } from './variant.js';

/** What is asked about: a card as the rules read it, and what is asked for it. */
export interface AppraisalSubject extends Variant, OfferTraits {
  /** Euro cents; `null` = no price was said. */
  readonly askedEurCents: number | null;
}

/** What the market knows of the model that is asked about. */
export interface Evidence<T extends PricedOffer> {
  /** Offers of the model, all its memories. */
  readonly offers: readonly T[];
  readonly effects: PriceEffects;
  /** Of this variant, and of all variants together. */
  readonly spells: readonly SpellCount[];
  readonly allSpells: readonly SpellCount[];
  readonly endings: readonly Ending[];
}

/** The price at which half are gone by then, for a seller. Amounts in euro cents; `null` = no price that was seen is low enough. */
export interface SellPlan {
  readonly days: number;
  readonly eurCents: number | null;
  readonly lowEurCents: number | null;
  readonly highEurCents: number | null;
  readonly enough: boolean;
}

export interface Appraisal<T extends PricedOffer> {
  /** `null` where nothing of the variant is on offer. */
  readonly fair: FairPrice | null;
  /** Where the memory was not said, or nobody offers that one: what each version costs. */
  readonly versions: readonly { readonly memoryGb: number | null; readonly fair: FairPrice }[];
  readonly standing: Standing | null;
  /** Share of comparable offers that ask less, 0 to 1. */
  readonly percentile: number | null;
  /** asked / fair - 1 */
  readonly difference: number | null;
  readonly bargaining: Bargaining | null;
  /** How long offers at such a price stay up. */
  readonly timeAtPrice: BandTime | null;
  readonly priceMatters: boolean | null;
  readonly concession: Concession | null;
  readonly clearing: ClearingPrice | null;
  readonly sell: readonly SellPlan[];
  readonly questions: readonly Question[];
  /** Nearest in price first. */
  readonly comparable: readonly T[];
}

const SELL_WITHIN_DAYS = [3, 7, 14, 30] as const;
const MOST_COMPARABLE = 5;

export function appraise<T extends PricedOffer>(subject: AppraisalSubject, evidence: Evidence<T>): Appraisal<T> {
  const { askedEurCents } = subject;
  const { offers, effects, spells, allSpells, endings } = evidence;
  const prices = new FairPrices(offers, effects);
  const fair = prices.of(subject);
  const times = sellingTimes(spells, allSpells);
  const given = concession(endings);
  const standing = fair === null || askedEurCents === null ? null : standingOf(askedEurCents, fair);
  const ratio = fair === null || askedEurCents === null ? null : askedEurCents / fair.eurCents;
  const isBargain = standing !== null && standing !== 'suspicious';
  return {
    fair,
    versions: subject.memoryGb === null || fair === null ? versionsOf(subject, offers, prices) : [],
    standing,
    percentile: askedEurCents === null ? null : prices.percentile(subject, askedEurCents),
    difference: ratio === null ? null : ratio - 1,
    // Nobody who means to get a deal beats it down first.
    bargaining:
      fair !== null && askedEurCents !== null && isBargain && standing !== 'deal'
        ? bargaining(askedEurCents, fair, given?.enough === true ? given.ratioOfMovers : null)
        : null,
    timeAtPrice: ratio === null || !isBargain ? null : (times.bands[bandOf(ratio)] ?? null),
    priceMatters: times.priceMatters,
    concession: given,
    clearing: clearingPrice(endings, medianTime(endings)),
    sell: fair === null || !fair.enough ? [] : SELL_WITHIN_DAYS.map((days) => sellPlan(days, fair, spells, allSpells)),
    questions: standing === null ? [] : questionsOf(subject),
    comparable: comparableOffers(subject, offers, askedEurCents ?? fair?.eurCents ?? null),
  };
}

/** What each version of a card costs in working order: to compare with, where an ad offers the card broken, with other things, or not at all. */
export function workingVersions<T extends PricedOffer>(
  subject: Variant & OfferTraits,
  offers: readonly T[],
  effects: PriceEffects,
): Appraisal<T>['versions'] {
  return versionsOf(subject, offers, new FairPrices(offers, effects)).filter(({ fair }) => fair.enough);
}

function versionsOf<T extends PricedOffer>(
  subject: Variant & OfferTraits,
  offers: readonly T[],
  prices: FairPrices,
): Appraisal<T>['versions'] {
  const memories = [...new Set(offers.map(({ memoryGb }) => memoryGb))].filter((memory) => memory !== null);
  return memories
    .sort((a, b) => a - b)
    .flatMap((memoryGb) => {
      const fair = prices.of({ ...subject, memoryGb });
      return fair === null ? [] : [{ memoryGb, fair }];
    });
}

/** By those that left alone: of ads that are still up nobody knows yet at what price they go. */
function medianTime(endings: readonly Ending[]): number | null {
  return timeOnMarket(endings.map(({ days }) => ({ days, ended: true }))).median.days;
}

function sellPlan(
  days: number,
  fair: FairPrice,
  spells: readonly SpellCount[],
  allSpells: readonly SpellCount[],
): SellPlan {
  const { ratio, low, high, enough } = priceToSellIn(days, spells, allSpells);
  const price = (of: number | null): number | null => (of === null ? null : roundHalfUp(fair.eurCents * of));
  return { days, eurCents: price(ratio), lowEurCents: price(low), highEurCents: price(high), enough };
}

function comparableOffers<T extends PricedOffer>(
  { memoryGb }: Variant,
  offers: readonly T[],
  price: number | null,
): readonly T[] {
  const distance = ({ priceEurCents }: T): number => Math.abs((priceEurCents ?? 0) - (price ?? 0));
  return offers
    .filter((offer) => offer.priceEurCents !== null && (memoryGb === null || offer.memoryGb === memoryGb))
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MOST_COMPARABLE);
}
