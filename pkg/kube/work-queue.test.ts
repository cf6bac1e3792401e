import { afterEach, expect, test } from '@jest/globals';
import { ManualClock } from '../../test/support/manual-clock.js';
import { retryMs, WorkQueue, type WorkQueueOptions } from './work-queue.js';

const clock = new ManualClock();
let end = new AbortController();
let ended: Promise<void> | undefined;
afterEach(async () => {
  end.abort();
  await ended;
  end = new AbortController();
});

function start(over: Partial<WorkQueueOptions>): WorkQueue {
  const queue = new WorkQueue({
    ...{ clock, work: () => Promise.resolve(undefined), onError: () => undefined, random: () => 0.5 },
    ...over,
  });
  ended = queue.run(end.signal);
  return queue;
}

/** Lets everything that is ready go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

interface Started {
  readonly key: string;
  readonly finish: (again?: number) => void;
  readonly fail: (err: unknown) => void;
}

/** Work that lasts until the test ends it. */
function manual(): { started: Started[]; work: WorkQueueOptions['work'] } {
  const started: Started[] = [];
  return {
    started,
    work: (key) => new Promise((resolve, reject) => void started.push({ key, finish: resolve, fail: reject })),
  };
}
const keys = (started: readonly Started[]): string[] => started.map(({ key }) => key);

test('a key that waits is worked on once, however often it was asked for', async () => {
  const { started, work } = manual();
  const queue = start({ work, workers: 1 });
  for (const key of ['a', 'b', 'b', 'a', 'b']) queue.add(key);
  await settle();
  started[0]?.finish();
  await settle();
  started[1]?.finish();
  await settle();
  expect(keys(started)).toEqual(['a', 'b']);
  expect(queue.size).toBe(0);
});

test('a key that is asked for while it is at work is worked on once more afterwards, and never by two', async () => {
  const { started, work } = manual();
  const queue = start({ work, workers: 2 });
  queue.add('a');
  await settle();
  queue.add('a');
  queue.add('a');
  await settle();
  expect(keys(started)).toEqual(['a']);
  started[0]?.finish();
  await settle();
  expect(keys(started)).toEqual(['a', 'a']);
  started[1]?.finish();
  await settle();
  expect(keys(started)).toEqual(['a', 'a']);
});

test('so many keys are at work at a time as there are workers', async () => {
  const { started, work } = manual();
  const queue = start({ work, workers: 2 });
  for (const key of ['a', 'b', 'c']) queue.add(key);
  await settle();
  expect(keys(started)).toEqual(['a', 'b']);
  started[1]?.finish();
  await settle();
  expect(keys(started)).toEqual(['a', 'b', 'c']);
  for (const { finish } of started) finish();
});

test('a failed key comes again after its wait, longer each time, and soon again once it went well', async () => {
  const { started, work } = manual();
  const told: number[][] = [];
  const queue = start({ work, onError: (_key, _err, failures, wait) => void told.push([failures, wait]) });
  queue.add('a');
  for (const wait of [375, 750]) {
    await settle();
    started.at(-1)?.fail(new Error('no'));
    await settle();
    const count = started.length;
    clock.advance(wait - 1);
    await settle();
    expect(started).toHaveLength(count);
    clock.advance(1);
    await settle();
    expect(started).toHaveLength(count + 1);
  }
  started.at(-1)?.finish();
  await settle();
  queue.add('a');
  await settle();
  started.at(-1)?.fail(new Error('no'));
  await settle();
  expect(told).toEqual([
    [1, 375],
    [2, 750],
    [1, 375],
  ]);
});

test('a key may ask to be worked on later; the earliest time counts, and asking for it now does away with later', async () => {
  const { started, work } = manual();
  const queue = start({ work });
  queue.addAfter('a', 1_000);
  queue.addAfter('a', 5_000);
  queue.addAfter('a', 400);
  clock.advance(399);
  await settle();
  expect(started).toEqual([]);
  clock.advance(1);
  await settle();
  expect(keys(started)).toEqual(['a']);
  started[0]?.finish(2_000);
  await settle();
  queue.add('a');
  await settle();
  started[1]?.finish();
  clock.advance(10_000);
  await settle();
  expect(keys(started)).toEqual(['a', 'a']);
});

test('at the end what is at work is waited for, and nothing new begins', async () => {
  const { started, work } = manual();
  const queue = start({ work, workers: 1 });
  queue.add('a');
  queue.add('b');
  await settle();
  let over = false;
  void ended?.then(() => {
    over = true;
  });
  end.abort();
  await settle();
  expect(over).toBe(false);
  started[0]?.finish();
  await settle();
  expect(over).toBe(true);
  expect(keys(started)).toEqual(['a']);
});

test.each([
  [1, 0, 250],
  [1, 1, 500],
  [10, 1, 256_000],
  [11, 1, 300_000],
  [2_000, 0, 150_000],
])('after %d failures, chance %d: %d ms', (failures, chance, ms) => {
  expect(retryMs(failures, () => chance)).toBe(ms);
});
