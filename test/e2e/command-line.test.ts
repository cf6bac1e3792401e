import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rollbackAll } from '../../pkg/postgres/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { buildProduct, gpuTracker } from './product.js';

const main = join(import.meta.dirname, '../../dist/cmd/gpu-tracker/main.js');
let database: TestDatabase;
beforeAll(async () => {
  buildProduct();
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.drop());

test('a reader that closes the pipe early is no error', async () => {
  const { stdout, stderr } = await promisify(execFile)('bash', [
    '-c',
    `set -o pipefail; yes '{"title":"RTX 3060 12GB"}' | head -20000 | "$0" "$1" classify | head -1; exit \${PIPESTATUS[2]}`,
    process.execPath,
    main,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'accepted', model: 'RTX 3060' });
  expect(stderr).toBe('');
});

test('every fault of the environment is named at once, by every process', async () => {
  const broken = gpuTracker(['migrate'], { PORT: 'eighty', WORKER_MODE: 'both', GPU_TRACKER_PROT: '1' });
  await expect(broken.ended).resolves.toBe(64);
  expect(broken.output().trimEnd().split('\n')).toHaveLength(4);
});

test('migrate: --check tells, a run repairs, --wait waits', async () => {
  const env = { DATABASE_URL: database.url };
  await rollbackAll(database.db);
  const check = gpuTracker(['migrate', '--check'], env);
  await expect(check.ended).resolves.toBe(75);
  expect(check.output()).toMatch(/error: the schema is not current: 0001_initial, .*missing \(SCHEMA_NOT_CURRENT\)/);
  const waiting = gpuTracker(['migrate', '--wait', '60'], env);
  await expect(gpuTracker(['migrate'], env).ended).resolves.toBe(0);
  await expect(waiting.ended).resolves.toBe(0);
  await expect(gpuTracker(['migrate', '--check'], env).ended).resolves.toBe(0);
});

test('a database that is away is one sentence and a temporary failure', async () => {
  const away = gpuTracker(['migrate'], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' });
  await expect(away.ended).resolves.toBe(75);
  expect(away.output()).toContain('error: the database does not answer: connect ECONNREFUSED 127.0.0.1:1');
});
