/** Runs a real PostgreSQL from npm in a folder of ours: made on first start, reused after, repaired after a crash. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import pg from 'pg';
import { EmbeddedPostgresError, findBinaries } from './embedded-binaries.js';
import { dataFolder, prepareData, serverUser } from './embedded-data.js';
import { runningPostmaster } from './postmaster.js';
import { ProgramFailed, runProgram } from './run-program.js';

export interface EmbeddedPostgresOptions {
  /** Made when missing. As root it must be reachable for the unprivileged user (`canReach`). */
  readonly dir: string;
  /** TCP port on 127.0.0.1. @default the one of the last start if it is free, else any free one */
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

/**
 * Starts PostgreSQL and resolves when it accepts connections. An orphan of a killed run on the same folder is stopped first.
 * @throws EmbeddedPostgresError, and then nothing is left running
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dir } = options;
  const folder = dataFolder(dir);
  const { data, log, portFile } = folder;
  const user = await serverUser(folder);
  const binaries = await findBinaries(user);
  const as = (program: string, args: readonly string[]): Promise<string> => runProgram(program, args, user);
  const stop = async (mode = 'fast'): Promise<void> => {
    await as(binaries.pgCtl, ['stop', '-w', '-m', mode, '-t', '60', '-D', data]);
  };

  const password = await prepareData(folder, dir, user, {
    major: await majorVersion(() => as(binaries.initdb, ['--version'])),
    initdb: async (into, passwordFile) => {
      const args = ['-D', into, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=scram-sha-256'];
      await as(binaries.initdb, [...args, `--pwfile=${passwordFile}`]).catch((cause: unknown) => {
        throw new EmbeddedPostgresError(`PostgreSQL could not make its data folder in ${dir}: ${lastLine(cause)}`, {
          cause,
        });
      });
    },
  });
  if ((await runningPostmaster(data)) !== undefined) await stop();
  const port = options.port ?? (await lastPort(portFile)) ?? (await freePort());
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    log_checkpoints: 'off',
    ...options.settings,
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  try {
    await as(binaries.pgCtl, ['start', '-w', '-t', '60', '-D', data, '-l', log, '-o', `-p ${port} ${flags.join(' ')}`]);
  } catch (cause) {
    if ((await runningPostmaster(data)) !== undefined) await stop('immediate');
    throw new EmbeddedPostgresError(`PostgreSQL in ${dir} did not start: ${await tailOf(log)}`, { cause });
  }
  await writeFile(portFile, `${port}\n`);
  const url = (name: string): string => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`;
  return { url, ensureDatabase: (name) => ensureDatabase(url('postgres'), name), stop: () => stop() };
}

/** `initdb (PostgreSQL) 18.4` -> `18`; also proves that the programs run on this machine at all. */
async function majorVersion(version: () => Promise<string>): Promise<string> {
  try {
    const major = /\b(\d+)\./.exec(await version())?.[1];
    if (major !== undefined) return major;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `the PostgreSQL from npm does not run on this machine (it needs glibc; set DATABASE_URL to use a server of your own): ${lastLine(cause)}`,
      { cause },
    );
  }
  throw new EmbeddedPostgresError('the PostgreSQL from npm does not tell its version');
}

async function tailOf(log: string): Promise<string> {
  if (!existsSync(log)) return 'it wrote no log';
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  return `${lines.slice(-3).join(' | ')} (${log})`;
}

function lastLine(cause: unknown): string {
  const text = cause instanceof ProgramFailed && cause.stderr.trim() !== '' ? cause.stderr.trim() : messageOf(cause);
  return text.split('\n').at(-1) ?? '';
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

async function lastPort(file: string): Promise<number | undefined> {
  if (!existsSync(file)) return undefined;
  const port = Number((await readFile(file, 'utf8')).trim());
  if (!Number.isInteger(port) || port < 1024 || port > 65_535) return undefined;
  return listenOn(port).catch(() => undefined);
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
  return listenOn(0);
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new EmbeddedPostgresError('the system gave no free port'));
      });
    });
  });
}
