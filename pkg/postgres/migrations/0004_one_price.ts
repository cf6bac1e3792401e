/** One rule of which prices can be meant, in SQL as in pkg/analytics; the market's own time of what a cycle saw. Only adds. */
import type { Knex } from 'knex';

/** Word for word `priceRange` of pkg/analytics/price-range.ts; a test holds one against the other. */
const PLAUSIBLE = `
CREATE FUNCTION plausible_prices(prices bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  n int := cardinality(prices);
  first float8;
  core bigint[];
  middle float8;
  mad float8;
  scale float8;
  half float8;
BEGIN
  IF n = 0 THEN RETURN prices; END IF;
  first := (prices[(n + 1) / 2] + prices[n / 2 + 1]) / 2.0;
  IF first <= 0 THEN RETURN prices; END IF;
  core := ARRAY(SELECT p FROM unnest(prices) WITH ORDINALITY AS u(p, i) WHERE p * 4 >= first AND p <= 4 * first ORDER BY i);
  n := cardinality(core);
  middle := ln(((core[(n + 1) / 2] + core[n / 2 + 1]) / 2.0)::float8);
  SELECT 1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(ln(p::float8) - middle)) INTO mad FROM unnest(core) AS u(p);
  scale := sqrt((n * mad * mad + 6 * 0.16 * 0.16) / (n + 6));
  half := CASE WHEN n < 4 THEN ln(4::float8) ELSE least(greatest(3.5 * scale, 0.6), 0.8) + 0.1 / sqrt(n) END;
  RETURN ARRAY(SELECT p FROM unnest(prices) WITH ORDINALITY AS u(p, i)
                WHERE p >= exp(middle - half) AND p <= exp(middle + half) ORDER BY i);
END $$;
COMMENT ON FUNCTION plausible_prices IS 'Of euro cents in ascending order those that can be meant: neither too cheap to be true nor far too dear.';

ALTER TABLE model_daily ADD COLUMN left_out integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN model_daily.left_out IS 'Offers too cheap to be true, or far too dear: in none of the figures of the row.';
COMMENT ON COLUMN model_daily.n IS 'Open listings whose price can be meant; every figure is of these.';
UPDATE model_daily d
   SET n = f.n, left_out = cardinality(d.prices) - f.n, min_eur_cents = f.min, max_eur_cents = f.max, mean_eur_cents = floor(f.mean + 0.5),
       p25_eur_cents = floor(f.quartiles[1] + 0.5), median_eur_cents = floor(f.quartiles[2] + 0.5), p75_eur_cents = floor(f.quartiles[3] + 0.5)
  FROM model_daily o
 CROSS JOIN LATERAL (SELECT count(*)::int AS n, min(p), max(p), avg(p) AS mean,
                            percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY p) AS quartiles
                       FROM unnest(plausible_prices(o.prices)) AS u(p)) AS f
 WHERE o.prices IS NOT NULL AND (d.model, d.memory_gb, d.day) = (o.model, o.memory_gb, o.day) AND d.market_id IS NOT DISTINCT FROM o.market_id
   AND f.n < cardinality(o.prices);

ALTER TABLE scrape_cycles ADD COLUMN observed_at timestamptz;
COMMENT ON COLUMN scrape_cycles.observed_at IS 'The market''s own time of what it saw (a simulated market has one): what days on the market count by; null = finished_at.';`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(PLAUSIBLE);
}

/** The figures stay as they are until their day is computed again. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE scrape_cycles DROP COLUMN observed_at;
    ALTER TABLE model_daily DROP COLUMN left_out;
    DROP FUNCTION plausible_prices;`);
}
