/** Thirty days in which nothing new happens, though everything moves: each watch tells once, where comparing with the day before would tell for weeks. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { shortly, WatchMarket, type Ad } from './testing/watch-market.js';

let database: TestDatabase;
let market: WatchMarket;
beforeEach(async () => {
  database = await createTestDatabase();
  market = new WatchMarket(database.db);
});
afterEach(() => database.drop());

/** Two cycles a day. */
const CYCLES = 60;
const LIMIT = 300;
const CARD = 'RTX 3080 10GB Gigabyte Gaming OC';

/** Offers of one card around a price in cents. */
const offers = (cents: number): Ad[] =>
  Array.from({ length: 7 }, (_ad, i) => ({
    ...{ externalId: `o${i}`, title: 'RTX 3080 10GB', priceMinor: cents + (i - 3) * 100, priceText: '' },
  }));

async function halfDay(ads: readonly Ad[]): Promise<string[]> {
  market.hour += 6;
  return shortly(await market.cycle(ads));
}

/** What a rule without memory tells: each cycle at which it holds and did not in the one before. */
function naive(prices: readonly number[], holds: (price: number) => boolean): number {
  return prices.filter((price, i) => holds(price) && (i === 0 || !holds(prices[i - 1] ?? 0))).length;
}

test('a price that swings around the threshold by 2 % for 30 days is one message', async () => {
  const prices = Array.from({ length: CYCLES }, (_none, i) => Math.round(LIMIT * 100 * (1 + 0.02 * Math.sin(i * 2.1))));
  await market.publish(offers(32_000));
  const select = { models: ['3080'], memory_gb: 10 };
  await market.watch({ name: 'below', select, when: { price: { below: LIMIT, cooldown_hours: 0 } } });
  await market.watch({
    name: 'hair trigger',
    select,
    when: { price: { below: LIMIT, rearm_percent: 0.1, cooldown_hours: 0 } },
  });
  expect(await market.told()).toEqual([]);
  for (const cents of prices) await halfDay(offers(cents));
  const told = async (name: string): Promise<number> =>
    (await database.db('notifications').join('watches', 'watches.id', 'watch_id').where({ name })).length;
  const without = naive(prices, (cents) => cents < LIMIT * 100);
  process.stdout.write(`30 days around the threshold: ${await told('below')} message; without hysteresis ${without}\n`);
  expect(without).toBeGreaterThan(15);
  expect(await told('below')).toBe(1);
  // The swing is real: where nothing holds the watch back, it tells each time.
  expect(await told('hair trigger')).toBe(without);
}, 120_000);

test('an offer that is re-listed, promoted and written in the other currency for 30 days is one message', async () => {
  const others = Array.from({ length: 6 }, (_ad, i): Ad => ({
    ...{ externalId: `other${i}`, title: 'RTX 3080 10GB', priceMinor: (380 + i) * 100, priceText: '' },
  }));
  await market.publish(others);
  await market.watch({ select: { models: ['3080'], max_price: 350 } });
  await market.told();
  const told: string[] = [];
  const shown = new Set<string>();
  for (let i = 0; i < CYCLES; i += 1) {
    // A new ad every fifth day, missing for one cycle in between; euro and lev in turn; promoted now and then.
    const externalId = `ad${Math.floor(i / 10)}`;
    const inLev = i % 2 === 1;
    const ad: Ad = {
      ...{ externalId, title: CARD, location: 'София', promoted: i % 3 === 0, photoCount: 4 },
      ...(inLev
        ? { priceMinor: 62_587, currency: 'BGN', priceText: '625,87 лв.' }
        : { priceMinor: 32_000, priceText: '320 €' }),
    };
    const isThere = i % 10 !== 9;
    if (isThere) shown.add(`${externalId} ${ad.currency ?? 'EUR'} ${ad.promoted}`);
    told.push(...(await halfDay(isThere ? [...others, ad] : others)));
  }
  process.stdout.write(`30 days of one offer in new clothes: ${told.length} message; ${shown.size} forms of it\n`);
  expect(shown.size).toBeGreaterThan(20);
  expect(told).toEqual(['new 320']);
}, 120_000);
