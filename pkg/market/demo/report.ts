/** The truth of the demo market on one page: what a tracker should have found. */
import type { AdKind } from './ad-kind.js';
import type { MarketTruth, TrueListing } from './truth.js';

export interface VariantReport {
  readonly model: string;
  /** As a reader can know it; `null`: the ads do not say. */
  readonly memoryGb: number | null;
  readonly n: number;
  readonly medianCents: number;
}

export interface MarketReport {
  readonly day: number;
  readonly ads: number;
  readonly byKind: Readonly<Partial<Record<AdKind, number>>>;
  /** Of these, the ones that only a description tells from a card for sale. */
  readonly toldInDescription: Readonly<Partial<Record<AdKind, number>>>;
  /** Cards for sale, commonest first. */
  readonly variants: readonly VariantReport[];
  readonly deals: readonly Pick<TrueListing, 'externalId' | 'title' | 'model' | 'memoryGb' | 'priceCents'>[];
  /** Priced like deals, with the titles of cards, and none by their descriptions. */
  readonly decoys: readonly Pick<TrueListing, 'externalId' | 'title' | 'kind' | 'priceCents'>[];
  /** What the ads asked about truly are; one that is not on the site that day is missing. */
  readonly asked: readonly Pick<
    TrueListing,
    'externalId' | 'title' | 'kind' | 'deal' | 'priceCents' | 'referenceCents'
  >[];
  /** From the first day of the report to this one. */
  readonly since: {
    readonly day: number;
    readonly appeared: number;
    readonly vanished: number;
    readonly priceDrops: number;
    readonly displaySwitches: number;
    /** Among those that appeared: the same thing under a new id. */
    readonly relisted: number;
  };
}

/** `fromDay` to `day`: the days whose events are counted. `ids`: ads asked about, by their external ids. */
export function marketReport(
  truth: MarketTruth,
  fromDay: number,
  day: number,
  ids: readonly string[] = [],
): MarketReport {
  const since = { day: fromDay, appeared: 0, vanished: 0, priceDrops: 0, displaySwitches: 0, relisted: 0 };
  for (let at = fromDay + 1; at <= day; at++) {
    const { appeared, vanished, priceChanges, displaySwitches } = truth.eventsOn(at);
    since.appeared += appeared.length;
    since.vanished += vanished.length;
    since.priceDrops += priceChanges.length;
    since.displaySwitches += displaySwitches.length;
    since.relisted += truth
      .listingsOn(at)
      .filter(({ relistOf, postedOn }) => relistOf !== null && postedOn === at).length;
  }
  const listings = truth.listingsOn(day);
  const hidden = listings.filter(({ kind, traps }) => kind !== 'card' && traps.includes('told-in-description'));
  const decoys = truth
    .decoysOn(day)
    .map(({ externalId, title, kind, priceCents }) => ({ externalId, title, kind, priceCents }));
  const asked = ids.flatMap((id) => {
    const ad = listings.find(({ externalId }) => externalId === id);
    if (ad === undefined) return [];
    const { externalId, title, kind, deal, priceCents, referenceCents } = ad;
    return [{ externalId, title, kind, deal, priceCents, referenceCents }];
  });
  return {
    ...{ day, ads: listings.length, byKind: countKinds(listings), toldInDescription: countKinds(hidden) },
    ...{ variants: variantsOf(listings), deals: dealsOf(truth, day), decoys, asked, since },
  };
}

function countKinds(listings: readonly TrueListing[]): Partial<Record<AdKind, number>> {
  const counts: Partial<Record<AdKind, number>> = {};
  for (const { kind } of listings) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function variantsOf(listings: readonly TrueListing[]): VariantReport[] {
  const prices = new Map<string, { model: string; memoryGb: number | null; cents: number[] }>();
  for (const { kind, model, memoryGb, priceCents } of listings) {
    if (kind !== 'card' || model === null || priceCents === null) continue;
    const key = `${model} ${memoryGb ?? '?'}`;
    const variant = prices.get(key) ?? { model, memoryGb, cents: [] };
    variant.cents.push(priceCents);
    prices.set(key, variant);
  }
  return [...prices.values()]
    .map(({ model, memoryGb, cents }) => ({ model, memoryGb, n: cents.length, medianCents: median(cents) }))
    .sort((a, b) => b.n - a.n || a.model.localeCompare(b.model));
}

function median(cents: readonly number[]): number {
  const sorted = [...cents].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function dealsOf(truth: MarketTruth, day: number): MarketReport['deals'] {
  return truth
    .dealsOn(day)
    .map(({ externalId, title, model, memoryGb, priceCents }) => ({ externalId, title, model, memoryGb, priceCents }));
}
