import { expect, test } from '@jest/globals';
import { mayWriteForMs, nextMove, observe, type LeaseRecord } from './lease.js';

const record = (over: Partial<LeaseRecord> = {}): LeaseRecord => ({
  ...{ holder: 'other', transitions: 0, durationSeconds: 15, version: '7' },
  ...over,
});

test('without a Lease one is made', () => {
  expect(nextMove(undefined, 'me', 0)).toEqual({ do: 'create' });
});

test('who holds it renews it, however long ago it was written', () => {
  expect(nextMove({ record: record({ holder: 'me' }), sinceMs: 0 }, 'me', 1e9)).toEqual({ do: 'renew' });
});

test('one that was given back is taken at once', () => {
  expect(nextMove({ record: record({ holder: '' }), sinceMs: 5 }, 'me', 5)).toEqual({ do: 'take' });
});

test.each([
  [1_000, { do: 'wait', ms: 15_000 }],
  [15_999, { do: 'wait', ms: 1 }],
  [16_000, { do: 'take' }],
])('of another it is waited for, by the time it was watched: at %d ms', (now, move) => {
  expect(nextMove({ record: record(), sinceMs: 1_000 }, 'me', now)).toEqual(move);
});

test('a write of the holder starts the wait anew; the same record seen again does not', () => {
  const first = observe(undefined, record(), 100);
  expect(observe(first, record(), 9_000)).toBe(first);
  expect(observe(first, record({ version: '8' }), 9_000)).toEqual({ record: record({ version: '8' }), sinceMs: 9_000 });
});

test('a leader may write for three quarters of the duration after it asked for its last renewal, and never after', () => {
  expect(mayWriteForMs(1_000, 16, 1_000)).toBe(12_000);
  expect(mayWriteForMs(1_000, 16, 12_999)).toBe(1);
  expect(mayWriteForMs(1_000, 16, 13_000)).toBe(0);
  expect(mayWriteForMs(1_000, 16, 99_000)).toBe(0);
});
