/** The rule of pkg/listing/changes-of.ts over the whole relation of observations: one row per listing that changes, with what it is then. */
import type { Knex } from 'knex';
import { OFFERED, PRESENT, WORDED } from './observations.js';

/** `actions`: in their order, from the closed list of pkg/listing/change.ts. The other columns are those of `listings`, after all of them. */
const CREATE = `
CREATE TEMPORARY TABLE derived_changes (
  listing_id bigint PRIMARY KEY,
  is_new boolean NOT NULL,
  actions text[] NOT NULL CHECK (cardinality(actions) > 0),
  kind text NOT NULL,
  reason text,
  at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  LIKE listings
) ON COMMIT DROP;
ALTER TABLE derived_changes DROP COLUMN id`;

/** What each observation says of the listing as it is. */
const COMPARED = `
  SELECT o.*, l.id AS listing_id, l.status AS old_status,
         CASE WHEN l.id IS NULL THEN CASE WHEN o.kind IN (${OFFERED}) THEN 'add' END
              WHEN o.kind = 'card' THEN CASE WHEN l.status IN ('missing', 'gone') THEN 'return'
                                             WHEN l.status = 'withdrawn' THEN 'restore' END
              WHEN o.kind IN ('rejected', 'recalled-rejected') THEN CASE WHEN l.status <> 'withdrawn' THEN 'withdraw' END
              WHEN NOT :complete THEN NULL
              WHEN o.kind = 'gone' THEN CASE WHEN l.status IN ('active', 'missing') THEN 'end' END
              WHEN o.kind = 'absent' THEN CASE l.status WHEN 'active' THEN 'miss' WHEN 'missing' THEN 'end' END
         END AS turn,
         l.id IS NOT NULL AND (o.kind = 'card' OR o.kind = 'recalled-card' AND l.status <> 'withdrawn') AS judged,
         o.kind = 'card' AND is_same_price(o.price_minor, o.currency, l.price_minor, l.currency) AS same_price,
         l.model AS l_model, l.memory_gb AS l_memory_gb, l.review AS l_review, l.flags AS l_flags, l.condition AS l_condition,
         l.raw_ad_id AS l_raw_ad_id, l.url AS l_url, l.title AS l_title, l.negotiable AS l_negotiable, l.location AS l_location,
         l.photo_count AS l_photo_count, l.price_minor AS l_price_minor, l.currency AS l_currency, l.price_text AS l_price_text,
         l.price_eur_cents AS l_price_eur_cents, l.first_seen_at AS l_first_seen_at, l.last_seen_at AS l_last_seen_at,
         l.clock_started_at AS l_clock_started_at, l.relist_of AS l_relist_of, l.cycle_id AS l_cycle_id
    FROM observations o LEFT JOIN listings l ON l.market_id = o.market_id AND l.external_id = o.external_id`;

const ACTED = `
  SELECT c.*,
         CASE WHEN kind = 'past' AND turn = 'add' THEN ARRAY['add', 'end']
              ELSE array_remove(ARRAY[
                turn,
                CASE WHEN judged AND (l_model <> model OR l_memory_gb IS DISTINCT FROM memory_gb) THEN 'remodel' END,
                CASE WHEN judged AND l_review IS DISTINCT FROM review THEN 'review' END,
                CASE WHEN judged AND (l_flags <> flags OR kind = 'card' AND l_condition IS DISTINCT FROM condition) THEN 'reflag' END,
                CASE WHEN judged AND kind = 'card' AND NOT same_price THEN 'reprice' END], NULL) END AS actions,
         listing_id IS NOT NULL AND kind IN (${PRESENT})
           AND ((l_raw_ad_id, l_url, l_title, l_negotiable, l_location, l_photo_count)
                  IS DISTINCT FROM (raw_ad_id, url, title, negotiable, location, photo_count)
                OR same_price AND (l_price_minor, l_currency, l_price_text) IS DISTINCT FROM (price_minor, currency, price_text)) AS reworded
    FROM compared c`;

/**
 * First sight of an ad that becomes a listing: when the first cycle that saw any text of it ended, though it was left out then;
 * this cycle itself has not ended yet, so it counts as now.
 */
