import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { FakeClock } from '../../test/support/fake-clock.js';
import { RecordingLogger } from '../../test/support/recording-logger.js';
import { DatabaseUnavailableError, type AppError } from '../errors/app-error.js';
import {
  BlockedError,
  LeakError,
  RobotsDisallowedError,
  TemporaryFetchError,
  TorUnavailableError,
} from '../fetch/errors.js';
import { FencedError } from '../listing/cycle-store.js';
import type { CycleStore } from '../listing/cycle-store.js';
import { setUp } from './testing/search-site.js';

afterEach(() => void jest.useRealTimers());

const HOUR = 3_600_000;

/** What the store was told of the cycle's end. */
function finishes(store: CycleStore): Parameters<CycleStore['finish']>[1][] {
  const told: Parameters<CycleStore['finish']>[1][] = [];
  const finish = store.finish.bind(store);
  store.finish = (token, end) => {
    told.push(end);
    return finish(token, end);
  };
  return told;
}

test.each<[AppError, string, string | undefined]>([
  [new BlockedError('403'), 'blocked', 'FETCH_BLOCKED'],
  [new RobotsDisallowedError('closed'), 'blocked', 'FETCH_ROBOTS_DISALLOWED'],
  [new LeakError('direct'), 'failed', 'FETCH_LEAK'],
  [new TemporaryFetchError('down'), 'running', undefined],
  [new TorUnavailableError('no circuit'), 'running', undefined],
  [new DatabaseUnavailableError('away'), 'running', undefined],
])('%p leaves the cycle %s', async (err, status, errorCode) => {
  const log = new RecordingLogger();
  const { run, site, store } = setUp(20, { log });
  const ends = finishes(store);
  site.onRequest = () => {
    throw err;
  };
  await expect(run()).rejects.toBe(err);
  expect(store.statuses()).toEqual([status]);
  const isOver = status !== 'running';
  expect(ends.map((end) => [end.status, end.errorCode, end.message])).toEqual(
    isOver ? [[status, errorCode, `${err.name} [${errorCode}]: ${err.message}`]] : [],
  );
  expect(log.at('warn')).toEqual([isOver ? 'cycle ended without publishing' : 'cycle interrupted; it can be resumed']);
});

test('an error that is none of ours interrupts the cycle as well', async () => {
  const { run, site, store } = setUp(20);
  site.onRequest = () => {
    throw new TypeError('a bug');
  };
  await expect(run()).rejects.toThrow(TypeError);
  expect(store.statuses()).toEqual(['running']);
});

test('an end that cannot be recorded is logged, and the error that led there is the one that is told', async () => {
  const log = new RecordingLogger();
  const { run, site, store } = setUp(20, { log });
  site.onRequest = () => {
    throw new BlockedError('403');
  };
  store.finish = () => Promise.reject(new DatabaseUnavailableError('away'));
  await expect(run()).rejects.toThrow(BlockedError);
  expect(log.at('warn')).toEqual([
    'the end of the cycle could not be recorded',
    'cycle interrupted; it can be resumed',
  ]);
});

test('the log follows a cycle from its start, or resumption, to its end', async () => {
  const log = new RecordingLogger();
  const { run, site } = setUp(15, { log });
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '2') throw new TemporaryFetchError('down');
  };
  await expect(run({ adPages: 0 })).rejects.toThrow(TemporaryFetchError);
  site.onRequest = () => undefined;
  await run({ adPages: 0 });
  await run({ adPages: 0, maxPages: 1 });
  expect(log.at('info')).toEqual([
    ...['cycle started', 'cycle resumed', 'cycle published', 'cycle started', 'cycle published in part'],
  ]);
  const [, , whole, , part] = log.lines.filter(({ level }) => level === 'info').map(({ fields }) => fields);
  expect(whole).toMatchObject({ market: 'toy', cycle: 1, pages: 2, active: 15 });
  expect(whole).not.toHaveProperty('reasons');
  expect(part).toMatchObject({ pages: 1, reasons: ['"rtx": page-limit'] });
});

test.each([
  [6 * HOUR - 1, 1],
  [6 * HOUR, 2],
])('a cycle that was begun %d ms ago is resumed within six hours, else cycle %d begins', async (ms, cycleId) => {
  const clock = new FakeClock();
  const { run, site } = setUp(15, { clock });
  site.onRequest = () => {
    throw new TemporaryFetchError('down');
  };
  await expect(run()).rejects.toThrow(TemporaryFetchError);
  site.onRequest = () => undefined;
  clock.advance(ms);
  await expect(run({ resumeHours: 6 })).resolves.toMatchObject({ cycleId });
});

