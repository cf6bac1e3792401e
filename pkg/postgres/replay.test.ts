import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { anAccepted, aRejected } from '../listing/testing/builders.js';
import type { Classifier } from '../listing/verdict.js';
import { SCRAPE_LOCK } from './cycle-lock.js';
import { recomputeModelDaily } from './model-daily.js';
import { MarketBusyError } from './lock-markets.js';
import { replay, type ReplayOptions, type ReplayReport } from './replay.js';
import { publishCycleOf } from './testing/published-cycle.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const at = (day: number, hour = 10): Date => new Date(Date.UTC(2026, 10, day, hour));

/** Rules that know a few words: the later ones learn what a laptop is, tell a Ti, and forgive "кутия". */
function rules(version: 1 | 2): Classifier {
  const rulesVersion = `rules-${version}`;
  return {
    rulesVersion,
    classify: ({ title }) => {
      if (version === 2 && title.includes('лаптоп')) return aRejected({ rulesVersion, reason: 'laptop' });
      if (version === 1 && title.includes('кутия')) return aRejected({ rulesVersion, reason: 'part' });
      if (title.includes('3060 Ti') && version === 2)
        return anAccepted({ rulesVersion, model: 'RTX 3060 Ti', memoryGb: 8 });
      return anAccepted({ rulesVersion, flags: version === 2 && title.includes('нова') ? ['new'] : [] });
    },
  };
}
const CARDS = [20_000, 21_000, 22_000, 23_000].map((priceMinor, i) => ({
  externalId: `card ${i}`,
  title: 'RTX 3060',
  priceMinor,
}));
const ADS = [
  ...CARDS,
  { externalId: 'laptop', title: 'лаптоп с RTX 3060', priceMinor: 90_000 },
  { externalId: 'ti', title: 'RTX 3060 Ti', priceMinor: 28_000 },
  { externalId: 'boxed', title: 'RTX 3060 с кутия', priceMinor: 21_500 },
  { externalId: 'new', title: 'RTX 3060 нова', priceMinor: 26_000 },
];
const run = (more: Partial<ReplayOptions> = {}): Promise<ReplayReport> =>
  replay(database.db, { classifier: rules(2), now: at(3), dryRun: false, pageSize: 3, ...more });

/** Everything that a replay may change, as text. */
async function state(): Promise<string[]> {
  const lines: string[] = [];
  for (const statement of [
    `SELECT external_id, status, model, memory_gb, flags, price_minor, first_seen_at, clock_started_at, cycle_id FROM listings ORDER BY external_id`,
    `SELECT l.external_id, since, p.price_minor FROM listing_prices p JOIN listings l ON l.id = listing_id ORDER BY 1, 2`,
    `SELECT l.external_id, at, from_status, to_status, e.model, why FROM listing_events e JOIN listings l ON l.id = listing_id ORDER BY e.id`,
    `SELECT * FROM model_daily ORDER BY day, model, memory_gb`,
    `SELECT raw_ad_id, rules_version, verdict FROM verdicts ORDER BY 1, 2`,
    `SELECT data_version FROM markets`,
  ])
    lines.push(...(await database.db.raw<{ rows: unknown[] }>(statement)).rows.map((row) => JSON.stringify(row)));
  return lines;
}

