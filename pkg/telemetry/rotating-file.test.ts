import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openRotatingFile } from './rotating-file.js';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-log-'));
  file = join(dir, 'up.log');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('the files together never grow beyond twice the bound, and the newest lines are kept', async () => {
  const log = openRotatingFile({ file, maxBytes: 100 });
  for (let n = 0; n < 50; n += 1) log.write(`line number ${n}\n`);
  log.destroy();
  await expect(readdir(dir)).resolves.toEqual(['up.log', 'up.log.1']);
  const kept = (await readFile(`${file}.1`, 'utf8')) + (await readFile(file, 'utf8'));
  expect(kept.length).toBeLessThanOrEqual(200);
  expect(kept.endsWith('line number 48\nline number 49\n')).toBe(true);
});

test('a second start goes on in the same file', async () => {
  for (const text of ['first\n', 'second\n']) {
    const log = openRotatingFile({ file });
    log.write(text);
    log.destroy();
  }
  await expect(readFile(file, 'utf8')).resolves.toBe('first\nsecond\n');
});
