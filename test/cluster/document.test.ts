/** No procedure of docs/operations.md is printed that the cluster suite does not execute. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { blockOf, blocksOf, commandsOf } from './document.js';

const OPERATIONS = 'docs/operations.md';
/** On a developer's machine, and this suite itself. */
const NOT_OF_A_RELEASE = ['Develop on kind'];

const steps = readdirSync('test/cluster/steps').map((file) => readFileSync(`test/cluster/steps/${file}`, 'utf8'));
const executed = steps.flatMap((source) =>
  [...source.matchAll(/(?:blockOf\(OPERATIONS|procedure\(release), ['"](.+?)['"](?:, (\d))?\)/g)].map(
    ([, heading = '', at = '0']) => ({ heading, at: Number(at) }),
  ),
);

test('every shell block of the operations guide is executed by a step', () => {
  const printed = blocksOf(OPERATIONS).filter(({ heading }) => !NOT_OF_A_RELEASE.includes(heading));
  expect(printed.length).toBeGreaterThan(10);
  expect(
    printed.filter(({ heading, at }) => !executed.some((one) => one.heading === heading && one.at === at)),
  ).toEqual([]);
});

test('every block that a step names is there', () => {
  for (const { heading, at } of executed)
    expect(blockOf(OPERATIONS, heading, at)).toMatch(/^(helm|kubectl|gpu-tracker) /);
});

test('a block that is not there is refused, so that a procedure which moved is not passed over', () => {
  expect(() => blockOf(OPERATIONS, 'Scale', 1)).toThrow('no sh block 1 under "Scale"');
  expect(() => blockOf(OPERATIONS, 'Scales')).toThrow('no sh block');
});

test("a runbook's commands are its blocks and those in its text", () => {
  expect(commandsOf('docs/runbooks/GpuBackupStale.md')).toEqual([
    expect.stringContaining('get jobs'),
    'kubectl -n $NS create job --from=cronjob/$NAME-backup backup-now',
  ]);
});
