/** What `gpu-tracker doctor` asks the database about itself. */
import type { Knex } from 'knex';
import pg from 'pg';
import { connectionOptions } from './connection-options.js';

export interface CycleState {
  readonly market: string;
  /** The newest cycle that was not skipped. */
  readonly last: { readonly id: number; readonly status: string; readonly message: string } | null;
  readonly published: {
    readonly id: number;
    readonly status: string;
    readonly finishedAt: Date;
    readonly books: Readonly<Record<string, unknown>> | null;
  } | null;
}

export interface NotificationState {
  readonly watches: number;
  /** Names of channels that watches tell over. */
  readonly channels: readonly string[];
  readonly sent: number;
  readonly waiting: number;
  readonly oldestAt: Date | null;
  readonly givenUp: number;
}

/** Tables that a role may change. */
const writable = (role: string): string => `
  ARRAY(SELECT relname::text FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
           AND has_table_privilege('${role}', oid, 'INSERT, UPDATE, DELETE, TRUNCATE') ORDER BY 1)`;

async function one<T>(db: Knex, statement: string, bindings: Record<string, Date> = {}): Promise<T> {
  const { rows } = await db.raw<{ rows: T[] }>(statement, bindings);
  return only(rows);
}

function only<T>([row]: readonly T[]): T {
  if (row === undefined) throw new RangeError('the database gave no answer');
  return row;
}

export const inspect = {
  /** By a connection of its own, which fails at once where a pool would try again. */
  server: async (url: string): Promise<{ version: string; versionNumber: number; now: Date }> => {
    const client = new pg.Client({
      ...connectionOptions(url),
      application_name: 'gpu-tracker-doctor',
      connectionTimeoutMillis: 5_000,
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ version: string; versionNumber: number; now: Date }>(
        `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS "versionNumber",
                clock_timestamp() AS now`,
      );
      return only(rows);
    } finally {
      await client.end();
    }
  },

  /** `readerCanWrite`: tables that gpu_tracker_api may change; `readerExtras`: what else it may create. */
  roles: async (db: Knex): Promise<{ missing: string[]; readerCanWrite: string[]; readerExtras: string[] }> => {
    const { missing } = await one<{ missing: string[] }>(
      db,
      `SELECT ARRAY(SELECT name FROM unnest(ARRAY['gpu_tracker_owner', 'gpu_tracker_scraper', 'gpu_tracker_api']) AS name
                     WHERE to_regrole(name) IS NULL) AS missing`,
    );
    if (missing.length > 0) return { missing, readerCanWrite: [], readerExtras: [] };
    const rights = await one<{ tables: string[]; temporary: boolean; objects: boolean }>(
      db,
      `SELECT ${writable('gpu_tracker_api')} AS tables,
              has_database_privilege('gpu_tracker_api', current_database(), 'TEMPORARY') AS temporary,
              has_function_privilege('gpu_tracker_api', 'pg_catalog.lo_create(oid)', 'EXECUTE') AS objects`,
    );
    const extras = [...(rights.temporary ? ['temporary tables'] : []), ...(rights.objects ? ['large objects'] : [])];
    return { missing, readerCanWrite: rights.tables, readerExtras: extras };
  },

  /** `null`: the role is missing. `canWrite`: all tables that it may change; `mayWork`: it has the rights of `grant_notifier()`. */
  notifierRole: async (db: Knex): Promise<{ canWrite: string[]; mayWork: boolean } | null> => {
    const { exists } = await one<{ exists: boolean }>(
      db,
      `SELECT to_regrole('gpu_tracker_notifier') IS NOT NULL AS exists`,
    );
    if (!exists) return null;
    return one(
      db,
      `SELECT ${writable('gpu_tracker_notifier')} AS "canWrite",
              has_table_privilege('gpu_tracker_notifier', 'listing_changes', 'SELECT')
                AND has_table_privilege('gpu_tracker_notifier', 'notifications', 'INSERT') AS "mayWork"`,
    );
  },

  /** What became of what watches told: given up within a day, waiting, and since when the oldest of that; and who names channels. */
  notifications: (db: Knex, now: Date): Promise<NotificationState> =>
    one(
      db,
      `SELECT (SELECT count(*)::int FROM watches) AS watches,
              ARRAY(SELECT DISTINCT c FROM watches CROSS JOIN unnest(channels) AS c WHERE NOT paused ORDER BY 1) AS channels,
              count(*) FILTER (WHERE state = 'sent')::int AS sent,
              count(*) FILTER (WHERE state = 'pending' AND wanted_at <= :now)::int AS waiting,
              min(wanted_at) FILTER (WHERE state = 'pending' AND wanted_at <= :now) AS "oldestAt",
              count(*) FILTER (WHERE state IN ('failed', 'set-aside') AND ended_at > :now::timestamptz - interval '1 day')::int AS "givenUp"
         FROM notifications`,
      { now },
    ),

  /** Active listings, and how many of them their last event or last price contradicts: it must be none. */
  history: (db: Knex): Promise<{ listings: number; contradictions: number }> =>
    one(
      db,
      `SELECT count(*)::int AS listings,
              count(*) FILTER (WHERE e.to_status IS DISTINCT FROM 'active' OR e.model <> l.model
                                  OR e.memory_gb IS DISTINCT FROM l.memory_gb
                                  OR NOT coalesce(is_same_price(p.price_minor, p.currency, l.price_minor, l.currency), false))::int
                AS contradictions
         FROM listings l
         LEFT JOIN LATERAL (SELECT to_status, model, memory_gb FROM listing_events
                             WHERE listing_id = l.id ORDER BY at DESC, id DESC LIMIT 1) AS e ON true
         LEFT JOIN LATERAL (SELECT price_minor, currency::text AS currency FROM listing_prices
                             WHERE listing_id = l.id ORDER BY since DESC LIMIT 1) AS p ON true
        WHERE l.status = 'active'`,
    ),

  /** Of each market that is crawled, in order of name. */
  cycles: async (db: Knex): Promise<CycleState[]> => {
    const { rows } = await db.raw<{ rows: CycleState[] }>(
      `SELECT m.slug AS market,
              CASE WHEN l.id IS NOT NULL THEN jsonb_build_object('id', l.id, 'status', l.status, 'message', l.message) END AS last,
              CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'status', p.status, 'finishedAt', p.finished_at,
                                                                 'books', p.books) END AS published
         FROM markets m
         LEFT JOIN LATERAL (SELECT * FROM scrape_cycles c WHERE c.market_id = m.id AND c.status <> 'skipped_locked'
                             ORDER BY c.id DESC LIMIT 1) AS l ON true
         LEFT JOIN scrape_cycles p ON p.id = m.last_published_cycle_id
        WHERE m.slug NOT LIKE 'import-%' ORDER BY m.slug`,
    );
    return rows.map((row) => ({
      ...row,
      published: row.published && { ...row.published, finishedAt: new Date(row.published.finishedAt) },
    }));
  },
};
