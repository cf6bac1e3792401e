/** When an ad's own words are known. */

/** Whether the whole text of the row `r` of raw_ads is known: one that ends in dots is a beginning, unless the ad's own page ends so. */
export const hasTextSql = (
  r: string,
): string => `(${r}.description IS NOT NULL AND (${r}.description !~ '(…|\\.\\.\\.)\\s*$' OR EXISTS (
  SELECT FROM cycle_pages t
   WHERE t.market_id = ${r}.market_id AND t.external_id = ${r}.external_id AND t.outcome = 'ad' AND t.title = ${r}.title)))`;
