/** The folder of an embedded PostgreSQL: made once, checked at every start, with a clear sentence for each way it can be broken. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, unprivilegedUser, type UnixUser } from './embedded-binaries.js';

export interface DataFolder {
  readonly data: string;
  readonly log: string;
  readonly passwordFile: string;
  readonly portFile: string;
}

export function dataFolder(dir: string): DataFolder {
  return {
    data: join(dir, 'data'),
    log: join(dir, 'postgres.log'),
    passwordFile: join(dir, 'password'),
    portFile: join(dir, 'port'),
  };
}

/** Who the server runs as: ourselves (`undefined`); as root the owner of the data, or an unprivileged user for new data. */
export async function serverUser({ data }: DataFolder): Promise<UnixUser | undefined> {
  const user = await unprivilegedUser();
  if (user === undefined || !existsSync(data)) return user;
  const { uid, gid } = await stat(data);
  return uid === 0 ? user : { uid, gid };
}

/** The password; the data is made by `initdb` when there is none. @throws EmbeddedPostgresError for a folder that cannot be used */
export async function prepareData(
  folder: DataFolder,
  dir: string,
  user: UnixUser | undefined,
  server: { readonly major: string; readonly initdb: (data: string, passwordFile: string) => Promise<void> },
): Promise<string> {
  const { data, passwordFile, log } = folder;
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    if (!existsSync(data)) await initialise(folder, dir, user, server.initdb);
    const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(ifMissing(undefined));
    if (version === undefined)
      throw new EmbeddedPostgresError(`${data} is not a PostgreSQL data folder: move it away or choose another folder`);
    if (version.trim() !== server.major)
      throw new EmbeddedPostgresError(
        `${data} was made by PostgreSQL ${version.trim()}, this is ${server.major}: move it away, or start the gpu-tracker that made it and export first`,
      );
    const password = (await readFile(passwordFile, 'utf8').catch(ifMissing(''))).trim();
    if (password === '')
      throw new EmbeddedPostgresError(`${passwordFile} is missing: put it back, or move ${dir} away to start anew`);
    if (existsSync(log) && (await stat(log)).size > MAX_LOG_BYTES) await truncate(log);
    return password;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
      throw new EmbeddedPostgresError(
        `${dir} cannot be used (${code}): choose another folder, or start as the user who owns it`,
        { cause },
      );
    throw cause;
  }
}

const MAX_LOG_BYTES = 5_000_000;

/** initdb into a folder beside it and a rename, so that a kill in between leaves nothing half made. */
async function initialise(
  { data, passwordFile }: DataFolder,
  dir: string,
  user: UnixUser | undefined,
  initdb: (data: string, passwordFile: string) => Promise<void>,
): Promise<void> {
  if (user) await chown(dir, user.uid, user.gid);
  await rm(`${data}.new`, { recursive: true, force: true });
  await writeFile(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  await initdb(`${data}.new`, passwordFile);
  await rename(`${data}.new`, data);
}

function ifMissing<T>(instead: T): (err: unknown) => T {
  return (err) => {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return instead;
    throw err;
  };
}
