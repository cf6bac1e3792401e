/** Finds the PostgreSQL programs that npm brought, and the unprivileged user they run as when we are root. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { AppError } from '../errors/app-error.js';

/** The PostgreSQL that npm should have brought cannot run here, or its data folder cannot be used. */
export class EmbeddedPostgresError extends AppError {
  readonly code = 'EMBEDDED_POSTGRES';
}

export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** PostgreSQL refuses to run as root, so root hands it to this user. */
export interface UnixUser {
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
    if (entry !== undefined) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL cannot run as root and this machine has neither a user postgres nor nobody',
  );
}

/** Whether `user` may enter every folder above `path` (and `path` itself, where it exists); links are followed. */
export async function canReach(path: string, user: UnixUser): Promise<boolean> {
  let existing = resolve(path);
  while (!existsSync(existing)) existing = dirname(existing);
  existing = await realpath(existing);
  const { root } = parse(existing);
  for (let dir = existing; ; dir = dirname(dir)) {
    const { mode, uid, gid } = await stat(dir);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
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
export async function hydrateSymlinks(packageDir: string): Promise<void> {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    if (existsSync(path)) continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue; // another process was faster
      throw new EmbeddedPostgresError(`the installation of PostgreSQL is not complete and ${path} cannot be made`, {
        cause,
      });
    }
  }
}

async function copyForUser(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const target = join(ROOT_STATE_DIR, `postgresql-${version}`);
  if (existsSync(target)) return target;
  const part = `${target}.${process.pid}.part`;
  try {
    await mkdir(ROOT_STATE_DIR, { recursive: true, mode: 0o755 });
    await cp(native, part, { recursive: true, verbatimSymlinks: true });
    await rename(part, target);
  } catch (cause) {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(target))
      // else another process was faster, with the same files
      throw new EmbeddedPostgresError(
        `PostgreSQL cannot run as root and the user it would run as can reach neither ${native} nor ${ROOT_STATE_DIR}: move the project to a folder that others may enter, or set DATABASE_URL`,
        { cause },
      );
  }
  return target;
}