async function statuses(): Promise<Record<string, string>> {
  const { rows } = await database.db.raw<{ rows: { id: string; says: string }[] }>(
    `SELECT external_id AS id, status || ' ' || model AS says FROM listings ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ id, says }) => [id, says]));
}

test('a card whose page gave different prices is in doubt for whatever rules judge it', async () => {
  const [first, second] = CARDS;
  const ads = [first!, { ...second!, priceDisagrees: true }];
  await publishCycleOf(database.db, { now: at(1), classifier: rules(1), ads });
  await run();
  const { rows } = await database.db.raw(
    `SELECT external_id, review, v.rules_version, v.rule FROM listings l JOIN verdicts v USING (raw_ad_id) ORDER BY 1, 3`,
  );
  const held = { external_id: 'card 1', review: 'price-disagrees', rule: 'price.disagrees' };
  expect(rows).toMatchObject([
    ...['rules-1', 'rules-2'].map((rules_version) => ({ external_id: 'card 0', review: null, rules_version })),
    ...['rules-1', 'rules-2'].map((rules_version) => ({ ...held, rules_version })),
  ]);
});

test('a replay withdraws, renames and adds listings, and says what flips and how each median moves', async () => {
  await publishCycleOf(database.db, { now: at(1), classifier: rules(1), ads: ADS });
  const report = await run();
  expect(report).toMatchObject({
    ...{ rulesVersion: 'rules-2', dryRun: false, judged: 8 },
    listings: { withdrawn: 1, restored: 0, remodelled: 1, reflagged: 1, added: 1 },
    medians: [
      { model: 'RTX 3060', memoryGb: 12, nBefore: 7, nAfter: 6, medianBefore: 23_000, medianAfter: 21_750 },
      { model: 'RTX 3060 Ti', memoryGb: 8, nBefore: 0, nAfter: 1, medianBefore: null, medianAfter: 28_000 },
    ],
  });
  expect(
    report.flips.map(({ from, to, texts, titles }) => [from.model, from.reason, to.model, to.reason, texts, titles]),
  ).toEqual(
    expect.arrayContaining([
      ['RTX 3060', null, null, 'laptop', 1, ['лаптоп с RTX 3060']],
      ['RTX 3060', null, 'RTX 3060 Ti', null, 1, ['RTX 3060 Ti']],
      [null, 'part', 'RTX 3060', null, 1, ['RTX 3060 с кутия']],
    ]),
  );
  expect(report.flips).toHaveLength(3);
  await expect(statuses()).resolves.toMatchObject({
    laptop: 'withdrawn RTX 3060',
    ti: 'active RTX 3060 Ti',
    boxed: 'active RTX 3060',
    'card 0': 'active RTX 3060',
  });
});

test('the same rules twice change nothing, not a byte', async () => {
  await publishCycleOf(database.db, { now: at(1), classifier: rules(1), ads: ADS });
  await run();
  const before = await state();
  const again = await run({ now: at(4) });
  expect(again).toMatchObject({ judged: 0, flips: [], medians: [] });
  expect(Object.values(again.listings)).toEqual([0, 0, 0, 0, 0, 0]);
  await expect(state()).resolves.toEqual(before);
});

test('a dry run tells exactly the same and changes nothing, even while a scraper is at work', async () => {
  await publishCycleOf(database.db, { now: at(1), classifier: rules(1), ads: ADS });
  const before = await state();
  const scraper = new pg.Client({ connectionString: database.url });
  await scraper.connect();
  await scraper.query('SELECT pg_advisory_lock($1, hashtext($2))', [SCRAPE_LOCK, 'demo']);
  const dry = await run({ dryRun: true });
  await expect(state()).resolves.toEqual(before);
  await expect(run()).rejects.toThrow(MarketBusyError);
  await expect(state()).resolves.toEqual(before);
  await scraper.end();
  await expect(run()).resolves.toEqual({ ...dry, dryRun: false });
});

test('a newly accepted ad has the history it had: first sight and prices of its own, and the event of now', async () => {
  const boxed = { externalId: 'boxed', title: 'RTX 3060 с кутия' };
  const others = CARDS.slice(0, 2);
  for (const [day, priceMinor] of [
    [1, 25_000],
    [2, 24_000],
    [3, 24_000],
    [4, 25_000],
  ] as const)
    await publishCycleOf(database.db, {
      now: at(day),
      classifier: rules(1),
      ads: [...others, { ...boxed, priceMinor }],
    });
  await run({ now: at(5) });
  const own = (await state()).filter((line) => line.includes('boxed'));
  expect(own.map((line) => JSON.parse(line) as Record<string, unknown>)).toEqual([
    expect.objectContaining({
      status: 'active',
      price_minor: 25_000,
      first_seen_at: at(1).toISOString(),
      clock_started_at: at(1).toISOString(),
    }),
    { external_id: 'boxed', since: at(1).toISOString(), price_minor: 25_000 },
    { external_id: 'boxed', since: at(2).toISOString(), price_minor: 24_000 },
    // Back to a text it had before: raw ads keep a text once, so the last change is known only as of now.
    { external_id: 'boxed', since: at(5).toISOString(), price_minor: 25_000 },
    expect.objectContaining({
      at: at(5).toISOString(),
      from_status: null,
      to_status: 'active',
      why: 'accepted by newer rules',
    }),
  ]);
});

test('past days stay as they were published', async () => {
  for (const day of [1, 2]) await publishCycleOf(database.db, { now: at(day), classifier: rules(1), ads: ADS });
  const past = (): Promise<unknown> =>
    database.db('model_daily').where('day', '<', '2026-11-03').orderBy(['day', 'model']);
  const published = await past();
  await run();
  await expect(past()).resolves.toEqual(published);
  await recomputeModelDaily(database.db, '2026-11-01', '2026-11-02');
  await expect(past()).resolves.toEqual(published);
});

test('an ad withdrawn by mistake comes back when the rules take it back', async () => {
  await publishCycleOf(database.db, { now: at(1), classifier: rules(2), ads: ADS });
  const strict: Classifier = { rulesVersion: 'strict', classify: () => aRejected({ rulesVersion: 'strict' }) };
  await expect(run({ classifier: strict, now: at(2) })).resolves.toMatchObject({ listings: { withdrawn: 7 } });
  await expect(
    run({
      classifier: {
        ...rules(2),
        rulesVersion: 'rules-3',
        classify: (ad) => ({ ...rules(2).classify(ad), rulesVersion: 'rules-3' }),
      },
    }),
  ).resolves.toMatchObject({
    listings: { restored: 7, added: 0 },
  });
  await expect(statuses()).resolves.toMatchObject({ 'card 0': 'active RTX 3060' });
});

test('an ad that ended is judged, but nothing comes back from the dead', async () => {
  await publishCycleOf(database.db, { now: at(1), classifier: rules(1), ads: ADS });
  for (const day of [2, 3]) await publishCycleOf(database.db, { now: at(day), classifier: rules(1), ads: CARDS });
  const report = await run({ now: at(4) });
  expect(report).toMatchObject({ judged: 8, listings: { withdrawn: 1, remodelled: 1, added: 0 }, medians: [] });
  await expect(statuses()).resolves.toMatchObject({ laptop: 'withdrawn RTX 3060', ti: 'gone RTX 3060 Ti' });
});

test('--since judges only what a cycle saw since then', async () => {
  await publishCycleOf(database.db, { now: at(1), classifier: rules(1), ads: ADS });
  await publishCycleOf(database.db, { now: at(2), classifier: rules(1), ads: CARDS });
  await expect(run({ dryRun: true, since: at(2) })).resolves.toMatchObject({ judged: 4 });
  await expect(run({ dryRun: true, since: at(9) })).resolves.toMatchObject({ judged: 0 });
  await expect(run({ dryRun: true, since: at(1) })).resolves.toMatchObject({ judged: 8 });
});

test('readers are told, so that their ETags and caches change', async () => {
  await publishCycleOf(database.db, { now: at(1), classifier: rules(1), ads: ADS });
  const listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  await listener.query('LISTEN cycle_published');
  const told = new Promise<string | undefined>((resolve) => {
    listener.on('notification', ({ payload }) => resolve(payload));
  });
  await run();
  await expect(told).resolves.toMatch(/^demo:\d+$/);
  await listener.end();
  await expect(database.db('markets').first('data_version')).resolves.toEqual({ data_version: 1 });
});
