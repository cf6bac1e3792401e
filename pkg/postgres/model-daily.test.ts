import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { addDays, startOfDay } from '../analytics/day.js';
import { carryForward } from '../analytics/history.js';
import { summarise } from '../analytics/statistics.js';
import type { DailyPrices } from '../listing/market-reader.js';
import { recomputeModelDaily, refreshModelDaily, refreshModelDailyThrough } from './model-daily.js';
import { PgMarketReader } from './pg-market-reader.js';
import { openReaderPool } from './reader-pool.js';

let database: TestDatabase;
let marketId: number;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.db.raw(
    'TRUNCATE markets, scrape_cycles, listings, listing_prices, listing_events, model_daily CASCADE',
  );
  const [market] = await database
    .db('markets')
    .insert({ slug: 'demo', base_url: 'http://localhost', currency: 'EUR' })
    .returning<{ id: number }[]>('id');
  marketId = market!.id;
});
afterAll(() => database.drop());

interface Moment {
  readonly at: Date;
  readonly status?: 'active' | 'missing' | 'gone' | 'withdrawn';
  readonly eurCents?: number | null;
  readonly model?: string;
}
const at = (text: string): Date => new Date(`2026-${text}Z`);

/** Stores a listing and what happened to it, as publishing does: the row holds the latest state. */
async function happened(externalId: string, moments: readonly Moment[]): Promise<number> {
  let state = { status: 'active', eurCents: null as number | null, model: 'RTX 3060' };
  for (const { at: _at, ...change } of moments) state = { ...state, ...change };
  const [listing] = await database
    .db('listings')
    .insert({
      ...{ market_id: marketId, external_id: externalId, url: '', title: '', memory_gb: 12, currency: 'EUR' },
      ...{
        model: state.model,
        status: state.status,
        price_minor: state.eurCents ?? 0,
        price_eur_cents: state.eurCents,
      },
      ...{ first_seen_at: moments[0]!.at, last_seen_at: moments[0]!.at, clock_started_at: moments[0]!.at },
    })
    .returning<{ id: string }[]>('id');
  await record(Number(listing!.id), moments);
  return Number(listing!.id);
}

async function record(id: number, moments: readonly Moment[]): Promise<void> {
  let model = 'RTX 3060';
  for (const moment of moments) {
    model = moment.model ?? model;
    if (moment.status !== undefined || moment.model !== undefined)
      await database.db('listing_events').insert({
        ...{ listing_id: id, at: moment.at, to_status: moment.status ?? 'active', model, memory_gb: 12, why: 'test' },
      });
    if (moment.eurCents !== undefined)
      await database.db('listing_prices').insert({
        ...{ listing_id: id, since: moment.at, price_minor: moment.eurCents ?? 0, currency: 'EUR' },
        price_eur_cents: moment.eurCents,
      });
  }
}

async function stored(): Promise<string[]> {
  const { rows } = await database.db.raw<{ rows: Record<string, unknown>[] }>(
    `SELECT model, day::text, n, median_eur_cents AS median FROM model_daily ORDER BY day, model`,
  );
  return rows.map(({ model, day, n, median }) => `${String(day)} ${String(model)} n=${String(n)} ${String(median)}`);
}

test('a price is carried forward until it changes, and an ad counts only while it is active', async () => {
  await happened('1', [
    { at: at('01-01T10:00:00'), status: 'active', eurCents: 20_000 },
    { at: at('01-03T10:00:00'), eurCents: 18_000 },
    { at: at('01-04T10:00:00'), status: 'missing' },
    { at: at('01-05T10:00:00'), status: 'active' },
    { at: at('01-06T10:00:00'), status: 'missing' },
    { at: at('01-07T10:00:00'), status: 'gone' },
  ]);
  await recomputeModelDaily(database.db, '2025-12-31', '2026-01-08');
  await expect(stored()).resolves.toEqual([
    '2026-01-01 RTX 3060 n=1 20000',
    '2026-01-02 RTX 3060 n=1 20000',
    '2026-01-03 RTX 3060 n=1 18000',
    '2026-01-05 RTX 3060 n=1 18000',
  ]);
});

test('an ad counts as the model it was taken for on that day, and without a euro price not at all', async () => {
  await happened('1', [
    { at: at('01-01T10:00:00'), status: 'active', eurCents: 20_000 },
    { at: at('01-02T10:00:00'), model: 'RTX 3060 Ti' },
  ]);
  await happened('2', [{ at: at('01-01T10:00:00'), status: 'active', eurCents: null }]);
  await recomputeModelDaily(database.db, '2026-01-01', '2026-01-02');
  await expect(stored()).resolves.toEqual(['2026-01-01 RTX 3060 n=1 20000', '2026-01-02 RTX 3060 Ti n=1 20000']);
});

