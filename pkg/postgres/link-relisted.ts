/** Finds, among the ads a publish has just added, those that re-list an ended one, and hands them its clock. */
import type { Knex } from 'knex';
import { pairRelisted, type EndedAd } from '../analytics/relist.js';

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

const SKETCH = `l.id, l.model, l.memory_gb, l.title, r.description, l.price_eur_cents, l.photo_count, l.location,
                l.first_seen_at, l.last_seen_at`;

/** Resolves to how many were linked. Runs inside the publishing transaction, after absent ads were moved. */
export async function linkRelisted(
  trx: Knex.Transaction,
  { marketId, cycleId, now }: { readonly marketId: number; readonly cycleId: number; readonly now: Date },
): Promise<number> {
  const names = { market: marketId, cycle: cycleId, now, max: MAX_ENDED };
  const { rows: added } = await trx.raw<{ rows: SketchRow[] }>(
    `SELECT ${SKETCH} FROM judged j JOIN listings l ON l.market_id = :market AND l.external_id = j.external_id
       JOIN raw_ads r ON r.id = l.raw_ad_id
      WHERE j.accepted AND j.listing_id IS NULL ORDER BY l.external_id`,
    names,
  );
  const { rows: ended } = await trx.raw<{ rows: SketchRow[] }>(
    `SELECT ${SKETCH} FROM listings l LEFT JOIN raw_ads r ON r.id = l.raw_ad_id
      WHERE l.market_id = :market AND l.status IN ('missing', 'gone')
        AND l.last_seen_at > :now::timestamptz - interval '${LOOK_BACK}'
        AND l.model IN (SELECT model FROM judged WHERE accepted AND listing_id IS NULL)
        AND NOT EXISTS (SELECT 1 FROM listings heir WHERE heir.relist_of = l.id)
      ORDER BY l.external_id LIMIT :max`,
    names,
  );
  const pairs = pairRelisted(added.map(toSketch), ended.map(toSketch));
  if (pairs.size === 0) return 0;
  await trx.raw(
    `UPDATE listings l SET relist_of = o.id, clock_started_at = o.clock_started_at
       FROM unnest(?::bigint[], ?::bigint[]) AS pair(heir, origin) JOIN listings o ON o.id = pair.origin
      WHERE l.id = pair.heir`,
    [[...pairs.keys()], [...pairs.values()].map((match) => match.id)],
  );
  return pairs.size;
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
