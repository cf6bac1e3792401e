/** The market as PostgreSQL has it published: each read is one REPEATABLE READ, READ ONLY transaction. */
import type pg from 'pg';
import type { CycleRecord, MarketReader, MarketStatus, MarketView } from '../listing/market-reader.js';
import { PgMarketView } from './pg-market-view.js';
import type { RunStatement } from './run-statement.js';
import { databaseError } from '../errors/database-failure.js';

/** Every operation that `onQuery` may name. */
export const READ_OPERATIONS = [
  'begin',
  'version',
  'offers',
  'count_offers',
  'listing',
  'models',
  'variant_prices',
  'comparables',
  'offers_by_id',
  'markets',
  'totals',
  'daily',
  'lifetimes',
  'offer_cells',
  'price_spells',
  'all_price_spells',
  'ended_offers',
  'known_ad',
  'rejected',
  'count_rejected',
  'rejected_summary',
  'export',
  'export_history',
  'cycles',
  'scrape_status',
] as const;

export interface PgMarketReaderOptions {
  /** Told about every statement: its operation (a closed set) and how long it took, failed ones too. */
  readonly onQuery?: (op: string, seconds: number) => void;
  /** Told how long a connection was waited for. */
  readonly onAcquire?: (seconds: number) => void;
}

const VERSION = `SELECT coalesce(string_agg(id || '.' || coalesce(last_published_cycle_id, 0) || '.' || data_version,
                                            '-' ORDER BY id), '0') AS version FROM markets`;
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${VERSION}`;

const CYCLE_COLUMNS = `c.id, m.slug AS market, c.trigger, c.status, c.complete, c.progress, c.message,
  c.error_code AS "errorCode", c.rules_version AS "rulesVersion", c.pages, c.frozen, c.books, c.started_at AS "startedAt",
  c.heartbeat_at AS "heartbeatAt", c.finished_at AS "finishedAt"`;

export class PgMarketReader implements MarketReader {
  readonly #pool: pg.Pool;
  readonly #options: PgMarketReaderOptions;

  constructor(pool: pg.Pool, options: PgMarketReaderOptions = {}) {
    this.#pool = pool;
    this.#options = options;
  }

  async version(): Promise<string> {
    const [row] = await this.#live<{ version: string }>('version', VERSION, []);
    return row?.version ?? '0';
  }

  async read<T>(work: (view: MarketView) => Promise<T>): Promise<T> {
    const { view, end } = await this.#open();
    let failure: unknown;
    try {
      return await work(view);
    } catch (err) {
      failure = databaseError(err);
      throw failure;
    } finally {
      end(failure);
    }
  }

  cycles(limit: number, market?: string): Promise<CycleRecord[]> {
    const sql = `SELECT ${CYCLE_COLUMNS} FROM scrape_cycles c JOIN markets m ON m.id = c.market_id
                  WHERE $2::text IS NULL OR m.slug = $2 ORDER BY c.id DESC LIMIT $1`;
    return this.#live('cycles', sql, [limit, market ?? null]);
  }

  async scrapeStatus(): Promise<MarketStatus[]> {
    const newest = (condition: string): string =>
      `(SELECT c.id FROM scrape_cycles c WHERE c.market_id = m.id AND ${condition} ORDER BY c.id DESC LIMIT 1)`;
    const sql = `
      WITH of_market AS MATERIALIZED (
        SELECT m.slug, ${newest(`c.status = 'running'`)} AS current,
               ${newest(`c.status NOT IN ('running', 'skipped_locked')`)} AS last, m.last_published_cycle_id AS published
          FROM markets m)
      SELECT o.slug, c.id = o.current AS "isCurrent", c.id = o.last AS "isLast", c.id = o.published AS "isPublished",
             ${CYCLE_COLUMNS}
        FROM of_market o
        LEFT JOIN scrape_cycles c ON c.id IN (o.current, o.last, o.published)
        LEFT JOIN markets m ON m.id = c.market_id
       ORDER BY o.slug`;
    type Row = { slug: string; isCurrent: boolean | null; isLast: boolean | null; isPublished: boolean | null };
    const rows = await this.#live<Row & CycleRecord>('scrape_status', sql, []);
    return [...new Set(rows.map(({ slug }) => slug))].map((slug) => {
      const pick = (is: (row: Row) => boolean | null): CycleRecord | null => {
        const found = rows.find((row) => row.slug === slug && is(row) === true);
        if (found === undefined) return null;
        const { slug: _slug, isCurrent: _current, isLast: _last, isPublished: _published, ...cycle } = found;
        return cycle;
      };
      return {
        market: slug,
        current: pick((row) => row.isCurrent),
        last: pick((row) => row.isLast),
        lastPublished: pick((row) => row.isPublished),
      };
    });
  }

  /** Opens the transaction; `end` gives the connection back without making the caller wait for the COMMIT. */
  async #open(): Promise<{ view: PgMarketView; end: (failure: unknown) => void }> {
    const client = await this.#acquire();
    const run: RunStatement = async (op, text, values, asArrays) =>
      this.#timed(op, async () => {
        const query = { text, values: [...values], ...(asArrays && { rowMode: 'array' as const }) };
        return (await client.query(query)).rows as never;
      });
    try {
      // One message for both: the snapshot is taken by the first SELECT, which reads the version.
      const results = (await this.#timed('begin', () => client.query(BEGIN))) as unknown as pg.QueryResult[];
      const { version } = results[1]?.rows[0] as { version: string };
      return {
        view: new PgMarketView(version, client, run),
        end: (failure) => {
          // A connection in doubt is not used again.
          client.query(failure === undefined ? 'COMMIT' : 'ROLLBACK').then(
            () => client.release(),
            (err: unknown) => client.release(err instanceof Error ? err : true),
          );
        },
      };
    } catch (err) {
      client.release(true);
      throw databaseError(err);
    }
  }

  async #live<R>(op: string, sql: string, values: readonly unknown[]): Promise<R[]> {
    const client = await this.#acquire();
    try {
      const { rows } = await this.#timed(op, () => client.query(sql, [...values]));
      client.release();
      return rows as R[];
    } catch (err) {
      client.release(true);
      throw databaseError(err);
    }
  }

  async #acquire(): Promise<pg.PoolClient> {
    const before = performance.now();
    try {
      return await this.#pool.connect();
    } catch (err) {
      throw databaseError(err);
    } finally {
      this.#options.onAcquire?.((performance.now() - before) / 1000);
    }
  }

  async #timed<T>(op: string, work: () => Promise<T>): Promise<T> {
    const before = performance.now();
    try {
      return await work();
    } finally {
      this.#options.onQuery?.(op, (performance.now() - before) / 1000);
    }
  }
}
