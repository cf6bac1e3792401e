/** What variants cost on the days up to now, read from `model_daily`: one market, or all of them together. */
import type { Knex } from 'knex';
import { isPlausible, priceRange } from '../../analytics/price-range.js';
import { variantKey, type Variant } from '../../analytics/variant.js';
import type { DayPrice, Series } from '../../watch/series.js';
import { FIGURES } from '../figures-sql.js';

/**
 * Of each market its own days back from its newest one, or from the newest of all where it has not got so far: a market that was not read today
 * must not look as if its offers had gone. The figures of a variant in one market alone are stored, and not made again: of those no price is read.
 * `:market` slug or null = all, `:days` days ago.
 */
const SERIES = `
WITH market AS MATERIALIZED (
  SELECT m.id, t.today FROM markets m CROSS JOIN LATERAL (SELECT max(day) AS today FROM model_daily d WHERE d.market_id = m.id) AS t
   WHERE t.today IS NOT NULL AND (:market::text IS NULL OR m.slug = :market)
), asked AS (
  SELECT k AS ago, m.id, least(n.day - k, m.today) AS day
    FROM unnest(:days::int[]) AS k CROSS JOIN market m CROSS JOIN (SELECT max(today) AS day FROM market) AS n
), found AS (
  SELECT a.ago, d.model, d.memory_gb, count(*) AS markets, sum(d.n)::int AS n, min(d.median_eur_cents) AS median, min(d.min_eur_cents) AS lowest,
         array_agg(a.id) AS ids, min(a.day) AS day
    FROM asked a JOIN model_daily d ON d.market_id = a.id AND d.day = a.day
   GROUP BY 1, 2, 3
)
SELECT s.ago, s.model, s.memory_gb AS "memoryGb", CASE s.markets WHEN 1 THEN s.n ELSE q.n END AS n,
       CASE s.markets WHEN 1 THEN s.median ELSE floor(q.quartiles[2] + 0.5)::bigint END AS "eurCents",
       CASE s.markets WHEN 1 THEN s.lowest ELSE q.min END AS lowest
  FROM found s
  LEFT JOIN LATERAL (${FIGURES(`ARRAY(
       SELECT price FROM asked a JOIN model_daily o ON o.market_id = a.id AND o.day = a.day AND o.model = s.model AND o.memory_gb = s.memory_gb
         CROSS JOIN LATERAL unnest(o.prices) AS price
        WHERE s.markets > 1 AND a.ago = s.ago ORDER BY price)`)}) AS q ON true`;

export interface VariantSeries extends Variant {
  readonly series: Series;
  /** The cheapest offer now that can be meant. */
  readonly lowest: number | null;
}

/** By `variantKey`; days that are not asked for are empty. */
export async function readSeries(
  trx: Knex.Transaction,
  market: string | null,
  days: readonly number[],
): Promise<ReadonlyMap<string, VariantSeries>> {
  type Row = DayPrice & { ago: number; model: string; memoryGb: number; lowest: number };
  const { rows } = await trx.raw<{ rows: Row[] }>(SERIES, { market: market as never, days: [...days] });
  const found = new Map<string, Variant & { series: (DayPrice | undefined)[]; lowest: number | null }>();
  for (const { ago, model, memoryGb, n, eurCents, lowest } of rows) {
    const variant = { model, memoryGb: memoryGb === 0 ? null : memoryGb };
    const key = variantKey(variant);
    const known = found.get(key) ?? { ...variant, series: [], lowest: null };
    if (ago === 0) known.lowest = lowest;
    known.series[ago] = { n, eurCents };
    found.set(key, known);
  }
  return found;
}

const PRICES = `
SELECT d.model, d.memory_gb AS "memoryGb", json_agg(price ORDER BY price) AS prices
  FROM (SELECT id, (SELECT max(day) FROM model_daily d WHERE d.market_id = m.id) AS today FROM markets m) AS m
  JOIN model_daily d ON d.market_id = m.id AND d.day = m.today
  JOIN unnest(:models::text[], :memories::real[]) AS v (model, memory_gb) ON v.model = d.model AND v.memory_gb = d.memory_gb
 CROSS JOIN LATERAL unnest(d.prices) AS price
 GROUP BY 1, 2`;

/** Where a price is among those of its variant in all markets: the share of the plausible ones that ask less, 0 to 1. */
export async function readDistributions(
  trx: Knex.Transaction,
  variants: readonly Variant[],
): Promise<(variant: Variant, eurCents: number) => number | null> {
  type Row = { model: string; memoryGb: number; prices: number[] };
  const { rows } = await trx.raw<{ rows: Row[] }>(PRICES, {
    models: variants.map(({ model }) => model),
    memories: variants.map(({ memoryGb }) => memoryGb ?? 0),
  });
  const plausible = new Map<string, readonly number[]>();
  for (const { model, memoryGb, prices } of rows) {
    const range = priceRange(prices);
    const variant = { model, memoryGb: memoryGb === 0 ? null : memoryGb };
    plausible.set(
      variantKey(variant),
      prices.filter((price) => isPlausible(range, price)),
    );
  }
  return (variant, eurCents) => {
    const prices = plausible.get(variantKey(variant));
    if (prices === undefined || prices.length === 0) return null;
    return countBelow(prices, eurCents) / prices.length;
  };
}

/** @param sorted ascending */
function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
