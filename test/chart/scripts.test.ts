/** The scripts the chart carries, run as they are. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CHART } from './render.js';

const run = promisify(execFile);

describe('check-pgdata', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'pgdata-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const check = () =>
    run('bash', [join(CHART, 'files/check-pgdata.sh')], { env: { ...process.env, DATA_ROOT: root, PG_MAJOR: '18' } });
  const data = (folder: string, version: string): void => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'PG_VERSION'), `${version}\n`);
  };

  test('an empty volume and data of the same version pass', async () => {
    await expect(check()).resolves.toBeDefined();
    data('18/docker', '18');
    await expect(check()).resolves.toBeDefined();
  });

  test.each([
    ['17/docker', '17'],
    ['data', '17'],
    ['data', '18'],
  ])('data in %s of version %s is not passed over', async (folder, version) => {
    data(folder, version);
    await expect(check()).rejects.toThrow(`holds data of PostgreSQL ${version}`);
  });
});

describe('the smoke test of helm test', () => {
  let server: Server;
  let answers: Record<string, [number, string]>;
  beforeEach(async () => {
    answers = {
      '/readyz': [200, '{}'],
      '/health': [200, '{"status":"healthy","database":"connected"}'],
      '/api/listings/': [200, '[]'],
      '/openapi.json': [200, '{"openapi":"3.1.0"}'],
      '/apart/metrics': [200, 'gpu_build_info{version="1"} 1\n'],
    };
    server = createServer((request, response) => {
      const [status, body] = answers[request.url ?? ''] ?? [404, '{}'];
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const smoke = async (): Promise<{ stdout: string; failed: boolean }> => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const script = readFileSync(join(CHART, 'files/smoke.mjs'), 'utf8');
    const env = { ...process.env, API_URL: url, METRICS_URL: `${url}/apart/metrics` };
    return run(process.execPath, ['--input-type=module', '-e', script], { env }).then(
      ({ stdout }) => ({ stdout, failed: false }),
      (err: unknown) => ({ stdout: (err as { stdout: string }).stdout, failed: true }),
    );
  };

  test('passes where all is well', async () => {
    const { stdout, failed } = await smoke();
    expect([failed, JSON.parse(stdout)]).toMatchObject([false, { ok: true, metricsAreNotPublic: { ok: true } }]);
  });

  test.each([
    ['ready', '/readyz', [503, '{}']],
    ['database', '/health', [503, '{"status":"unhealthy","database":"away"}']],
    ['listings', '/api/listings/', [200, '<html>']],
    ['metricsAreNotPublic', '/metrics', [200, 'gpu_build_info{} 1']],
  ] as [string, string, [number, string]][])('fails by %s', async (name, path, answer) => {
    answers[path] = answer;
    const { stdout, failed } = await smoke();
    expect([failed, JSON.parse(stdout)]).toMatchObject([true, { ok: false, [name]: { ok: false } }]);
  });
});
