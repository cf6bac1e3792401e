/** The statements of the publishing transaction, in their order; each works on the temporary table `judged`. */

/** The cycle's ads with their verdicts: what this publish is about. `:cycle`, `:rules` */
export const CREATE_JUDGED = `
CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
SELECT a.external_id, r.id AS raw_ad_id, r.url, r.title, r.price_minor, r.currency::text AS currency, r.price_text, r.negotiable,
       CASE WHEN r.params->>'state' IN ('new', 'used', 'damaged') THEN r.params->>'state' END AS condition,
       r.location, r.photo_count, v.verdict = 'accepted' AS accepted, v.reason, v.model, v.memory_gb, v.flags,
       l.id AS listing_id, l.status AS old_status, l.model AS old_model, l.memory_gb AS old_memory,
       l.price_minor AS old_price, l.currency::text AS old_currency
  FROM cycle_ads a
  JOIN raw_ads r ON r.id = a.raw_ad_id
  JOIN verdicts v ON v.raw_ad_id = r.id AND v.rules_version = :rules
  LEFT JOIN listings l ON l.market_id = :market AND l.external_id = a.external_id
 WHERE a.cycle_id = :cycle`;

export const INDEX_JUDGED = `
CREATE UNIQUE INDEX ON judged (external_id);
ANALYZE judged`;

/** Ads that no published cycle had accepted before. */
export const ADD_LISTINGS = `
WITH added AS (
  INSERT INTO listings (market_id, external_id, raw_ad_id, url, title, model, memory_gb, price_minor, currency, price_eur_cents,
                        price_text, negotiable, condition, flags, location, photo_count, status, first_seen_at, last_seen_at,
                        clock_started_at, cycle_id)
  SELECT :market, external_id, raw_ad_id, url, title, model, memory_gb, price_minor, currency, eur_cents(price_minor, currency),
         price_text, negotiable, condition, flags, location, photo_count, 'active', :now, :now, :now, :cycle
    FROM judged WHERE accepted AND listing_id IS NULL
   ORDER BY external_id
  RETURNING id, external_id, model, memory_gb, price_minor, currency, price_eur_cents
), priced AS (
  INSERT INTO listing_prices (listing_id, since, cycle_id, price_minor, currency, price_eur_cents)
  SELECT id, :now, :cycle, price_minor, currency, price_eur_cents FROM added
), noted AS (
  INSERT INTO listing_events (listing_id, at, cycle_id, from_status, to_status, model, memory_gb, why)
  SELECT id, :now, :cycle, NULL, 'active', model, memory_gb, 'first seen' FROM added ORDER BY external_id
)
SELECT count(*)::int AS n FROM added`;

/** A real change of price; a switch of the display currency is none. */
export const RECORD_PRICES = `
WITH changed AS (
  INSERT INTO listing_prices (listing_id, since, cycle_id, price_minor, currency, price_eur_cents)
  SELECT listing_id, :now, :cycle, price_minor, currency, eur_cents(price_minor, currency)
    FROM judged
   WHERE accepted AND listing_id IS NOT NULL AND NOT is_same_price(price_minor, currency, old_price, old_currency)
  ON CONFLICT (listing_id, since) DO UPDATE
     SET price_minor = excluded.price_minor, currency = excluded.currency, price_eur_cents = excluded.price_eur_cents,
         cycle_id = excluded.cycle_id
  RETURNING 1
)
SELECT count(*)::int AS n FROM changed`;

/** Ads that are back, and ads that the rules now take for another card. */
export const NOTE_CHANGES = `
WITH noted AS (
  INSERT INTO listing_events (listing_id, at, cycle_id, from_status, to_status, model, memory_gb, why)
  SELECT listing_id, :now, :cycle, old_status, 'active', model, memory_gb,
         CASE WHEN old_status = 'active' THEN 'judged as another card'
              WHEN old_status = 'withdrawn' THEN 'accepted again' ELSE 'seen again' END
    FROM judged
   WHERE accepted AND listing_id IS NOT NULL
     AND (old_status <> 'active' OR old_model <> model OR old_memory IS DISTINCT FROM memory_gb)
   ORDER BY external_id
  RETURNING from_status
)
SELECT count(*) FILTER (WHERE from_status <> 'active')::int AS n FROM noted`;

export const UPDATE_LISTINGS = `
UPDATE listings l
   SET raw_ad_id = j.raw_ad_id, url = j.url, title = j.title, model = j.model, memory_gb = j.memory_gb,
       price_minor = j.price_minor, currency = j.currency, price_eur_cents = eur_cents(j.price_minor, j.currency),
       price_text = j.price_text, negotiable = j.negotiable, condition = j.condition, flags = j.flags, location = j.location,
       photo_count = j.photo_count, status = 'active', last_seen_at = :now, cycle_id = :cycle
  FROM judged j
 WHERE l.id = j.listing_id AND j.accepted`;

/** Ads that are still there but that the rules reject now: withdrawn, not gone. */
export const WITHDRAW = `
WITH withdrawn AS (
  UPDATE listings l SET status = 'withdrawn', last_seen_at = :now, cycle_id = :cycle, raw_ad_id = j.raw_ad_id
    FROM judged j
   WHERE l.id = j.listing_id AND NOT j.accepted AND j.old_status <> 'withdrawn'
  RETURNING l.id, l.external_id, j.old_status, l.model, l.memory_gb, j.reason
), noted AS (
  INSERT INTO listing_events (listing_id, at, cycle_id, from_status, to_status, model, memory_gb, why)
  SELECT id, :now, :cycle, old_status, 'withdrawn', model, memory_gb, 'rejected: ' || reason FROM withdrawn ORDER BY external_id
)
SELECT count(*)::int AS n FROM withdrawn`;

/** Absent from this complete cycle: active -> missing, missing -> gone; gone at once when the site says so (410, 404). Never run for an incomplete cycle. */
export const MOVE_ABSENT = `
WITH moved AS (
  UPDATE listings l
     SET status = CASE WHEN o.status = 'active' AND g.external_id IS NULL THEN 'missing' ELSE 'gone' END, cycle_id = :cycle
    FROM listings o
    LEFT JOIN cycle_gone g ON g.cycle_id = :cycle AND g.external_id = o.external_id
   WHERE o.id = l.id AND l.market_id = :market AND l.status IN ('active', 'missing')
     AND NOT EXISTS (SELECT 1 FROM judged j WHERE j.external_id = l.external_id)
  RETURNING l.id, l.external_id, o.status AS old_status, l.status AS new_status, l.model, l.memory_gb,
            g.external_id IS NOT NULL AS confirmed
), noted AS (
  INSERT INTO listing_events (listing_id, at, cycle_id, from_status, to_status, model, memory_gb, why)
  SELECT id, :now, :cycle, old_status, new_status, model, memory_gb,
         CASE WHEN confirmed THEN 'the site says it is gone'
              WHEN new_status = 'missing' THEN 'absent from one complete cycle' ELSE 'absent from two complete cycles' END
    FROM moved ORDER BY external_id
)
SELECT count(*) FILTER (WHERE new_status = 'missing')::int AS missing, count(*) FILTER (WHERE new_status = 'gone')::int AS gone
  FROM moved`;

export const ADD_COUNTERS = `
INSERT INTO scrape_counters (market_id, name, label, value)
SELECT :market, name, label, value FROM jsonb_to_recordset(:counters) AS c(name text, label text, value bigint)
ON CONFLICT (market_id, name, label) DO UPDATE SET value = scrape_counters.value + excluded.value`;
