/** SQL of the daily series: rows are kept per market, and where several have a variant on one day their prices are summed up anew. */
import { FIGURES } from './figures-sql.js';
import type { DailyRequest } from '../listing/market-reader.js';
import type { Parameters } from './offer-queries.js';

export function dailySql({ days, model, market }: DailyRequest, parameters: Parameters): string {
  const conditions = ['true'];
  if (days !== undefined) conditions.push(`d.day > (SELECT max(day) FROM model_daily) - ${parameters.bind(days)}::int`);
  if (model !== undefined) conditions.push(`d.model = ${parameters.bind(model)}`);
  if (market !== undefined)
    conditions.push(`d.market_id = (SELECT id FROM markets WHERE slug = ${parameters.bind(market)})`);
  // One market is read as it is stored; figures of several cannot be had from figures, so they come from the prices.
  const figure = (column: string, together: string): string =>
    `CASE s.markets WHEN 1 THEN s.${column} ELSE ${together} END`;
  const rounded = (column: string, together: string): string => figure(column, `floor(${together} + 0.5)::bigint`);
  return `
      SELECT s.model, nullif(s.memory_gb, 0) AS "memoryGb", s.day, ${figure('n', 'q.n')} AS n,
             ${figure('left_out', 's.n + s.left_out - q.n')} AS "leftOut", ${figure('min', 'q.min')} AS "minEurCents",
             ${rounded('p25', 'q.quartiles[1]')} AS "p25EurCents", ${rounded('median', 'q.quartiles[2]')} AS "medianEurCents",
             ${rounded('p75', 'q.quartiles[3]')} AS "p75EurCents", ${figure('max', 'q.max')} AS "maxEurCents",
             ${rounded('mean', 'q.mean')} AS "meanEurCents"
        FROM (SELECT d.model, d.memory_gb, d.day, count(*) AS markets, sum(d.n) AS n, sum(d.left_out) AS left_out, min(d.min_eur_cents),
                     max(d.max_eur_cents), min(d.p25_eur_cents) AS p25, min(d.median_eur_cents) AS median, min(d.p75_eur_cents) AS p75,
                     min(d.mean_eur_cents) AS mean
                FROM model_daily d WHERE ${conditions.join(' AND ')} GROUP BY 1, 2, 3) AS s
        LEFT JOIN LATERAL (${FIGURES(`ARRAY(
             SELECT price FROM model_daily o CROSS JOIN LATERAL unnest(o.prices) AS price
              WHERE o.model = s.model AND o.memory_gb = s.memory_gb AND o.day = s.day ORDER BY price)`)}) AS q ON s.markets > 1
       ORDER BY s.day, s.model, s.memory_gb`;
}
