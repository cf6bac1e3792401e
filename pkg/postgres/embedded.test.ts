import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { canReach, hydrateSymlinks, unprivilegedUser } from './embedded-binaries.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.js';
import { runningPostmaster } from './postmaster.js';

const FAST = { fsync: 'off' };
let parent: string;
let dir: string;
let postgres: EmbeddedPostgres;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'gpu-tracker-embedded-'));
  await chmod(parent, 0o711);
  dir = join(parent, 'postgres');
  postgres = await startEmbeddedPostgres({ dir, settings: FAST });
  await postgres.ensureDatabase('kept');
  await query('CREATE TABLE note AS SELECT 42 AS answer');
});
afterAll(async () => {
  await postgres.stop();
  await rm(parent, { recursive: true, force: true });
});

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.url('kept') });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
const restart = async (): Promise<void> => {
  postgres = await startEmbeddedPostgres({ dir, settings: FAST });
};
const pidFile = () => join(dir, 'data', 'postmaster.pid');
const pid = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);

test('a second start finds the data, the password and the port of the first', async () => {
  const url = postgres.url('kept');
  await postgres.stop();
  await restart();
  await postgres.ensureDatabase('kept');
  expect(postgres.url('kept')).toBe(url);
  await expect(query('SELECT answer FROM note')).resolves.toEqual([{ answer: 42 }]);
});

test('a server that a killed run left behind is stopped, and its data is there', async () => {
  const orphan = await pid();
  await restart();
  expect(await pid()).not.toBe(orphan);
  await expect(query('SELECT answer FROM note')).resolves.toEqual([{ answer: 42 }]);
});

test('after a power cut, a stale pid file that names a stranger is removed and the stranger left alone', async () => {
  const stale = (await readFile(pidFile(), 'utf8')).split('\n').slice(1);
  await postgres.stop();
  await writeFile(pidFile(), [process.pid, ...stale].join('\n'));
  await expect(runningPostmaster(join(dir, 'data'))).resolves.toBeUndefined();
  await writeFile(pidFile(), [process.pid, ...stale].join('\n'));
  await restart();
  await expect(query('SELECT answer FROM note')).resolves.toEqual([{ answer: 42 }]);
});

test('an initdb that was killed half way is made again', async () => {
  const half = join(parent, 'half');
  await mkdir(join(half, 'data.new', 'base'), { recursive: true });
  await writeFile(join(half, 'password'), 'old\n');
  const other = await startEmbeddedPostgres({ dir: half, settings: FAST });
  await other.ensureDatabase('x');
  await other.stop();
  expect(await readdir(half)).toEqual(expect.arrayContaining(['data', 'password', 'postgres.log']));
});

test('each way a folder can be broken is one sentence with what to do, and nothing is left running', async () => {
  const broken = join(parent, 'broken');
  const start = () => startEmbeddedPostgres({ dir: broken, settings: FAST });
  await mkdir(join(broken, 'data'), { recursive: true });
  await expect(start()).rejects.toThrow(/not a PostgreSQL data folder: move it away/);
  await writeFile(join(broken, 'data', 'PG_VERSION'), '9.6\n');
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 9\.6, this is \d+: move it away/);
  await cp(join(dir, 'data', 'PG_VERSION'), join(broken, 'data', 'PG_VERSION'));
  await expect(start()).rejects.toThrow(/password is missing: put it back/);
  await writeFile(join(broken, 'password'), 'x\n');
  await expect(start()).rejects.toThrow(/did not start: .*\(.*postgres\.log\)|did not start: it wrote no log/);
  await expect(runningPostmaster(join(broken, 'data'))).resolves.toBeUndefined();
  await rm(broken, { recursive: true });
  await writeFile(broken, 'a file');
  await expect(start()).rejects.toThrow(/cannot be used \(E/);
});

test('links that the install script did not make are made, and made once', async () => {
  const fake = join(parent, 'package');
  await mkdir(join(fake, 'native', 'lib'), { recursive: true });
  await writeFile(join(fake, 'native', 'lib', 'libpq.so.5.18'), 'library');
  const links = ['native/lib/libpq.so', 'native/lib/libpq.so.5'].map((target) => ({
    source: 'native/lib/libpq.so.5.18',
    target,
  }));
  await writeFile(join(fake, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  await Promise.all([hydrateSymlinks(fake), hydrateSymlinks(fake)]);
  await hydrateSymlinks(fake);
  await expect(readFile(join(fake, 'native', 'lib', 'libpq.so.5'), 'utf8')).resolves.toBe('library');
});

test('a folder is in reach of a user only when every folder above lets them in', async () => {
  const user = (await unprivilegedUser()) ?? { uid: 65_534, gid: 65_534 };
  const closed = join(parent, 'closed');
  await mkdir(closed, { mode: 0o700 });
  await expect(canReach(join(parent, 'new', 'deep'), user)).resolves.toBe(true);
  await expect(canReach(join(closed, 'new', 'deep'), user)).resolves.toBe(false);
});
