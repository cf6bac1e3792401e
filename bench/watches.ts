/** 10,000 watches asked about 2,000 changes of a market of 1,000,000 listings, 100,000 of them open. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalog } from '../pkg/catalog/index.js';
import { openDatabase, type Database } from '../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../pkg/postgres/embedded.js';
import { migrate } from '../pkg/postgres/migrate.js';
import { evaluateWatches, type EvaluationResult } from '../pkg/postgres/watches/evaluate-watches.js';
import { syncWatches } from '../pkg/postgres/watches/pg-watch-store.js';
import { compileWatch, type CompiledWatch } from '../pkg/watch/compile-watch.js';
import { WatchSchema } from '../pkg/watch/watch-schema.js';
import type { Bench, Figure } from './bench.js';

/** Fewer for a quick look: BENCH_LISTINGS=100000 */
const LISTINGS = Number(process.env['BENCH_LISTINGS'] ?? 1_000_000);
const WATCHES = 10_000;
const CHANGES = 2_000;
const MODELS = loadCatalog()
  .models.filter(({ followed }) => followed)
  .slice(0, 120)
  .map(({ name }) => name);
const NOW = new Date('2026-11-20T12:00:00Z');

/** Every tenth is open; prices spread by a fifth around 200 to 800 euros. `:listings`, `:models`, `:now` */
const LOAD = [
  `SELECT setseed(0.42)`,
  `INSERT INTO markets (slug, base_url, currency) VALUES ('demo', '', 'EUR')`,
  `INSERT INTO scrape_cycles (market_id, trigger, pod, status, complete, started_at, heartbeat_at, finished_at)
   VALUES (1, 'bench', 'bench', 'published', true, :now, :now, :now)`,
  `INSERT INTO listings (market_id, external_id, url, title, model, memory_gb, price_minor, currency, price_eur_cents, condition, location,
                         status, first_seen_at, last_seen_at, clock_started_at, cycle_id)
   SELECT 1, i::text, 'https://market.test/ad/' || i, 'Video card ' || i, model, 8, price, 'EUR', price, 'used', 'Sofia',
          CASE WHEN i % 10 = 0 THEN 'active' ELSE 'gone' END, started, :now, started, 1
     FROM (SELECT i, (:models::text[])[i / 10 % 120 + 1] AS model, (20000 + i / 10 % 120 * 500) * (0.8 + random() * 0.4) AS price,
                  :now::timestamptz - interval '1 year' + i * interval '1 year' / :listings AS started
             FROM generate_series(1, :listings::int) AS i) AS ads`,
  `INSERT INTO cycle_pages (cycle_id, position, market_id, external_id, url, why, title, price_minor, currency, opened_at, outcome, raw_ad_id)
   SELECT 1, i, 1, l.external_id, l.url, 'deal', l.title, l.price_minor, l.currency, :now, 'ad', 1
     FROM (SELECT row_number() OVER () AS i, * FROM listings WHERE status = 'active' LIMIT 30000) AS l`,
  `INSERT INTO model_daily (market_id, model, memory_gb, day, n, min_eur_cents, p25_eur_cents, median_eur_cents, p75_eur_cents, max_eur_cents,
                            mean_eur_cents, prices)
   SELECT 1, model, 8, :now::date - d, count(*), min(price_minor), avg(price_minor), avg(price_minor) + d * 20, max(price_minor), max(price_minor),
          avg(price_minor), array_agg(price_minor ORDER BY price_minor)
     FROM listings CROSS JOIN generate_series(0, 30) AS d WHERE status = 'active' GROUP BY model, d`,
  `UPDATE markets SET last_published_cycle_id = 1`,
];

