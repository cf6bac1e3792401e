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

/** From a day on the ad says that the card is sold or reserved. */
export interface Mark {
  readonly from: number;
  readonly where: 'title' | 'description';
}

/** Not among the results for a while; half of such ads can be opened all the same, the others answer as ended. */
export interface Absence extends Span {
  readonly pageStays: boolean;
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
  readonly absent: Absence | null;
  readonly mark: Mark | null;
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

/** The posting that the results show on a day; `null` while the thing is not among them. */
export function postingOn(item: Item, day: number): Posting | null {
  return isAbsent(item, day) ? null : openPosting(item, day);
}

/** The posting whose own page is there on a day: that may be so while the results leave it out. */
export function pageOn(item: Item, day: number): Posting | null {
  return isAbsent(item, day) && item.absent?.pageStays !== true ? null : openPosting(item, day);
}

function isAbsent({ absent }: Item, day: number): boolean {
  return absent !== null && day >= absent.from && day < absent.to;
}

function openPosting(item: Item, day: number): Posting | null {
  if (day < item.born || day >= item.end) return null;
  return item.postings.find(({ from, to }) => day >= from && day < to) ?? null;
}

export function isMarked({ mark }: Item, day: number): boolean {
  return mark !== null && day >= mark.from;
}

/** The price in euro cents on a day; `null` = no amount. The same whatever currency it is typed or shown in. */
export function priceCentsOn(item: Item, day: number): number | null {
  const { minor } = at(item.prices, day);
  if (minor === null) return null;
  return item.currency === 'BGN' ? eurCentsFromBgn(minor) : minor;
}
