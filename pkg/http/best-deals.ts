/** The deals of the whole market under a filter, best first; no more than one model is in memory at a time. */
import { findDeals, worthOf, type Finding } from '../analytics/deals.js';
import type { ComparableOffer, MarketView } from '../listing/market-reader.js';
import { isUnranked, type Cards } from './cards.js';
import { effectsOf } from './pricing.js';
import type { RouteServices } from './routes/route.js';

export type DealKind = 'deals' | 'unread' | 'suspicious';

export interface DealRequest {
  readonly kind: DealKind;
  /** Default: all that have a rank. */
  readonly model?: string | undefined;
  readonly limit: number;
  /** Of one model: those that are asked for. */
  readonly pick: (
    found: readonly Finding<ComparableOffer>[],
  ) => readonly Finding<ComparableOffer>[] | Promise<readonly Finding<ComparableOffer>[]>;
}

export async function bestDeals(
  view: MarketView,
  { cards, once }: Pick<RouteServices, 'once'> & { readonly cards: Pick<Cards, 'find'> },
  { kind, model, limit, pick }: DealRequest,
): Promise<Finding<ComparableOffer>[]> {
  const effects = await effectsOf(view, once);
  let best: Finding<ComparableOffer>[] = [];
  for await (const offers of view.comparables(model)) {
    if (model === undefined && isUnranked(cards, offers[0]?.model ?? '')) continue;
    best.push(...(await pick(findDeals(offers, effects)[kind])));
    best = best.sort(kind === 'suspicious' ? byDiscount : byWorth).slice(0, limit);
  }
  return best;
}

/** Which active offers of a model are too cheap to be true, by id; computed once per published state. */
export function suspiciousOf(
  view: MarketView,
  once: RouteServices['once'],
  model: string,
): Promise<ReadonlySet<number>> {
  return once(view, `suspicious ${model}`, async () => {
    const effects = await effectsOf(view, once);
    const ids = new Set<number>();
    for await (const offers of view.comparables(model))
      for (const { offer } of findDeals(offers, effects).suspicious) ids.add(offer.id);
    return ids;
  });
}

const byWorth = (a: Finding, b: Finding): number => worthOf(b) - worthOf(a) || a.offer.id - b.offer.id;
const byDiscount = (a: Finding, b: Finding): number => b.discount - a.discount || a.offer.id - b.offer.id;