const FIRST_SEEN = `
  (SELECT min(coalesce(CASE WHEN f.id = a.cycle_id THEN a.seen_at ELSE f.finished_at END, r.seen_at))
     FROM raw_ads r LEFT JOIN scrape_cycles f ON f.id = r.first_cycle_id
    WHERE a.kind = 'card' AND r.market_id = a.market_id AND r.external_id = a.external_id)`;

/** The new value where it is said, else the old one. */
const either = (column: string, when: string): string =>
  `CASE WHEN ${when} THEN ${column} ELSE l_${column} END AS ${column}`;
const words = `listing_id IS NULL OR kind IN (${WORDED})`;
const priced = `listing_id IS NULL OR kind = 'card'`;
const judged = 'listing_id IS NULL OR judged';

const AFTER = `
  SELECT listing_id, CASE WHEN cardinality(actions) > 0 THEN actions WHEN reworded THEN ARRAY['edit'] END AS actions,
         kind, reason, external_id, market_id, coalesce(ended_at, :now) AS ended_at,
         CASE WHEN kind = 'past' THEN seen_at ELSE :now END AS at,
         CASE turn WHEN 'withdraw' THEN 'withdrawn' WHEN 'miss' THEN 'missing' WHEN 'end' THEN 'gone'
                   WHEN 'return' THEN 'active' WHEN 'restore' THEN 'active'
                   WHEN 'add' THEN CASE kind WHEN 'past' THEN 'gone' ELSE 'active' END ELSE old_status END AS status,
         ${['raw_ad_id', 'url', 'title', 'negotiable', 'location', 'photo_count'].map((column) => either(column, words)).join(', ')},
         ${['price_minor', 'currency', 'price_text', 'condition'].map((column) => either(column, priced)).join(', ')},
         CASE WHEN ${priced} THEN eur_cents(price_minor, currency) ELSE l_price_eur_cents END AS price_eur_cents,
         ${['model', 'memory_gb', 'review', 'flags'].map((column) => either(column, judged)).join(', ')},
         CASE WHEN kind IN (${WORDED}) THEN seen_at ELSE l_last_seen_at END AS last_seen_at,
         CASE WHEN kind IN (${PRESENT}) THEN cycle_id ELSE coalesce(:cycle, l_cycle_id) END AS cycle_id,
         l_relist_of AS relist_of, l_clock_started_at AS clock_started_at,
         CASE WHEN listing_id IS NULL THEN least(seen_at, ${FIRST_SEEN}) ELSE l_first_seen_at END AS first_seen_at
    FROM acted a WHERE cardinality(actions) > 0 OR reworded`;

/** Ids are given here, in order of first sight, so that what re-lists an ad can name it before it is stored. */
const DERIVE = `
WITH compared AS (${COMPARED}), acted AS (${ACTED}), after AS (${AFTER}),
     ordered AS (SELECT * FROM after ORDER BY first_seen_at, external_id)
INSERT INTO derived_changes (listing_id, is_new, actions, kind, reason, at, ended_at, market_id, external_id, status, raw_ad_id, url,
                             title, negotiable, location, photo_count, price_minor, currency, price_text, condition, price_eur_cents,
                             model, memory_gb, review, flags, last_seen_at, cycle_id, relist_of, clock_started_at, first_seen_at)
SELECT coalesce(listing_id, nextval(pg_get_serial_sequence('listings', 'id'))), listing_id IS NULL, actions, kind, reason, at,
       ended_at, market_id, external_id, status, raw_ad_id, url, title, negotiable, location, photo_count, price_minor, currency,
       price_text, condition, price_eur_cents, model, memory_gb, review, flags, last_seen_at, cycle_id, relist_of,
       coalesce(clock_started_at, first_seen_at), first_seen_at
  FROM ordered`;

export interface DeriveOptions {
  readonly now: Date;
  /** Of an incomplete cycle nothing is concluded from an absence. */
  readonly complete: boolean;
  /** The cycle that is published; `null` for a replay. */
  readonly cycleId: number | null;
}

/** Fills `derived_changes` of this transaction. */
export async function deriveChanges(trx: Knex.Transaction, { now, complete, cycleId }: DeriveOptions): Promise<void> {
  await trx.raw('ANALYZE observations');
  await trx.raw(CREATE);
  await trx.raw(DERIVE, { now, complete, cycle: cycleId });
  await trx.raw('ANALYZE derived_changes');
}
