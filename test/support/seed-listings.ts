/** Fills a migrated database with a published market of any size, straight by SQL and the same every time. */
import type { Knex } from 'knex';

export interface SeedOptions {
  /** Active listings. */
  readonly listings: number;
  /** Ads of the published cycle that were left out. @default a quarter of the listings, at most 1000 */
  readonly rejected?: number;
  /** Days of daily prices. @default 30 */
  readonly days?: number;
  /** Also texts, verdicts, prices and events of each listing. @default true up to 10000 listings */
  readonly histories?: boolean;
}

const MODELS = [
  'RTX 3060',
  'RTX 3060 Ti',
  'RTX 3070',
  'RTX 3080',
  'RTX 4070',
  'RX 6600',
  'RX 6700 XT',
  'GTX 1660',
  'RX 580',
  'Arc A770',
];
const MEMORY = [12, 8, 8, 10, 12, 8, 12, 6, 8, 16];

/** Market `demo` with one published cycle; listing ids are 1 to `listings`. Every 50th offer is far below the others of its kind. */
export async function seedListings(db: Knex, options: SeedOptions): Promise<void> {
  const { listings, days = 30, histories = listings <= 10_000 } = options;
  const rejected = options.rejected ?? Math.min(1_000, Math.floor(listings / 4));
  const texts = histories ? listings : 0;
  await db.transaction(async (trx) => {
    await trx.raw(`
      INSERT INTO markets (slug, base_url, currency) VALUES ('demo', 'https://demo.example', 'EUR');
      INSERT INTO scrape_cycles (market_id, trigger, pod, status, complete, progress, message, rules_version, pages, books,
                                 started_at, heartbeat_at, finished_at)
      VALUES (1, 'schedule', 'test', 'published', true, 100, 'published', 'r1', 40,
              '{"terms": [{"term": "rtx", "announced": 5, "announcedBySite": 5, "seen": 5, "unreached": 0, "outcomes": ["exhausted"]}],
                "cards": 5, "seen": 5, "duplicates": 0, "padding": 0, "parsed": 5, "unparsed": 0, "accepted": 4,
                "rejected": {"laptop": 1}, "pages": 40, "disagreements": 0, "miscounts": []}',
              '2026-11-20T10:00Z', '2026-11-20T10:20Z', '2026-11-20T10:20Z');
      INSERT INTO scrape_counters VALUES (1, 'runs', 'published', 3), (1, 'pages', '', 120), (1, 'listings_rejected', 'laptop', 7)`);
    await trx.raw(
      `INSERT INTO raw_ads (market_id, external_id, content_hash, first_cycle_id, last_cycle_id, url, title, description,
                            price_text, price_minor, currency, negotiable, params, photo_count, seen_at)
       SELECT 1, i::text, decode(md5(i::text), 'hex'), 1, 1, 'https://demo.example/ad/' || i,
              CASE WHEN i > :texts THEN 'Лаптоп с RTX 3060 ' || i ELSE 'Видеокарта ' || i END, 'Запазена, работи.',
              '100 €', 10000, 'EUR', false, '{}', 3, '2026-11-20T10:00Z'
         FROM generate_series(1, :texts::int + :rejected::int) i`,
      { texts, rejected },
    );
    await trx.raw(
      `INSERT INTO verdicts (raw_ad_id, rules_version, verdict, reason, rule, evidence, model, memory_gb, judged_at)
       SELECT id, 'r1', CASE WHEN id > :texts THEN 'rejected' ELSE 'accepted' END,
              CASE WHEN id > :texts THEN (ARRAY['laptop', 'part', 'wanted'])[id % 3 + 1] END,
              CASE WHEN id > :texts THEN 'laptop.word' ELSE 'model.alias' END,
              jsonb_build_array(jsonb_build_object('field', 'title', 'start', 0, 'end', 6, 'text', left(title, 6))),
              'RTX 3060', 12, '2026-11-20T10:10Z' FROM raw_ads`,
      { texts },
    );
    await trx.raw(`INSERT INTO cycle_ads SELECT 1, external_id, id, false, NULL FROM raw_ads`);
    await trx.raw(
      `INSERT INTO listings (market_id, external_id, raw_ad_id, url, title, model, memory_gb, price_minor, currency,
                             price_eur_cents, price_text, negotiable, condition, flags, location, photo_count, status,
                             first_seen_at, last_seen_at, clock_started_at, cycle_id)
       SELECT 1, i::text, CASE WHEN i <= :texts THEN i END, 'https://demo.example/ad/' || i,
              CASE WHEN i % 97 = 0 THEN '=HYPERLINK("x";"y") ' ELSE 'Видеокарта ' END || m.model || ' ' || i,
              m.model, CASE WHEN i % 31 <> 0 THEN m.memory END,
              p.cents, 'EUR', p.cents, p.cents / 100 || ' €', i % 5 = 0, CASE WHEN i % 4 = 0 THEN 'new' ELSE 'used' END,
              CASE WHEN i % 9 = 0 THEN ARRAY['mined'] ELSE '{}' END, 'София', (i % 8)::smallint, 'active',
              timestamptz '2026-10-01' + i % 700 * interval '1 hour', '2026-11-20T10:20Z',
              timestamptz '2026-10-01' + i % 700 * interval '1 hour', 1
         FROM generate_series(1, :listings::int) i
         CROSS JOIN LATERAL (SELECT (:models::text[])[i % 10 + 1] AS model, (:memory::real[])[i % 10 + 1] AS memory,
                                    15000 + i % 10 * 2500 AS base) m
         CROSS JOIN LATERAL (SELECT (CASE WHEN i % 50 < 2 THEN m.base * 6 / 10 ELSE m.base END + i % 37 * 100 + i % 100)::bigint AS cents) p`,
      { texts, listings, models: MODELS, memory: MEMORY },
    );
    await trx.raw(
      `INSERT INTO cycle_pages (cycle_id, position, market_id, external_id, url, why, title, price_minor, currency, opened_at, outcome, raw_ad_id)
       SELECT 1, row_number() OVER (ORDER BY l.id), 1, l.external_id, l.url, 'deal', l.title, l.price_minor, l.currency,
              '2026-11-20T10:15Z', 'ad', l.raw_ad_id FROM listings l WHERE l.raw_ad_id IS NOT NULL`,
    );
    if (histories)
      await trx.raw(`
        INSERT INTO listing_prices SELECT id, first_seen_at, 1, price_minor + 1000, 'EUR', price_eur_cents + 1000 FROM listings;
        INSERT INTO listing_prices SELECT id, last_seen_at, 1, price_minor, currency, price_eur_cents FROM listings;
        INSERT INTO listing_events (listing_id, at, cycle_id, from_status, to_status, model, memory_gb, why)
        SELECT id, first_seen_at, 1, NULL, 'active', model, memory_gb, 'first seen' FROM listings`);
    await trx.raw(
      `INSERT INTO model_daily
       SELECT model, coalesce(memory_gb, 0), d.day, d.n, d.base, d.base + 500, d.base + 1000, d.base + 1500, d.base + 2000, d.base + 1000
         FROM (SELECT DISTINCT model, memory_gb FROM listings) v
         CROSS JOIN LATERAL (SELECT date '2026-11-20' - i AS day, 10 + i % 3 AS n, 20000 + i * 10 AS base
                               FROM generate_series(0, :days::int - 1) i) d`,
      { days },
    );
    await trx.raw('UPDATE markets SET last_published_cycle_id = 1');
  });
  await db.raw('ANALYZE');
}

/** What a publish ends with, as far as readers notice: a new cycle that is the published one, and the notification. */
export async function publishAgain(db: Knex): Promise<void> {
  await db.raw(`
    WITH made AS (
      INSERT INTO scrape_cycles (market_id, trigger, pod, status, complete, progress, message, started_at, heartbeat_at, finished_at)
      VALUES (1, 'schedule', 'test', 'published', true, 100, 'published', now(), now(), now()) RETURNING id)
    UPDATE markets SET last_published_cycle_id = made.id FROM made`);
  await db.raw(`SELECT pg_notify('cycle_published', 'demo:' || last_published_cycle_id) FROM markets`);
}
