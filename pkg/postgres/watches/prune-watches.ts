/** Forgets what watches need no more: what was told long ago, and offers that are long gone. */
import type { Knex } from 'knex';

/** An ad is re-listed within 30 days of its end, or it is another offer. */
const GONE_DAYS = 60;
const TOLD_DAYS = 90;

const PRUNE = `
WITH told AS (
  DELETE FROM notifications WHERE state <> 'pending' AND ended_at < :told RETURNING 1
), gone AS (
  DELETE FROM watch_offers o USING listings l
   WHERE l.id = o.offer_id AND l.status IN ('gone', 'withdrawn') AND l.last_seen_at < :gone AND o.at < :gone
     AND NOT EXISTS (SELECT FROM listings heir WHERE heir.relist_of = l.id)
  RETURNING 1
)
SELECT (SELECT count(*)::int FROM told) AS notifications, (SELECT count(*)::int FROM gone) AS offers`;

/** Once a day is enough. @returns rows removed */
export async function pruneWatches(
  db: Knex,
  { now }: { readonly now: Date },
): Promise<{ readonly notifications: number; readonly offers: number }> {
  const before = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  const { rows } = await db.raw<{ rows: { notifications: number; offers: number }[] }>(PRUNE, {
    told: before(TOLD_DAYS),
    gone: before(GONE_DAYS),
  });
  return rows[0] ?? { notifications: 0, offers: 0 };
}
