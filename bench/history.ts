/** The market's memory at scale: 1,000,000 listings with 10,000,000 prices over three years, about 18,000 of them open today. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { addDays, dayOf } from '../pkg/analytics/day.js';
import { openDatabase, type Database } from '../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../pkg/postgres/embedded.js';
import { importHistory, type PastOffer } from '../pkg/postgres/import-history.js';
import { migrate } from '../pkg/postgres/migrate.js';
import { refreshModelDaily } from '../pkg/postgres/model-daily.js';
import { PgCycleStore } from '../pkg/postgres/pg-cycle-store.js';
import { PgMarketView } from '../pkg/postgres/pg-market-view.js';
import type { Bench, Figure } from './bench.js';
import * as sql from './history-sql.js';

const LISTINGS = 1_000_000;
const RULES = 'bench';
const CHANGED = 2_000;
const UPSERTS = 50_000;
const BIG_TABLES = ['listings', 'listing_prices', 'listing_events', 'model_daily'];

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

/** A figure that must stay under a limit in milliseconds. */
function under(name: string, ms: number, limitMs: number, detail: string): Figure {
  const ratioName = `${name} / ${limitMs >= 1_000 ? `${limitMs / 1_000} s` : `${limitMs} ms`}`;
  return { ratioName, value: ms / limitMs, bar: 1, higherIsBetter: false, detail: `${Math.round(ms)} ms; ${detail}` };
}

async function load(db: Database): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw('SET LOCAL session_replication_role = replica'); // no foreign keys while loading
    for (const statement of sql.LOAD) await trx.raw(statement, { listings: LISTINGS });
  });
  await db.raw('VACUUM ANALYZE');
}

/** How often each big table was read from end to end so far. */
async function sequentialScans(db: Database): Promise<number> {
  await db.raw('SELECT pg_stat_force_next_flush()');
  const { rows } = await db.raw<{ rows: { n: number }[] }>(
    'SELECT coalesce(sum(seq_scan), 0)::int AS n FROM pg_stat_user_tables WHERE relname = ANY(?)',
    [BIG_TABLES],
  );
  return rows[0]?.n ?? 0;
}

/** A complete cycle that sees every open ad, 2,000 of them at another price. */
async function publish(db: Database): Promise<Figure[]> {
  const store = new PgCycleStore(db);
  const now = new Date();
  const { token } = await store.begin({
    market: 'demo',
    trigger: 'bench',
    pod: 'bench',
    now,
    resumeSince: now,
    terms: ['bench'],
  });
  for (const statement of sql.SEE_ALL_OPEN_ADS)
    await db.raw(statement, { cycle: token.cycleId, rules: RULES, changed: CHANGED, now });
  const books = await store.books(token, RULES);
  const scans = await sequentialScans(db);
  const request = { now: new Date(), rulesVersion: RULES, books, complete: true, message: 'bench' };
  const { ms, value } = await timed(() => store.publish(token, request));
  const detail = `${value.active} open ads seen, ${value.repriced} changed, ${value.missing} missing`;
  if (value.repriced !== CHANGED) throw new Error(`the bench is wrong: ${detail}`);
  return [
    under('publish of a cycle with 2,000 changed ads', ms, 3_000, detail),
    noScans('publish', (await sequentialScans(db)) - scans),
  ];
}

function noScans(what: string, scans: number): Figure {
  return { ratioName: `sequential scans of big tables by ${what}`, value: scans, bar: 0, higherIsBetter: false };
}

async function daily(db: Database): Promise<Figure[]> {
  const scans = await sequentialScans(db);
  const today = dayOf(new Date());
  const figures: Figure[] = [];
  for (const [name, back] of [
    ['today', 0],
    ['half a year ago', 180],
    ['a year and a half ago', 550],
  ] as const) {
    const { ms, value } = await timed(() => refreshModelDaily(db, addDays(today, -back)));
    figures.push(under(`model_daily of ${name}`, ms, 5_000, `${value} variants`));
  }
  return [...figures, noScans('model_daily', (await sequentialScans(db)) - scans)];
}

