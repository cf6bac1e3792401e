import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { pruneOldData } from './retention.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const now = new Date('2026-11-01T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
let cycles: number[];

/** One market with ten cycles, one every 50 days up to today; the last is published. */
beforeEach(async () => {
  await database.db.raw('TRUNCATE markets, scrape_cycles, raw_ads, listings CASCADE');
  await database.db('markets').insert({ slug: 'demo', base_url: 'http://localhost', currency: 'EUR' });
  cycles = [];
  for (let age = 450; age >= 0; age -= 50) cycles.push(await addCycle(daysAgo(age)));
  await database.db('markets').update({ last_published_cycle_id: cycles.at(-1) });
});

async function addCycle(at: Date): Promise<number> {
  const [cycle] = await database
    .db('scrape_cycles')
    .insert({
      market_id: database.db('markets').select('id').first(),
      ...{ trigger: 'test', pod: 'test', status: 'published', started_at: at, heartbeat_at: at, finished_at: at },
    })
    .returning<{ id: number }[]>('id');
  await database.db('cycle_searches').insert({ cycle_id: cycle!.id, term: 'rtx' });
  return cycle!.id;
}

/** A raw ad that the cycles at these positions saw, its verdict, and a listing in `status` if one is given. */
async function addAd(externalId: string, seenBy: readonly number[], status?: string): Promise<void> {
  const market_id = database.db('markets').select('id').first();
  const ids = seenBy.map((position) => cycles[position]!);
  const seen_at = daysAgo(450 - 50 * seenBy[0]!);
  const [raw] = await database
    .db('raw_ads')
    .insert({
      ...{
        market_id,
        external_id: externalId,
        content_hash: Buffer.alloc(32),
        first_cycle_id: ids[0],
        last_cycle_id: ids.at(-1),
      },
      ...{ url: '', title: '', price_text: '', negotiable: false, seen_at },
    })
    .returning<{ id: number }[]>('id');
  for (const cycle_id of ids)
    await database.db('cycle_ads').insert({ cycle_id, external_id: externalId, raw_ad_id: raw!.id, promoted: false });
  await database.db('verdicts').insert({
    ...{
      raw_ad_id: raw!.id,
      rules_version: 'v1',
      verdict: 'accepted',
      rule: 'x',
      evidence: '[]',
      model: 'RTX 3060',
      judged_at: now,
    },
  });
  if (status !== undefined)
    await database.db('listings').insert({
      ...{
        market_id,
        external_id: externalId,
        raw_ad_id: raw!.id,
        url: '',
        title: '',
        model: 'RTX 3060',
        price_minor: 1,
      },
      ...{ currency: 'EUR', status, first_seen_at: now, last_seen_at: now, clock_started_at: now },
    });
}
const texts = (): Promise<string[]> => database.db('raw_ads').orderBy('external_id').pluck<string[]>('external_id');
const options = { rawDays: 365, cyclesDays: 90, changesDays: 90, now };

test('the text of an ad goes a year after it was last seen, unless a listing that is still open refers to it', async () => {
  await addAd('open', [0], 'active');
  await addAd('missing', [0], 'missing');
  await addAd('gone', [0], 'gone');
  await addAd('unlisted', [0, 1]);
  await addAd('still seen', [0, 4]);
  await expect(pruneOldData(database.db, options)).resolves.toMatchObject({ rawAds: 2 });
  await expect(texts()).resolves.toEqual(['missing', 'open', 'still seen']);
  await expect(database.db('listings').where({ external_id: 'gone' }).first('raw_ad_id')).resolves.toEqual({
    raw_ad_id: null,
  });
  await expect(database.db('verdicts').count()).resolves.toMatchObject([{ count: 3 }]);
});

test('details of cycles go after their days; the published, the running and the newest three stay', async () => {
  await addAd('always', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const counts = await pruneOldData(database.db, { ...options, cyclesDays: 1 });
  expect(counts).toMatchObject({ cycleAds: 7, cycleSearches: 7, rawAds: 0 });
  await expect(database.db('cycle_ads').orderBy('cycle_id').pluck('cycle_id')).resolves.toEqual(cycles.slice(-3));
});

test('a cycle is forgotten when neither its details nor the age of a raw ad needs it any more', async () => {
  await addAd('old', [0]);
  await addAd('younger', [2]);
  await pruneOldData(database.db, { ...options, cyclesDays: 90 });
  // 450, 400 and 350 days ago: the newest that is over a year old stays as the mark, so a later call still knows ages.
  await expect(database.db('scrape_cycles').orderBy('id').pluck('id')).resolves.toEqual(cycles.slice(1));
  await expect(texts()).resolves.toEqual(['younger']);
  await expect(pruneOldData(database.db, options)).resolves.toEqual({
    cycles: 0,
    cycleSearches: 0,
    cycleAds: 0,
    rawAds: 0,
    changes: 0,
  });
});

test('one call does a bounded amount, and the next goes on', async () => {
  for (let i = 0; i < 7; i += 1) await addAd(`ad ${i}`, [0]);
  const bounded = { ...options, batchRows: 2, maxBatches: 2 };
  await expect(pruneOldData(database.db, bounded)).resolves.toMatchObject({ cycleAds: 4, rawAds: 4 });
  await expect(pruneOldData(database.db, bounded)).resolves.toMatchObject({ cycleAds: 3, rawAds: 3 });
  await expect(texts()).resolves.toEqual([]);
});

test('ads that a stored cycle still lists are kept, however long cycles are kept', async () => {
  await addAd('old', [0]);
  await expect(pruneOldData(database.db, { ...options, cyclesDays: 1_000 })).resolves.toMatchObject({ rawAds: 0 });
});

test('changes are kept for their days, the boundary itself included, market by market', async () => {
  await database.db('markets').insert({ slug: 'other', base_url: '', currency: 'EUR' });
  await addAd('ad', [0], 'active');
  const { id: listing_id } = await database.db('listings').first<{ id: number }>('id');
  const ids = await database.db('markets').orderBy('id').pluck<number[]>('id');
  for (const market_id of ids)
    for (const [index, days] of [200, 91, 90, 89].entries())
      await database.db('listing_changes').insert({
        ...{ market_id, seq: index + 1, listing_id, action: 'edit', why_code: 'other-words', why: '', cycle_id: 1 },
        ...{ at: daysAgo(days), before_status: 'active', status: 'active', model: '', price_minor: 1, currency: 'EUR' },
        ...{ flags: [], price_text: '', negotiable: false, photo_count: 0, url: '', title: '' },
        ...{ first_seen_at: now, clock_started_at: now, last_seen_at: now },
      });
  await expect(pruneOldData(database.db, { ...options, batchRows: 1, maxBatches: 1 })).resolves.toMatchObject({
    changes: 1,
  });
  await expect(pruneOldData(database.db, options)).resolves.toMatchObject({ changes: 3 });
  await expect(database.db('listing_changes').orderBy(['market_id', 'seq']).pluck('seq')).resolves.toEqual([
    3, 4, 3, 4,
  ]);
});
