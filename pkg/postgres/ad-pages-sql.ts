/** Statements about pages of single ads. */
import { hasTextSql } from './has-text-sql.js';

/** The newest text of each ad under the title it has now. `:cycle`, `:ads` */
export const KNOWN_TEXTS = `
SELECT DISTINCT ON (r.external_id) r.external_id, r.description, r.params, r.item_condition, r.photo_count
  FROM scrape_cycles c
 CROSS JOIN jsonb_to_recordset(:ads) AS a(external_id text, title text)
  JOIN raw_ads r ON r.market_id = c.market_id AND r.external_id = a.external_id AND r.title = a.title
 WHERE c.id = :cycle AND r.description IS NOT NULL
 ORDER BY r.external_id, r.last_cycle_id DESC, r.id DESC`;

/** @param judged the verdicts; `:cycle`, `:since`, `:now` */
export const candidatesSql = (judged: string): string => `
SELECT a.external_id, r.url, r.title, v.verdict, v.model, v.memory_gb, v.flags, r.item_condition, r.price_minor,
       r.currency::text AS currency, eur_cents(r.price_minor, r.currency) AS price_eur_cents,
       coalesce(greatest(date_part('epoch', :now - l.clock_started_at) / 86400, 0), 0) AS days_up,
       ${hasTextSql('r')} AS has_text,
       EXISTS (SELECT FROM cycle_pages p
                WHERE p.market_id = r.market_id AND p.external_id = r.external_id AND p.opened_at > :since
                  AND p.outcome IN ('ad', 'unread') AND p.title = r.title
                  AND (p.price_minor IS NOT DISTINCT FROM r.price_minor AND p.currency IS NOT DISTINCT FROM r.currency
                       OR is_same_price(p.price_minor, p.currency, r.price_minor, r.currency))) AS is_read
  FROM cycle_ads a
  JOIN raw_ads r ON r.id = a.raw_ad_id
  JOIN (${judged}) v ON v.raw_ad_id = r.id
  LEFT JOIN listings l ON l.market_id = r.market_id AND l.external_id = a.external_id
 WHERE a.cycle_id = :cycle AND v.verdict <> 'rejected'
 ORDER BY a.external_id`;

/** `:cycle`, `:limit` */
export const ABSENTEES = `
SELECT l.external_id, l.url, l.title, l.price_minor, l.currency::text AS currency
  FROM scrape_cycles c JOIN listings l ON l.market_id = c.market_id AND l.status IN ('active', 'missing')
 WHERE c.id = :cycle
   AND NOT EXISTS (SELECT FROM cycle_ads a WHERE a.cycle_id = c.id AND a.external_id = l.external_id)
 ORDER BY l.status DESC, l.last_seen_at, l.external_id LIMIT :limit`;

/** `:cycle`, `:market`, `:pages` */
export const PLAN = `
INSERT INTO cycle_pages (cycle_id, position, market_id, external_id, url, why, title, price_minor, currency)
SELECT :cycle, position, :market, external_id, url, why, title, price_minor, currency
  FROM jsonb_to_recordset(:pages) AS p(position smallint, external_id text, url text, why text, title text,
                                       price_minor bigint, currency text)
 WHERE NOT EXISTS (SELECT FROM cycle_pages WHERE cycle_id = :cycle)`;

/** `:cycle` */
export const NEXT_PAGE = `
SELECT p.position, p.external_id AS page_id, p.url AS page_url, p.why, a.promoted, a.refreshed_at, r.*
  FROM cycle_pages p
  LEFT JOIN cycle_ads a ON a.cycle_id = p.cycle_id AND a.external_id = p.external_id
  LEFT JOIN raw_ads r ON r.id = a.raw_ad_id
 WHERE p.cycle_id = :cycle AND p.outcome IS NULL
 ORDER BY p.position LIMIT 1`;

/** `:cycle` */
export const COUNTS = `
SELECT count(*)::int AS planned, (count(*) FILTER (WHERE outcome = 'ad'))::int AS read,
       (count(*) FILTER (WHERE outcome = 'gone'))::int AS gone, (count(*) FILTER (WHERE outcome = 'unread'))::int AS unread
  FROM cycle_pages WHERE cycle_id = :cycle`;

/** What a cycle goes by: the ads of its searches that have not ended, and those that only their own pages showed. `:cycle` */
export const CYCLE_CONTENTS = `
  SELECT a.external_id, a.raw_ad_id FROM cycle_ads a
   WHERE a.cycle_id = :cycle
     AND NOT EXISTS (SELECT FROM cycle_pages p WHERE p.cycle_id = :cycle AND p.external_id = a.external_id AND p.outcome = 'gone')
   UNION ALL
  SELECT p.external_id, p.raw_ad_id FROM cycle_pages p
   WHERE p.cycle_id = :cycle AND p.outcome = 'ad'
     AND NOT EXISTS (SELECT FROM cycle_ads a WHERE a.cycle_id = :cycle AND a.external_id = p.external_id)`;
