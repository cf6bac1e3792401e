/** Rebuilds every listing from the feed of changes alone and says where that is not what is stored. */
import type { Database } from '../../pkg/postgres/database.js';

/**
 * The stamp of the last sight is no change: it is that of the newest published cycle that saw the ad (in the results or on its own page), if one came after its
 * newest change. All else of a row is what its newest change says.
 */
const DIFFERENT = `
  WITH newest AS (
    SELECT DISTINCT ON (listing_id) * FROM listing_changes ORDER BY listing_id, seq DESC
  ), seen AS (
    SELECT c.market_id, a.external_id, max(coalesce(c.observed_at, c.finished_at)) AS at, max(c.id) AS cycle_id
      FROM scrape_cycles c
      JOIN (SELECT cycle_id, external_id FROM cycle_ads
            EXCEPT SELECT cycle_id, external_id FROM cycle_pages WHERE outcome = 'gone'
             UNION SELECT cycle_id, external_id FROM cycle_pages WHERE outcome = 'ad') a ON a.cycle_id = c.id
     WHERE c.status IN ('published', 'partial') GROUP BY 1, 2
  ), rebuilt AS (
    SELECT n.listing_id,
           (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(n))
             WHERE key IN (SELECT attname FROM pg_attribute WHERE attrelid = 'listings'::regclass AND attnum > 0))
           || jsonb_build_object('last_seen_at', greatest(n.last_seen_at, s.at), 'cycle_id', greatest(n.cycle_id, s.cycle_id)) AS row
      FROM newest n JOIN listings l ON l.id = n.listing_id
      LEFT JOIN seen s ON s.market_id = l.market_id AND s.external_id = l.external_id
  )
  SELECT coalesce(l.external_id, 'listing ' || r.listing_id) AS ad,
         (SELECT string_agg(key || ' is ' || value || ', rebuilt ' || coalesce((r.row -> key)::text, 'missing'), ', ' ORDER BY key)
            FROM jsonb_each(to_jsonb(l) - 'id' - 'external_id') WHERE value IS DISTINCT FROM r.row -> key) AS difference
    FROM listings l FULL JOIN rebuilt r ON r.listing_id = l.id
   WHERE to_jsonb(l) - 'id' - 'external_id' IS DISTINCT FROM r.row
   ORDER BY 1`;

/** What a change says was before is what the change before it left behind; and no number is missing. */
const BROKEN = `
  SELECT 'change ' || seq || ' does not go on from the one before' AS fault
    FROM (SELECT c.*, lag(to_jsonb(c)) OVER (PARTITION BY listing_id ORDER BY seq) AS earlier FROM listing_changes c) AS c
   WHERE (earlier IS NULL) <> (action = 'add')
      OR earlier IS NOT NULL AND EXISTS (
           SELECT FROM jsonb_each(to_jsonb(c)) WHERE key LIKE 'before\\_%' AND value IS DISTINCT FROM earlier -> substr(key, 8))
  UNION ALL
  SELECT 'the feed of ' || m.slug || ' has gaps'
    FROM markets m LEFT JOIN listing_changes c ON c.market_id = m.id
   GROUP BY m.id, m.slug, m.last_change HAVING count(c.seq) <> m.last_change OR coalesce(max(c.seq), 0) <> m.last_change`;

/** In words; empty when every row can be rebuilt. Only while the feed holds everything: retention has not shortened it. */
export async function rebuildFaults(db: Database): Promise<string[]> {
  const different = await db.raw<{ rows: { ad: string; difference: string }[] }>(DIFFERENT);
  const broken = await db.raw<{ rows: { fault: string }[] }>(BROKEN.replaceAll('?', '\\?'));
  return [
    ...different.rows.map(({ ad, difference }) => `${ad} cannot be rebuilt from its changes: ${difference}`),
    ...broken.rows.map(({ fault }) => fault),
  ];
}
