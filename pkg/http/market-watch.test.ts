import { afterEach, describe, expect, test } from '@jest/globals';
import { DatabaseFaultError, DatabaseUnavailableError } from '../errors/app-error.js';
import type { LogFields, Logger } from '../telemetry/logger.js';
import { AnswerCache } from './answer-cache.js';
import { MarketWatch } from './market-watch.js';

const watches: MarketWatch[] = [];
afterEach(() => watches.splice(0).forEach((watch) => watch.stop()));

function watchOver(read: () => Promise<string>): { watch: MarketWatch; cache: AnswerCache; lines: string[] } {
  const lines: string[] = [];
  const write = (level: string) => (message: string, _fields?: LogFields) => void lines.push(`${level} ${message}`);
  const log: Logger = {
    ...{ error: write('error'), warn: write('warn'), info: write('info'), debug: () => undefined },
    child: () => log,
  };
  const cache = new AnswerCache();
  const watch = new MarketWatch({ reader: { version: read }, cache, log, pollMs: 3_600_000 });
  watches.push(watch);
  return { watch, cache, lines };
}

describe('answers are trusted', () => {
  test('while the connection that hears of publishes stands', async () => {
    const { watch } = watchOver(() => Promise.resolve('1'));
    watch.connected();
    await watch.look();
    expect(watch.staleSince).toBeUndefined();
  });

  test('not while it is lost, although the database answers: a publish could go unnoticed', async () => {
    const { watch, lines } = watchOver(() => Promise.resolve('1'));
    watch.connected();
    await watch.look();
    watch.lost();
    await watch.look();
    expect(watch.staleSince).toBeGreaterThan(0);
    watch.connected();
    await watch.look();
    expect(watch.staleSince).toBeUndefined();
    expect(lines).toEqual(['warn database away: kept answers go out marked stale', 'info answers are fresh']);
  });

  test('not after a failed look, from the first one on', async () => {
    let isAway = false;
    const { watch } = watchOver(() =>
      isAway ? Promise.reject(new DatabaseUnavailableError('x')) : Promise.resolve('1'),
    );
    watch.connected();
    await watch.look();
    isAway = true;
    expect(await watch.look()).toBe(false);
    const since = watch.staleSince;
    await watch.look();
    expect(watch.staleSince).toBe(since);
  });
});

test('what an older look brings later is not news', async () => {
  const answers: ((version: string) => void)[] = [];
  const { watch, cache } = watchOver(() => new Promise((resolve) => answers.push(resolve)));
  const old = watch.version();
  watch.published();
  answers[1]!('2');
  await watch.version();
  answers[0]!('1');
  await old;
  expect(cache.version).toBe('2');
});

test('looks at the same time are one, until a publish is heard of', () => {
  let reads = 0;
  const { watch } = watchOver(() => {
    reads += 1;
    return new Promise(() => undefined);
  });
  void watch.version();
  void watch.version();
  expect(reads).toBe(1);
  watch.published();
  expect(reads).toBe(2);
});

test('a missing grant is told once as an error, and again only after the database had answered', async () => {
  let isBroken = true;
  const { watch, lines } = watchOver(() =>
    isBroken ? Promise.reject(new DatabaseFaultError('x')) : Promise.resolve('1'),
  );
  await watch.look();
  await watch.look();
  expect(lines).toEqual(['error the published state cannot be read']);
  isBroken = false;
  await watch.look();
  isBroken = true;
  await watch.look();
  expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(2);
});
