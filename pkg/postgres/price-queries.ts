/** SQL of what prices are compared with: offers alike, spells at one price, ads that left, one ad by its address. */

/** When a market was last published: what "for how long" counts to, since nothing is known of later. */
const MARKET_NOW = `coalesce((SELECT coalesce(c.observed_at, c.finished_at) FROM scrape_cycles c WHERE c.id = m.last_published_cycle_id), l.last_seen_at)`;

/** Days on the market over all ads of the offer. */
export const DAYS_UP = `greatest(date_part('epoch', ${MARKET_NOW} - l.clock_started_at) / 86400, 0)`;

/** Its own page was opened and the ad was there, and neither title nor price has changed since. */
export const PAGE_READ = `coalesce((
  SELECT t.outcome = 'ad' AND t.title = l.title AND is_same_price(t.price_minor, t.currency, l.price_minor, l.currency)
    FROM cycle_pages t
   WHERE t.market_id = l.market_id AND t.external_id = l.external_id AND t.outcome IN ('ad', 'gone')
   ORDER BY t.opened_at DESC LIMIT 1), false)`;

/** The offers of a model that prices are compared with. `$1` model */
export const COMPARABLES = `
  SELECT l.id, m.slug, l.memory_gb, l.price_eur_cents, l.condition, array_to_string(l.flags, ' '), ${DAYS_UP}, ${PAGE_READ}
    FROM listings l JOIN markets m ON m.id = l.market_id
   WHERE l.status = 'active' AND l.review IS NULL AND l.model = $1 AND l.memory_gb IS NOT NULL AND l.price_eur_cents IS NOT NULL`;

/** Beyond half or twice the median an offer says nothing about what a feature is worth. */
export const OFFER_CELLS = `
WITH offer AS MATERIALIZED (
  SELECT l.model, l.memory_gb, m.slug, l.condition, array_to_string(l.flags, ' ') AS flags, ${DAYS_UP} > 30 AS aged, ln(l.price_eur_cents) AS log
    FROM listings l JOIN markets m ON m.id = l.market_id
   WHERE l.status = 'active' AND l.review IS NULL AND l.memory_gb IS NOT NULL AND l.price_eur_cents > 0
     AND l.condition IS DISTINCT FROM 'damaged'
), middle AS (
  SELECT model, memory_gb, percentile_cont(0.5) WITHIN GROUP (ORDER BY log) AS log FROM offer GROUP BY 1, 2
)
SELECT o.model, o.memory_gb AS "memoryGb", o.slug AS market, o.condition, o.flags, CASE WHEN o.aged THEN 31 ELSE 0 END AS "daysUp",
       count(*) AS n, avg(o.log) AS "meanLog", coalesce(var_pop(o.log), 0) * count(*) AS squares
  FROM offer o JOIN middle USING (model, memory_gb)
 WHERE abs(o.log - middle.log) < ln(2)
 GROUP BY 1, 2, 3, 4, 5, 6`;

/**
 * Spells at one price: from each price of a listing to the next, or to its end. The price is relative to what the variant cost on
 * the day it was set. What the first cycle of a market found began nobody knows when; imported history was seen once.
 */
const SPELLS = (which: string): string => `
WITH opened AS MATERIALIZED (
  SELECT m.id, (SELECT min(f.first_seen_at) FROM listings f WHERE f.market_id = m.id) AS at FROM markets m
), spell AS (
  SELECT l.memory_gb, p.price_eur_cents, d.median_eur_cents, p.since, l.status, l.id, l.last_seen_at,
         lead(p.since) OVER (PARTITION BY p.listing_id ORDER BY p.since) AS next
    FROM listings l
    JOIN opened o ON o.id = l.market_id AND l.clock_started_at > o.at
    JOIN listing_prices p ON p.listing_id = l.id AND p.price_eur_cents IS NOT NULL AND p.since >= l.clock_started_at
    JOIN LATERAL (SELECT median_eur_cents FROM model_daily d
                   WHERE d.model = l.model AND d.memory_gb = coalesce(l.memory_gb, 0) AND d.day = (p.since AT TIME ZONE 'UTC')::date
                     AND d.median_eur_cents > 0 AND d.n >= 5
                   ORDER BY d.market_id = l.market_id DESC NULLS LAST LIMIT 1) AS d ON true
   WHERE ${which} l.status <> 'withdrawn' AND l.review IS NULL AND l.cycle_id IS NOT NULL
), ended AS (
  SELECT s.memory_gb, width_bucket(s.price_eur_cents / s.median_eur_cents::float8, $1::float8[]) AS band,
         greatest(ceil(date_part('epoch', coalesce(s.next, e.left_at, s.last_seen_at) - s.since) / 86400), 0)::int AS days,
         s.next IS NULL AND e.left_at IS NOT NULL AS ended
    FROM spell s
    LEFT JOIN LATERAL (SELECT max(at) AS left_at FROM listing_events
                        WHERE listing_id = s.id AND from_status = 'active' AND to_status <> 'active' AND s.status = 'gone'
                          AND NOT EXISTS (SELECT FROM listings n WHERE n.relist_of = s.id)) AS e ON s.next IS NULL
)`;

