/** Fills `model_daily`: what the open listings of each market and variant cost at the end of a UTC day, from prices and events alone. */
import type { Knex } from 'knex';
import { addDays, daysBetween, startOfDay } from '../analytics/day.js';
import { FIGURES } from './figures-sql.js';

/**
 * A listing counts on a day when its last event before midnight left it active and out of doubt (a missing ad is not on
 * offer, so it does not count while missing), at its last price before midnight and as the model that the event names. What cannot be
 * meant is in no figure; amounts are rounded half up, exactly as pkg/analytics summarises. The prices themselves are kept, so that
 * markets can be summed up without guessing.
 */
const insertDay = (openListings: string): string => `
  INSERT INTO model_daily (market_id, model, memory_gb, day, n, min_eur_cents, p25_eur_cents, median_eur_cents, p75_eur_cents,
                           max_eur_cents, mean_eur_cents, left_out, prices)
  SELECT market_id, model, memory_gb, :day::date, n, min, floor(quartiles[1] + 0.5), floor(quartiles[2] + 0.5),
         floor(quartiles[3] + 0.5), max, floor(mean + 0.5), cardinality(prices) - n, prices
    FROM (SELECT market_id, e.model, coalesce(e.memory_gb, 0) AS memory_gb,
                 array_agg(p.price_eur_cents ORDER BY p.price_eur_cents) AS prices
            FROM ${openListings}
           WHERE e.to_status = 'active' AND e.review IS NULL AND p.price_eur_cents IS NOT NULL
           GROUP BY 1, 2, 3) AS variant
   CROSS JOIN LATERAL (${FIGURES('variant.prices')}) AS figure`;

/** `:market` null = all. */
const OF_MARKET = '(:market::smallint IS NULL OR market_id = :market)';

/**
 * Only two kinds of listing can have been open then: those that are active now, and those first seen before and with an event
 * since (no listing has an event before its first sight). Each is looked up in the indexes: the way for some of many.
 */
const LOOK_UP = insertDay(`
  (SELECT id, market_id FROM listings WHERE status = 'active' AND ${OF_MARKET}
   UNION
   SELECT id, market_id FROM listings
    WHERE first_seen_at < :end AND ${OF_MARKET} AND id IN (SELECT listing_id FROM listing_events WHERE at >= :end)) AS candidate
  CROSS JOIN LATERAL (SELECT to_status, model, memory_gb, review FROM listing_events
                       WHERE listing_id = candidate.id AND at < :end ORDER BY at DESC, id DESC LIMIT 1) AS e
  CROSS JOIN LATERAL (SELECT price_eur_cents FROM listing_prices
                       WHERE listing_id = candidate.id AND since < :end ORDER BY since DESC LIMIT 1) AS p`);

/** Both indexes are read once from end to end and merged: the way for most of all. */
const READ_THROUGH = insertDay(`
  (SELECT DISTINCT ON (listing_id) listing_id, to_status, model, memory_gb, review FROM listing_events
    WHERE at < :end ORDER BY listing_id DESC, at DESC, id DESC) AS e
  JOIN (SELECT DISTINCT ON (listing_id) listing_id, price_eur_cents FROM listing_prices
         WHERE since < :end ORDER BY listing_id DESC, since DESC) AS p USING (listing_id)
  JOIN (SELECT id AS listing_id, market_id FROM listings WHERE ${OF_MARKET}) AS l USING (listing_id)`);

/** At 1,000,000 listings with ten prices each, looking up overtakes reading through at about this many. */
const READ_THROUGH_ABOVE = 250_000;

/**
 * A day that the release before computed holds all markets together: one of them alone cannot be taken out of it, so such a
 * day is computed anew for all.
 */
const CLEAR_DAY = `
WITH old AS (SELECT EXISTS (SELECT FROM model_daily WHERE day = :day AND prices IS NULL) AS together), gone AS (
  DELETE FROM model_daily USING old WHERE day = :day AND (old.together OR ${OF_MARKET})
)
SELECT together, EXISTS (SELECT FROM listings WHERE status = 'active' AND (old.together OR ${OF_MARKET}) OFFSET :limit) AS many FROM old`;

/**
 * Computes one day anew and replaces what is stored for it, in one transaction. The same history gives the same rows.
 * @param day UTC day, YYYY-MM-DD
 * @param readThroughAbove active listings above which all are read; either way gives the same rows
 * @param market only this market. @default all
 * @returns the number of rows
 * @throws InvalidInputError when `day` is no day
 */
export async function refreshModelDaily(
  db: Knex | Knex.Transaction,
  day: string,
  readThroughAbove = READ_THROUGH_ABOVE,
  market: number | null = null,
): Promise<number> {
  const end = startOfDay(addDays(day, 1));
  return db.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: { together: boolean; many: boolean }[] }>(CLEAR_DAY, {
      ...{ day, limit: readThroughAbove },
      market: market as never,
    });
    const [found] = rows;
    const { rowCount } = await trx.raw<{ rowCount: number }>(found?.many === true ? READ_THROUGH : LOOK_UP, {
      ...{ day, end },
      market: (found?.together === true ? null : market) as never,
    });
    return rowCount;
  });
}

/** Computes every day from `from` to `to` anew, both included. @returns the number of rows */
export async function recomputeModelDaily(
  db: Knex | Knex.Transaction,
  from: string,
  to: string,
  market: number | null = null,
): Promise<number> {
  let rows = 0;
  for (const day of daysBetween(from, to)) rows += await refreshModelDaily(db, day, undefined, market);
  return rows;
}

/**
 * What a publish does: computes `day` and every day since the last one stored, so that days on which nothing was published
 * are carried forward too and a series has no holes. The last day stored is done again: it was not over when it was computed.
 * @returns the number of rows
 */
export async function refreshModelDailyThrough(
  db: Knex | Knex.Transaction,
  day: string,
  market: number | null = null,
): Promise<number> {
  const { rows } = await db.raw<{ rows: { last: string | null }[] }>(
    'SELECT max(day)::text AS last FROM model_daily WHERE day <= :day AND (:market::smallint IS NULL OR market_id IS NULL OR market_id = :market)',
    { day, market: market as never },
  );
  return recomputeModelDaily(db, rows[0]?.last ?? day, day, market);
}
