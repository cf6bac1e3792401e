/** On a real server with TLS whose certificate a private authority has signed: what each sslmode lets through, and what it does not. */
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { RecordingLogger } from '../../test/support/recording-logger.js';
import { privateAuthority } from '../../test/support/self-signed-certificate.js';
import { InvalidConfigError } from '../errors/app-error.js';
import { databaseFailure } from '../errors/database-failure.js';
import { connectionOptions } from './connection-options.js';
import { acquireCycleLock } from './cycle-lock.js';
import { openDatabase } from './database.js';
import { unprivilegedUser } from './embedded-binaries.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.js';
import { inspect } from './inspect.js';
import { listenForNotifications, type Notifications } from './notifications.js';
import { openReaderPool } from './reader-pool.js';

let dir: string;
let postgres: EmbeddedPostgres;
const file = (name: string): string => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-tls-'));
  await chmod(dir, 0o711);
  const authority = privateAuthority();
  // It listens on 127.0.0.1 and has that name alone: `localhost` leads to it and is another.
  const { cert, key } = authority.issue('127.0.0.1');
  await writeFile(file('server.crt'), cert);
  await writeFile(file('server.key'), key, { mode: 0o600 });
  await writeFile(file('authority.crt'), authority.cert);
  await writeFile(file('stranger.crt'), privateAuthority().cert);
  const client = authority.issue('postgres');
  await writeFile(file('client.crt'), client.cert);
  await writeFile(file('client.key'), client.key);
  const user = await unprivilegedUser();
  if (user !== undefined) await chown(file('server.key'), user.uid, user.gid);
  const certificates = { ssl_cert_file: 'server.crt', ssl_key_file: 'server.key', ssl_ca_file: 'authority.crt' };
  const settings = Object.entries(certificates).map(([name, path]) => [name, file(path)]);
  postgres = await startEmbeddedPostgres({
    dir: file('postgres'),
    settings: { fsync: 'off', ssl: 'on', ...Object.fromEntries(settings) },
  });
});
afterAll(async () => {
  await postgres.stop();
  await rm(dir, { recursive: true });
});

interface Server {
  readonly host?: string;
  readonly base?: string;
}

function urlTo(query: string, { host = '127.0.0.1', base = postgres.url('postgres') }: Server = {}): string {
  const url = new URL(base);
  url.hostname = host;
  url.search = query.replaceAll(
    /(sslrootcert|sslcert|sslkey)=(\w+\.\w+)/g,
    (_, name: string, path: string) => `${name}=${file(path)}`,
  );
  return url.href;
}

/** Whether the connection is encrypted, or the driver's code or words. */
async function connect(query: string, server?: Server): Promise<string> {
  const client = new pg.Client(connectionOptions(urlTo(query, server)));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ ssl: boolean; client: string | null }>(
      `SELECT ssl, client_dn AS client FROM pg_stat_ssl WHERE pid = pg_backend_pid()`,
    );
    const [session] = rows;
    return `${session?.ssl === true ? 'TLS' : 'plain'}${session?.client ? ` as ${session.client}` : ''}`;
  } catch (err) {
    return `${databaseFailure(err)}: ${(err as { code?: string }).code ?? (err as Error).message}`;
  } finally {
    await client.end();
  }
}

/** The stranger calls itself as the authority does. */
const OTHER_AUTHORITY = 'refused: CERT_SIGNATURE_FAILURE';
const UNKNOWN_AUTHORITY = 'refused: SELF_SIGNED_CERT_IN_CHAIN';
const OTHER_NAME = 'refused: ERR_TLS_CERT_ALTNAME_INVALID';

test.each([
  ['', '127.0.0.1', 'plain'],
  ['application_name=x', '127.0.0.1', 'plain'],
  ['sslmode=disable', '127.0.0.1', 'plain'],
  ['sslmode=disable&sslrootcert=authority.crt', '127.0.0.1', 'plain'],
  ['sslmode=require', '127.0.0.1', 'TLS'],
  ['sslmode=require', 'localhost', 'TLS'],
  ['sslmode=require&sslrootcert=authority.crt', 'localhost', 'TLS'],
  ['sslmode=require&sslrootcert=stranger.crt', '127.0.0.1', OTHER_AUTHORITY],
  ['sslmode=verify-ca&sslrootcert=authority.crt', '127.0.0.1', 'TLS'],
  ['sslmode=verify-ca&sslrootcert=authority.crt', 'localhost', 'TLS'],
  ['sslmode=verify-ca&sslrootcert=stranger.crt', '127.0.0.1', OTHER_AUTHORITY],
  ['sslmode=verify-full&sslrootcert=authority.crt', '127.0.0.1', 'TLS'],
  ['sslmode=verify-full&sslrootcert=authority.crt', 'localhost', OTHER_NAME],
  ['sslmode=verify-full&sslrootcert=stranger.crt', '127.0.0.1', OTHER_AUTHORITY],
  ['sslmode=verify-full', '127.0.0.1', UNKNOWN_AUTHORITY],
  ['sslmode=verify-full&sslrootcert=system', '127.0.0.1', UNKNOWN_AUTHORITY],
  ['sslmode=require&sslcert=client.crt&sslkey=client.key', '127.0.0.1', 'TLS as /CN=postgres'],
])('%s to %s: %s', async (query, host, outcome) => {
  expect(await connect(query, { host })).toBe(outcome);
});

