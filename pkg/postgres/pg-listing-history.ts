/** One listing in full, in one statement: the ad, its price changes, its events and the newest verdict on its text. */
import type { ListingEvent, ListingHistory, Offer, PricePoint, StoredVerdict } from '../listing/market-reader.js';
import { OFFER_COLUMNS, toDate, toOffer, type OfferRow } from './offer-queries.js';
import type { RunStatement } from './pg-market-view.js';

const SQL = `
  SELECT ${OFFER_COLUMNS}, l.status, date_part('epoch', l.clock_started_at), r.description,
         (SELECT coalesce(json_agg(json_build_object('since', date_part('epoch', p.since), 'priceMinor', p.price_minor,
                 'currency', p.currency, 'priceEurCents', p.price_eur_cents, 'cycleId', p.cycle_id) ORDER BY p.since), '[]')
            FROM listing_prices p WHERE p.listing_id = l.id),
         (SELECT coalesce(json_agg(json_build_object('at', date_part('epoch', e.at), 'fromStatus', e.from_status,
                 'toStatus', e.to_status, 'model', e.model, 'memoryGb', e.memory_gb, 'why', e.why,
                 'cycleId', e.cycle_id) ORDER BY e.at, e.id), '[]')
            FROM listing_events e WHERE e.listing_id = l.id),
         (SELECT json_build_object('verdict', v.verdict, 'reason', v.reason, 'rule', v.rule, 'evidence', v.evidence,
                 'rulesVersion', v.rules_version, 'model', v.model, 'memoryGb', v.memory_gb, 'flags', v.flags,
                 'judgedAt', date_part('epoch', v.judged_at))
            FROM verdicts v WHERE v.raw_ad_id = l.raw_ad_id ORDER BY v.judged_at DESC, v.rules_version DESC LIMIT 1)
    FROM listings l
    JOIN markets m ON m.id = l.market_id
    LEFT JOIN raw_ads r ON r.id = l.raw_ad_id
   WHERE l.id = $1`;

type Row = readonly [
  ...offer: OfferRow,
  status: ListingHistory['status'],
  clockStartedAt: number,
  description: string | null,
  prices: readonly (Omit<PricePoint, 'since'> & { since: number })[],
  events: readonly (Omit<ListingEvent, 'at'> & { at: number })[],
  verdict: (Omit<StoredVerdict, 'judgedAt'> & { judgedAt: number }) | null,
];

export async function readListingHistory(run: RunStatement, id: number): Promise<ListingHistory | undefined> {
  const [row] = await run<Row>('listing', SQL, [id], true);
  if (row === undefined) return undefined;
  const listing: Offer = toOffer(row as unknown as OfferRow);
  const [status, clockStartedAt, description, prices, events, verdict] = row.slice(20) as unknown as [
    Row[20],
    Row[21],
    Row[22],
    Row[23],
    Row[24],
    Row[25],
  ];
  return {
    listing,
    status,
    clockStartedAt: toDate(clockStartedAt),
    description,
    prices: prices.map((price) => ({ ...price, since: toDate(price.since) })),
    events: events.map((event) => ({ ...event, at: toDate(event.at) })),
    verdict: verdict === null ? null : { ...verdict, judgedAt: toDate(verdict.judgedAt) },
  };
}
