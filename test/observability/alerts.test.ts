/** Every alert fires when it must and stays silent when it must, by promtool; each has its runbook. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dump } from 'js-yaml';
import { describeWith } from '../support/needs.js';
import { CHART } from '../chart/render.js';
import { rules } from './rules.js';

const run = promisify(execFile);
const TESTS = join(process.cwd(), 'test/observability/alerts');
const RUNBOOKS = join(process.cwd(), 'docs/runbooks');
const names = (folder: string, extension: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => basename(file, extension));

test('each alert is a file of its own name, with a test and a runbook; nothing is left over', async () => {
  const alerts = (await rules()).map(({ alert }) => alert);
  expect(names(join(CHART, 'alerts'), '.yaml')).toEqual(alerts);
  expect(names(TESTS, '.yaml')).toEqual(alerts);
  expect(names(RUNBOOKS, '.md')).toEqual(alerts);
});

test('the address of a runbook ends in a file that exists', async () => {
  for (const { annotations } of await rules())
    expect(existsSync(join(RUNBOOKS, basename(annotations.runbook_url)))).toBe(true);
});

describeWith('promtool', 'promtool', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alerts-'));
    for (const rule of await rules())
      await writeFile(
        join(folder, `${rule.alert}.rules.yaml`),
        dump({ groups: [{ name: 'gpu-tracker', rules: [rule] }] }),
      );
    for (const name of names(TESTS, '.yaml')) await copyFile(join(TESTS, `${name}.yaml`), join(folder, `${name}.yaml`));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('reads every rule', async () => {
    const files = names(TESTS, '.yaml').map((name) => `${name}.rules.yaml`);
    const { stdout } = await run('promtool', ['check', 'rules', ...files], { cwd: folder });
    expect(stdout.match(/SUCCESS: 1 rules found/g)).toHaveLength(files.length);
  });

  test('sees every alert fire and stay silent as its file says', async () => {
    const files = names(TESTS, '.yaml').map((name) => `${name}.yaml`);
    await expect(run('promtool', ['test', 'rules', ...files], { cwd: folder })).resolves.toBeDefined();
  });

  test('notices a rule that waits too long', async () => {
    const [late] = (await rules())
      .filter(({ alert }) => alert === 'GpuApiDown')
      .map((rule) => ({ ...rule, for: '1h' }));
    const rulesFile = join(folder, 'GpuApiDown.rules.yaml');
    const before = await readFile(rulesFile);
    await writeFile(rulesFile, dump({ groups: [{ name: 'late', rules: [late] }] }));
    await expect(run('promtool', ['test', 'rules', 'GpuApiDown.yaml'], { cwd: folder })).rejects.toThrow();
    await writeFile(rulesFile, before);
  });
});
