/** A simulated market whose days pass in minutes: what is said of its ads goes by its own days, what is said of the cycles by ours. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClassifier } from '../../pkg/classify/classifier.js';
import type { MarketView } from '../../pkg/listing/market-reader.js';
import { startDemoMarket, type DemoMarket } from '../../pkg/market/demo/demo-server.js';
import { addLabel } from '../../pkg/postgres/labels.js';
import { replay } from '../../pkg/postgres/replay.js';
import { runDemoCycle } from '../support/demo-cycle.js';
import { FakeClock } from '../support/fake-clock.js';
import { readMarket } from '../support/read-market.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const EPOCH = Date.UTC(2026, 0, 1, 12);
const DAY_MS = 86_400_000;
const DAYS = 12;
const BETWEEN_CYCLES_MS = 180_000;
const STARTED = new Date('2026-03-15T12:00:00Z');
const instantOf = (day: number): Date => new Date(EPOCH + day * DAY_MS);
const dayOf = (day: number): string => instantOf(day).toISOString().slice(0, 10);

let database: TestDatabase;
let demo: DemoMarket;
let clock: FakeClock;
beforeAll(async () => {
  database = await createTestDatabase();
  clock = new FakeClock(STARTED.getTime());
  demo = await startDemoMarket({ seed: 12, ads: 250, generation: '2026', now: () => new Date(EPOCH) });
  await runDays(() => demo.today());
});
afterAll(async () => {
  await demo.close();
  await database.drop();
});

/** One cycle a simulated day, three minutes of ours apart. */
async function runDays(marketNow?: () => Date): Promise<void> {
  for (let day = 0; day < DAYS; day += 1) {
    const { status } = await runDemoCycle({
      ...{ db: database.db, marketUrl: demo.url, clock, terms: ['geforce', 'rtx'], adPages: 20 },
      ...(marketNow && { marketNow }),
    });
    expect(status).toBe('published');
    clock.advance(BETWEEN_CYCLES_MS);
    demo.advance(1);
  }
}

const read = <T>(work: (view: MarketView) => Promise<T>): Promise<T> => readMarket(database.url, work);

interface Life {
  readonly external_id: string;
  readonly first_seen_at: Date;
  readonly clock_started_at: Date;
  readonly course: string;
  readonly left_at: Date | null;
}

/** Every ad that was a card from its first sight on, with when it was first missed. */
async function lives(): Promise<Life[]> {
  const { rows } = await database.db.raw<{ rows: Life[] }>(`
    SELECT l.external_id, l.first_seen_at, l.clock_started_at, string_agg(e.to_status, ' ' ORDER BY e.id) AS course,
           min(e.at) FILTER (WHERE e.from_status = 'active') AS left_at
      FROM listings l JOIN listing_events e ON e.listing_id = l.id GROUP BY l.id ORDER BY l.external_id`);
  return rows;
}

/** The first and the last day on which a search could show each ad. */
function sights(): Map<string, { first: number; last: number }> {
  const seen = new Map<string, { first: number; last: number }>();
  for (let day = 0; day < DAYS; day += 1)
    for (const { externalId } of demo.truth().listingsOn(day))
      seen.set(externalId, { first: seen.get(externalId)?.first ?? day, last: day });
  return seen;
}

const finished = async (): Promise<Date[]> => database.db('scrape_cycles').orderBy('id').pluck<Date[]>('finished_at');
const daysStored = async (): Promise<string[]> =>
  (await read((view) => view.daily(365))).map(({ day }) => day).filter((day, at, all) => all.indexOf(day) === at);
const ours = Array.from({ length: DAYS }, (_cycle, at) => new Date(STARTED.getTime() + at * BETWEEN_CYCLES_MS));

