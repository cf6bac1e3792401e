/** Opens the connection pool that every repository shares. */
import knex, { type Knex } from 'knex';

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity, e.g. `gpu-tracker-api/pod-1`. */
  readonly applicationName: string;
  /** Most connections this process may hold. */
  readonly poolMax: number;
}

/** A lazy pool: nothing is connected before the first query. The caller owns it and calls `destroy`. */
export function openDatabase({ url, applicationName, poolMax }: DatabaseOptions): Knex {
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    },
    pool: { min: 0, max: poolMax },
    acquireConnectionTimeout: 10_000,
  });
}
