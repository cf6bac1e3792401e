/**
 * `npm run test:mutation -- [--sample N] [--seed N] [--tests PATH]... [--only FILE[:LINE]]... [--json] FOLDER...`: changes one thing at a
 * time in a copy of the sources and runs the tests of the folder (or those of PATH) until one fails; what lives is listed, and the share
 * that died is the score. Progress goes to stderr. Refuses to score by tests that fail without a change.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import startPostgres from '../support/run-setup.js';
import stopPostgres from '../support/run-teardown.js';
import { progressLine, scoreJson, scoreText } from './report.js';
import { score } from './score.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
  },
});

const root = resolve(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'gpu-tracker-mutants-'));
await startPostgres();
try {
  for (const name of readdirSync(root))
    if (!/^(node_modules|\.git|\.data|\.cache|dist|coverage)$/.test(name))
      cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const folder of positionals) {
    const result = await score({
      root: copy,
      folder,
      tests: values.tests ?? [folder],
      sample: Number(values.sample),
      seed: Number(values.seed),
      ...(values.only && { only: values.only }),
      onTried: (...tried) => console.error(progressLine(...tried)),
    });
    console.log(values.json ? JSON.stringify(scoreJson(result)) : scoreText(result));
  }
} finally {
  await stopPostgres();
  rmSync(copy, { recursive: true, force: true });
}
