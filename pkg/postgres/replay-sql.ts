/** The statements of a replay, in their order. `replayed` holds today's verdicts that are new, `effects` what they change. */

/** Like `verdicts`, for this transaction only: a dry run must not touch a row that a running scraper may want to write. */
export const CREATE_REPLAYED = `CREATE TEMPORARY TABLE replayed (LIKE verdicts, PRIMARY KEY (raw_ad_id)) ON COMMIT DROP`;

/** The next texts to judge, by key. `:after`, `:since` (a cycle id), `:rules`, `:limit` */
export const NEXT_PAGE = `
SELECT r.id, r.title, r.description, r.price_minor, r.currency::text AS currency
  FROM raw_ads r
 WHERE r.id > :after AND r.last_cycle_id >= :since
   AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.raw_ad_id = r.id AND v.rules_version = :rules)
 ORDER BY r.id LIMIT :limit`;

/**
 * What each ad's listing becomes. An ad that the last published cycle saw is judged by what it said then, any other by its
 * listing's last text. Only an ad that is on the market now becomes a listing or comes back: one that ended while it was
 * rejected was never published, and nothing tells when it ended. `:rules`
 */
export const CREATE_EFFECTS = `
CREATE TEMPORARY TABLE effects ON COMMIT DROP AS
WITH present AS (
  SELECT m.id AS market_id, a.external_id, a.raw_ad_id, c.id AS cycle_id, c.finished_at
    FROM markets m JOIN scrape_cycles c ON c.id = m.last_published_cycle_id JOIN cycle_ads a ON a.cycle_id = c.id
), ad AS (
  SELECT coalesce(p.market_id, l.market_id) AS market_id, coalesce(p.external_id, l.external_id) AS external_id,
         coalesce(p.raw_ad_id, l.raw_ad_id) AS raw_ad_id, p.cycle_id, p.finished_at AS seen_at,
         l.id AS listing_id, l.status AS old_status, l.model AS old_model, l.memory_gb AS old_memory, l.flags AS old_flags
    FROM listings l FULL JOIN present p ON p.market_id = l.market_id AND p.external_id = l.external_id
), judged AS (
  SELECT raw_ad_id, verdict, reason, model, memory_gb, flags FROM verdicts WHERE rules_version = :rules
  UNION ALL SELECT raw_ad_id, verdict, reason, model, memory_gb, flags FROM replayed
)
SELECT * FROM (
  SELECT ad.*, v.reason, v.model, v.memory_gb, v.flags,
         CASE WHEN v.verdict = 'rejected' THEN CASE WHEN ad.old_status <> 'withdrawn' THEN 'withdraw' END
              WHEN ad.listing_id IS NULL THEN CASE WHEN r.price_minor IS NOT NULL AND r.currency IS NOT NULL THEN 'add' END
              WHEN ad.old_status = 'withdrawn'
              THEN CASE WHEN ad.cycle_id IS NOT NULL AND r.price_minor IS NOT NULL AND r.currency IS NOT NULL THEN 'restore' END
              WHEN ad.old_model <> v.model OR ad.old_memory IS DISTINCT FROM v.memory_gb THEN 'remodel'
              WHEN ad.old_flags <> v.flags THEN 'reflag'
         END AS action
    FROM ad JOIN judged v ON v.raw_ad_id = ad.raw_ad_id JOIN raw_ads r ON r.id = ad.raw_ad_id
) AS effect WHERE action IS NOT NULL`;

/** Texts that are judged differently than by the rules before, per model and reason, with up to three titles. */
export const FLIPS = `
WITH before AS (
  SELECT n.raw_ad_id, b.verdict, b.reason, b.model, b.memory_gb
    FROM replayed n
   CROSS JOIN LATERAL (SELECT * FROM verdicts v WHERE v.raw_ad_id = n.raw_ad_id ORDER BY v.judged_at DESC, v.rules_version DESC LIMIT 1) AS b
)
SELECT b.verdict AS from_verdict, b.reason AS from_reason, b.model AS from_model, b.memory_gb AS from_memory,
       n.verdict AS to_verdict, n.reason AS to_reason, n.model AS to_model, n.memory_gb AS to_memory, n.rule,
       count(*)::int AS texts, (array_agg(r.title ORDER BY r.id))[1:3] AS titles
  FROM before b JOIN replayed n USING (raw_ad_id) JOIN raw_ads r ON r.id = n.raw_ad_id
 WHERE (b.verdict, b.reason, b.model, b.memory_gb) IS DISTINCT FROM (n.verdict, n.reason, n.model, n.memory_gb)
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
 ORDER BY texts DESC, from_model, to_model, from_reason, to_reason, n.rule`;

