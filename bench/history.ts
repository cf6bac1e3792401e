/** The market's memory at scale: 1,000,000 listings with 10,000,000 prices over three years, about 18,000 of them open today. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { addDays, dayOf } from '../pkg/analytics/day.js';
import type { PageRecord } from '../pkg/listing/cycle-store.js';
import type { RawAd } from '../pkg/listing/raw-ad.js';
import type { Verdict } from '../pkg/listing/verdict.js';
import { contentHash } from '../pkg/scrape/content-hash.js';
import { openDatabase, type Database } from '../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../pkg/postgres/embedded.js';
import { migrate } from '../pkg/postgres/migrate.js';
import { refreshModelDaily } from '../pkg/postgres/model-daily.js';
import { PgCycleStore } from '../pkg/postgres/pg-cycle-store.js';
import { PgMarketView } from '../pkg/postgres/pg-market-view.js';
import type { Bench, Figure } from './bench.js';
import * as sql from './history-sql.js';

/** Fewer for a quick look: BENCH_LISTINGS=100000 */
const LISTINGS = Number(process.env['BENCH_LISTINGS'] ?? 1_000_000);
const RULES = 'bench';
const CHANGED = 2_000;
const UPSERTS = 50_000;
/** Ads stored by one call. Pages of the sites hold 50: then round trips weigh most, and no site is asked more than a few times a minute. */
const PAGE = 1_000;
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

/** Pages stored as they come and their listings published, against a COPY of exactly these rows. */
async function upserts(db: Database): Promise<Figure[]> {
  const store = new PgCycleStore(db);
  const now = new Date();
  const request = { market: 'fresh', trigger: 'bench', pod: 'bench', now, resumeSince: now, terms: ['bench'] };
  const { token } = await store.begin(request);
  const search = await store.nextSearch(token);
  if (search === undefined) throw new Error('the cycle has no search');
  const verdict: Verdict = {
    ...{
      verdict: 'accepted',
      model: 'Model 7',
      memoryGb: 8,
      flags: [],
      rule: 'bench',
      evidence: [],
      rulesVersion: RULES,
    },
  };
  const parsed = Array.from({ length: UPSERTS / PAGE }, (_page, at) => ({
    ...aPage(search.id, at + 1, now),
    ads: Array.from({ length: PAGE }, (_ad, i) => ({ ...anAd(at * PAGE + i), verdict })),
  }));
  const pages = await timed(async () => {
    for (const page of parsed) await store.savePage(token, page);
  });
  const rawCopy = await copyOf(db, sql.rawRowsOfCycle(token.cycleId));
  await db.raw('ANALYZE raw_ads, verdicts, cycle_ads');
  const books = await store.books(token, RULES);
  const published = await timed(() =>
    store.publish(token, { now: new Date(), rulesVersion: RULES, books, complete: true, message: 'bench' }),
  );
  const copied = await copyOf(db, sql.rowsOfMarket('fresh'));
  const ratio = (name: string, own: number, copy: number): Figure => ({
    ratioName: `rate of ${name} / bare COPY of the same rows`,
    value: copy / own,
    bar: 0.4,
    higherIsBetter: true,
    detail: `${UPSERTS} ads: ${Math.round(own)} ms, COPY with the same keys and constraints ${Math.round(copy)} ms`,
  });
  return [
    ratio(`storing raw ads and verdicts by ${PAGE}`, pages.ms, rawCopy),
    ratio('publishing new listings with prices and events', published.ms, copied),
  ];
}

function anAd(i: number): { ad: RawAd; contentHash: Uint8Array } {
  const ad: RawAd = {
    ...{ externalId: String(i), url: `https://market.test/new/${i}`, title: `New video card ${i}`, priceText: '200 €' },
    ...{
      description: `description ${i} `.repeat(20),
      priceMinor: 20_000 + (i % 5_000),
      currency: 'EUR',
      negotiable: false,
    },
    ...{
      promoted: false,
      padding: false,
      condition: 'used',
      itemCondition: 'used',
      location: 'Sofia',
      refreshedAt: null,
      params: {},
      photoCount: 3,
    },
  };
  return { ad, contentHash: contentHash(ad) };
}

function aPage(searchId: number, page: number, now: Date): Omit<PageRecord, 'ads'> {
  return {
    searchId,
    page,
    now,
    cards: PAGE,
    padding: 0,
    unparsed: 0,
    repeats: 0,
    announced: UPSERTS,
    totalPages: UPSERTS / PAGE,
    disagreements: 0,
  };
}

/** Milliseconds that COPY takes for these rows, by table, into tables with the same columns, indexes and foreign keys. */
async function copyOf(db: Database, rowsByTable: Readonly<Record<string, string>>): Promise<number> {
  const { rows: settings } = await db.raw<{ rows: { data_directory: string }[] }>('SHOW data_directory');
  const file = `${settings[0]?.data_directory ?? ''}/bench.copy`;
  let total = 0;
  for (const [table, rows] of Object.entries(rowsByTable)) {
    await db.raw(`CREATE TABLE copied (LIKE ${table} INCLUDING ALL)`);
    const { rows: keys } = await db.raw<{ rows: { definition: string }[] }>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype = 'f'`,
    );
    for (const { definition } of keys) await db.raw(`ALTER TABLE copied ADD ${definition}`);
    // Written by the server into its own folder, in the form that COPY reads fastest.
    await db.raw(`COPY (${rows}) TO '${file}' (FORMAT binary)`);
    const { ms } = await timed(() => db.raw(`COPY copied FROM '${file}' (FORMAT binary)`));
    total += ms;
    await db.raw('DROP TABLE copied');
  }
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
