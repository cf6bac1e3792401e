/** The statements of a replay: `replayed` holds today's verdicts that are new, `derived_changes` what they change. */

/** Like `verdicts`, for this transaction only: a dry run must not touch a row that a running scraper may want to write. */
export const CREATE_REPLAYED = `CREATE TEMPORARY TABLE replayed (LIKE verdicts, PRIMARY KEY (raw_ad_id)) ON COMMIT DROP`;

/** The next texts to judge, by key. `:after`, `:since` (a cycle id), `:rules`, `:limit` */
export const NEXT_PAGE = `
SELECT r.id, r.title, r.description, r.price_minor, r.currency::text AS currency, r.price_disagrees
  FROM raw_ads r
 WHERE r.id > :after AND r.last_cycle_id >= :since
   AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.raw_ad_id = r.id AND v.rules_version = :rules)
 ORDER BY r.id LIMIT :limit`;

/** Texts that are judged differently than they were for readers, per model and reason, with up to three titles. */
export const FLIPS = `
SELECT b.verdict AS from_verdict, b.reason AS from_reason, b.model AS from_model, b.memory_gb AS from_memory,
       n.verdict AS to_verdict, n.reason AS to_reason, n.model AS to_model, n.memory_gb AS to_memory, n.rule,
       count(*)::int AS texts, (array_agg(r.title ORDER BY r.id))[1:3] AS titles
  FROM replayed n JOIN raw_ads r ON r.id = n.raw_ad_id JOIN effective_verdicts b ON b.raw_ad_id = n.raw_ad_id AND b.rule <> 'label'
 WHERE (b.verdict, b.reason, b.model, b.memory_gb) IS DISTINCT FROM (n.verdict, n.reason, n.model, n.memory_gb)
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
 ORDER BY texts DESC, from_model, to_model, from_reason, to_reason, n.rule`;

/** Variants whose offers change: how many there are and their median, before and after; offers in doubt count in neither. */
export const MEDIANS = `
WITH before AS (
  SELECT id, model, coalesce(memory_gb, 0) AS memory_gb, price_eur_cents AS price
    FROM listings WHERE status = 'active' AND review IS NULL
), after AS (
  SELECT model, memory_gb, price FROM before b WHERE NOT EXISTS (SELECT FROM derived_changes c WHERE c.listing_id = b.id)
   UNION ALL
  SELECT model, coalesce(memory_gb, 0), price_eur_cents FROM derived_changes WHERE status = 'active' AND review IS NULL
), b AS (
  SELECT model, memory_gb, count(*)::int AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY price) AS median
    FROM before WHERE price IS NOT NULL GROUP BY 1, 2
), a AS (
  SELECT model, memory_gb, count(*)::int AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY price) AS median
    FROM after WHERE price IS NOT NULL GROUP BY 1, 2
)
SELECT model, memory_gb, coalesce(b.n, 0) AS n_before, coalesce(a.n, 0) AS n_after,
       floor(b.median + 0.5)::bigint AS median_before, floor(a.median + 0.5)::bigint AS median_after
  FROM b FULL JOIN a USING (model, memory_gb)
 WHERE (b.n, b.median) IS DISTINCT FROM (a.n, a.median)
 ORDER BY model, memory_gb`;

export const COUNT_ACTIONS = `SELECT action, count(*)::int AS n FROM derived_changes, unnest(actions) AS action GROUP BY action`;

export const KEEP_VERDICTS = `INSERT INTO verdicts SELECT * FROM replayed`;
