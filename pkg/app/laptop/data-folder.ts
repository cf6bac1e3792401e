/** The folder that `up` keeps everything in: made, checked and locked. */
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.js';
import { takeInstanceLock } from './instance-lock.js';

/** The folder for the data cannot be made or written. */
export class DataFolderError extends AppError {
  readonly code = 'DATA_FOLDER';
}

export interface DataFolder {
  /** Absolute. */
  readonly dir: string;
  release(): Promise<void>;
}

/** @throws DataFolderError, AlreadyRunningError */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const dir = resolve(path);
  try {
    await mkdir(dir, { recursive: true });
    if (!(await stat(dir)).isDirectory())
      throw new DataFolderError(`${dir} is not a folder: choose another with --data`);
    await access(dir, constants.W_OK | constants.X_OK);
    const lock = await takeInstanceLock(join(dir, 'up.lock'));
    return { dir, release: () => lock.release() };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new DataFolderError(`${dir} cannot be written (${code ?? 'unknown'}): choose another folder with --data`, {
      cause,
    });
  }
}
