import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { systemClock, type Clock } from '../../clock/clock.js';
import { LOOK_EVERY_MS, MAX_BYTES, WatchedFile, type Found } from './watched-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watched-'));
});

/** What `looks` looks in a row find. */
async function looks(file: WatchedFile, count: number): Promise<Found[]> {
  const found: Found[] = [];
  for (let i = 0; i < count; i += 1) await file.look((each) => void found.push(each));
  return found;
}

async function fill(path: string, bytes: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, bytes);
}

test('what is there at first is told at once, what stays the same is not told again', async () => {
  const path = join(folder, 'a');
  await writeFile(path, 'one');
  await expect(looks(new WatchedFile(path, { clock: systemClock }), 3)).resolves.toEqual([{ text: 'one' }]);
});

test('a change is told when two looks in a row saw it, so that nothing half written is taken', async () => {
  const path = join(folder, 'a');
  await writeFile(path, 'one');
  const file = new WatchedFile(path, { clock: systemClock });
  await looks(file, 1);
  await writeFile(path, '');
  await expect(looks(file, 1)).resolves.toEqual([]);
  await writeFile(path, 'two');
  await expect(looks(file, 1)).resolves.toEqual([]);
  await expect(looks(file, 2)).resolves.toEqual([{ text: 'two' }]);
});

test('a change that is taken back before it was told is none', async () => {
  const path = join(folder, 'a');
  await writeFile(path, 'one');
  const file = new WatchedFile(path, { clock: systemClock });
  await looks(file, 1);
  await writeFile(path, 'two');
  await looks(file, 1);
  await writeFile(path, 'one');
  await expect(looks(file, 3)).resolves.toEqual([]);
});

test('a mounted ConfigMap changes by swapping a symlink', async () => {
  for (const [name, text] of [
    ['..1', 'one'],
    ['..2', 'two'],
  ] as const) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'watches.yaml'), text);
  }
  await symlink('..1', join(folder, '..data'));
  await symlink(join('..data', 'watches.yaml'), join(folder, 'watches.yaml'));
  const file = new WatchedFile(join(folder, 'watches.yaml'), { clock: systemClock });
  await expect(looks(file, 1)).resolves.toEqual([{ text: 'one' }]);
  await symlink('..2', join(folder, '..next'));
  await rename(join(folder, '..next'), join(folder, '..data'));
  await expect(looks(file, 2)).resolves.toEqual([{ text: 'two' }]);
});

test('a file that is not there is told once, and found when it comes', async () => {
  const path = join(folder, 'a');
  const file = new WatchedFile(path, { clock: systemClock });
  await expect(looks(file, 3)).resolves.toEqual([{ problem: 'is not there' }]);
  await writeFile(path, 'one');
  await expect(looks(file, 2)).resolves.toEqual([{ text: 'one' }]);
  await rm(path);
  await expect(looks(file, 2)).resolves.toEqual([{ problem: 'is not there' }]);
  await writeFile(path, 'one');
  await expect(looks(file, 2)).resolves.toEqual([{ text: 'one' }]);
});

test.each<[string, (path: string) => Promise<unknown>, string]>([
  ['a folder', (path) => mkdir(path), 'is no file'],
  ['what is no UTF-8', (path) => writeFile(path, Buffer.from([0xff, 0xfe, 0x41])), 'is no UTF-8'],
  ['one byte too many', (path) => fill(path, MAX_BYTES + 1), `is larger than ${MAX_BYTES} bytes`],
])('%s is a problem that is told', async (_what, make, problem) => {
  const path = join(folder, 'a');
  await make(path);
  await expect(looks(new WatchedFile(path, { clock: systemClock }), 1)).resolves.toEqual([{ problem }]);
});

test('a path through a file leads nowhere', async () => {
  await writeFile(join(folder, 'a'), '');
  const file = new WatchedFile(join(folder, 'a', 'b'), { clock: systemClock });
  await expect(looks(file, 1)).resolves.toEqual([{ problem: 'is not there' }]);
});

test('the largest file is read', async () => {
  const path = join(folder, 'a');
  await fill(path, MAX_BYTES);
  const [found] = await looks(new WatchedFile(path, { clock: systemClock }), 1);
  expect(found).toHaveProperty('text');
});

test('it looks again and again until it is stopped', async () => {
  const path = join(folder, 'a');
  await writeFile(path, 'one');
  const stop = new AbortController();
  const slept: number[] = [];
  const clock: Clock = {
    ...systemClock,
    async sleep(ms) {
      slept.push(ms);
      if (slept.length === 1) await writeFile(path, 'two');
      if (slept.length === 3) stop.abort();
    },
  };
  const found: Found[] = [];
  await new WatchedFile(path, { clock }).run((each) => void found.push(each), stop.signal);
  expect(found).toEqual([{ text: 'one' }, { text: 'two' }]);
  expect(slept).toEqual([LOOK_EVERY_MS, LOOK_EVERY_MS, LOOK_EVERY_MS]);
});
