/** Finds, among the ads that are about to become listings, those that re-list an ended one, and hands them its clock. */
import type { Knex } from 'knex';
import { pairRelisted, type EndedAd } from '../../analytics/relist.js';

/** An ad that ended longer ago than this is not compared any more. */
const LOOK_BACK = '30 days';
/** Bound of memory; far above what a market ends in a month. */
const MAX_ENDED = 50_000;

interface SketchRow {
  id: number;
  model: string;
  memory_gb: number | null;
  title: string;
  description: string | null;
  price_eur_cents: number | null;
  photo_count: number;
  location: string | null;
  first_seen_at: Date;
  last_seen_at: Date;
}

const SKETCH = `model, memory_gb, l.title, r.description, price_eur_cents, l.photo_count, l.location, first_seen_at, last_seen_at`;

/** Where ads become listings: of which models, and since when the first of them is there. */
const MARKETS = `
  SELECT market_id AS market, array_agg(DISTINCT model) AS models, min(first_seen_at) AS since
    FROM derived_changes WHERE is_new AND kind = 'card' GROUP BY market_id ORDER BY market_id`;

/** `:market` */
const ADDED = `
  SELECT listing_id AS id, ${SKETCH} FROM derived_changes l JOIN raw_ads r ON r.id = l.raw_ad_id
   WHERE l.market_id = :market AND l.is_new AND l.kind = 'card' ORDER BY l.external_id`;

/** What has ended, or ends now. `:market`, `:models`, `:since` */
const ENDED = `
  SELECT l.external_id, l.id, ${SKETCH}
    FROM (SELECT id, market_id, external_id, raw_ad_id, model, memory_gb, title, price_eur_cents, photo_count, location,
                 first_seen_at, last_seen_at
            FROM listings o
           WHERE market_id = :market AND status IN ('missing', 'gone') AND last_seen_at >= :since::timestamptz - interval '${LOOK_BACK}'
             AND model = ANY(:models) AND NOT EXISTS (SELECT FROM derived_changes c WHERE c.listing_id = o.id)
           UNION ALL
          SELECT listing_id, market_id, external_id, raw_ad_id, model, memory_gb, title, price_eur_cents, photo_count, location,
                 first_seen_at, last_seen_at
            FROM derived_changes
           WHERE market_id = :market AND status IN ('missing', 'gone') AND last_seen_at >= :since::timestamptz - interval '${LOOK_BACK}'
             AND model = ANY(:models)) AS l
    LEFT JOIN raw_ads r ON r.id = l.raw_ad_id
   WHERE NOT EXISTS (SELECT FROM listings heir WHERE heir.relist_of = l.id)
   ORDER BY l.external_id LIMIT :max`;

const LINK = `
  UPDATE derived_changes c SET relist_of = pair.origin, clock_started_at = coalesce(d.clock_started_at, o.clock_started_at)
    FROM unnest(?::bigint[], ?::bigint[]) AS pair (heir, origin)
    LEFT JOIN listings o ON o.id = pair.origin
    LEFT JOIN derived_changes d ON d.listing_id = pair.origin
   WHERE c.listing_id = pair.heir`;

/** Works on `derived_changes`, before they are applied; resolves to how many were linked. */
export async function linkRelisted(trx: Knex.Transaction): Promise<number> {
  type Market = { market: number; models: string[]; since: Date };
  const { rows: markets } = await trx.raw<{ rows: Market[] }>(MARKETS);
  let linked = 0;
  for (const { market, models, since } of markets) {
    const ended = await trx.raw<{ rows: SketchRow[] }>(ENDED, { market, models, since, max: MAX_ENDED });
    if (ended.rows.length === 0) continue;
    const added = await trx.raw<{ rows: SketchRow[] }>(ADDED, { market });
    const pairs = pairRelisted(added.rows.map(toSketch), ended.rows.map(toSketch));
    if (pairs.size === 0) continue;
    await trx.raw(LINK, [[...pairs.keys()], [...pairs.values()].map((match) => match.id)]);
    linked += pairs.size;
  }
  return linked;
}

function toSketch(row: SketchRow): EndedAd {
  return {
    id: row.id,
    model: row.model,
    memoryGb: row.memory_gb,
    title: row.title,
    description: row.description,
    priceEurCents: row.price_eur_cents,
    photoCount: row.photo_count,
    location: row.location,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  };
}
