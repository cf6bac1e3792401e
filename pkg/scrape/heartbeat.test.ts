import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { FencedError } from '../listing/cycle-store.js';
import { startHeartbeat } from './heartbeat.js';

const TOKEN = { cycleId: 1, epoch: 1 };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function beating(answer: () => Promise<void>) {
  let beats = 0;
  const fenced: FencedError[] = [];
  const store = {
    heartbeat: () => {
      beats += 1;
      return answer();
    },
  };
  const heartbeat = startHeartbeat(store, TOKEN, (err) => fenced.push(err));
  return { heartbeat, fenced, beats: () => beats };
}

test('beats every five seconds, until it is stopped', async () => {
  const { heartbeat, beats } = beating(() => Promise.resolve());
  jest.advanceTimersByTime(4_999);
  expect(beats()).toBe(0);
  jest.advanceTimersByTime(1);
  expect(beats()).toBe(1);
  jest.advanceTimersByTime(5_000);
  expect(beats()).toBe(2);
  await heartbeat.stop();
  jest.advanceTimersByTime(60_000);
  expect(beats()).toBe(2);
});

test('stopping waits for the beat in hand', async () => {
  let release = (): void => undefined;
  const { heartbeat } = beating(() => new Promise((resolve) => (release = resolve)));
  jest.advanceTimersByTime(5_000);
  let stopped = false;
  const stop = heartbeat.stop().then(() => (stopped = true));
  await Promise.resolve();
  expect(stopped).toBe(false);
  release();
  await stop;
});

test.each([
  ['that another process took the cycle over is told', new FencedError('taken over'), 1],
  ['any other failure is left to the next write', new Error('database away'), 0],
])('%s', async (_what, err, told) => {
  const { heartbeat, fenced } = beating(() => Promise.reject(err));
  jest.advanceTimersByTime(5_000);
  await heartbeat.stop();
  expect(fenced).toHaveLength(told);
});