describe('while a page does not come', () => {
  /** A site that answers nothing until it is told to stop asking. */
  function hanging() {
    const cycle = setUp(15);
    const { site } = cycle;
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    site.session.getBody = (_url, _read, signal) => {
      asked();
      return new Promise((_resolve, reject) =>
        signal!.addEventListener('abort', () => reject(signal!.reason as Error), { once: true }),
      );
    };
    return { ...cycle, isAsked };
  }

  test('a stop waits seven seconds for it, and the cycle is there to be resumed', async () => {
    jest.useFakeTimers();
    const { run, store, isAsked } = hanging();
    const stop = new AbortController();
    let ended = false;
    const outcome = run({}, { stop: stop.signal }).finally(() => (ended = true));
    await isAsked;
    stop.abort();
    await jest.advanceTimersByTimeAsync(6_999);
    expect(ended).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await expect(outcome).resolves.toMatchObject({
      status: 'running',
      message: 'stopped on request; the next run resumes it',
    });
    expect(store.statuses()).toEqual(['running']);
  });

  test.each<[string, unknown, typeof AppError]>([
    ['taken over', new FencedError('taken over'), FencedError],
    ['closed with its session', undefined, DatabaseUnavailableError],
    ['lost by an error that is none of ours', new TypeError('odd'), DatabaseUnavailableError],
  ])('a lock that was %s ends the cycle at once', async (_what, reason, expected) => {
    const { run, store, isAsked } = hanging();
    const lost = new AbortController();
    const outcome = run({}, { lost: lost.signal });
    await Promise.all([expect(outcome).rejects.toThrow(expected), isAsked.then(() => lost.abort(reason))]);
    expect(store.statuses()).toEqual(['running']);
  });

  test('another process that takes the cycle over ends it at the next heartbeat', async () => {
    jest.useFakeTimers();
    const { run, store, isAsked } = hanging();
    const outcome = expect(run()).rejects.toThrow(FencedError);
    await isAsked;
    store.heartbeat = () => Promise.reject(new FencedError('taken over'));
    await jest.advanceTimersByTimeAsync(5_000);
    await outcome;
  });
});

test('how far an interrupted cycle came, and why it went no further, stands on record', async () => {
  const { run, site, store } = setUp(5);
  const beats: unknown[] = [];
  const heartbeat = store.heartbeat.bind(store);
  store.heartbeat = (...args: Parameters<CycleStore['heartbeat']>) => {
    beats.push(args[1]);
    return heartbeat(args[0]);
  };
  let asked = 0;
  site.onRequest = () => {
    asked += 1;
    if (asked === 2) throw new TemporaryFetchError('down');
  };
  await expect(run({ terms: ['rtx', 'gtx'] })).rejects.toThrow(TemporaryFetchError);
  // One search of two: what pages of ads might be opened is not known.
  expect(beats.at(-1)).toEqual({ percent: 50, message: 'interrupted: TemporaryFetchError [FETCH_TEMPORARY]: down' });
});

test.each([
  [999, 'published 15 listings'],
  [1, 'published in part: "rtx": page-limit'],
])('what a cycle of %d pages published is said', async (maxPages, message) => {
  const { run } = setUp(15);
  await expect(run({ maxPages, adPages: 0 })).resolves.toMatchObject({ message });
});

describe('a signal that came before the cycle', () => {
  test('a stop waits seven seconds for the way to the market, and no longer', async () => {
    jest.useFakeTimers();
    const { withParts, store } = setUp(15);
    const run = withParts({
      openSession: (signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
        ),
    });
    const outcome = run({}, { stop: AbortSignal.abort() });
    await jest.advanceTimersByTimeAsync(7_000);
    await expect(outcome).resolves.toMatchObject({ status: 'running' });
    expect(store.statuses()).toEqual(['running']);
  });

  test('a lost lock asks the site for nothing', async () => {
    const { run, site } = setUp(15);
    const signals = { lost: AbortSignal.abort(new FencedError('taken over')) };
    site.onRequest = () => undefined;
    site.session.getBody = (_url, _read, signal) => Promise.reject(signal!.reason as Error);
    await expect(run({}, signals)).rejects.toThrow(FencedError);
  });

  test('a stop asks for nothing, and its seven seconds are not waited for', async () => {
    jest.useFakeTimers();
    const { run, site } = setUp(15);
    await expect(run({}, { stop: AbortSignal.abort() })).resolves.toMatchObject({ status: 'running' });
    expect(site.asked).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

test('nothing of a cycle is left behind: no timer, and no listener on the signals', async () => {
  jest.useFakeTimers();
  const { run, site } = setUp(15);
  const [stop, lost] = [new AbortController(), new AbortController()];
  const listeners = new Map<AbortSignal, number>([stop, lost].map(({ signal }) => [signal, 0]));
  for (const signal of listeners.keys()) {
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners.set(signal, listeners.get(signal)! + 1);
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners.set(signal, listeners.get(signal)! - 1);
      remove(...args);
    };
  }
  site.onRequest = () => stop.abort();
  await run({}, { stop: stop.signal, lost: lost.signal });
  expect([...listeners.values()]).toEqual([0, 0]);
  expect(jest.getTimerCount()).toBe(0);
});