test('midnight belongs to the new day', async () => {
  await happened('1', [{ at: at('01-02T00:00:00'), status: 'active', eurCents: 20_000 }]);
  await recomputeModelDaily(database.db, '2026-01-01', '2026-01-02');
  await expect(stored()).resolves.toEqual(['2026-01-02 RTX 3060 n=1 20000']);
});

test('a day is replaced, not added to; a day without offers has no rows', async () => {
  const id = await happened('1', [{ at: at('01-01T10:00:00'), status: 'active', eurCents: 20_000 }]);
  await expect(refreshModelDaily(database.db, '2026-01-01')).resolves.toBe(1);
  await database.db('listings').where({ id }).delete();
  await expect(refreshModelDaily(database.db, '2026-01-01')).resolves.toBe(0);
  await expect(stored()).resolves.toEqual([]);
});

test('days on which nothing was published are carried forward by the next publish', async () => {
  await happened('1', [{ at: at('01-01T10:00:00'), status: 'active', eurCents: 20_000 }]);
  await refreshModelDailyThrough(database.db, '2026-01-01');
  await refreshModelDailyThrough(database.db, '2026-01-04');
  expect((await stored()).map((row) => row.slice(0, 10))).toEqual([
    '2026-01-01',
    '2026-01-02',
    '2026-01-03',
    '2026-01-04',
  ]);
});

test('a past day recomputed equals what was published on that day, whatever happened since', async () => {
  const FROM = '2026-02-01';
  const DAYS = 14;
  const moment = fc.record({
    hour: fc.integer({ min: 0, max: DAYS * 24 - 1 }),
    status: fc.constantFrom('active', 'missing', 'gone', 'withdrawn', undefined),
    eurCents: fc.option(fc.integer({ min: 1_000, max: 90_000 }), { nil: undefined }),
    model: fc.constantFrom('RTX 3060', 'RX 6600', undefined),
  });
  const lives = fc.array(fc.uniqueArray(moment, { selector: ({ hour }) => hour, minLength: 1, maxLength: 8 }), {
    minLength: 5,
    maxLength: 25,
  });
  const [ads] = fc.sample(lives, { numRuns: 1, seed: 7 });
  const listings = ads!.map((life) =>
    life
      .toSorted((a, b) => a.hour - b.hour)
      .map(({ hour, status, eurCents, model }, index) => ({
        at: new Date(startOfDay(FROM).getTime() + hour * 3_600_000),
        ...(index === 0 ? { status: 'active' as const, eurCents: eurCents ?? 20_000, model: model ?? 'RTX 3060' } : {}),
        ...(index > 0 && status !== undefined && { status }),
        ...(index > 0 && eurCents !== undefined && { eurCents }),
        ...(index > 0 && model !== undefined && { model, status: status ?? 'active' }),
      })),
  );
  // Day by day, as it was lived: only what had happened by then is in the database.
  const ids = new Map<number, number>();
  const rows = async (): Promise<unknown> => database.db('model_daily').orderBy(['day', 'model', 'memory_gb']);
  for (let d = 0; d < DAYS; d += 1) {
    const day = addDays(FROM, d);
    for (const [index, moments] of listings.entries()) {
      const today = moments.filter((m) => m.at >= startOfDay(day) && m.at < startOfDay(addDays(day, 1)));
      if (today.length === 0) continue;
      const until = moments.filter((m) => m.at < startOfDay(addDays(day, 1)));
      const id = ids.get(index);
      if (id !== undefined) await database.db('listings').where({ id }).delete();
      ids.set(index, await happened(`${index}-${d}`, until));
    }
    await refreshModelDailyThrough(database.db, day);
  }
  const published = await rows();
  await database.db('model_daily').delete();
  await recomputeModelDaily(database.db, FROM, addDays(FROM, DAYS - 1));
  await expect(rows()).resolves.toEqual(published);

  // Whether listings are looked up one by one or all are read makes no difference.
  await database.db('model_daily').delete();
  for (let d = 0; d < DAYS; d += 1) await refreshModelDaily(database.db, addDays(FROM, d), 0);
  await expect(rows()).resolves.toEqual(published);

  // And all equal an independent computation in memory.
  const byDay = new Map<string, number[]>();
  for (const moments of listings) {
    let state = { status: 'active', eurCents: 0, model: '' };
    const changes = moments.map((m) => ((state = { ...state, ...m }), { since: m.at, value: state }));
    for (const { day, value } of carryForward(changes, FROM, addDays(FROM, DAYS - 1)))
      if (value.status === 'active') {
        const key = `${day} ${value.model}`;
        byDay.set(key, [...(byDay.get(key) ?? []), value.eurCents]);
      }
  }
  const expected = [...byDay].map(([key, prices]) => {
    const { n, median } = summarise(prices);
    return `${key} n=${n} ${median}`;
  });
  await expect(stored()).resolves.toEqual(expected.sort());
});

