/** Whether the PostgreSQL of a data folder is running, and its end when a killed run of ours left it behind. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The pid of the server that works on `data`, if one does. A stale postmaster.pid whose number another program has got in the
 * meantime (after a power cut, say) is removed: pg_ctl would take that program for the server, and signal it.
 */
export async function runningPostmaster(data: string): Promise<number | undefined> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && (await commandOf(pid)).includes(data)) return pid;
  await rm(pidFile, { force: true });
  return undefined;
}

/** The command line of a process; empty when there is no such process. */
async function commandOf(pid: number): Promise<string> {
  try {
    if (existsSync('/proc/self/cmdline')) return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') {
      const script = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
      return (await run('powershell', ['-NoProfile', '-Command', script])).stdout;
    }
    return (await run('ps', ['-o', 'args=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}
