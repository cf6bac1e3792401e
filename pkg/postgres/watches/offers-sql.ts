/** Which offers a watch tells, in SQL: the joins of changes, watches and what is known; held to pkg/watch by a property test. */
import { lowerCase } from '../offer-queries.js';

/** More facts than this of one watch at once are told as one message with the number of the others. */
export const MOST_FACTS = 20;

/**
 * Listings that changed since the watches looked last, each once, with how it was before. Imports are history: no news.
 * `:markets`, `:from`, `:to`
 */
export const CHANGED = `
changed AS MATERIALIZED (
  SELECT c.listing_id, (array_agg(c.before_status ORDER BY c.seq))[1] AS before_status,
         (array_agg(c.before_price_eur_cents ORDER BY c.seq))[1] AS before_eur_cents,
         CASE WHEN bool_or(c.why_code = 'became-another-card') THEN 'became-another-card'
              ELSE (array_agg(c.why_code ORDER BY c.seq))[1] END AS why_code
    FROM unnest(:markets::smallint[], :from::bigint[], :to::bigint[]) AS r (market_id, seq_from, seq_to)
    JOIN listing_changes c ON c.market_id = r.market_id AND c.seq > r.seq_from AND c.seq <= r.seq_to
   WHERE NOT EXISTS (SELECT FROM replays p WHERE p.id = c.replay_id AND p.source = 'import')
   GROUP BY c.listing_id
)`;

/** Since when an offer is up and which it is: re-listed ads are one, named by the first of them. `l` a listing */
const FIRST_AD = `
  WITH RECURSIVE ad AS (
    SELECT l.id, l.relist_of
     UNION ALL
    SELECT o.id, o.relist_of FROM ad JOIN listings o ON o.id = ad.relist_of
  )
  SELECT id FROM ad WHERE relist_of IS NULL`;

/** `l`: listings; `f`: the figures of its variant, for what is too cheap to be true. `:models`, `:memories`, `:lowest` */
const OFFER = (alsoSuspicious = 'false'): string => `
  SELECT l.id AS listing_id, (${FIRST_AD}) AS offer_id, l.clock_started_at, m.slug AS market, l.model, l.memory_gb, l.price_eur_cents, l.flags, l.condition,
         ${lowerCase('l.title')} AS words, ${lowerCase('l.location')} AS place,
         coalesce(l.price_eur_cents < f.lowest, false) OR ${alsoSuspicious} AS suspicious`;
const FROM_LISTINGS = `
    JOIN markets m ON m.id = l.market_id
    LEFT JOIN unnest(:models::text[], :memories::real[], :lowest::bigint[]) AS f (model, memory_gb, lowest)
           ON f.model = l.model AND f.memory_gb = coalesce(l.memory_gb, 0)`;
const ON_OFFER = `l.status = 'active' AND l.review IS NULL AND l.price_eur_cents IS NOT NULL`;

/** `isSelected` of pkg/watch, but for what ON_OFFER has seen to; the card itself is found by watch_cards. `w` watch, `o` offer */
const SELECTED = `
  (w.memory_gb IS NULL OR o.memory_gb = ANY(w.memory_gb))
  AND (w.min_eur_cents IS NULL OR o.price_eur_cents >= w.min_eur_cents)
  AND (w.max_eur_cents IS NULL OR o.price_eur_cents <= w.max_eur_cents)
  AND (w.market IS NULL OR o.market = w.market)
  AND (w.suspicious OR NOT o.suspicious)
  AND CASE WHEN w.conditions IS NULL THEN o.condition IS DISTINCT FROM 'damaged' ELSE o.condition = ANY(w.conditions) END
  AND NOT o.flags && w.exclude_flags AND o.flags @> w.require_flags
  AND NOT EXISTS (SELECT FROM unnest(w.exclude_words) AS x (word) WHERE strpos(o.words, x.word) > 0)
  AND (w.places IS NULL OR EXISTS (SELECT FROM unnest(w.places) AS x (part) WHERE strpos(o.place, x.part) > 0))`;

/** `tellsOffer` of pkg/watch. `k` known, `o` matched */
const TELLS = `
  (k.eur_cents IS NULL
   OR o.price_eur_cents < k.eur_cents AND o.price_eur_cents * 100 <= k.eur_cents * (100 - o.again_percent))`;

/** What befell it, and what it is worth. `o` offer or matched */
const COURSE = 'o.before_status, o.before_eur_cents, o.why_code, o.fair_eur_cents';

/**
 * What is told: known from here on, and the cheapest of each watch with the number of all. How many there are the planner does not know, so
 * that each is looked up by its whole key. `:now`
 */
