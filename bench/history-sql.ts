/** The rows of the history bench, made by the server itself. */

/** Ads start evenly over three years and last 20 days on average; each has ten prices, and two or three events. `:listings` */
export const LOAD: readonly string[] = [
  `SELECT setseed(0.42)`,
  `INSERT INTO markets (slug, base_url, currency) VALUES ('demo', 'http://market.test', 'EUR'), ('fresh', 'http://market.test', 'EUR')`,
  `INSERT INTO listings (market_id, external_id, url, title, model, memory_gb, price_minor, currency, price_eur_cents, status,
                         first_seen_at, last_seen_at, clock_started_at, cycle_id)
   SELECT 1, i::text, 'https://market.test/ad/' || i, 'Video card number ' || i, 'Model ' || i % 120, 8, price, 'EUR', price,
          CASE WHEN ended < now() THEN 'gone' ELSE 'active' END, started, least(ended, now()), started, 1
     FROM (SELECT i, started, started + make_interval(secs => -ln(1 - random()) * 20 * 86400) AS ended,
                  (20000 + i % 120 * 500 + random() * 4000)::int AS price
             FROM (SELECT i, now() - interval '3 years' + (i - 1) * interval '3 years' / :listings AS started
                     FROM generate_series(1, :listings::int) AS i) AS starts) AS lives`,
  `INSERT INTO listing_prices (listing_id, since, cycle_id, price_minor, currency, price_eur_cents)
   SELECT id, first_seen_at + step * (last_seen_at - first_seen_at) / 10, 1, price_minor + (9 - step) * 100, 'EUR',
          price_eur_cents + (9 - step) * 100
     FROM listings, generate_series(0, 9) AS step`,
  `INSERT INTO listing_events (listing_id, at, cycle_id, from_status, to_status, model, memory_gb, why)
   SELECT id, at, 1, was, becomes, model, memory_gb, 'bench'
     FROM listings, LATERAL (VALUES (first_seen_at, NULL, 'active'), (last_seen_at + interval '6 hours', 'active', 'missing'),
                                    (last_seen_at + interval '12 hours', 'missing', 'gone')) AS step(at, was, becomes)
    WHERE becomes = 'active' OR status = 'gone' ORDER BY at`,
  `INSERT INTO model_daily (model, memory_gb, day, n, min_eur_cents, p25_eur_cents, median_eur_cents, p75_eur_cents, max_eur_cents,
                            mean_eur_cents)
   SELECT 'Model ' || m, 8, current_date - d, 150, 1, 2, 3, 4, 5, 3 FROM generate_series(0, 119) AS m, generate_series(1, 1095) AS d`,
];

/** What the pages of a cycle that sees every open ad said. `:cycle`, `:rules`, `:changed`, `:now` */
export const SEE_ALL_OPEN_ADS: readonly string[] = [
  `INSERT INTO raw_ads (market_id, external_id, content_hash, first_cycle_id, last_cycle_id, url, title, description, price_text,
                        price_minor, currency, negotiable, seen_at)
   SELECT market_id, external_id, sha256(external_id::bytea), :cycle, :cycle, url, title, repeat('description ', 30), '',
          price_minor - CASE WHEN row_number() OVER (ORDER BY id) <= :changed THEN 500 ELSE 0 END, currency, false, :now
     FROM listings WHERE status = 'active' AND market_id = 1`,
  `INSERT INTO verdicts (raw_ad_id, rules_version, verdict, rule, evidence, model, memory_gb, judged_at)
   SELECT r.id, :rules, 'accepted', 'bench', '[]', l.model, l.memory_gb, :now
     FROM raw_ads r JOIN listings l USING (market_id, external_id) WHERE r.first_cycle_id = :cycle`,
  `INSERT INTO cycle_ads (cycle_id, external_id, raw_ad_id, promoted)
   SELECT :cycle, external_id, id, false FROM raw_ads WHERE first_cycle_id = :cycle`,
  // What says the same as before is the text that is known; only the others are new ones.
  `UPDATE listings l SET raw_ad_id = r.id
     FROM raw_ads r WHERE r.first_cycle_id = :cycle AND l.market_id = r.market_id AND l.external_id = r.external_id AND l.price_minor = r.price_minor`,
  `ANALYZE raw_ads, verdicts, cycle_ads`,
];

/** The listings of a market with their prices, events and changes, by table. */
export function rowsOfMarket(
  slug: string,
): Record<'listings' | 'listing_prices' | 'listing_events' | 'listing_changes', string> {
  const own = `SELECT l.id FROM listings l JOIN markets m ON m.id = l.market_id WHERE m.slug = '${slug}'`;
  return {
    listings: `SELECT * FROM listings WHERE id IN (${own}) ORDER BY id`,
    listing_prices: `SELECT * FROM listing_prices WHERE listing_id IN (${own}) ORDER BY listing_id`,
    listing_events: `SELECT * FROM listing_events WHERE listing_id IN (${own}) ORDER BY id`,
    listing_changes: `SELECT * FROM listing_changes WHERE listing_id IN (${own}) ORDER BY market_id, seq`,
  };
}

/** What the pages of a cycle left behind, by table. */
export function rawRowsOfCycle(cycle: number): Record<'raw_ads' | 'verdicts' | 'cycle_ads' | 'search_ads', string> {
  const own = `SELECT id FROM raw_ads WHERE first_cycle_id = ${cycle}`;
  return {
    raw_ads: `SELECT * FROM raw_ads WHERE first_cycle_id = ${cycle} ORDER BY id`,
    verdicts: `SELECT * FROM verdicts WHERE raw_ad_id IN (${own}) ORDER BY raw_ad_id`,
    cycle_ads: `SELECT * FROM cycle_ads WHERE cycle_id = ${cycle} ORDER BY raw_ad_id`,
    search_ads: `SELECT * FROM search_ads WHERE search_id IN (SELECT id FROM cycle_searches WHERE cycle_id = ${cycle})`,
  };
}