/** Variants whose offers change: how many there are and their median, before and after. */
export const MEDIANS = `
WITH before AS (
  SELECT id, model, coalesce(memory_gb, 0) AS memory_gb, price_eur_cents AS price FROM listings WHERE status = 'active'
), after AS (
  SELECT CASE WHEN e.action = 'remodel' THEN e.model ELSE b.model END AS model,
         CASE WHEN e.action = 'remodel' THEN coalesce(e.memory_gb, 0) ELSE b.memory_gb END AS memory_gb, b.price
    FROM before b LEFT JOIN effects e ON e.listing_id = b.id WHERE e.action IS DISTINCT FROM 'withdraw'
  UNION ALL
  SELECT e.model, coalesce(e.memory_gb, 0), eur_cents(r.price_minor, r.currency)
    FROM effects e JOIN raw_ads r ON r.id = e.raw_ad_id WHERE e.action IN ('add', 'restore')
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

export const COUNT_EFFECTS = `SELECT action, count(*)::int AS n FROM effects GROUP BY action`;

/** From here on only when it is not a dry run. `:now` */
export const APPLY = [
  `INSERT INTO verdicts SELECT * FROM replayed`,

  // Events first: they need the state before.
  `INSERT INTO listing_events (listing_id, at, from_status, to_status, model, memory_gb, why)
   SELECT listing_id, :now, old_status, CASE action WHEN 'withdraw' THEN 'withdrawn' WHEN 'restore' THEN 'active' ELSE old_status END,
          CASE WHEN action = 'withdraw' THEN old_model ELSE model END,
          CASE WHEN action = 'withdraw' THEN old_memory ELSE memory_gb END,
          CASE action WHEN 'withdraw' THEN 'rejected: ' || reason WHEN 'restore' THEN 'accepted again'
                      ELSE 'judged as another card' END
     FROM effects WHERE action IN ('withdraw', 'restore', 'remodel') ORDER BY market_id, external_id`,

  `UPDATE listings l SET status = 'withdrawn' FROM effects e WHERE e.action = 'withdraw' AND l.id = e.listing_id`,

  `UPDATE listings l SET model = e.model, memory_gb = e.memory_gb, flags = e.flags
     FROM effects e WHERE e.action IN ('remodel', 'reflag') AND l.id = e.listing_id`,

  `INSERT INTO listing_prices (listing_id, since, price_minor, currency, price_eur_cents)
   SELECT l.id, :now, r.price_minor, r.currency, eur_cents(r.price_minor, r.currency)
     FROM effects e JOIN listings l ON l.id = e.listing_id JOIN raw_ads r ON r.id = e.raw_ad_id
    WHERE e.action = 'restore' AND NOT is_same_price(r.price_minor, r.currency, l.price_minor, l.currency)
   ON CONFLICT (listing_id, since) DO UPDATE
      SET price_minor = excluded.price_minor, currency = excluded.currency, price_eur_cents = excluded.price_eur_cents`,

  `UPDATE listings l
      SET status = 'active', raw_ad_id = r.id, url = r.url, title = r.title, model = e.model, memory_gb = e.memory_gb,
          flags = e.flags, price_minor = r.price_minor, currency = r.currency,
          price_eur_cents = eur_cents(r.price_minor, r.currency), price_text = r.price_text, negotiable = r.negotiable,
          location = r.location, photo_count = r.photo_count, last_seen_at = e.seen_at, cycle_id = e.cycle_id
     FROM effects e JOIN raw_ads r ON r.id = e.raw_ad_id
    WHERE e.action = 'restore' AND l.id = e.listing_id`,

  // Its clock runs from the first time anything of this ad was seen, but past days stay as they were published: the event is of now.
  `WITH added AS (
     INSERT INTO listings (market_id, external_id, raw_ad_id, url, title, model, memory_gb, price_minor, currency,
                           price_eur_cents, price_text, negotiable, condition, flags, location, photo_count, status,
                           first_seen_at, last_seen_at, clock_started_at, cycle_id)
     SELECT e.market_id, e.external_id, r.id, r.url, r.title, e.model, e.memory_gb, r.price_minor, r.currency,
            eur_cents(r.price_minor, r.currency), r.price_text, r.negotiable,
            CASE WHEN r.params->>'state' IN ('new', 'used', 'damaged') THEN r.params->>'state' END,
            e.flags, r.location, r.photo_count, 'active', f.first_seen_at, e.seen_at, f.first_seen_at, e.cycle_id
       FROM effects e JOIN raw_ads r ON r.id = e.raw_ad_id
      CROSS JOIN LATERAL (SELECT min(o.seen_at) AS first_seen_at FROM raw_ads o
                           WHERE o.market_id = e.market_id AND o.external_id = e.external_id) AS f
      WHERE e.action = 'add' ORDER BY f.first_seen_at, e.external_id
     RETURNING id, market_id, external_id, raw_ad_id, model, memory_gb, price_minor, currency::text AS currency
   ), noted AS (
     INSERT INTO listing_events (listing_id, at, from_status, to_status, model, memory_gb, why)
     SELECT id, :now, NULL, 'active', model, memory_gb, 'accepted by newer rules' FROM added ORDER BY id
   ), said AS (
     -- What it asked over time, and last what it asks now (it may have gone back to a price it had before).
     SELECT a.id, r.seen_at AS since, r.price_minor, r.currency::text AS currency
       FROM added a JOIN raw_ads r ON r.market_id = a.market_id AND r.external_id = a.external_id
      WHERE r.price_minor IS NOT NULL AND r.currency IS NOT NULL AND r.seen_at < :now
     UNION ALL SELECT id, :now, price_minor, currency FROM added
   ), steps AS (
     SELECT said.*, lag(price_minor) OVER w AS old_price, lag(currency) OVER w AS old_currency
       FROM said WINDOW w AS (PARTITION BY id ORDER BY since)
   )
   INSERT INTO listing_prices (listing_id, since, price_minor, currency, price_eur_cents)
   SELECT id, since, price_minor, currency, eur_cents(price_minor, currency) FROM steps
    WHERE old_price IS NULL OR NOT is_same_price(price_minor, currency, old_price, old_currency)`,
] as const;

/** Readers' ETags change, and their caches are dropped. */
export const TELL_READERS = `
WITH touched AS (
  UPDATE markets SET data_version = data_version + 1 WHERE id IN (SELECT market_id FROM effects)
  RETURNING slug, last_published_cycle_id
)
SELECT pg_notify('cycle_published', slug || ':' || coalesce(last_published_cycle_id, 0)) FROM touched`;
