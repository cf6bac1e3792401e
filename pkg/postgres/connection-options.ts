/** What the driver is told about a connection string: its TLS parameters mean what libpq means by them, which the driver itself does not. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { InvalidConfigError } from '../errors/app-error.js';

/** libpq's `allow` and `prefer` are not among them: they fall back to no TLS in silence, so they protect from nobody. */
const SSL_MODES: readonly string[] = ['disable', 'require', 'verify-ca', 'verify-full'];
const FILES = ['sslrootcert', 'sslcert', 'sslkey'] as const;
/** Handed on: the driver does what libpq does. */
const DRIVERS_OWN = 'sslnegotiation';

export interface ConnectionOptions {
  readonly connectionString: string;
  readonly ssl: Exclude<pg.ClientConfig['ssl'], undefined>;
}

/**
 * Without `sslmode` there is no TLS. `require` alone takes any certificate, and with `sslrootcert` it is `verify-ca`. Without `sslrootcert`,
 * or with `sslrootcert=system`, `verify-full` trusts the authorities that node brings along.
 * @throws InvalidConfigError for a mode, a parameter or a file that cannot be used: nothing falls back to less than was asked for
 */
export function connectionOptions(url: string): ConnectionOptions {
  const parsed = new URL(url);
  const parameters = parsed.searchParams;
  const given = [...parameters.keys()].filter((name) => name.startsWith('ssl') && name !== DRIVERS_OWN);
  if (given.length === 0) return { connectionString: url, ssl: false };

  const unknown = given.find((name) => name !== 'sslmode' && !(FILES as readonly string[]).includes(name));
  if (unknown !== undefined) refuse(`the parameter ${unknown} is not known (sslmode, ${FILES.join(', ')})`);
  const [mode, rootCert, cert, key] = ['sslmode', ...FILES].map((name) => parameters.get(name) ?? undefined);
  for (const name of given) parameters.delete(name);
  const isSystem = rootCert === undefined || rootCert === 'system';
  if (mode === undefined) refuse(`${given[0]} needs an sslmode beside it`);
  if (!SSL_MODES.includes(mode)) refuse(`sslmode=${mode} is none of ${SSL_MODES.join(', ')}`);
  if (mode === 'verify-ca' && isSystem)
    refuse('sslmode=verify-ca needs sslrootcert, the file of your authority: a public one signs for everybody');
  if (mode === 'require' && rootCert === 'system') refuse('sslrootcert=system needs sslmode=verify-full');
  if ((cert === undefined) !== (key === undefined)) refuse('sslcert and sslkey belong together');

  const connectionString = parsed.href;
  if (mode === 'disable') return { connectionString, ssl: false };
  return {
    connectionString,
    ssl: {
      rejectUnauthorized: mode !== 'require' || rootCert !== undefined,
      ...(!isSystem && { ca: contentOf('sslrootcert', rootCert) }),
      ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
      ...(cert !== undefined && { cert: contentOf('sslcert', cert) }),
      ...(key !== undefined && { key: contentOf('sslkey', key) }),
    },
  };
}

function contentOf(parameter: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (err) {
    refuse(`${parameter} cannot be read: ${(err as Error).message}`);
  }
}

function refuse(sentence: string): never {
  throw new InvalidConfigError(`bad configuration: DATABASE_URL: ${sentence}`);
}
