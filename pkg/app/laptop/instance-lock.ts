/** Lets only one process work on a folder; the lock of a killed one is taken over. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { AppError } from '../../errors/app-error.js';

/** Another process of ours works on this folder. */
export class AlreadyRunningError extends AppError {
  readonly code = 'ALREADY_RUNNING';
}

export interface InstanceLock {
  release(): Promise<void>;
}

/** @throws AlreadyRunningError when a living process holds `file` */
export async function takeInstanceLock(file: string): Promise<InstanceLock> {
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    for (;;) {
      try {
        await link(draft, file); // fails when it exists: the one atomic step
        return { release: () => rm(file, { force: true }) };
      } catch (err) {
        if ((err as NodeJS.ErrnoException).code !== 'EEXIST') throw err;
      }
      await removeStale(file);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeStale(file: string): Promise<void> {
  const holder = await readFile(file, 'utf8').catch(() => undefined);
  if (holder === undefined) return;
  const pid = await livingHolder(holder);
  if (pid !== undefined)
    throw new AlreadyRunningError(
      `gpu-tracker already runs on this folder (process ${pid}): stop it first, or choose another folder with --data`,
    );
  // Moved away before it is removed: should another process have been faster, it is that one's lock, and goes back.
  const aside = `${file}.stale.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  if ((await readFile(aside, 'utf8').catch(() => holder)) === holder) await rm(aside, { force: true });
  else await rename(aside, file);
}

async function livingHolder(text: string): Promise<number | undefined> {
  try {
    const { pid, started } = JSON.parse(text) as { pid: number; started: string };
    return started !== '' && (await startOf(pid)) === started ? pid : undefined;
  } catch {
    return undefined; // a lock that was cut off while being written belongs to nobody
  }
}

/** When a process began: with its pid a name that is never used twice. Empty when it does not live. */
async function startOf(pid: number): Promise<string> {
  try {
    if (existsSync('/proc/self/stat')) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name in parentheses may contain anything
      const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
      return fields[0] === 'Z' ? '' : `${boot.trim()} ${fields[19] ?? ''}`;
    }
    if (process.platform !== 'win32')
      return (await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim();
    process.kill(pid, 0);
    return 'alive';
  } catch {
    return '';
  }
}
