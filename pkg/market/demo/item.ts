/** One thing for sale and its whole life: when it is offered under which ad, at which price, and when it is gone. */
import { eurCentsFromBgn, type Currency } from '../../listing/money.js';
import type { AdKind } from './ad-kind.js';
import type { Variant } from './variants.js';

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
