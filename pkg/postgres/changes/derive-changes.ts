/** The rule of pkg/listing/changes-of.ts over the whole relation of observations: one row per listing that changes, with what it is then. */
import type { Knex } from 'knex';
import { OFFERED, PRESENT, WORDED } from './observations.js';

/** The columns of a listing that an action may set, as they were before. */
const BEFORE = {
  ...{ status: 'text', review: 'text', model: 'text', memory_gb: 'real', condition: 'text', flags: 'text[]' },
  ...{ price_minor: 'bigint', currency: 'char(3)', price_eur_cents: 'bigint', price_text: 'text' },
} as const;

/**
 * `actions`: in their order, from the closed list of pkg/listing/change.ts. The columns of `listings` hold what it is after
 * all of them, those with `before_` what it was; a new listing was nothing. `at`: when it happened, `noted_at`: when that was
 * learnt; `became_another`: its seller made another card of it.
 */
const CREATE = `
CREATE TEMPORARY TABLE derived_changes (
  listing_id bigint PRIMARY KEY,
  is_new boolean NOT NULL,
  actions text[] NOT NULL CHECK (cardinality(actions) > 0),
  kind text NOT NULL,
  reason text,
  became_another boolean NOT NULL,
  at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  noted_at timestamptz NOT NULL,
  LIKE listings,
  ${Object.entries(BEFORE)
    .map(([column, type]) => `before_${column} ${type}`)
    .join(', ')},
  CHECK (is_new = (before_status IS NULL))
) ON COMMIT DROP;
ALTER TABLE derived_changes DROP COLUMN id`;

/** The columns of a listing besides its status, which an observation may leave as they are. */
const KEPT = [
  ...Object.keys(BEFORE).filter((column) => column !== 'status'),
  ...['raw_ad_id', 'url', 'title', 'negotiable', 'location', 'photo_count'],
  ...['first_seen_at', 'last_seen_at', 'clock_started_at', 'relist_of', 'cycle_id'],
];

/** What is judged again happens at the time that the market had when it was published last, where that is another than ours. */
const MOMENTS = `
  SELECT m.id AS market_id, CASE WHEN :cycle::bigint IS NULL THEN coalesce(c.observed_at, :now::timestamptz) ELSE :now::timestamptz END AS noted_at
    FROM markets m LEFT JOIN scrape_cycles c ON c.id = m.last_published_cycle_id`;

/** What each observation says of the listing as it is. */
const COMPARED = `
  SELECT o.*, moment.noted_at, l.id AS listing_id, l.status AS before_status,
         CASE WHEN l.id IS NULL THEN CASE WHEN o.kind IN (${OFFERED}) THEN 'add' END
              WHEN o.kind = 'card' THEN CASE WHEN l.status IN ('missing', 'gone') THEN 'return'
                                             WHEN l.status = 'withdrawn' THEN 'restore' END
              WHEN o.kind IN ('rejected', 'recalled-rejected') THEN CASE WHEN l.status <> 'withdrawn' THEN 'withdraw' END
              WHEN o.kind = 'gone' THEN CASE WHEN l.status IN ('active', 'missing') THEN 'end' END
              WHEN NOT :complete THEN NULL
              WHEN o.kind = 'absent' THEN CASE l.status WHEN 'active' THEN 'miss' WHEN 'missing' THEN 'end' END
         END AS turn,
         l.id IS NOT NULL AND (o.kind = 'card' OR o.kind = 'recalled-card' AND l.status <> 'withdrawn') AS judged,
         coalesce(o.kind = 'card' AND l.title <> o.title AND (l.model <> o.model OR l.memory_gb <> o.memory_gb), false) AS became_another,
         o.kind = 'card' AND is_same_price(o.price_minor, o.currency, l.price_minor, l.currency) AS same_price,
         ${KEPT.map((column) => `l.${column} AS before_${column}`).join(', ')}
    FROM observations o
    JOIN (${MOMENTS}) AS moment ON moment.market_id = o.market_id
    LEFT JOIN listings l ON l.market_id = o.market_id AND l.external_id = o.external_id`;

const ACTED = `
  SELECT c.*,
         CASE WHEN kind = 'past' AND turn = 'add' THEN ARRAY['add', 'end']
              ELSE array_remove(ARRAY[
                turn,
                CASE WHEN judged AND (before_model <> model OR before_memory_gb IS DISTINCT FROM memory_gb) THEN 'remodel' END,
                CASE WHEN judged AND before_review IS DISTINCT FROM review THEN 'review' END,
                CASE WHEN judged AND (before_flags <> flags OR kind = 'card' AND before_condition IS DISTINCT FROM condition)
                     THEN 'reflag' END,
                CASE WHEN judged AND kind = 'card' AND NOT same_price THEN 'reprice' END], NULL) END AS actions,
         listing_id IS NOT NULL AND kind IN (${PRESENT})
           AND ((before_raw_ad_id, before_url, before_title, before_negotiable, before_location, before_photo_count)
                  IS DISTINCT FROM (raw_ad_id, url, title, negotiable, location, photo_count)
                OR same_price AND (before_price_minor, before_currency, before_price_text)
                                    IS DISTINCT FROM (price_minor, currency, price_text)) AS reworded
    FROM compared c`;

