import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { aCard, aListing, aPage, aStateAd } from '../../market/olx/testing/page-builder.js';
import { runCommandLine } from '../cli/run-command-line.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parse-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command line in this process; what the command prints goes to standard output itself. */
async function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  try {
    const options = { stdout: (text: string) => out.push(text), stderr: (text: string) => err.push(text) };
    const status = await runCommandLine({ args: ['parse', ...args], ...options });
    return { status: status ?? 0, stdout: out.join(''), stderr: err.join('') };
  } finally {
    write.mockRestore();
  }
}

async function page(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

test('JSON has the page and its ads under fixed names', async () => {
  const ad = aStateAd(1);
  const { status, stdout } = await run(
    await page('one.html', aPage(aListing([ad]), [aCard(ad)])),
    '--market',
    'olx-bg',
    '--json',
  );
  const read = JSON.parse(stdout) as { ads: object[] };
  expect(status).toBe(0);
  expect(read).toMatchObject({
    kind: 'results',
    announcedTotal: 1,
    page: 1,
    totalPages: 1,
    source: 'state',
    disagreements: [],
  });
  expect(Object.keys(read.ads[0]!)).toEqual([
    ...['externalId', 'url', 'title', 'priceText', 'priceMinor', 'currency', 'negotiable', 'promoted', 'padding'],
    ...['condition', 'location', 'refreshedAt', 'description'],
  ]);
  expect(read.ads[0]).toMatchObject({ priceMinor: 25_000, refreshedAt: '2026-08-02T07:30:00.000Z' });
});

test('a table for people names kind, totals and every ad', async () => {
  const ad = aStateAd(4711);
  const { status, stdout } = await run(await page('two.html', aPage(aListing([ad]), [aCard(ad)])));
  expect(status).toBe(0);
  expect(stdout).toMatch(/kind: results\nannounced: 1\npage: 1 of 1\nads: 1 from state[^]*4711 +250\.00 EUR/);
});

test('a page that is not understood ends with status 78, its reason, and still the JSON', async () => {
  const { status, stdout, stderr } = await run(await page('three.html', '<p>new site</p>'), '--json');
  expect(status).toBe(78);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'unrecognised', ads: [] });
  expect(stderr).toContain('no ad and no sign of an empty list');
});

test('a file that cannot be read and a market that is unknown end with status 64', async () => {
  expect(await run(join(folder, 'none.html'))).toMatchObject({ status: 64, stdout: '' });
  expect(await run(folder)).toMatchObject({ status: 64, stdout: '' });
  expect(await run(await page('four.html', ''), '--market', 'olx-xx')).toMatchObject({ status: 64, stdout: '' });
});
