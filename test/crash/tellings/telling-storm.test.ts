/** A short storm in every test run; `npm run test:crash:notifier` is the whole one. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runTellingStorm } from './telling-storm.js';

test('killed at random, notifier, scraper and PostgreSQL, watches tell what they would have told, in order and under the same ids', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-crash-'));
  await chmod(dir, 0o711); // root hands PostgreSQL to an unprivileged user, who must get in
  try {
    const kills = { notifier: 4, scraper: 1, postgres: 1 };
    const report = await runTellingStorm({
      ...{ dir, seed: 7, ads: 200, days: 2, watches: 14, kills, factor: 30, refuse: 0.25 },
    });
    expect(report.faults).toEqual([]);
    expect(report.kills).toEqual(kills);
    expect(report.cycles).toBe(2);
    expect(report.facts).toBeGreaterThan(10);
    expect(report.refused).toBeGreaterThan(0);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}, 300_000);
