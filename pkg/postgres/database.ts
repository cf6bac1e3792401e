/** Opens the connection pool that every repository shares. */
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { connectionOptions } from './connection-options.js';

// Ids and cents stay far below 2^53; an amount beyond it would be a bug and must not be rounded in silence.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is not a safe integer`);
  return value;
});
// A day of ours is a UTC day, written YYYY-MM-DD; the driver's local midnight would move it.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** The connection pool; other packages hand it on without knowing the library. */
export type Database = Knex;

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity, e.g. `gpu-tracker-api/pod-1`. */
  readonly applicationName: string;
  /** Most connections this process may hold. */
  readonly poolMax: number;
  /** Server settings of each connection, e.g. `{ idle_in_transaction_session_timeout: '30s' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A lazy pool: nothing is connected before the first query. The caller owns it and calls `destroy`. */
export function openDatabase({ url, applicationName, poolMax, settings = {} }: DatabaseOptions): Knex {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return knex({
    client: 'pg',
    connection: {
      ...connectionOptions(url),
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      ...(options.length > 0 && { options: options.join(' ') }),
    },
    pool: { min: 0, max: poolMax },
    acquireConnectionTimeout: 10_000,
  });
}
