/** Forgets what watches need no more: what was told long ago, and offers that are long gone. */
import type { Knex } from 'knex';

/** An ad is re-listed within 30 days of its end, or it is another offer. */
const GONE_DAYS = 60;
const TOLD_DAYS = 90;

/** Offers go by the market's own time. */
const PRUNE = `
WITH clock AS (
  SELECT coalesce(max(p.observed_at), :now) AS now FROM markets m JOIN scrape_cycles p ON p.id = m.last_published_cycle_id
), told AS (
  DELETE FROM notifications WHERE state <> 'pending' AND ended_at < :now::timestamptz - make_interval(days => :told) RETURNING 1
), gone AS (
  DELETE FROM watch_offers o USING listings l, clock
   WHERE l.id = o.offer_id AND l.status IN ('gone', 'withdrawn') AND greatest(l.last_seen_at, o.at) < clock.now - make_interval(days => :gone)
     AND NOT EXISTS (SELECT FROM listings heir WHERE heir.relist_of = l.id)
  RETURNING 1
)
SELECT (SELECT count(*)::int FROM told) AS notifications, (SELECT count(*)::int FROM gone) AS offers`;

/** Once a day is enough. @returns rows removed */
export async function pruneWatches(
  db: Knex,
  { now }: { readonly now: Date },
): Promise<{ readonly notifications: number; readonly offers: number }> {
  const { rows } = await db.raw<{ rows: { notifications: number; offers: number }[] }>(PRUNE, {
    now,
    told: TOLD_DAYS,
    gone: GONE_DAYS,
  });
  return rows[0] ?? { notifications: 0, offers: 0 };
}
