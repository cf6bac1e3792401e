import { expect, test } from '@jest/globals';
import { RedSuiteError, Suite, type Run } from './suite.js';
import type { Ending } from './test-run.js';

const FAILED: Ending = { is: 'failed', file: 'a.test.ts', test: 'adds' };
const LATE: Ending = { is: 'late', file: 'a.test.ts', test: 'not done' };
const SECOND = 1000;

/** A runner whose files take `cleanMs`, one time after the other, without a mutant, and end as `mutant` with one. */
function fake(cleanMs: readonly number[], mutant: readonly Ending[]) {
  const limits: number[] = [];
  const orders: (readonly string[])[] = [];
  let isMutated = false;
  const run: Run = (files, limitMs) => {
    if (isMutated) {
      orders.push(files);
      limits.push(limitMs!('a.test.ts'));
      return Promise.resolve({ ending: mutant[limits.length - 1]!, took: new Map() });
    }
    const ms = cleanMs[Math.min(cleanCount++, cleanMs.length - 1)]!;
    return Promise.resolve({ ending: { is: 'green' }, took: new Map(files.map((file, index) => [file, ms + index])) });
  };
  let cleanCount = 0;
  const withMutant = async <T>(work: () => Promise<T>): Promise<T> => {
    isMutated = true;
    return work().finally(() => (isMutated = false));
  };
  return { run, limits, orders, judge: (suite: Suite, path = 'x.ts') => suite.judge(path, withMutant) };
}

test.each<[string, Ending]>([
  ['a failed test', FAILED],
  ['a process that ended', { ...FAILED, is: 'crashed' }],
])('%s noticed the mutant', async (_what, ending) => {
  const { run, judge } = fake([SECOND], [ending]);
  expect(await judge(await Suite.measured(run, ['a.test.ts']))).toEqual(ending);
});

test('green tests did not', async () => {
  const { run, judge } = fake([SECOND], [{ is: 'green' }]);
  expect(await judge(await Suite.measured(run, ['a.test.ts']))).toBeUndefined();
});

test.each([
  [0.1, 10],
  [2, 10],
  [2.1, 10.5],
  [20, 100],
])('a file that takes %f s without a mutant is late after %f s', async (cleanS, limitS) => {
  const { run, judge, limits } = fake([cleanS * SECOND], [FAILED]);
  await judge(await Suite.measured(run, ['a.test.ts']));
  expect(limits).toEqual([limitS * SECOND]);
});

test('a late file noticed the mutant where it takes less than half of its limit without', async () => {
  const { run, judge } = fake([SECOND, 5 * SECOND], [LATE]);
  expect(await judge(await Suite.measured(run, ['a.test.ts']))).toEqual(LATE);
});

test('where it does not the machine was busy: the mutant is tried again with the limit that follows', async () => {
  const { run, judge, limits } = fake([SECOND, 5001], [LATE, { is: 'green' }]);
  expect(await judge(await Suite.measured(run, ['a.test.ts']))).toBeUndefined();
  expect(limits).toEqual([10_000, 25_005]);
});

test('a machine that gets busier all the time gives no score', async () => {
  const { run, judge } = fake([1000, 6000, 31_000, 160_000], [LATE, LATE, LATE]);
  await expect(judge(await Suite.measured(run, ['a.test.ts']))).rejects.toThrow('too busy');
});

test('tests that fail without a mutant, or none at all, score nothing', async () => {
  const red: Run = () => Promise.resolve({ ending: FAILED, took: new Map() });
  await expect(Suite.measured(red, ['a.test.ts'])).rejects.toThrow(RedSuiteError);
  await expect(Suite.measured(red, [])).rejects.toThrow('no tests');
});

test('tests that have turned red without a mutant end the run', async () => {
  let runs = 0;
  const run: Run = (files) =>
    Promise.resolve({
      ending: runs++ === 0 ? { is: 'green' } : LATE,
      took: new Map(files.map((file) => [file, SECOND])),
    });
  const suite = await Suite.measured(run, ['a.test.ts']);
  await expect(suite.judge('x.ts', (work) => work())).rejects.toThrow(RedSuiteError);
});

test('first the file beside the source, then what noticed its last mutant, then the quickest', async () => {
  const files = ['a.test.ts', 'b.test.ts', 'c.test.ts'];
  const { run, judge, orders } = fake([SECOND], [{ ...FAILED, file: 'b.test.ts' }, FAILED, FAILED]);
  const suite = await Suite.measured(run, files);
  await judge(suite, 'c.ts');
  await judge(suite, 'c.ts');
  await judge(suite, 'd.ts');
  expect(orders).toEqual([
    ['c.test.ts', 'a.test.ts', 'b.test.ts'],
    ['c.test.ts', 'b.test.ts', 'a.test.ts'],
    ['a.test.ts', 'b.test.ts', 'c.test.ts'],
  ]);
});
