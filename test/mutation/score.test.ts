import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { progressLine, scoreJson, scoreText } from './report.js';
import { score, type ScoreOptions } from './score.js';

let root: string;

const put = (name: string, text: string): void => writeFileSync(join(root, 'pkg/sums', name), text);

const SOURCE = `export const isBig = (n: number): boolean => n > 10;
export function half(n: number): number {
  let left = n;
  while (left > 1)
    left = left - 2;
  return (n - left) / 2;
}
`;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gpu-tracker-score-'));
  mkdirSync(join(root, 'pkg/sums'), { recursive: true });
  const project = resolve(import.meta.dirname, '../..');
  for (const name of ['node_modules', 'jest.config.mjs', 'test']) symlinkSync(join(project, name), join(root, name));
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
  put('sums.ts', SOURCE);
  put(
    'sums.test.ts',
    `import { expect, test } from '@jest/globals';
    import { half, isBig } from './sums.js';
    test('big', () => expect([isBig(11), isBig(9)]).toEqual([true, false]));
    test('half', () => expect(half(9)).toBe(4));`,
  );
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const scored = (over: Partial<ScoreOptions> = {}) =>
  score({ root, folder: 'pkg/sums', tests: ['pkg/sums'], sample: 100, seed: 1, ...over });

test('a mutant that a test notices died, one that none does lived, and the source is as it was', async () => {
  const lines: string[] = [];
  const result = await scored({
    only: ['pkg/sums/sums.ts:1'],
    onTried: (...tried) => lines.push(progressLine(...tried)),
  });
  expect(lines).toEqual([
    '1 of 2, 0 died  pkg/sums/sums.ts:1  > -> >=  LIVED',
    '2 of 2, 1 died  pkg/sums/sums.ts:1  10 -> (10 + 1)  failed in pkg/sums/sums.test.ts: big',
  ]);
  expect(scoreText(result)).toContain('pkg/sums: 1 of 2 died (50 %), 0 of them by being late; drawn from ');
  expect(scoreText(result)).toContain('\n  lived: pkg/sums/sums.ts:1  > -> >=');
  expect(scoreJson(result)).toMatchObject({
    ...{ folder: 'pkg/sums', files: 1, tried: 2, died: 1 },
    outcomes: [
      { outcome: 'lived', original: '>' },
      { outcome: 'failed', test: 'big' },
    ],
  });
  expect(readFileSync(join(root, 'pkg/sums/sums.ts'), 'utf8')).toBe(SOURCE);
});

test('a loop without an end is stopped, and counts as noticed', async () => {
  const { tried } = await scored({ only: ['pkg/sums/sums.ts:5'] });
  expect(tried.map(({ mutant, noticed }) => [mutant.original, noticed?.is])).toEqual([
    ['-', 'late'],
    ['2', 'failed'],
  ]);
}, 60_000);

test('the sample is drawn from all', async () => {
  const one = await scored({ sample: 1, seed: 3 });
  expect(one.tried).toHaveLength(1);
  expect(one.of).toBeGreaterThan(5);
});

test('tests that are red, or cannot be loaded, give no score', async () => {
  put('red.test.ts', `import { expect, test } from '@jest/globals'; test('red', () => expect(1).toBe(2));`);
  await expect(scored()).rejects.toThrow('without a mutant, pkg/sums/red.test.ts failed: red.');
  put('red.test.ts', `import './nowhere.js';`);
  await expect(scored()).rejects.toThrow('without a mutant, pkg/sums/red.test.ts failed: cannot be loaded');
  put('red.test.ts', `process.kill(process.pid, 'SIGKILL');`);
  await expect(scored()).rejects.toThrow('without a mutant, pkg/sums/red.test.ts crashed');
  rmSync(join(root, 'pkg/sums/red.test.ts'));
});
