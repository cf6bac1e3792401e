/** One listing in full, in one statement: the ad, its price changes, its events and the verdict on its text. */
import type { ListingEvent, ListingHistory, PricePoint, StoredVerdict } from '../listing/market-reader.js';
import { OFFER_COLUMNS, toDate, toOffer, type OfferRow } from './offer-queries.js';
import type { RunStatement } from './run-statement.js';

/** What stands beside the columns of an offer, as one JSON value: so a column more or less of either moves nothing. */
const SQL = `
  SELECT ${OFFER_COLUMNS}, json_build_object('status', l.status, 'clockStartedAt', date_part('epoch', l.clock_started_at),
         'description', r.description,
         'prices', (SELECT coalesce(json_agg(json_build_object('since', date_part('epoch', p.since), 'priceMinor', p.price_minor,
                 'currency', p.currency, 'priceEurCents', p.price_eur_cents, 'cycleId', p.cycle_id) ORDER BY p.since), '[]')
            FROM listing_prices p WHERE p.listing_id = l.id AND p.since >= l.clock_started_at),
         'events', (SELECT coalesce(json_agg(json_build_object('at', date_part('epoch', e.at), 'fromStatus', e.from_status,
                 'toStatus', e.to_status, 'model', e.model, 'memoryGb', e.memory_gb, 'review', e.review, 'why', e.why,
                 'cycleId', e.cycle_id) ORDER BY e.at, e.id), '[]')
            FROM listing_events e WHERE e.listing_id = l.id),
         'verdict', (SELECT json_build_object('verdict', v.verdict, 'reason', v.reason, 'rule', v.rule, 'evidence', v.evidence,
                 'rulesVersion', v.rules_version, 'model', v.model, 'memoryGb', v.memory_gb, 'flags', v.flags,
                 'judgedAt', date_part('epoch', v.judged_at))
            FROM effective_verdicts v WHERE v.raw_ad_id = l.raw_ad_id))
    FROM listings l
    JOIN markets m ON m.id = l.market_id
    LEFT JOIN raw_ads r ON r.id = l.raw_ad_id
   WHERE l.id = $1`;

interface Beside {
  readonly status: ListingHistory['status'];
  readonly clockStartedAt: number;
  readonly description: string | null;
  readonly prices: readonly (Omit<PricePoint, 'since'> & { since: number })[];
  readonly events: readonly (Omit<ListingEvent, 'at'> & { at: number })[];
  readonly verdict: (Omit<StoredVerdict, 'judgedAt'> & { judgedAt: number }) | null;
}

export async function readListingHistory(run: RunStatement, id: number): Promise<ListingHistory | undefined> {
  const [row] = await run<readonly [...OfferRow, Beside]>('listing', SQL, [id], true);
  if (row === undefined) return undefined;
  const beside = row.at(-1) as Beside;
  const { status, clockStartedAt, description, prices, events, verdict } = beside;
  return {
    listing: toOffer(row as unknown as OfferRow),
    status,
    clockStartedAt: toDate(clockStartedAt),
    description,
    prices: prices.map((price) => ({ ...price, since: toDate(price.since) })),
    events: events.map((event) => ({ ...event, at: toDate(event.at) })),
    verdict: verdict === null ? null : { ...verdict, judgedAt: toDate(verdict.judgedAt) },
  };
}
