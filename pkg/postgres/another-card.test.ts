/** An ad that its seller makes another card of: a new offer, whose prices and time begin anew. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readMarket } from '../../test/support/read-market.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { BAND_EDGES } from '../analytics/selling-time.js';
import { createClassifier } from '../classify/classifier.js';
import type { MarketView } from '../listing/market-reader.js';
import type { Classifier } from '../listing/verdict.js';
import { publishCycleOf, type PublishedCycle } from './testing/published-cycle.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const dayOf = (day: number): Date => new Date(Date.UTC(2026, 0, 1 + day, 12));
type Ad = PublishedCycle['ads'][number];

/** Found by the first cycle, and there all the time: what the card is compared with. */
const OTHERS: readonly Ad[] = ['RTX 3060 12GB', 'RTX 3070 8GB'].flatMap((title, card) =>
  Array.from({ length: 6 }, (_ad, i) => ({
    ...{ externalId: `${card}${i}`, title: `${title} ${i}`, priceMinor: (card === 0 ? 17_000 : 21_000) + i * 100 },
  })),
);

async function publish(day: number, ads: readonly Ad[], classifier: Classifier = createClassifier()): Promise<void> {
  await publishCycleOf(database.db, { now: dayOf(day), classifier, ads: [...OTHERS, ...ads] });
}

const read = <T>(work: (view: MarketView) => Promise<T>): Promise<T> => readMarket(database.url, work);

const ad = (title: string, priceMinor: number): Ad => ({ externalId: 'edited', title, priceMinor });
const clock = async (): Promise<Date> =>
  (await database.db('listings').where({ external_id: 'edited' }).first<{ at: Date }>('clock_started_at as at')).at;
const priceChain = async (): Promise<number[]> => {
  const { id } = await database.db('listings').where({ external_id: 'edited' }).first<{ id: number }>('id');
  return (await read((view) => view.listing(id)))!.prices.map((price) => price.priceMinor);
};

test('edited from a 3060 into a 3070 it is up since that day, first asked what it asked then, and sold at that', async () => {
  await publish(0, []);
  await publish(1, [ad('RTX 3060 12GB', 17_000)]);
  await publish(3, [ad('RTX 3060 12GB', 16_000)]);
  await publish(5, [ad('RTX 3070 8GB', 22_000)]);
  expect(await clock()).toEqual(dayOf(5));
  await publish(7, [ad('RTX 3070 8GB', 21_000)]);
  const daysUp = await read(async (view) => {
    for await (const batch of view.comparables('RTX 3070'))
      for (const { priceEurCents, daysUp: up } of batch) if (priceEurCents === 21_000 && up < 6) return up;
    return null;
  });
  expect(daysUp).toBe(2);
  await publish(9, []);
  await publish(10, []);
  expect(await priceChain()).toEqual([22_000, 21_000]);
  const [asOld, asNew, endings, spells] = await read(async (view) => [
    await view.lifetimes('RTX 3060'),
    await view.lifetimes('RTX 3070'),
    await view.endedOffers('RTX 3070'),
    await view.priceSpells(BAND_EDGES, 'RTX 3070'),
  ]);
  expect(asOld).toEqual([]);
  expect(asNew).toEqual([{ memoryGb: 8, days: 4, ended: true }]);
  expect(endings).toEqual([{ memoryGb: 8, firstEurCents: 22_000, lastEurCents: 21_000, days: 4 }]);
  expect(spells.map(({ days, ended, censored }) => ({ days, ended, censored }))).toEqual([
    { days: 2, ended: 1, censored: 1 },
  ]);
});

test('the days before stay those of the card that it was', async () => {
  await publish(0, []);
  await publish(1, [ad('RTX 3060 12GB', 17_000)]);
  await publish(2, [ad('RTX 3070 8GB', 17_000)]);
  const counts = await read((view) => view.daily(30));
  expect(counts.map(({ model, day, n }) => [model, day, n])).toEqual([
    ['RTX 3060', '2026-01-01', 6],
    ['RTX 3070', '2026-01-01', 6],
    ['RTX 3060', '2026-01-02', 7],
    ['RTX 3070', '2026-01-02', 6],
    ['RTX 3060', '2026-01-03', 6],
    ['RTX 3070', '2026-01-03', 7],
  ]);
  // The same price of another card is a price of its own.
  expect(await priceChain()).toEqual([17_000]);
  expect(
    await database
      .db('listing_prices as p')
      .join('listings as l', 'l.id', 'p.listing_id')
      .where({ external_id: 'edited' }),
  ).toHaveLength(2);
});

test.each([
  ['says its memory at last', 'RTX 3060', 'RTX 3060 12GB', 1],
  ['is worded otherwise', 'RTX 3060 12GB', 'RTX 3060 12GB Gaming', 1],
  ['has another memory', 'RTX 3060 12GB', 'RTX 3060 8GB', 2],
])('an ad that %s: up since day %#', async (_what, before, after, day) => {
  await publish(0, []);
  await publish(1, [ad(before, 17_000)]);
  await publish(2, [ad(after, 17_000)]);
  expect(await clock()).toEqual(dayOf(day));
});

test('what rules of today take for another card, under the title that it always had, goes on as it was', async () => {
  await publish(0, []);
  await publish(1, [ad('RTX 3060 12GB', 17_000)]);
  const inner = createClassifier();
  await publish(2, [ad('RTX 3060 12GB', 17_000)], {
    rulesVersion: 'other',
    classify: (text) => ({
      ...inner.classify(text),
      rulesVersion: 'other',
      ...(text.title === 'RTX 3060 12GB' && { model: 'RTX 3070', memoryGb: 8 }),
    }),
  });
  expect(await database.db('listings').where({ external_id: 'edited' }).first<object>('model')).toEqual({
    model: 'RTX 3070',
  });
  expect(await clock()).toEqual(dayOf(1));
});