test('time on market, ages and the days of every series are those of the market, to the day', async () => {
  const truth = sights();
  const all = await lives();
  for (const { external_id, first_seen_at } of all)
    expect([external_id, first_seen_at]).toEqual([external_id, instantOf(truth.get(external_id)!.first)]);
  const ended = all.filter(({ course }) => /^active( missing)? gone$/.test(course));
  expect(ended.length).toBeGreaterThan(10);
  for (const { external_id, left_at } of ended)
    expect([external_id, left_at]).toEqual([external_id, instantOf(truth.get(external_id)!.last + 1)]);

  expect(await daysStored()).toEqual(Array.from({ length: DAYS }, (_day, day) => dayOf(day)));
  const [lifetimes, offers] = await read(async (view) => {
    const comparable = [];
    const times = [];
    for (const model of await view.models()) times.push(...(await view.lifetimes(model)));
    for await (const batch of view.comparables()) comparable.push(...batch);
    return [times, comparable] as const;
  });
  const longest = Math.max(...lifetimes.filter((life) => life.ended).map((life) => life.days));
  expect(longest).toBeGreaterThanOrEqual(5);
  expect(lifetimes.every(({ days }) => Number.isInteger(days))).toBe(true);
  expect(Math.max(...offers.map(({ daysUp }) => daysUp))).toBe(DAYS - 1);

  // Our own clock stays what it is for the cycles: when they ran, and how long.
  expect(await finished()).toEqual(ours);
});

test('what a replay or a label changes happens on the day that the market has come to', async () => {
  const last = instantOf(DAYS - 1);
  const [first, second] = await database
    .db('listings')
    .where({ status: 'active', review: null })
    .orderBy('id')
    .select<{ id: number; external_id: string }[]>('id', 'external_id');
  const inner = createClassifier();
  const { title } = await database.db('listings').where({ id: first!.id }).first<{ title: string }>('title');
  const classifier: typeof inner = {
    rulesVersion: 'test',
    classify: (ad) =>
      ad.title === title
        ? { verdict: 'rejected', reason: 'fake', rule: 'test', evidence: [], rulesVersion: 'test' }
        : { ...inner.classify(ad), rulesVersion: 'test' },
  };
  await replay(database.db, { classifier, now: clock.now(), dryRun: false });
  await addLabel(database.db, {
    ...{ market: 'demo', externalId: second!.external_id, note: '', thisText: false, now: clock.now() },
    says: { verdict: 'rejected', reason: 'fake' },
  });
  const told = await database
    .db('listing_changes')
    .where({ action: 'withdraw' })
    .whereIn('listing_id', [first!.id, second!.id])
    .orderBy('seq')
    .pluck<Date[]>('at');
  expect(told).toEqual([last, last]);
  expect((await daysStored()).at(-1)).toBe(dayOf(DAYS - 1));
  const replays = await database.db('replays').orderBy('id').pluck<Date[]>('at');
  expect(replays).toEqual([clock.now(), clock.now()]);
});

test('an ad that was left out for days is there since the day of the market on which it was first seen', async () => {
  const truth = sights();
  const known = await database.db('listings').pluck<string[]>('external_id');
  const last = await database.db('scrape_cycles').max<{ max: number }[]>('id as max');
  const leftOut = await database
    .db('cycle_ads')
    .where({ cycle_id: last[0]!.max })
    .whereNotIn('external_id', known)
    .pluck<string[]>('external_id');
  const externalId = leftOut.find((id) => truth.get(id)!.first > 1 && truth.get(id)!.first < DAYS - 2);
  await addLabel(database.db, {
    ...{ market: 'demo', externalId: externalId!, note: '', thisText: false, now: clock.now() },
    says: { verdict: 'accepted', model: 'RTX 3060', memoryGb: 12 },
  });
  const since = instantOf(truth.get(externalId!)!.first);
  const rows = await database
    .db('listings as l')
    .join('listing_prices as p', 'p.listing_id', 'l.id')
    .where({ external_id: externalId! })
    .orderBy('p.since')
    .select<object[]>('l.first_seen_at', 'l.last_seen_at', 'p.since');
  expect(rows[0]).toEqual({ first_seen_at: since, last_seen_at: instantOf(DAYS - 1), since });
});

test('a market without a time of its own goes by our clock alone', async () => {
  await database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE');
  demo.advance(-demo.day);
  clock = new FakeClock(STARTED.getTime());
  await runDays();
  const { rows } = await database.db.raw<{ rows: object[] }>(
    'SELECT count(*)::int AS cycles, count(observed_at)::int AS observed FROM scrape_cycles',
  );
  expect(rows).toEqual([{ cycles: DAYS, observed: 0 }]);
  expect(await finished()).toEqual(ours);
  const within = ours.map((instant) => instant.getTime());
  for (const { first_seen_at, left_at } of await lives()) {
    expect(within).toContain(first_seen_at.getTime());
    if (left_at !== null) expect(within).toContain(left_at.getTime());
  }
  expect(await daysStored()).toEqual(['2026-03-15']);
});
