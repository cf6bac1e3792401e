import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { startDemoMarket } from '../../market/demo/demo-server.js';
import type { MarketReport } from '../../market/demo/report.js';
import { runCommandLine } from '../cli/run-command-line.js';

const TSX = 'node_modules/tsx/dist/cli.mjs';

function start(...args: string[]) {
  return spawn(process.execPath, [TSX, 'cmd/gpu-tracker/main.ts', 'demo-market', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function fails(args: string[]): Promise<{ status: number | undefined; err: string }> {
  let err = '';
  const status = await runCommandLine({
    args: ['demo-market', ...args],
    stdout: () => undefined,
    stderr: (text) => (err += text),
  });
  return { status, err };
}

test('serves until it is told to stop, then exits 0', async () => {
  const child = start('--port', '0', '--ads', '50', '--json');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  expect((await fetch(`${url}/ads/q-rtx/`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('--report prints the same truth for the same seed', async () => {
  const reports = await Promise.all(
    [1, 2].map(async () => {
      const child = start('--report', '--ads', '200', '--seed', '5', '--days', '3', '--json');
      let out = '';
      child.stdout.on('data', (chunk) => (out += String(chunk)));
      expect(await once(child, 'close')).toEqual([0, null]);
      return out;
    }),
  );
  expect(reports[0]).toBe(reports[1]);
  const report = JSON.parse(reports[0] ?? '') as MarketReport;
  expect(report.ads).toBe(Object.values(report.byKind).reduce((sum, n) => sum + n, 0));
  expect(report.since).toMatchObject({ day: 0 });
  expect(report.since.appeared).toBeGreaterThan(10);
});

test('--report says what the ads are that it is asked about', async () => {
  const market = await startDemoMarket({ seed: 5, ads: 200 });
  const ads = market.truth().listingsOn(3);
  await market.close();
  const [broken, card] = ['defective', 'card'].map((kind) => ads.find((ad) => ad.kind === kind)!);
  const child = start(
    '--report',
    ...['--ads', '200', '--seed', '5', '--days', '3', '--json', '--ids'].concat(
      card!.externalId,
      broken!.externalId,
      '1',
    ),
  );
  let out = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  expect(await once(child, 'close')).toEqual([0, null]);
  const { asked } = JSON.parse(out) as MarketReport;
  expect(asked.map(({ externalId, kind }) => [externalId, kind])).toEqual([
    [card!.externalId, 'card'],
    [broken!.externalId, 'defective'],
  ]);
});

test('a bad fault plan is one sentence with the allowed names and status 64', async () => {
  const { status, err } = await fails(['--port', '0', '--faults', 'nonsense']);
  expect(status).toBe(64);
  expect(err).toMatch(/bad fault "nonsense".*429-date.*frozen/);
});

test('bad numbers and a taken port end with a clear sentence', async () => {
  await expect(fails(['--ads', '-1'])).resolves.toMatchObject({ status: 64 });
  await expect(fails(['--day-seconds', '0'])).resolves.toMatchObject({ status: 64 });
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { status, err } = await fails(['--port', String(port)]);
  expect(status).toBeGreaterThan(0);
  expect(err).toContain(String(port));
  other.close();
});
