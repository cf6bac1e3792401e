import { expect, test } from '@jest/globals';
import type { Clock } from './clock.js';
import { Waker } from './waker.js';

const never = new AbortController().signal;

/** Sleeps until it is ended, and says how often it was really asleep. */
function endless(): Pick<Clock, 'sleep'> & { sleeps: number } {
  const clock = {
    sleeps: 0,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        clock.sleeps += 1;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  return clock;
}

test('a wake ends the sleep, and only that one', async () => {
  const clock = endless();
  const waker = new Waker(clock);
  const slept = waker.sleep(60_000, never);
  waker.wake();
  await slept;
  const next = waker.sleep(60_000, never);
  expect(clock.sleeps).toBe(2);
  waker.wake();
  await next;
});

test('a wake that comes while nobody sleeps is not missed', async () => {
  const clock = endless();
  const waker = new Waker(clock);
  waker.wake();
  await waker.sleep(60_000, never);
  expect(clock.sleeps).toBe(0);
});

test('a stop ends it, and one that came before', async () => {
  const clock = endless();
  const stop = new AbortController();
  const waker = new Waker(clock);
  const slept = waker.sleep(60_000, stop.signal);
  stop.abort();
  await slept;
  await waker.sleep(60_000, stop.signal);
  expect(clock.sleeps).toBe(1);
});
