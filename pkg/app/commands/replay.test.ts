import { expect, test } from '@jest/globals';
import type { ReplayReport } from '../../postgres/replay.js';
import { replayJson, replayText } from './replay.js';

const REPORT: ReplayReport = {
  rulesVersion: '1.1+abc',
  dryRun: true,
  judged: 120,
  flips: [
    {
      from: { verdict: 'accepted', reason: null, model: 'RTX 3060', memoryGb: 12 },
      to: { verdict: 'rejected', reason: 'laptop', model: 'RTX 3060', memoryGb: null },
      rule: 'laptop.word',
      texts: 2,
      titles: ['Лаптоп "Nitro" с RTX 3060'],
    },
  ],
  medians: [{ model: 'RTX 3060', memoryGb: 12, nBefore: 9, nAfter: 7, medianBefore: 23_000, medianAfter: 21_950 }],
  listings: { withdrawn: 2, restored: 0, remodelled: 0, reviewed: 0, reflagged: 1, added: 0 },
};

test('a replay is told to people as sentences with numbers', () => {
  expect(replayText(REPORT)).toBe(
    [
      'rules 1.1+abc: 120 texts judged, 2 differently',
      '  2 x RTX 3060 12GB -> rejected as laptop (RTX 3060) [laptop.word], e.g. "Лаптоп \\"Nitro\\" с RTX 3060"',
      'medians',
      '  RTX 3060 12GB: 230.00 € (n=9) -> 219.50 € (n=7)',
      'listings: 2 withdrawn, 0 added, 0 restored, 0 another card, 0 into or out of doubt, 1 other flags',
      'nothing was changed (--dry-run)',
      '',
    ].join('\n'),
  );
});

test('a replay is told to machines in snake_case', () => {
  expect(replayJson(REPORT)).toMatchObject({
    rules_version: '1.1+abc',
    dry_run: true,
    flips: [{ from: { memory_gb: 12 }, to: { reason: 'laptop' }, texts: 2 }],
    medians: [{ n_before: 9, median_after_eur_cents: 21_950 }],
  });
});
