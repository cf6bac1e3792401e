/** One thing for sale and its whole life: when it is offered under which ad, at which price, and when it is gone. */
import { eurCentsFromBgn, type Currency } from '../../listing/money.js';
import { firstId, POSTINGS_MAX } from './ad-id.js';
import { isCard, pickKind, type AdKind } from './ad-kind.js';
import { MAX_LIFE_DAYS, OTHER_HAZARD, type Economy, type Mix } from './economy.js';
import { makeDisplays, makePrices, startingCents } from './price-path.js';
import { Dice, hash } from './random.js';
import type { Variant } from './variants.js';

const DEAL_SHARE = 0.025;
const DEAL_MIN_WEIGHT = 14;

/** Days: `from` is the first day the ad is there, `to` the first day it is not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One appearance of the thing under one ad id. A relisted thing has several, one after another. */
export interface Posting extends Span {
  readonly id: number;
}

/** The price from a day on, in minor units of the currency that the seller typed it in; `null` = no amount. */
export interface PriceStep {
  readonly day: number;
  readonly minor: number | null;
}

/** How the site shows an amount. */
export type PriceDisplay = 'eur' | 'bgn' | 'eur-bgn' | 'bgn-eur';

export interface Item {
  /** Seeds everything else about the thing. */
  readonly key: number;
  readonly born: number;
  /** First day on which it is no longer offered: sold or withdrawn. */
  readonly end: number;
  readonly sold: boolean;
  readonly kind: AdKind;
  /** The card it is, contains, or is for; `null` for things without one. */
  readonly variant: Variant | null;
  readonly hazard: number;
  readonly postings: readonly Posting[];
  /** Hidden by the site for a short while, then back under the same id. */
  readonly absent: Span | null;
  readonly currency: Currency;
  readonly prices: readonly PriceStep[];
  /** Display from a day on; a switch is no price change. */
  readonly displays: readonly { readonly day: number; readonly display: PriceDisplay }[];
  /** Priced clearly below the p10 of its comparables on purpose, and nothing is wrong with it. */
  readonly deal: boolean;
}

/** The life of the `index`th thing born on a day. */
export function makeItem(economy: Economy, mix: Mix, born: number, index: number): Item {
  const key = hash(economy.seed, born, index);
  const dice = new Dice(key, 'life');
  const kind = pickKind(dice);
  const variant = kind === 'unknown-card' || kind === 'other' ? null : mix.pick(dice, born);
  const hazard = variant !== null && isCard(kind) ? variant.hazard : OTHER_HAZARD;
  const life = dice.geometric(hazard, MAX_LIFE_DAYS);
  const end = born + life;
  const sold = dice.chance(0.85);
  const postings = makePostings(dice, { from: born, to: end }, firstId(born, index));
  const absent = makeAbsence(dice, postings);
  const currency: Currency = dice.chance(0.2) ? 'BGN' : 'EUR';
  const deal = kind === 'card' && variant !== null && variant.weight >= DEAL_MIN_WEIGHT && dice.chance(DEAL_SHARE);
  const start = startingCents(economy, dice, { kind, variant, born, deal });
  return {
    ...{ key, born, end, sold, kind, variant, hazard, postings, absent, currency, deal },
    prices: makePrices(new Dice(key, 'price'), { from: born, to: end }, start, currency, {
      deal,
      decoy: kind === 'card-decoy-price',
    }),
    displays: makeDisplays(new Dice(key, 'display'), { from: born, to: end }, currency),
  };
}

/** Usually one posting; one thing in six is taken down and put up again with the same words under a new id. */
function makePostings(dice: Dice, life: Span, id: number): Posting[] {
  const postings: Posting[] = [];
  let from = life.from;
  while (postings.length < POSTINGS_MAX - 1 && dice.chance(0.17)) {
    const to = from + dice.between(3, 20);
    const next = to + dice.between(0, 2);
    if (next >= life.to) break;
    postings.push({ id: id + postings.length, from, to });
    from = next;
  }
  postings.push({ id: id + postings.length, from, to: life.to });
  return postings;
}

function makeAbsence(dice: Dice, postings: readonly Posting[]): Span | null {
  const posting = postings[0];
  if (posting === undefined || !dice.chance(0.04)) return null;
  const from = posting.from + dice.between(2, 12);
  const to = from + dice.between(1, 3);
  return to < posting.to ? { from, to } : null;
}

/** What holds on a day: the last entry that has begun. */
export function at<T extends { readonly day: number }>(steps: readonly T[], day: number): T {
  const step = steps.findLast((entry) => entry.day <= day) ?? steps[0];
  if (step === undefined) throw new RangeError('an item has no history');
  return step;
}

/** The posting that the site shows on a day; `null` while the thing is not to be seen. */
export function postingOn(item: Item, day: number): Posting | null {
  if (day < item.born || day >= item.end) return null;
  if (item.absent !== null && day >= item.absent.from && day < item.absent.to) return null;
  return item.postings.find(({ from, to }) => day >= from && day < to) ?? null;
}

/** The price in euro cents on a day; `null` = no amount. The same whatever currency it is typed or shown in. */
export function priceCentsOn(item: Item, day: number): number | null {
  const { minor } = at(item.prices, day);
  if (minor === null) return null;
  return item.currency === 'BGN' ? eurCentsFromBgn(minor) : minor;
}
