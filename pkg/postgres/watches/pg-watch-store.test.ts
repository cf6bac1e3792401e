/** What the store of watches keeps and gives: each origin its own, with what a change of a watch forgets and what it does not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { NotFoundError } from '../../errors/app-error.js';
import type { WatchOrigin } from '../../watch/watch-schema.js';
import { listWatches, pauseWatch, putWatch, removeWatch, syncWatches } from './pg-watch-store.js';
import { aWatch } from './testing/watch-market.js';

const NOW = new Date('2026-11-03T10:00:00Z');
const LATER = new Date('2026-11-03T11:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db('watches').delete());

const put = (fields: object, origin: WatchOrigin = 'cli', now = NOW) =>
  putWatch(database.db, origin, aWatch({ name: 'a', ...fields }), now);
const names = async (): Promise<string[]> =>
  (await listWatches(database.db)).map(({ origin, name }) => `${origin} ${name}`);
/** As if it had looked, and told something. */
async function begun(): Promise<void> {
  const { id } = await database.db('watches').where({ name: 'a' }).first<{ id: number }>('id');
  await database.db('watches').where({ id }).update({ begin_as: null });
  await database.db('watch_states').insert({ watch_id: id, subject: 'RTX 3070|8', state: {} });
  await database.db('notifications').insert({
    ...{ watch_id: id, channel: 'phone', fact_key: '1', telling: {}, created_at: NOW, wanted_at: NOW, due_at: NOW },
  });
}
const kept = async (): Promise<{ beginAs: string | null; revision: number; states: number; told: number }> => {
  const row = await database.db('watches').where({ name: 'a' }).first<{ begin_as: string | null; revision: number }>();
  const [states, told] = await Promise.all(
    ['watch_states', 'notifications'].map(async (table) => (await database.db(table)).length),
  );
  return { beginAs: row.begin_as, revision: row.revision, states: states ?? 0, told: told ?? 0 };
};

const PRICE = { when: { price: { below: 300 } } };

describe('a watch of a price that has begun', () => {
  test.each<[string, object, 'changed' | 'unchanged', Awaited<ReturnType<typeof kept>>]>([
    ['is the same again', {}, 'unchanged', { beginAs: null, revision: 1, states: 1, told: 1 }],
    ['has another channel', { notify: ['mail'] }, 'changed', { beginAs: null, revision: 1, states: 1, told: 1 }],
    ['has a digest', { digest: { at: '08:00' } }, 'changed', { beginAs: null, revision: 1, states: 1, told: 1 }],
    [
      'asks for another card: what it knows of the others stays',
      { select: { models: ['RTX 3080'] } },
      'changed',
      { beginAs: 'summary', revision: 2, states: 1, told: 1 },
    ],
    [
      'has another limit: what it kept of the old one means nothing',
      { when: { price: { below: 200 } }, initial: 'silent' },
      'changed',
      { beginAs: 'silent', revision: 2, states: 0, told: 1 },
    ],
    ['waits for something else', { when: 'offer' }, 'changed', { beginAs: 'summary', revision: 2, states: 0, told: 1 }],
  ])('and then %s', async (_what, change, outcome, after) => {
    await expect(put(PRICE)).resolves.toBe('added');
    await begun();
    await expect(put({ ...PRICE, ...change }, 'cli', LATER)).resolves.toBe(outcome);
    await expect(kept()).resolves.toEqual(after);
    const [listed] = await listWatches(database.db);
    expect(listed?.updatedAt).toEqual(outcome === 'changed' ? LATER : NOW);
  });
});

test('only watches on offers and deals are found by card: one that waits for something else now is not, and comes back', async () => {
  const cards = async () =>
    (await database.db('watch_cards').orderBy('model').select<{ model: string }[]>('model')).map(({ model }) => model);
  const select = { models: ['RTX 3070', 'RTX 3080'] };
  await put({ select, when: 'deal' });
  expect(await cards()).toEqual(['RTX 3070', 'RTX 3080']);
  await put({ select, ...PRICE });
  expect(await cards()).toEqual([]);
  await put({ select: { models: ['RTX 3080'] } });
  expect(await cards()).toEqual(['RTX 3080']);
  await put({});
  expect(await cards()).toEqual(['']);
});

