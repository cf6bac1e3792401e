/** Runs a real PostgreSQL from npm in a folder of ours: made on first start, reused after, repaired after a crash. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { EmbeddedPostgresError, findBinaries, unprivilegedUser, type UnixUser } from './embedded-binaries.js';

const run = promisify(execFile);

export interface EmbeddedPostgresOptions {
  /** Made when missing. As root it must be reachable for the unprivileged user (`canReach`). */
  readonly dir: string;
  /** TCP port on 127.0.0.1. @default a free one */
  readonly port?: number;
  /** Server settings, e.g. `{ fsync: 'off' }`; values without spaces. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Connection string of database `name`, as the superuser; only 127.0.0.1 with the password inside. */
  url(name: string): string;
  /** Creates the database if it does not exist. */
  ensureDatabase(name: string): Promise<void>;
  /** Fast shutdown: open connections are closed, data is safe. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL and resolves when it accepts connections. An orphan of a killed run on the same folder is stopped first. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = await unprivilegedUser();
  const binaries = await findBinaries(user);
  const data = join(options.dir, 'data');
  const log = join(options.dir, 'postgres.log');
  const passwordFile = join(options.dir, 'password');
  const as = async (program: string, args: string[]): Promise<string> =>
    (
      await run(program, args, {
        ...(user && { uid: user.uid, gid: user.gid }),
        cwd: '/',
        env: { ...process.env, LC_ALL: 'C' },
      })
    ).stdout;

  if (existsSync(join(data, 'PG_VERSION'))) {
    await stopOrphan(
      () => as(binaries.pgCtl, ['status', '-D', data]),
      () => stop(),
    );
  } else {
    if (existsSync(data))
      throw new EmbeddedPostgresError(`${data} is not a PostgreSQL data folder: move it away or choose another`);
    await initialise(options.dir, user, async (password) => {
      await as(binaries.initdb, [
        '-D',
        `${data}.new`,
        '-U',
        'postgres',
        '-E',
        'UTF8',
        '--locale=C',
        '--auth=scram-sha-256',
        `--pwfile=${password}`,
      ]);
    });
  }
  const password = (await readFile(passwordFile, 'utf8')).trim();
  const port = options.port ?? (await freePort());
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    ...options.settings,
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  try {
    await as(binaries.pgCtl, ['start', '-w', '-t', '60', '-D', data, '-l', log, '-o', `-p ${port} ${flags.join(' ')}`]);
  } catch (cause) {
    const tail = existsSync(log) ? (await readFile(log, 'utf8')).trim().split('\n').slice(-3).join(' | ') : 'no log';
    throw new EmbeddedPostgresError(`PostgreSQL in ${options.dir} did not start: ${tail}`, { cause });
  }
  const url = (name: string): string => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`;
  async function stop(): Promise<void> {
    await as(binaries.pgCtl, ['stop', '-w', '-m', 'fast', '-t', '60', '-D', data]);
  }
  return { url, ensureDatabase: (name) => ensureDatabase(url('postgres'), name), stop };
}

async function stopOrphan(status: () => Promise<unknown>, stop: () => Promise<void>): Promise<void> {
  const running = await status().then(
    () => true,
    () => false, // exit 3: not running; a stale postmaster.pid is cleared by the server itself
  );
  if (running) await stop();
}

/** initdb into a folder beside it and a rename, so that a kill in between leaves nothing half made. */
async function initialise(
  dir: string,
  user: UnixUser | undefined,
  initdb: (passwordFile: string) => Promise<void>,
): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (user) await chown(dir, user.uid, user.gid);
  const passwordFile = join(dir, 'password');
  await rm(join(dir, 'data.new'), { recursive: true, force: true });
  await writeFile(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  await initdb(passwordFile);
  await rename(join(dir, 'data.new'), join(dir, 'data'));
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new EmbeddedPostgresError('the system gave no free port'));
      });
    });
  });
}
