/** The figures of a group of prices, in SQL: daily rows, several markets together and the metrics use this one statement. */

/** Every figure of a group, of those of its prices that can be meant. @param prices SQL: bigint[], ascending */
export const FIGURES = (prices: string): string => `
  SELECT count(*)::int AS n, min(p), max(p), avg(p) AS mean, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY p) AS quartiles
    FROM unnest(plausible_prices(${prices})) AS u(p)`;