/** The series as readers get them, in all markets or in one. */
async function series(market?: string): Promise<DailyPrices[]> {
  const pool = openReaderPool({ url: database.url, applicationName: 'test', poolMax: 1, onIdleError: () => undefined });
  try {
    return await new PgMarketReader(pool).read((view) => view.daily(30, undefined, market));
  } finally {
    await pool.end();
  }
}

async function otherMarket(): Promise<number> {
  const [other] = await database
    .db('markets')
    .insert({ slug: 'other', base_url: '', currency: 'EUR' })
    .returning<{ id: number }[]>('id');
  return other!.id;
}

const day = (rows: readonly DailyPrices[], of: string): DailyPrices | undefined => rows.find((row) => row.day === of);

function shown(prices: readonly number[]): Partial<DailyPrices> {
  const { n, leftOut, min, p25, median, p75, max, mean } = summarise(prices);
  return {
    ...{ n, leftOut, minEurCents: min, p25EurCents: p25, medianEurCents: median, p75EurCents: p75 },
    ...{ maxEurCents: max, meanEurCents: mean },
  };
}

test('a day of one market is computed and replaced without the others, and together they are what all prices say', async () => {
  const other = await otherMarket();
  const prices = { demo: [10_000, 20_000, 26_000], other: [15_000, 70_000] };
  for (const [slug, own] of Object.entries(prices))
    for (const [index, eurCents] of own.entries()) {
      const id = await happened(`${slug}-${index}`, [{ at: at('01-01T10:00:00'), status: 'active', eurCents }]);
      if (slug === 'other') await database.db('listings').where({ id }).update({ market_id: other });
    }
  await expect(refreshModelDailyThrough(database.db, '2026-01-01', marketId)).resolves.toBe(1);
  await expect(refreshModelDailyThrough(database.db, '2026-01-01', other)).resolves.toBe(1);
  await expect(refreshModelDailyThrough(database.db, '2026-01-02', other)).resolves.toBe(2);
  expect(day(await series('demo'), '2026-01-01')).toMatchObject(shown(prices.demo));
  expect(day(await series('other'), '2026-01-01')).toMatchObject(shown(prices.other));
  expect(day(await series(), '2026-01-01')).toMatchObject(shown([...prices.demo, ...prices.other]));
  expect(day(await series(), '2026-01-02')).toMatchObject(shown(prices.other));
  expect(day(await series('demo'), '2026-01-02')).toBeUndefined();
  await database.db('listings').where({ market_id: marketId }).delete();
  await expect(refreshModelDaily(database.db, '2026-01-01', undefined, marketId)).resolves.toBe(0);
  expect(day(await series(), '2026-01-01')).toMatchObject(shown(prices.other));
});

test('a day that the release before computed for all together is read as such, and taken apart when it is computed again', async () => {
  const other = await otherMarket();
  await happened('1', [{ at: at('01-01T10:00:00'), status: 'active', eurCents: 10_000 }]);
  const id = await happened('2', [{ at: at('01-01T10:00:00'), status: 'active', eurCents: 30_000 }]);
  await database.db('listings').where({ id }).update({ market_id: other });
  await database.db('model_daily').insert({
    ...{ model: 'RTX 3060', memory_gb: 12, day: '2026-01-01', n: 2, min_eur_cents: 10_000, p25_eur_cents: 15_000 },
    ...{ median_eur_cents: 20_000, p75_eur_cents: 25_000, max_eur_cents: 30_000, mean_eur_cents: 20_000 },
  });
  await expect(series()).resolves.toMatchObject([{ n: 2, medianEurCents: 20_000 }]);
  await refreshModelDailyThrough(database.db, '2026-01-01', marketId);
  await expect(series()).resolves.toMatchObject([{ n: 2, medianEurCents: 20_000, p25EurCents: 15_000 }]);
  await expect(series('demo')).resolves.toMatchObject([{ n: 1, medianEurCents: 10_000 }]);
  await expect(series('other')).resolves.toMatchObject([{ n: 1, medianEurCents: 30_000 }]);
});

test('an offer in doubt counts from when the doubt is gone', async () => {
  const id = await happened('1', [{ at: at('01-01T10:00:00'), status: 'active', eurCents: 20_000 }]);
  await database.db('listing_events').where({ listing_id: id }).update({ review: 'weak-evidence' });
  await record(id, [{ at: at('01-03T10:00:00'), status: 'active' }]);
  for (const readThroughAbove of [250_000, 0]) {
    for (const one of ['2026-01-02', '2026-01-03']) await refreshModelDaily(database.db, one, readThroughAbove);
    await expect(stored()).resolves.toEqual(['2026-01-03 RTX 3060 n=1 20000']);
  }
});