/** The very statement of GET /api/models/{model}/history, explained. */
async function history(url: string): Promise<Figure[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const client = await pool.connect();
  try {
    const plans: string[] = [];
    const view = new PgMarketView('bench', client, async (_op, text, values) => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, [...values]);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return [] as never;
    });
    for (let warm = 0; warm < 3; warm += 1) await view.daily(365, 'Model 7');
    const plan = plans.at(-1) ?? '';
    console.log(plan.replaceAll(/^/gm, '      '));
    const ms = Number(/Execution Time: ([\d.]+) ms/.exec(plan)?.[1]);
    return [
      under('history of one model over 365 days at the database', ms, 20, `plan above; ${ms} ms`),
      noScans(
        'history',
        (plan.match(/Seq Scan on (listings|listing_prices|listing_events|model_daily)/g) ?? []).length,
      ),
    ];
  } finally {
    client.release();
    await pool.end();
  }
}

/** New listings with price and events, against a COPY of exactly these rows into tables of the same form with the same indexes. */
async function upserts(db: Database): Promise<Figure[]> {
  const store = new PgCycleStore(db);
  const now = new Date();
  const { token } = await store.begin({
    market: 'fresh',
    trigger: 'bench',
    pod: 'bench',
    now,
    resumeSince: now,
    terms: ['bench'],
  });
  for (const statement of sql.SEE_NEW_ADS)
    await db.raw(statement, { cycle: token.cycleId, rules: RULES, ads: UPSERTS, now });
  const books = await store.books(token, RULES);
  const { ms } = await timed(() =>
    store.publish(token, { now: new Date(), rulesVersion: RULES, books, complete: true, message: 'bench' }),
  );
  const published = await copyOf(db, 'fresh');
  const offers: PastOffer[] = Array.from({ length: UPSERTS }, (_, i) => ({
    ...{ market: 'import-bench', externalId: `import ${i}`, url: `https://old.test/${i}`, title: `Card ${i}` },
    ...{ model: `Model ${i % 120}`, memoryGb: 8, priceMinor: 20_000 + (i % 5_000), currency: 'BGN', priceText: '' },
    seenAt: new Date(Date.UTC(2020, 0, 1 + (i % 3))),
  }));
  const imported = await timed(() => importHistory(db, offers));
  const copied = await copyOf(db, 'import-bench');
  const ratio = (name: string, own: number, copy: number): Figure => ({
    ratioName: `rate of ${name} / bare COPY of the same rows`,
    value: copy / own,
    bar: 0.4,
    higherIsBetter: true,
    detail: `${UPSERTS} listings with prices and events: ${Math.round(own)} ms, COPY ${Math.round(copy)} ms`,
  });
  return [ratio('publishing new listings', ms, published), ratio('importing history', imported.ms, copied)];
}

/** Milliseconds that COPY takes for the listings of a market with their prices and events, each table its own file. */
async function copyOf(db: Database, market: string): Promise<number> {
  const { rows: settings } = await db.raw<{ rows: { data_directory: string }[] }>('SHOW data_directory');
  const file = `${settings[0]?.data_directory ?? ''}/bench.copy`;
  let total = 0;
  for (const [table, rows] of Object.entries(sql.rowsOfMarket(market))) {
    await db.raw(`DROP TABLE IF EXISTS copied; CREATE TABLE copied (LIKE ${table} INCLUDING ALL)`);
    // The file lies in the server's own folder and holds the rows in the form that COPY reads fastest.
    await db.raw(`COPY (${rows}) TO '${file}' (FORMAT binary)`);
    const { ms } = await timed(() => db.raw(`COPY copied FROM '${file}' (FORMAT binary)`));
    total += ms;
  }
  await db.raw('DROP TABLE copied');
  return total;
}

async function run(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-bench-'));
  await chmod(dir, 0o711);
  const settings = { shared_buffers: '1GB', max_wal_size: '8GB', work_mem: '64MB', maintenance_work_mem: '512MB' };
  const postgres = await startEmbeddedPostgres({ dir: join(dir, 'postgres'), settings });
  try {
    await postgres.ensureDatabase('bench');
    const url = postgres.url('bench');
    const db = openDatabase({ url, applicationName: 'bench', poolMax: 4 });
    try {
      await migrate(db);
      const { ms } = await timed(() => load(db));
      console.log(`      loaded in ${Math.round(ms / 1_000)} s`);
      return [...(await daily(db)), ...(await publish(db)), ...(await history(url)), ...(await upserts(db))];
    } finally {
      await db.destroy();
    }
  } finally {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

export const benches: readonly Bench[] = [{ name: 'history at 1,000,000 listings and 10,000,000 prices', run }];
