import { expect, test } from '@jest/globals';
import { ManualClock } from '../../test/support/manual-clock.js';
import type { LeaseRecord } from './lease.js';
import { Leader, type LeaseStore } from './leader.js';

/** A Lease as an API server keeps it: each write has a version, and an old one is refused. */
class Shelf implements LeaseStore {
  record: LeaseRecord | undefined;
  away = false;
  writes: string[] = [];

  read(): Promise<LeaseRecord | undefined> {
    return this.away ? Promise.reject(new Error('away')) : Promise.resolve(this.record);
  }
  create(record: LeaseRecord): Promise<LeaseRecord | undefined> {
    return this.record === undefined ? this.#put(record) : Promise.resolve(undefined);
  }
  write(record: LeaseRecord, before: LeaseRecord): Promise<LeaseRecord | undefined> {
    if (this.away) return Promise.reject(new Error('away'));
    return this.record?.version === before.version ? this.#put(record) : Promise.resolve(undefined);
  }
  #put(record: LeaseRecord): Promise<LeaseRecord> {
    this.writes.push(record.holder);
    this.record = { ...record, version: String(this.writes.length) };
    return Promise.resolve(this.record);
  }
}

const clock = new ManualClock();
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};
const pass = async (ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= 1_000) {
    clock.advance(Math.min(1_000, left));
    await settle();
  }
};

function candidate(store: LeaseStore, me: string, errors: unknown[] = []) {
  const end = new AbortController();
  const leader = new Leader({
    ...{ store, me, clock, monotonic: () => clock.now().getTime(), durationSeconds: 15 },
    onError: (err) => void errors.push(err),
  });
  return { leader, end, errors, elected: leader.elected(end.signal) };
}

test('of two one leads, the other waits as long as the first renews, and leads when it has given the Lease back', async () => {
  const store = new Shelf();
  const a = candidate(store, 'a');
  await settle();
  const b = candidate(store, 'b');
  await expect(a.elected).resolves.toBe(true);
  const led = a.leader.lead(a.end.signal);
  await pass(60_000);
  expect([a.leader.mayWriteForMs() > 0, b.leader.mayWriteForMs()]).toEqual([true, 0]);
  a.end.abort();
  await expect(led).resolves.toBe('ended');
  expect(a.leader.mayWriteForMs()).toBe(0);
  await pass(3_000);
  await expect(b.elected).resolves.toBe(true);
  expect(store.record).toMatchObject({ holder: 'b', transitions: 1 });
});

test('of a holder who died the Lease is taken when it has stood still for its whole duration', async () => {
  const store = new Shelf();
  store.record = { holder: 'dead', transitions: 4, durationSeconds: 15, version: '0' };
  const b = candidate(store, 'b');
  await pass(14_000);
  expect(b.leader.mayWriteForMs()).toBe(0);
  await pass(3_000);
  await expect(b.elected).resolves.toBe(true);
  expect(store.record).toMatchObject({ holder: 'b', transitions: 5 });
});

test('a leader that was frozen may write nothing when it wakes, and another leads by then: never two', async () => {
  const store = new Shelf();
  const a = candidate(store, 'a');
  await expect(a.elected).resolves.toBe(true);
  // `a` is frozen: nothing of it runs, time goes on.
  const b = candidate(store, 'b');
  await settle();
  for (let second = 0; second < 30; second += 1) {
    expect([a.leader.mayWriteForMs() > 0, b.leader.mayWriteForMs() > 0]).not.toEqual([true, true]);
    await pass(1_000);
  }
  await expect(b.elected).resolves.toBe(true);
  const writes = store.writes.length;
  const woken = a.leader.lead(a.end.signal);
  await pass(3_000);
  await expect(woken).resolves.toBe('lost');
  expect(store.writes.slice(writes)).not.toContain('a');
});

test('while the API server is away a leader goes on for three quarters of the duration, and then has lost', async () => {
  const store = new Shelf();
  const a = candidate(store, 'a');
  await a.elected;
  const led = a.leader.lead(a.end.signal);
  store.away = true;
  await pass(11_000);
  expect(a.leader.mayWriteForMs()).toBe(250);
  await pass(1_000);
  await expect(led).resolves.toBe('lost');
  expect(a.errors.length).toBeGreaterThan(2);
});

test('two who find no Lease, or an old one, at the same time: one of them has it', async () => {
  const store = new Shelf();
  const [a, b] = [candidate(store, 'a'), candidate(store, 'b')];
  await settle();
  expect([a.leader.mayWriteForMs() > 0, b.leader.mayWriteForMs() > 0].filter(Boolean)).toHaveLength(1);
  a.end.abort();
  b.end.abort();
});
