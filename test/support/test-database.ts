/** A migrated, empty database of its own for one suite: a clone of the run's template (about 90 ms). */
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import pg from 'pg';
import { openDatabase } from '../../pkg/postgres/database.js';
import { TEMPLATE_DATABASE } from './template.js';

export interface TestDatabase {
  /** Superuser connection string of the clone. */
  readonly url: string;
  readonly db: Knex;
  /** Connection string that logs in with the rights of `role`, e.g. `gpu_tracker_api`. */
  urlAs(role: `gpu_tracker_${'owner' | 'scraper' | 'api' | 'notifier'}`): Promise<string>;
  /** Closes the pool and drops the clone. */
  drop(): Promise<void>;
}

export async function createTestDatabase(template = TEMPLATE_DATABASE): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await admin((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = urlOf(name);
  const db = openDatabase({ url, applicationName: name, poolMax: 10 });
  const logins: string[] = [];
  return {
    url,
    db,
    urlAs: async (role) => {
      const login = `${name}_${role}`;
      if (!logins.includes(login)) {
        await admin((client) => client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'secret' IN ROLE ${role}`));
        logins.push(login);
      }
      const as = new URL(url);
      as.username = login;
      as.password = 'secret';
      return as.href;
    },
    drop: async () => {
      await db.destroy();
      await admin(async (client) => {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
        for (const login of logins) await client.query(`DROP ROLE ${login}`);
      });
    },
  };
}

function urlOf(name: string): string {
  const base = process.env['TEST_POSTGRES_URL'];
  if (base === undefined)
    throw new Error('no test PostgreSQL: run the tests by `npm run jest`, whose global setup starts it');
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.href;
}

async function admin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
