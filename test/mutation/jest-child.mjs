/**
 * A process that runs test files one after the other in the folder it is started in, and ends at the first that fails. Its parent hears
 * when each begins and how it ended. A hundred runs of jest's own command would spend their time on starting it.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = process.cwd();
const { runCLI } = createRequire(join(root, 'package.json'))('jest');
const { default: base } = await import(pathToFileURL(join(root, 'jest.config.mjs')).href);
// The parent holds the one PostgreSQL of all runs.
const { globalSetup: _setup, globalTeardown: _teardown, ...config } = base;
const argv = {
  $0: '',
  config: JSON.stringify({ ...config, rootDir: root, reporters: [], cacheDirectory: join(root, '.cache/jest') }),
  runInBand: true,
  runTestsByPath: true,
  silent: true,
  watchman: false,
};

/** What went wrong in a file, or undefined. */
async function failureOf(file) {
  const { results } = await runCLI({ ...argv, _: [file] }, [root]);
  if (results.success) return undefined;
  const [suite] = results.testResults;
  const test = suite?.testResults.find(({ status }) => status === 'failed');
  const message = test?.failureMessages[0] ?? suite?.failureMessage ?? 'no tests found';
  return { test: test?.fullName ?? 'cannot be loaded', message };
}

process.once('message', async (files) => {
  for (const file of files) {
    process.send({ begins: file });
    const failure = await failureOf(file);
    await new Promise((resolve) => process.send({ ended: file, failure }, resolve));
    if (failure !== undefined) break;
  }
  process.exit();
});