const TOLD = `
fresh AS MATERIALIZED (
  SELECT DISTINCT ON (o.watch_id, o.offer_id, o.clock_started_at)
         o.watch_id, o.offer_id, o.clock_started_at, o.listing_id, o.price_eur_cents, k.eur_cents AS known_eur_cents, ${COURSE}
    FROM matched o
    LEFT JOIN LATERAL (SELECT eur_cents FROM watch_offers
                        WHERE offer_id = o.offer_id AND clock_started_at = o.clock_started_at AND watch_id = o.watch_id LIMIT 1) AS k ON true
   WHERE ${TELLS}
   ORDER BY o.watch_id, o.offer_id, o.clock_started_at, o.price_eur_cents, o.listing_id
), noted AS (
  INSERT INTO watch_offers (offer_id, clock_started_at, watch_id, eur_cents, at)
  SELECT offer_id, clock_started_at, watch_id, price_eur_cents, :now FROM fresh
  ON CONFLICT (offer_id, clock_started_at, watch_id) DO UPDATE SET eur_cents = excluded.eur_cents, at = excluded.at
), ranked AS (
  SELECT fresh.*, row_number() OVER (PARTITION BY watch_id ORDER BY price_eur_cents, listing_id) AS rank,
         count(*) OVER (PARTITION BY watch_id)::int AS total
    FROM fresh
)
SELECT r.watch_id AS "watchId", r.offer_id AS "offerId", r.clock_started_at AS "clockStartedAt", r.known_eur_cents AS "knownEurCents",
       r.listing_id AS "listingId", l.relist_of AS "relistOf", m.slug AS market, l.url, l.title, l.model, l.memory_gb AS "memoryGb",
       l.price_minor AS "priceMinor", l.currency, r.price_eur_cents AS "priceEurCents", l.location, l.flags, l.condition,
       l.first_seen_at AS "firstSeenAt", r.total, r.before_status AS "beforeStatus", r.before_eur_cents AS "beforeEurCents",
       r.why_code AS "whyCode", r.fair_eur_cents AS "fairEurCents"
  FROM ranked r JOIN watches w ON w.id = r.watch_id JOIN listings l ON l.id = r.listing_id JOIN markets m ON m.id = l.market_id
 WHERE r.rank <= ${MOST_FACTS} AND w.begin_as IS DISTINCT FROM 'silent'
 ORDER BY r.watch_id, r.rank`;

const LOOKS = `NOT w.paused`;
/** An offer and those who may be about it; narrow, since there are many of them, of which few are told. */
const MATCHED = `
  SELECT w.id AS watch_id, w.again_percent, o.listing_id, o.offer_id, o.clock_started_at, o.price_eur_cents, ${COURSE}
    FROM offer o
    JOIN watch_cards wc ON wc.model IN (o.model, '')
    JOIN watches w ON w.id = wc.watch_id`;

/** Offers that changed, for the watches that have begun. */
export const TELL_CHANGED = `
WITH ${CHANGED}, offer AS MATERIALIZED (
  ${OFFER()}, c.before_status, c.before_eur_cents, c.why_code, NULL::bigint AS fair_eur_cents
    FROM changed c JOIN listings l ON l.id = c.listing_id ${FROM_LISTINGS}
   WHERE ${ON_OFFER}
), matched AS (
  ${MATCHED} WHERE w.kind = 'offer' AND ${LOOKS} AND w.begin_as IS NULL AND ${SELECTED}
), ${TOLD}`;

/** All that is on offer, for the watches that begin; one that only begins anew knows what it has told. */
export const TELL_PRESENT = `
WITH beginning AS MATERIALIZED (
  SELECT DISTINCT wc.model FROM watches w JOIN watch_cards wc ON wc.watch_id = w.id
   WHERE w.kind = 'offer' AND ${LOOKS} AND w.begin_as IS NOT NULL
), offer AS MATERIALIZED (
  ${OFFER()}, NULL::text AS before_status, NULL::bigint AS before_eur_cents, NULL::text AS why_code, NULL::bigint AS fair_eur_cents
    FROM listings l ${FROM_LISTINGS}
   WHERE ${ON_OFFER} AND (l.model IN (SELECT model FROM beginning) OR EXISTS (SELECT FROM beginning WHERE model = ''))
), matched AS (
  ${MATCHED} WHERE w.kind = 'offer' AND ${LOOKS} AND w.begin_as IS NOT NULL AND ${SELECTED}
), ${TOLD}`;

/** The deals, for all watches on them: one can become a deal without a change of its own. `:deals` listings, `:fair` euro cents, `:doubted` too cheap to be true */
export const TELL_DEALS = `
WITH ${CHANGED}, offer AS MATERIALIZED (
  ${OFFER('d.suspicious')}, c.before_status, c.before_eur_cents, c.why_code, d.fair AS fair_eur_cents
    FROM unnest(:deals::bigint[], :fair::bigint[], :doubted::boolean[]) AS d (id, fair, suspicious) JOIN listings l ON l.id = d.id ${FROM_LISTINGS}
    LEFT JOIN changed c ON c.listing_id = l.id
   WHERE ${ON_OFFER}
), matched AS (
  ${MATCHED} WHERE w.kind = 'deal' AND ${LOOKS} AND ${SELECTED}
), ${TOLD}`;
