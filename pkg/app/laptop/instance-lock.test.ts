import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AlreadyRunningError, takeInstanceLock } from './instance-lock.js';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-lock-'));
  file = join(dir, 'up.lock');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('a second process on the same folder is refused until the first lets go', async () => {
  const lock = await takeInstanceLock(file);
  await expect(takeInstanceLock(file)).rejects.toThrow(AlreadyRunningError);
  await lock.release();
  await (await takeInstanceLock(file)).release();
  await expect(readdir(dir)).resolves.toEqual([]);
});

test('the lock of a killed process is taken over, also when its number belongs to another process by now', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
  child.kill('SIGKILL');
  await once(child, 'close');
  await writeFile(file, JSON.stringify({ pid: child.pid, started: 'a boot ago' }));
  await (await takeInstanceLock(file)).release();
  await writeFile(file, JSON.stringify({ pid: process.ppid, started: 'a boot ago' }));
  await (await takeInstanceLock(file)).release();
});

test('a lock file that was cut off while being written belongs to nobody', async () => {
  await writeFile(file, '{"pid": 1');
  const lock = await takeInstanceLock(file);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test('of many at once exactly one gets it', async () => {
  await writeFile(file, 'stale');
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => takeInstanceLock(file)));
  expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
});
