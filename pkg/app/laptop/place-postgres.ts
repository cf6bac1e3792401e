/** Decides where the data of the embedded PostgreSQL lies, and makes the folder it lies in. */
import { randomBytes, createHash } from 'node:crypto';
import { chmod, lstat, mkdir, realpath, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  canReach,
  EmbeddedPostgresError,
  ROOT_STATE_DIR,
  unprivilegedUser,
  type UnixUser,
} from '../../postgres/embedded-binaries.js';

export interface PostgresPlace {
  /** For `startEmbeddedPostgres`. */
  readonly dir: string;
  /** A sentence for people when the data is not where they would look for it. */
  readonly note?: string;
}

export interface PlaceOptions {
  /** @default the unprivileged user when we are root */
  readonly user?: UnixUser | undefined;
  /** @default ROOT_STATE_DIR */
  readonly rootStateDir?: string;
}

/**
 * `<dataDir>/postgres`. PostgreSQL does not run as root, so root hands it to an unprivileged user; when that user may not enter
 * the folders above (a project under /root), the data lies under `ROOT_STATE_DIR` and `<dataDir>/postgres` is a link to it.
 */
export async function placePostgres(dataDir: string, options: PlaceOptions = {}): Promise<PostgresPlace> {
  const { rootStateDir = ROOT_STATE_DIR } = options;
  const user = 'user' in options ? options.user : await unprivilegedUser();
  const dir = join(dataDir, 'postgres');
  const kind = await lstat(dir).catch(() => undefined);
  if (kind?.isSymbolicLink() === true) {
    const target = await realpath(dir).catch((cause: unknown) => {
      throw new EmbeddedPostgresError(
        `${dir} is a link to a folder that is gone: remove the link and everything else in ${dataDir} to start anew`,
        { cause },
      );
    });
    return { dir: target, note: `the data of PostgreSQL is in ${target}` };
  }
  if (user === undefined || (await canReach(dir, user))) return { dir };
  if (kind !== undefined)
    throw new EmbeddedPostgresError(
      `${dir} cannot be reached by the unprivileged user that PostgreSQL runs as: open the folders above it, or move it away`,
    );
  const hash = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 8);
  // Not the path's hash alone: whoever removed the data folder to start anew must not meet the old data again.
  const target = join(rootStateDir, `${hash}-${randomBytes(3).toString('hex')}`);
  await mkdir(rootStateDir, { recursive: true });
  await chmod(rootStateDir, 0o755);
  await mkdir(target);
  await symlink(target, dir);
  return {
    dir: target,
    note: `root's PostgreSQL runs as an unprivileged user who may not enter ${basename(dataDir)}/: its data is in ${target}`,
  };
}
