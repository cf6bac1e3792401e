/** Keys of the private network's directory authorities; making them takes seconds, so they are kept in .cache/. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findProgram } from './find-program.js';

const run = promisify(execFile);
const CACHE = join(dirname(fileURLToPath(import.meta.url)), '../../.cache/tor-authorities');
const RENEW_BEFORE_MS = 30 * 86_400_000;

export interface AuthorityKeys {
  /** Of the voting (v3) identity. */
  readonly v3Ident: string;
  /** Of the relay identity. */
  readonly fingerprint: string;
  /** Puts the keys into an empty data directory. */
  readonly installInto: (dataDirectory: string) => Promise<void>;
}

export async function authorityKeys(count: number): Promise<AuthorityKeys[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => keysOf(join(CACHE, `authority-${at}`))));
}

async function keysOf(dir: string): Promise<AuthorityKeys> {
  if (!(await isFresh(dir))) await make(dir);
  const certificate = await readFile(join(dir, 'keys/authority_certificate'), 'utf8');
  const fingerprint = (await readFile(join(dir, 'fingerprint'), 'utf8')).trim().split(' ')[1] ?? '';
  return {
    v3Ident: /^fingerprint (\w+)$/m.exec(certificate)?.[1] ?? '',
    fingerprint,
    installInto: (dataDirectory) => cp(join(dir, 'keys'), join(dataDirectory, 'keys'), { recursive: true }),
  };
}

async function isFresh(dir: string): Promise<boolean> {
  const certificate = await readFile(join(dir, 'keys/authority_certificate'), 'utf8').catch(() => '');
  const expires = /^dir-key-expires (.+)$/m.exec(certificate)?.[1];
  return expires !== undefined && Date.parse(`${expires}Z`) > Date.now() + RENEW_BEFORE_MS;
}

/** Built aside and moved into place, so that two runs at once cannot see each other's half. */
async function make(dir: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const aside = await mkdtemp(join(CACHE, 'making-'));
  const keys = join(aside, 'keys');
  await mkdir(keys, { mode: 0o700 });
  await writeFile(join(aside, 'passphrase'), 'private test network\n');
  const files = ['-i', 'authority_identity_key', '-s', 'authority_signing_key', '-c', 'authority_certificate'];
  const gencert = [findProgram('tor-gencert') ?? 'tor-gencert', '--create-identity-key', '-m', '12', ...files];
  // tor-gencert reads the passphrase from a descriptor; the shell is only there to open it.
  await run('sh', ['-c', '"$@" --passphrase-fd 3 3<../passphrase', 'sh', ...gencert], { cwd: keys });
  const torrc = join(aside, 'torrc');
  await writeFile(torrc, '');
  const list = ['--list-fingerprint', '--defaults-torrc', '/dev/null', '-f', torrc, '--DataDirectory', aside];
  const relay = ['--ORPort', '127.0.0.1:1', '--Nickname', 'unnamed', '--AssumeReachable', '1', '--Log', 'err stderr'];
  await run(findProgram('tor') ?? 'tor', [...list, ...relay]);
  await rm(dir, { recursive: true, force: true });
  await rename(aside, dir).catch(async (err: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!(await isFresh(dir))) throw err;
  });
}
