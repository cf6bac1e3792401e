/** The connection pool of readers: every session is read-only by default, and values arrive as numbers, Dates and plain text. */
import pg from 'pg';
import { connectionOptions } from './connection-options.js';

export interface ReaderPoolOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly poolMax: number;
  /** A statement that runs longer is cancelled. @default 15000 */
  readonly statementTimeoutMs?: number;
  /** An idle connection broke; the pool has dropped it already. */
  readonly onIdleError: (err: Error) => void;
}

/** A lazy pool; the caller owns it and calls `end`. */
export function openReaderPool(options: ReaderPoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(options.url),
    application_name: options.applicationName,
    max: options.poolMax,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    idle_in_transaction_session_timeout: 60_000,
    options: '-c default_transaction_read_only=on',
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  });
  pool.on('error', options.onIdleError);
  // One in use reports through the statement it breaks; without a listener the event alone would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;

const builtInParser = pg.types.getTypeParser as (oid: number, format?: string) => (text: string) => unknown;

/** Own to this pool: ids and cents are far below 2^53, and a day of ours is a UTC day, not a local midnight. */
function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8 || oid === NUMERIC) return Number;
  if (oid === DATE) return String;
  return builtInParser(oid, format);
}
