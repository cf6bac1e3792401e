/** Observations of what is stored, judged anew: what the published cycles saw as it said then, every other listing by its last text. */
import type { ObservedColumn } from './changes/observations.js';

export const RECALLED_COLUMNS: readonly ObservedColumn[] = [
  ...(['market_id', 'external_id', 'kind', 'reason', 'model', 'memory_gb', 'review', 'flags'] as const),
  ...(['raw_ad_id', 'url', 'title', 'negotiable', 'location', 'photo_count'] as const),
  ...(['price_minor', 'currency', 'price_text', 'condition', 'cycle_id', 'seen_at'] as const),
];

/**
 * Only an ad that is on the market now becomes a listing or comes back: one that ended while it was rejected was never
 * published, and nothing tells when it ended. `judged`: a relation as judgedSql gives it; `ads`: a condition on the columns
 * `market_id` and `external_id` that narrows it down, for listings and for what the cycles saw alike.
 */
export function recallSql(judged: string, ads = 'true'): string {
  return `
  WITH present AS (
    SELECT m.id AS market_id, a.external_id, a.raw_ad_id, c.id AS cycle_id, coalesce(c.observed_at, c.finished_at) AS seen_at
      FROM markets m JOIN scrape_cycles c ON c.id = m.last_published_cycle_id JOIN cycle_ads a ON a.cycle_id = c.id
  ), ad AS (
    SELECT coalesce(p.market_id, l.market_id) AS market_id, coalesce(p.external_id, l.external_id) AS external_id,
           coalesce(p.raw_ad_id, l.raw_ad_id) AS raw_ad_id, p.cycle_id, p.seen_at
      FROM (SELECT * FROM listings WHERE ${ads}) AS l
      FULL JOIN (SELECT * FROM present WHERE ${ads}) AS p ON p.market_id = l.market_id AND p.external_id = l.external_id
  )
  SELECT ad.market_id, ad.external_id,
         CASE WHEN ad.cycle_id IS NULL THEN 'recalled-' ELSE '' END || CASE v.verdict WHEN 'rejected' THEN 'rejected' ELSE 'card' END,
         CASE v.verdict WHEN 'rejected' THEN v.reason END, v.model, v.memory_gb, CASE v.verdict WHEN 'review' THEN v.reason END, v.flags,
         r.id, r.url, r.title, r.negotiable, r.location, r.photo_count, r.price_minor, r.currency, r.price_text, r.item_condition,
         ad.cycle_id, ad.seen_at
    FROM ad
    JOIN raw_ads r ON r.id = ad.raw_ad_id
    JOIN (${judged}) v ON v.raw_ad_id = ad.raw_ad_id`;
}