export const PRICE_SPELLS = `${SPELLS('l.model = $2 AND')}
SELECT memory_gb AS "memoryGb", band, days, count(*) FILTER (WHERE ended) AS ended, count(*) FILTER (WHERE NOT ended) AS censored
  FROM ended GROUP BY 1, 2, 3`;

export const ALL_PRICE_SPELLS = `${SPELLS('')}
SELECT band, days, count(*) FILTER (WHERE ended) AS ended, count(*) FILTER (WHERE NOT ended) AS censored
  FROM ended GROUP BY 1, 2`;

/** The first ask is that of the first ad of a chain of re-listed ones. */
export const ENDED_OFFERS = `
WITH RECURSIVE last_ad AS (
  SELECT l.id, l.memory_gb, l.price_eur_cents, l.clock_started_at, l.relist_of,
         (SELECT max(at) FROM listing_events e WHERE e.listing_id = l.id AND e.from_status = 'active' AND e.to_status <> 'active') AS left_at
    FROM listings l
   WHERE l.model = $1 AND l.status = 'gone' AND l.review IS NULL AND l.cycle_id IS NOT NULL AND l.price_eur_cents IS NOT NULL
     AND NOT EXISTS (SELECT FROM listings n WHERE n.relist_of = l.id)
     AND l.clock_started_at > (SELECT min(f.first_seen_at) FROM listings f WHERE f.market_id = l.market_id)
), chain AS (
  SELECT id AS last_id, id, relist_of FROM last_ad
   UNION ALL
  SELECT c.last_id, l.id, l.relist_of FROM chain c JOIN listings l ON l.id = c.relist_of
)
SELECT a.memory_gb AS "memoryGb", p.first AS "firstEurCents", a.price_eur_cents AS "lastEurCents",
       greatest(date_part('epoch', a.left_at - a.clock_started_at) / 86400, 0) AS days
  FROM last_ad a
  JOIN LATERAL (SELECT price_eur_cents AS first FROM chain c JOIN listing_prices p ON p.listing_id = c.id
                 WHERE c.last_id = a.id AND p.price_eur_cents IS NOT NULL AND p.since >= a.clock_started_at ORDER BY p.since LIMIT 1) AS p ON true
 WHERE a.left_at IS NOT NULL`;

/** The newest content of the ad, what became of it, and the verdict that readers see. `$1` external id, `$2` market or null */
export const KNOWN_AD = `
SELECT m.slug AS market, r.external_id AS "externalId", r.url, r.title, r.description,
       l.id, l.status, l.price_eur_cents AS "lastEurCents", l.first_seen_at AS "firstSeenAt", l.last_seen_at AS "lastSeenAt",
       v.verdict, v.reason, v.rule, v.evidence, v.rules_version AS "rulesVersion", v.model, v.memory_gb AS "memoryGb", v.flags,
       v.judged_at AS "judgedAt"
  FROM markets m
  JOIN LATERAL (SELECT * FROM raw_ads a WHERE a.market_id = m.id AND a.external_id = $1 ORDER BY a.id DESC LIMIT 1) AS r ON true
  LEFT JOIN listings l ON l.market_id = m.id AND l.external_id = r.external_id
  LEFT JOIN effective_verdicts v ON v.raw_ad_id = r.id
 WHERE $2::text IS NULL OR m.slug = $2
 ORDER BY m.id LIMIT 1`;
