import { chmod, mkdir, mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { placePostgres } from './place-postgres.js';

const stranger = { uid: 65_534, gid: 65_534 };
let parent: string;
let dataDir: string;
let rootStateDir: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'gpu-tracker-place-'));
  dataDir = join(parent, 'project', '.data');
  rootStateDir = join(parent, 'state');
  await mkdir(dataDir, { recursive: true });
  await chmod(parent, 0o711);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test('the data lies in the folder itself when its user can reach it', async () => {
  await expect(placePostgres(dataDir, { user: undefined })).resolves.toEqual({ dir: join(dataDir, 'postgres') });
  await expect(placePostgres(dataDir, { user: stranger, rootStateDir })).resolves.toEqual({
    dir: join(dataDir, 'postgres'),
  });
});

test('in a closed folder it is a link to a place that can be reached, and the next start finds it', async () => {
  await chmod(join(parent, 'project'), 0o700);
  const first = await placePostgres(dataDir, { user: stranger, rootStateDir });
  expect(first.dir.startsWith(rootStateDir)).toBe(true);
  expect(first.note).toContain(first.dir);
  await expect(readlink(join(dataDir, 'postgres'))).resolves.toBe(first.dir);
  await expect(placePostgres(dataDir, { user: stranger, rootStateDir })).resolves.toMatchObject({ dir: first.dir });
});

test('whoever removes the data folder starts anew', async () => {
  await chmod(join(parent, 'project'), 0o700);
  const first = await placePostgres(dataDir, { user: stranger, rootStateDir });
  await rm(dataDir, { recursive: true });
  await mkdir(dataDir);
  const second = await placePostgres(dataDir, { user: stranger, rootStateDir });
  expect(second.dir).not.toBe(first.dir);
});

test('a link into nothing is a clear sentence', async () => {
  await chmod(join(parent, 'project'), 0o700);
  const { dir } = await placePostgres(dataDir, { user: stranger, rootStateDir });
  await rm(dir, { recursive: true });
  await expect(placePostgres(dataDir, { user: stranger, rootStateDir })).rejects.toThrow(
    /link to a folder that is gone/,
  );
});
