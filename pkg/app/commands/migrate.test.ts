import { expect, test } from '@jest/globals';
import type { Clock } from '../../clock/clock.js';
import { waitUntilCurrent } from './migrate.js';

function fakeClock(): Clock {
  let now = 0;
  return {
    now: () => new Date(now),
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
}
const away = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

test('waiting ends as soon as nothing is pending, and takes a database that is away for not yet ready', async () => {
  const answers: (string[] | Error)[] = [away, ['0001'], []];
  const clock = fakeClock();
  const pending = () => {
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? []);
  };
  await expect(waitUntilCurrent(pending, 60_000, clock)).resolves.toEqual([]);
  expect(clock.now().getTime()).toBeLessThan(60_000);
});

test('waiting gives up when the time is over', async () => {
  await expect(waitUntilCurrent(() => Promise.resolve(['0001']), 5_000, fakeClock())).resolves.toEqual(['0001']);
  await expect(waitUntilCurrent(() => Promise.reject(away), 5_000, fakeClock())).rejects.toBe(away);
});

test('an error that waiting cannot heal is raised at once', async () => {
  const clock = fakeClock();
  const wrong = Object.assign(new Error('syntax error'), { code: '42601', severity: 'ERROR' });
  await expect(waitUntilCurrent(() => Promise.reject(wrong), 60_000, clock)).rejects.toBe(wrong);
  const other = new TypeError('a bug');
  await expect(waitUntilCurrent(() => Promise.reject(other), 60_000, clock)).rejects.toBe(other);
  expect(clock.now().getTime()).toBe(0);
});

test.each([
  ['its roles', 'password authentication failed', '28P01'],
  ['the rights of its roles', 'permission denied for database', '42501'],
])(
  'a database that has not got %s yet is waited for, and in the end its refusal is raised',
  async (_what, words, code) => {
    const denied = Object.assign(new Error(words), { code, severity: 'FATAL' });
    const answers = [denied, undefined];
    const pending = () => (answers.shift() === undefined ? Promise.resolve([]) : Promise.reject(denied));
    await expect(waitUntilCurrent(pending, 60_000, fakeClock())).resolves.toEqual([]);
    await expect(waitUntilCurrent(() => Promise.reject(denied), 5_000, fakeClock())).rejects.toBe(denied);
  },
);