/**
 * First sight of an ad that becomes a listing: when the first cycle that saw any text of it ended, though it was left out then;
 * this cycle itself has not ended yet, so it counts as now.
 */
const FIRST_SEEN = `
  (SELECT min(coalesce(CASE WHEN f.id = a.cycle_id THEN a.seen_at ELSE coalesce(f.observed_at, f.finished_at) END, r.seen_at))
     FROM raw_ads r LEFT JOIN scrape_cycles f ON f.id = r.first_cycle_id
    WHERE a.kind = 'card' AND r.market_id = a.market_id AND r.external_id = a.external_id)`;

/** The new value where it is said, else the old one. */
const either = (column: string, when: string): string =>
  `CASE WHEN ${when} THEN ${column} ELSE before_${column} END AS ${column}`;
const words = `listing_id IS NULL OR kind IN (${WORDED})`;
const priced = `listing_id IS NULL OR kind = 'card'`;
const judged = 'listing_id IS NULL OR judged';

const before = Object.keys(BEFORE)
  .map((column) => `before_${column}`)
  .join(', ');

const AFTER = `
  SELECT listing_id, CASE WHEN cardinality(actions) > 0 THEN actions WHEN reworded THEN ARRAY['edit'] END AS actions,
         kind, reason, became_another, external_id, market_id, coalesce(ended_at, noted_at) AS ended_at, noted_at,
         CASE WHEN kind = 'past' THEN seen_at ELSE noted_at END AS at,
         CASE turn WHEN 'withdraw' THEN 'withdrawn' WHEN 'miss' THEN 'missing' WHEN 'end' THEN 'gone'
                   WHEN 'return' THEN 'active' WHEN 'restore' THEN 'active'
                   WHEN 'add' THEN CASE kind WHEN 'past' THEN 'gone' ELSE 'active' END ELSE before_status END AS status,
         ${['raw_ad_id', 'url', 'title', 'negotiable', 'location', 'photo_count'].map((column) => either(column, words)).join(', ')},
         ${['price_minor', 'currency', 'price_text', 'condition'].map((column) => either(column, priced)).join(', ')},
         CASE WHEN ${priced} THEN eur_cents(price_minor, currency) ELSE before_price_eur_cents END AS price_eur_cents,
         ${['model', 'memory_gb', 'review', 'flags'].map((column) => either(column, judged)).join(', ')},
         CASE WHEN kind IN (${WORDED}) THEN seen_at ELSE before_last_seen_at END AS last_seen_at,
         CASE WHEN kind IN (${PRESENT}) THEN cycle_id ELSE coalesce(:cycle, before_cycle_id) END AS cycle_id,
         CASE WHEN NOT became_another THEN before_relist_of END AS relist_of,
         CASE WHEN became_another THEN noted_at ELSE before_clock_started_at END AS clock_started_at,
         CASE WHEN listing_id IS NULL THEN least(seen_at, ${FIRST_SEEN}) ELSE before_first_seen_at END AS first_seen_at,
         ${before}
    FROM acted a WHERE cardinality(actions) > 0 OR reworded`;

/** Ids are given here, in order of first sight, so that what re-lists an ad can name it before it is stored. */
const DERIVE = `
WITH compared AS (${COMPARED}), acted AS (${ACTED}), after AS (${AFTER}),
     ordered AS (SELECT * FROM after ORDER BY first_seen_at, external_id)
INSERT INTO derived_changes (listing_id, is_new, actions, kind, reason, became_another, at, ended_at, noted_at, market_id, external_id, status, raw_ad_id, url,
                             title, negotiable, location, photo_count, price_minor, currency, price_text, condition, price_eur_cents,
                             model, memory_gb, review, flags, last_seen_at, cycle_id, relist_of, clock_started_at, first_seen_at,
                             ${before})
SELECT coalesce(listing_id, nextval('listings_id_seq'::regclass)), listing_id IS NULL, actions, kind, reason, became_another, at,
       ended_at, noted_at, market_id, external_id, status, raw_ad_id, url, title, negotiable, location, photo_count, price_minor, currency,
       price_text, condition, price_eur_cents, model, memory_gb, review, flags, last_seen_at, cycle_id, relist_of,
       coalesce(clock_started_at, first_seen_at), first_seen_at, ${before}
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
  await trx.raw('ANALYZE observations (market_id, external_id, kind)');
  await trx.raw(CREATE);
  await trx.raw(DERIVE, { now, complete, cycle: cycleId });
  await trx.raw('ANALYZE derived_changes (listing_id, market_id, external_id, is_new, kind)');
}