/** Prices fall by 30 %, as a publish writes it. `:changes`, `:now` */
const CHANGE = [
  `WITH picked AS (SELECT * FROM listings WHERE status = 'active' ORDER BY hashtext(external_id) LIMIT :changes)
   INSERT INTO listing_changes (market_id, seq, listing_id, action, why_code, why, at, cycle_id, before_status, before_price_eur_cents, status, model,
                                memory_gb, price_minor, currency, price_eur_cents, flags, price_text, negotiable, photo_count, url, title,
                                first_seen_at, clock_started_at, last_seen_at)
   SELECT 1, row_number() OVER (), id, 'reprice', 'other-price', 'price changed', :now, 1, status, price_eur_cents, status, model, memory_gb,
          price_minor * 7 / 10, currency, price_eur_cents * 7 / 10, flags, price_text, negotiable, photo_count, url, title, first_seen_at, clock_started_at, last_seen_at
     FROM picked`,
  `UPDATE listings l SET price_minor = c.price_minor, price_eur_cents = c.price_eur_cents FROM listing_changes c WHERE c.listing_id = l.id`,
  `UPDATE model_daily SET median_eur_cents = median_eur_cents * 9 / 10 WHERE day = :now::date`,
  `UPDATE markets SET last_change = :changes, data_version = data_version + 1`,
  // A real feed holds weeks of changes, and the planner knows it.
  'ANALYZE listing_changes',
];

function aWatch(i: number): CompiledWatch {
  const model = (step: number): string => MODELS[(i * step) % MODELS.length] ?? '';
  const cheap = (2 + (i % 7)) * 100;
  const [when, select] =
    i % 20 < 12
      ? ['offer', { models: [...new Set([model(1), model(7)])], max_price: cheap }]
      : i % 20 < 14
        ? ['deal', { models: [model(1)] }]
        : i % 20 < 18
          ? [{ price: { below: cheap } }, { models: [model(1)] }]
          : i % 20 < 19
            ? [{ change: { percent: 10, days: 7 } }, { models: [model(1), model(3)] }]
            : [{ lowest: { days: 30 } }, { vendor: 'NVIDIA' }];
  const spec = WatchSchema.parse({ name: `watch ${i}`, when, select, notify: ['phone'], initial: 'silent' });
  const compiled = compileWatch(spec, loadCatalog());
  if ('faults' in compiled) throw new Error(`the bench is wrong: ${JSON.stringify(compiled.faults)}`);
  return compiled;
}

async function measured(db: Database): Promise<EvaluationResult & { ms: number; grownMb: number }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const start = performance.now();
  const result = await evaluateWatches(db, { now: NOW });
  clearInterval(timer);
  return { ...result, ms: performance.now() - start, grownMb: (peak - before) / 1e6 };
}

async function measure(db: Database): Promise<Figure[]> {
  await migrate(db);
  const bindings = { listings: LISTINGS, changes: CHANGES, models: MODELS, now: NOW };
  for (const statement of LOAD) await db.raw(statement, bindings);
  await syncWatches(
    db,
    'file',
    Array.from({ length: WATCHES }, (_watch, i) => aWatch(i)),
    NOW,
  );
  await db.raw('VACUUM ANALYZE');
  const first = await measured(db);
  await db.raw('VACUUM ANALYZE');
  for (const statement of CHANGE) await db.raw(statement, bindings);
  const { ms, written, grownMb } = await measured(db);
  const again = await measured(db);
  if (written < 1_000 || again.written > 0) throw new Error(`the bench is wrong: ${written} and ${again.written} told`);
  const begun = `all of them began in ${Math.round(first.ms)} ms`;
  return [
    {
      ratioName: 'evaluation / 5 s',
      value: ms / 5_000,
      bar: 1,
      higherIsBetter: false,
      detail: `${Math.round(ms)} ms, ${written} told; ${begun}`,
    },
    {
      ratioName: 'memory grown / 256 MB',
      value: grownMb / 256,
      bar: 1,
      higherIsBetter: false,
      detail: `${Math.round(grownMb)} MB; ${Math.round(first.grownMb)} MB as all began`,
    },
    {
      ratioName: 'a look when nothing was published / 1 s',
      value: again.ms / 1_000,
      bar: 1,
      higherIsBetter: false,
      detail: `${Math.round(again.ms)} ms`,
    },
  ];
}

async function run(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-bench-'));
  await chmod(dir, 0o711);
  const settings = { shared_buffers: '1GB', max_wal_size: '8GB', work_mem: '64MB', maintenance_work_mem: '512MB' };
  const postgres = await startEmbeddedPostgres({ dir: join(dir, 'postgres'), settings });
  try {
    await postgres.ensureDatabase('bench');
    const db = openDatabase({ url: postgres.url('bench'), applicationName: 'bench', poolMax: 2 });
    try {
      return await measure(db);
    } finally {
      await db.destroy();
    }
  } finally {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

export const benches: readonly Bench[] = [{ name: 'watches: 10,000 over 1,000,000 listings', run }];
