/** Whether an offer counts as read: only its own page, opened as it is now and found there, says so. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readMarket } from '../../test/support/read-market.js';
import { publishAgain, seedListings } from '../../test/support/seed-listings.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { bgnFromEurCents } from '../listing/money.js';

const PRICE = 20_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 10 });
  const { db } = database;
  await db('markets').insert({ slug: 'other', base_url: '', currency: 'EUR' });
  await db('listings').where({ id: 1 }).update({ price_minor: PRICE, price_eur_cents: PRICE });
  for (let n = 0; n < 2; n += 1) await publishAgain(db);
});
afterAll(() => database.drop());

type Opening =
  'ad' | 'gone' | 'unread' | { readonly title?: string; readonly minor?: number; readonly currency?: string };

/** Listing 1 and what each opening of its page found, oldest first. */
async function isRead(openings: readonly Opening[], market = 1): Promise<boolean | undefined> {
  const { db } = database;
  await db('cycle_pages').delete();
  const ad = await db('listings')
    .where({ id: 1 })
    .first<{ title: string; price_minor: number }>('title', 'price_minor');
  for (const [at, opening] of openings.entries()) {
    const outcome = typeof opening === 'string' ? opening : 'ad';
    const { title = ad.title, minor = ad.price_minor, currency = 'EUR' } = typeof opening === 'string' ? {} : opening;
    await db('cycle_pages').insert({
      ...{ cycle_id: at + 1, position: 1, market_id: market, external_id: '1', url: '', why: 'deal' },
      ...{ title, price_minor: minor, currency, outcome, raw_ad_id: outcome === 'ad' ? 1 : null },
      opened_at: new Date(Date.UTC(2026, 10, 1 + at)),
    });
  }
  return readMarket(database.url, async (view) => {
    for await (const batch of view.comparables()) {
      const offer = batch.find(({ id }) => id === 1);
      if (offer !== undefined) return offer.pageRead;
    }
    return undefined;
  });
}

test.each<[string, readonly Opening[], boolean]>([
  ['never', [], false],
  ['as it is now', ['ad'], true],
  ['and not understood', ['unread'], false],
  ['under another title', [{ title: 'other' }], false],
  ['at another price', [{ minor: 1 }], false],
  ['at the same price in lev', [{ minor: bgnFromEurCents(PRICE), currency: 'BGN' }], true],
  ['at another price first, and then as it is', [{ minor: 1 }, 'ad'], true],
  ['as it is, and later at another price', ['ad', { minor: 1 }], false],
  ['and gone since', ['ad', 'gone'], false],
  ['gone, and then back', ['gone', 'ad'], true],
  ['and not understood the next time', ['ad', 'unread'], true],
])('opened %s', async (_when, openings, expected) => {
  expect(await isRead(openings)).toBe(expected);
});

test('an ad of another market with the same id says nothing', async () => {
  expect(await isRead(['ad'], 2)).toBe(false);
});
