/** The bundled database's roles, as the chart makes them, on a real server. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase } from '../../pkg/postgres/database.js';
import { migrate } from '../../pkg/postgres/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { CHART } from './render.js';

const id = randomBytes(4).toString('hex');
const env: Record<string, string> = {};
for (const role of ['OWNER', 'SCRAPER', 'API', 'NOTIFIER', 'BACKUP'])
  Object.assign(env, { [`${role}_USERNAME`]: `t_${role.toLowerCase()}_${id}`, [`${role}_PASSWORD`]: `it's ${role}` });

/** What psql does with roles.sql: `\getenv`, `:'name'` and `\gexec`. */
async function runRoles(client: pg.Client, variables: Record<string, string>): Promise<void> {
  const known: Record<string, string> = {};
  let sql = '';
  for (const line of readFileSync(join(CHART, 'files/roles.sql'), 'utf8').split('\n')) {
    const [, name = '', variable = ''] = /^\\getenv (\w+) (\w+)/.exec(line) ?? [];
    if (name && variables[variable] !== undefined) known[name] = variables[variable];
    const [, unset = ''] = /^\\set (\w+) ''/.exec(line) ?? [];
    if (unset) known[unset] = '';
    if (line.startsWith('\\') || line.startsWith('--')) continue;
    sql += `${line.replace(/:'(\w+)'/g, (_, key: string) => client.escapeLiteral(known[key] ?? ''))}\n`;
    if (line.trimEnd().endsWith('\\gexec')) {
      const { rows } = await client.query<Record<string, string>>(sql.replace('\\gexec', ''));
      for (const row of rows) await client.query(Object.values(row)[0] ?? '');
      sql = '';
    } else if (line.trimEnd().endsWith(';')) {
      await client.query(sql);
      sql = '';
    }
  }
  expect(sql.trim()).toBe('');
}

const as = (role: 'OWNER' | 'SCRAPER' | 'API' | 'NOTIFIER' | 'BACKUP'): string => {
  const url = new URL(database.url);
  url.username = env[`${role}_USERNAME`] ?? '';
  url.password = env[`${role}_PASSWORD`] ?? '';
  return url.href;
};

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase('template0');
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
  // The rights of the logins ended with the database.
  const server = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await server.connect();
  for (const [name, role] of Object.entries(env))
    if (name.endsWith('USERNAME')) await server.query(`DROP ROLE ${role}`);
  await server.end();
});

test('the owner migrates without a right to make roles, the API reads and never writes, and a second run changes nothing but passwords', async () => {
  await runRoles(admin, env);
  await runRoles(admin, { ...env, API_PASSWORD: 'new' });
  await runRoles(admin, env);
  const owner = openDatabase({ url: as('OWNER'), applicationName: 'owner', poolMax: 3 });
  await expect(migrate(owner)).resolves.toContain('0001_initial');
  await owner.destroy();

  const scraper = new pg.Client({ connectionString: as('SCRAPER') });
  await scraper.connect();
  await scraper.query("INSERT INTO markets (slug, base_url, currency) VALUES ('demo', 'http://x', 'EUR')");
  await scraper.query('CREATE TEMPORARY TABLE judged (id int)'); // as publishing does
  await expect(scraper.query('DROP TABLE markets')).rejects.toThrow('must be owner');
  await scraper.end();

  const api = new pg.Client({ connectionString: as('API') });
  await api.connect();
  await expect(api.query('SELECT slug FROM markets')).resolves.toMatchObject({ rows: [{ slug: 'demo' }] });
  await expect(api.query('DELETE FROM markets')).rejects.toThrow(/read-only transaction/);
  await api.query('SET default_transaction_read_only = off');
  await expect(api.query('DELETE FROM markets')).rejects.toThrow(/permission denied/);
  await api.end();

  const notifier = new pg.Client({ connectionString: as('NOTIFIER') });
  await notifier.connect();
  await expect(notifier.query('DELETE FROM notifications')).resolves.toMatchObject({ rowCount: 0 });
  await expect(notifier.query('DELETE FROM markets')).rejects.toThrow(/permission denied/);
  await notifier.end();

  const backup = new pg.Client({ connectionString: as('BACKUP') });
  await backup.connect();
  await expect(backup.query('SELECT count(*) FROM markets')).resolves.toMatchObject({ rows: [{ count: 1 }] });
  await expect(backup.query('DELETE FROM markets')).rejects.toThrow(/permission denied/);
  await backup.end();
});

test('a group of notifiers that comes after the schema gets its rights then', async () => {
  await admin.query('REVOKE ALL ON notifications, watches FROM gpu_tracker_notifier');
  await runRoles(admin, env);
  const { rows } = await admin.query(
    "SELECT has_table_privilege('gpu_tracker_notifier', 'notifications', 'DELETE') AS may",
  );
  expect(rows).toEqual([{ may: true }]);
  const defaults = await admin.query('SELECT DISTINCT defaclrole::regrole::text AS by FROM pg_default_acl');
  expect(defaults.rows).toEqual([{ by: 'gpu_tracker_owner' }]);
});

test('without a notifier there is no login of it', async () => {
  const { NOTIFIER_USERNAME: _user, NOTIFIER_PASSWORD: _password, ...others } = env;
  await expect(runRoles(admin, others)).resolves.toBeUndefined();
});

test('without backups there is no backup role', async () => {
  const { BACKUP_USERNAME: _user, BACKUP_PASSWORD: _password, ...others } = env;
  await expect(runRoles(admin, others)).resolves.toBeUndefined();
});