test('a server without TLS is refused wherever TLS was asked for', async () => {
  const base = process.env['TEST_POSTGRES_URL'] ?? '';
  expect(await connect('sslmode=disable', { base })).toBe('plain');
  for (const query of ['sslmode=require', 'sslmode=verify-full&sslrootcert=authority.crt'])
    expect(await connect(query, { base })).toBe('refused: The server does not support SSL connections');
});

/** A certificate that nobody could check, which the driver by itself would refuse. */
describe('whatever connects, does so in the same way', () => {
  const url = (): string => urlTo('sslmode=require');

  test('the pool of a process', async () => {
    const db = openDatabase({ url: url(), applicationName: 'test', poolMax: 1 });
    try {
      await expect(db.raw('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).resolves.toMatchObject({
        rows: [{ ssl: true }],
      });
    } finally {
      await db.destroy();
    }
  });

  test('the pool of readers', async () => {
    const onIdleError = (err: Error): never => {
      throw err;
    };
    const pool = openReaderPool({ url: url(), applicationName: 'test', poolMax: 1, onIdleError });
    try {
      await expect(pool.query('SELECT 1')).resolves.toMatchObject({ rowCount: 1 });
    } finally {
      await pool.end();
    }
  });

  test('the lock of a scraper', async () => {
    const applicationName = 'test-lock';
    const attempt = await acquireCycleLock({ databaseUrl: url(), market: 'demo', applicationName, staleSeconds: 60 });
    if (!('lock' in attempt)) throw new Error('nobody else can hold it');
    await attempt.lock.release();
  });

  test('the connection that listens', async () => {
    const log = new RecordingLogger();
    let listening: Notifications | undefined;
    await new Promise<void>((onConnected, reject) => {
      const onLost = (): void => reject(new Error('no connection'));
      const options = { url: url(), applicationName: 'test', log, onNotification: () => undefined };
      listening = listenForNotifications({ ...options, onConnected, onLost });
    }).finally(() => listening?.stop());
  });

  test('the doctor', async () => {
    await expect(inspect.server(url())).resolves.toHaveProperty('version');
  });
});

describe('refused before anything is connected', () => {
  test.each([
    ['sslmode=prefer', 'sslmode=prefer is none of disable, require, verify-ca, verify-full'],
    ['sslmode=allow', 'sslmode=allow is none of'],
    ['sslmode=no-verify', 'sslmode=no-verify is none of'],
    ['ssl=true', 'the parameter ssl is not known (sslmode, sslrootcert, sslcert, sslkey)'],
    ['sslmode=verify-full&sslcrl=x', 'the parameter sslcrl is not known'],
    ['sslrootcert=authority.crt', 'sslrootcert needs an sslmode beside it'],
    ['sslmode=verify-ca', 'sslmode=verify-ca needs sslrootcert'],
    ['sslmode=verify-ca&sslrootcert=system', 'sslmode=verify-ca needs sslrootcert'],
    ['sslmode=require&sslrootcert=system', 'sslrootcert=system needs sslmode=verify-full'],
    ['sslmode=require&sslcert=client.crt', 'sslcert and sslkey belong together'],
    ['sslmode=verify-full&sslrootcert=gone.crt', 'sslrootcert cannot be read: ENOENT'],
    ['sslmode=require&sslrootcert=gone.crt', 'sslrootcert cannot be read: ENOENT'],
  ])('%s', (query, sentence) => {
    const attempt = (): unknown => connectionOptions(urlTo(query));
    expect(attempt).toThrow(InvalidConfigError);
    expect(attempt).toThrow(sentence);
    expect(attempt).not.toThrow(/postgres:[^@]+@/);
  });
});

test('sslnegotiation is handed on to the driver', () => {
  const { connectionString } = connectionOptions(urlTo('sslmode=require&sslnegotiation=direct'));
  expect(new URL(connectionString).search).toBe('?sslnegotiation=direct');
});
