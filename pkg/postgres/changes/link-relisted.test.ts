import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { anAccepted, aRejected } from '../../listing/testing/builders.js';
import type { RawAd } from '../../listing/raw-ad.js';
import type { Classifier } from '../../listing/verdict.js';
import { publishCycleOf } from '../testing/published-cycle.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE'));

const HOUR = 3_600_000;
const START = Date.UTC(2026, 8, 1, 10);
const classifier: Classifier = {
  rulesVersion: 'r1',
  classify: ({ title }) => (title === 'друга' ? aRejected({ rulesVersion: 'r1' }) : anAccepted({ rulesVersion: 'r1' })),
};
/** The same card, word for word, under another id. */
const ad = (externalId: string, over: Partial<RawAd> = {}): Partial<RawAd> & Pick<RawAd, 'externalId'> => ({
  externalId,
  title: 'Видеокарта RTX 3060 Asus Dual',
  description:
    'Продавам видеокарта в отлично състояние, работи безупречно, с кутия и гаранция, лично предаване в града',
  priceMinor: 25_000,
  photoCount: 5,
  ...over,
});
async function publish(hour: number, ids: readonly string[], market = 'demo'): Promise<number> {
  const ads = [{ externalId: 'other', title: 'друга' }, ...ids.map((id) => ad(id))];
  return (await publishCycleOf(database.db, { now: new Date(START + hour * HOUR), classifier, ads, market })).relisted;
}
/** What each ad re-lists, and the hour at which its clock began. */
async function links(): Promise<string[]> {
  const { rows } = await database.db.raw<{ rows: { ad: string; of: string | null; clock: Date }[] }>(
    `SELECT l.external_id AS ad, o.external_id AS of, l.clock_started_at AS clock
       FROM listings l LEFT JOIN listings o ON o.id = l.relist_of ORDER BY l.id`,
  );
  return rows.map(({ ad: name, of, clock }) => `${name} of ${of ?? 'none'} since ${(clock.getTime() - START) / HOUR}`);
}

test('an ad that ends in this very cycle and is up again under another id keeps its clock', async () => {
  await publish(0, ['a']);
  await expect(publish(6, ['b'])).resolves.toBe(1);
  await expect(links()).resolves.toEqual(['a of none since 0', 'b of a since 0']);
});

test('the clock goes on through a chain', async () => {
  for (const [hour, ids] of [
    [0, ['a']],
    [6, ['b']],
    [12, ['c']],
  ] as const)
    await publish(hour, ids);
  await expect(links()).resolves.toEqual(['a of none since 0', 'b of a since 0', 'c of b since 0']);
});

test('an ad that has an heir is not inherited from twice', async () => {
  await publish(0, ['a']);
  await publish(6, ['b']);
  await expect(publish(12, ['b', 'c'])).resolves.toBe(0);
  await expect(links()).resolves.toEqual(['a of none since 0', 'b of a since 0', 'c of none since 12']);
});

test('an ad of another market is another ad', async () => {
  await publish(0, ['a'], 'other');
  await publish(6, [], 'other');
  await expect(publish(12, ['b'])).resolves.toBe(0);
});

test.each([
  ['after 30 days it is still the same', 30 * 24, 1],
  ['an hour later it is another card', 30 * 24 + 1, 0],
])('%s', async (_rule, hour, linked) => {
  await publish(0, ['a']);
  await publish(hour - 1, []);
  await expect(publish(hour, ['b'])).resolves.toBe(linked);
});

test('an ad that the rules withdrew did not end: nothing re-lists it', async () => {
  await publish(0, ['a']);
  const strict = { rulesVersion: 'r2', classify: () => aRejected({ rulesVersion: 'r2' }) };
  await publishCycleOf(database.db, { now: new Date(START + HOUR), classifier: strict, ads: [ad('a')] });
  await expect(publish(6, ['b'])).resolves.toBe(0);
});