describe('origins', () => {
  test('have watches of the same name, and a file replaces its own alone', async () => {
    await put({});
    await put({}, 'kube');
    const file = (...each: string[]) =>
      syncWatches(
        database.db,
        'file',
        each.map((name) => aWatch({ name })),
        NOW,
      );
    await expect(file('a', 'b')).resolves.toEqual({ stored: 2, removed: 0 });
    await expect(file('b', 'c')).resolves.toEqual({ stored: 1, removed: 1 });
    await expect(names()).resolves.toEqual(['cli a', 'kube a', 'file b', 'file c']);
    await expect(file()).resolves.toEqual({ stored: 0, removed: 2 });
    await expect(names()).resolves.toEqual(['cli a', 'kube a']);
  });

  test.each<WatchOrigin>(['file', 'kube'])('a watch of %s is not there for the command line', async (origin) => {
    await put({}, origin);
    await expect(pauseWatch(database.db, 'cli', 'a', true, NOW)).rejects.toThrow(NotFoundError);
    await expect(removeWatch(database.db, 'cli', 'a')).rejects.toThrow('there is no watch "a" of origin cli');
    expect(await listWatches(database.db)).toMatchObject([{ origin, paused: false }]);
  });

  test('removing one takes what it kept and had to tell, and nothing of its namesake', async () => {
    await put({}, 'kube');
    await begun();
    await put({});
    await removeWatch(database.db, 'cli', 'a');
    await expect(kept()).resolves.toMatchObject({ states: 1, told: 1 });
    await removeWatch(database.db, 'kube', 'a');
    for (const table of ['watches', 'watch_cards', 'watch_states', 'notifications'])
      expect(await database.db(table)).toEqual([]);
  });
});

describe('pausing', () => {
  test.each<[string, string | null, boolean[], string | null]>([
    ['only stops it', null, [true], null],
    ['twice is once', null, [true, true], null],
    ['and going on is to remember what is there, in silence', null, [true, false], 'silent'],
    ['before it began leaves its beginning', 'summary', [true, false], 'summary'],
    ['going on that was not paused changes nothing', null, [false], null],
  ])('%s', async (_what, beginAs, steps, after) => {
    await put({});
    await database.db('watches').update({ begin_as: beginAs });
    for (const paused of steps) await pauseWatch(database.db, 'cli', 'a', paused, LATER);
    const paused = steps.at(-1);
    expect(await listWatches(database.db, 'a')).toMatchObject([
      { paused, beginAs: after, spec: { paused }, updatedAt: LATER },
    ]);
  });

  test('by the file is the same', async () => {
    const file = (paused: boolean) => syncWatches(database.db, 'file', [aWatch({ name: 'a', paused })], NOW);
    await file(false);
    await database.db('watches').update({ begin_as: null });
    await file(true);
    expect(await listWatches(database.db)).toMatchObject([{ paused: true, beginAs: null }]);
    await file(false);
    expect(await listWatches(database.db)).toMatchObject([{ paused: false, beginAs: 'silent' }]);
  });
});

test('the list is by name, each with what became of what it told', async () => {
  await put({ name: 'b', when: 'deal', notify: ['phone', 'mail'] });
  await put({});
  const { id } = await database.db('watches').where({ name: 'b' }).first<{ id: number }>('id');
  const row = (channel: string, fact: string, at: Date) => ({
    ...{ watch_id: id, channel, fact_key: fact, telling: {}, created_at: at, wanted_at: at, due_at: at },
  });
  await database
    .db('notifications')
    .insert([
      { ...row('phone', '1', NOW), state: 'sent', ended_at: NOW },
      { ...row('mail', '1', NOW), state: 'sent', ended_at: NOW },
      { ...row('phone', '2', LATER), state: 'failed', ended_at: LATER },
      row('mail', '2', NOW),
    ]);
  expect(await listWatches(database.db)).toMatchObject([
    { name: 'a', toldAt: null, counts: {}, beginAs: 'summary', kind: 'offer' },
    {
      ...{
        name: 'b',
        kind: 'deal',
        channels: ['phone', 'mail'],
        toldAt: LATER,
        counts: { sent: 2, failed: 1, pending: 1 },
      },
    },
  ]);
  expect((await listWatches(database.db, 'a')).map(({ name }) => name)).toEqual(['a']);
  expect(await listWatches(database.db, 'c')).toEqual([]);
});
