/** The only writer of listings, listing_prices, listing_events and listing_changes: stores what was derived, each action with its before and after. */
import type { Knex } from 'knex';
import { EVENTS, type Action, type ChangeSource } from '../../listing/change.js';
import { literals, PRESENT } from './observations.js';
import { AFTER_COLUMNS, BEFORE_COLUMNS, STEPS } from './steps-sql.js';

/** The columns of `listings`, but for its id. */
const COLUMNS = ['market_id', 'external_id', 'cycle_id', ...AFTER_COLUMNS];
const list = (columns: readonly string[], of = ''): string => columns.map((column) => `${of}${column}`).join(', ');

const ADD_LISTINGS = `
INSERT INTO listings (id, ${list(COLUMNS)}) OVERRIDING SYSTEM VALUE
SELECT listing_id, ${list(COLUMNS)} FROM derived_changes WHERE is_new ORDER BY listing_id`;

/** Feed and events. `:cycle`, `:replay`, `:source` */
const TELL = `
WITH ${STEPS}, fed AS (
  INSERT INTO listing_changes (market_id, seq, listing_id, action, why_code, why, at, cycle_id, replay_id,
                               ${list(BEFORE_COLUMNS, 'before_')}, ${list(AFTER_COLUMNS)})
  SELECT market_id, seq, listing_id, action, why[1], why[2], noted_at, :cycle, :replay,
         ${list(BEFORE_COLUMNS, 'before_')}, ${list(AFTER_COLUMNS)}
    FROM steps
), noted AS (
  INSERT INTO listing_events (listing_id, at, cycle_id, from_status, to_status, model, memory_gb, review, why)
  SELECT listing_id, CASE action WHEN 'end' THEN ended_at ELSE at END, :cycle, before_status, status, model, memory_gb, review, why[2]
    FROM steps WHERE action IN (${literals(EVENTS)}) ORDER BY 2, market_id, seq
), counted AS (
  UPDATE markets m SET last_change = last_change + own.n
    FROM (SELECT market_id, count(*) AS n FROM steps GROUP BY market_id) AS own WHERE own.market_id = m.id
)
SELECT action, count(*)::int AS n FROM steps GROUP BY action`;

/**
 * A new price, or the first of another card; and of an ad that was left out at first, what it asked over time, each since the first cycle that saw it ended.
 * The last row says what it asks now: it may have gone back to a price it had before, and a text is stored once. `:cycle`
 */
const ADD_PRICES = `
WITH asked AS (
  SELECT listing_id, at AS since, price_minor, currency::text AS currency, became_another OR 'reprice' = ANY(actions) AS changed
    FROM derived_changes WHERE is_new OR became_another OR 'reprice' = ANY(actions)
   UNION ALL
  SELECT * FROM (
    SELECT DISTINCT ON (c.listing_id, since) c.listing_id, since, r.price_minor, r.currency::text, false
      FROM derived_changes c
      JOIN raw_ads r ON r.market_id = c.market_id AND r.external_id = c.external_id
      LEFT JOIN scrape_cycles f ON f.id = r.first_cycle_id
     CROSS JOIN LATERAL (SELECT coalesce(f.observed_at, f.finished_at, r.seen_at)) AS s (since)
     WHERE c.is_new AND c.kind = 'card' AND c.first_seen_at < c.at AND since < c.at
       AND r.first_cycle_id IS DISTINCT FROM :cycle::bigint AND r.price_minor IS NOT NULL AND r.currency IS NOT NULL
     ORDER BY c.listing_id, since, r.id DESC) AS earlier
), steps AS (
  SELECT asked.*, lag(price_minor) OVER w AS old_price, lag(currency) OVER w AS old_currency
    FROM asked WINDOW w AS (PARTITION BY listing_id ORDER BY since)
)
INSERT INTO listing_prices (listing_id, since, cycle_id, price_minor, currency, price_eur_cents)
SELECT listing_id, since, :cycle, price_minor, currency, eur_cents(price_minor, currency)
  FROM steps WHERE changed OR old_price IS NULL OR NOT is_same_price(price_minor, currency, old_price, old_currency)
ON CONFLICT (listing_id, since) DO UPDATE
   SET price_minor = excluded.price_minor, currency = excluded.currency, price_eur_cents = excluded.price_eur_cents,
       cycle_id = excluded.cycle_id`;

const UPDATE_LISTINGS = `
UPDATE listings l SET (cycle_id, ${list(AFTER_COLUMNS)}) = ROW(c.cycle_id, ${list(AFTER_COLUMNS, 'c.')})
  FROM derived_changes c WHERE l.id = c.listing_id AND NOT c.is_new`;

/** That an ad is still there is no change; only the stamp of its last sight moves. */
const STAMP_SIGHTS = `
UPDATE listings l SET last_seen_at = o.seen_at, cycle_id = o.cycle_id
  FROM observations o
 WHERE l.market_id = o.market_id AND l.external_id = o.external_id AND o.kind IN (${PRESENT})
   AND NOT EXISTS (SELECT FROM derived_changes c WHERE c.market_id = o.market_id AND c.external_id = o.external_id)
   AND (l.last_seen_at, l.cycle_id) IS DISTINCT FROM (o.seen_at, o.cycle_id)`;

export type ChangeOrigin =
  | { readonly source: 'publish'; readonly cycleId: number }
  | { readonly source: Exclude<ChangeSource, 'publish'>; readonly rulesVersion: string | null };

/** Actions taken, by kind; one that was not is absent. */
export type ChangeCounts = Readonly<Partial<Record<Action, number>>>;

/** Stores `derived_changes` and the sights in `observations` of this transaction. */
export async function applyChanges(
  trx: Knex.Transaction,
  { now, origin }: { readonly now: Date; readonly origin: ChangeOrigin },
): Promise<ChangeCounts> {
  const { source } = origin;
  const cycle = origin.source === 'publish' ? origin.cycleId : null;
  const replay = origin.source === 'publish' ? null : await recordReplay(trx, now, origin);
  await trx.raw(ADD_LISTINGS);
  const { rows } = await trx.raw<{ rows: { action: Action; n: number }[] }>(TELL, {
    source,
    cycle,
    replay,
  } as never);
  await trx.raw(ADD_PRICES, { cycle } as never);
  await trx.raw(UPDATE_LISTINGS);
  await trx.raw(STAMP_SIGHTS);
  return Object.fromEntries(rows.map(({ action, n }) => [action, n]));
}

/** One that changes nothing leaves nothing behind. */
async function recordReplay(
  trx: Knex.Transaction,
  now: Date,
  { source, rulesVersion }: Extract<ChangeOrigin, { readonly rulesVersion: string | null }>,
): Promise<number | null> {
  const { rows } = await trx.raw<{ rows: { id: number }[] }>(
    `INSERT INTO replays (source, rules_version, at) SELECT :source, :rulesVersion, :now WHERE EXISTS (SELECT FROM derived_changes)
     RETURNING id`,
    { source, rulesVersion, now } as never,
  );
  return rows[0]?.id ?? null;
}
