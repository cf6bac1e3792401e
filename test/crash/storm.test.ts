/** A short storm in every test run; `npm run test:crash` is the whole one. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runStorm } from './storm.js';

test('killed at random, scraper and PostgreSQL, the market ends as if nothing had happened, and no reader noticed', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-crash-'));
  await chmod(dir, 0o711); // root hands PostgreSQL to an unprivileged user, who must get in
  try {
    const report = await runStorm({ dir, seed: 7, ads: 200, days: 3, kills: 6, postgresKills: 1 });
    expect(report.faults).toEqual([]);
    expect([report.kills, report.postgresKills]).toEqual([6, 1]);
    // A scraper may be done before its moment to die: the storm has as many days as the kills need.
    expect(report.days).toBeGreaterThanOrEqual(3);
    expect(report.cycles).toBe(report.days);
    expect(report.reads).toBeGreaterThan(50);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}, 300_000);
