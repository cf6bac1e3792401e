/** The steps of a cycle on any store, for the contracts: an hour of a day for each. */
import { expect } from '@jest/globals';
import { checkBooks } from '../books.js';
import type { CycleToken } from '../cycle.js';
import type { CycleStore, PublishResult } from '../cycle-store.js';
import type { JudgedAd } from '../judge-ad.js';
import { aLastPage, RULES } from './builders.js';

export const MARKET = { slug: 'demo', baseUrl: 'http://market.test/', currency: 'EUR' } as const;
export const HOUR = 3_600_000;
export const START = Date.parse('2026-11-01T10:00:00Z');
const RESUME_HOURS = 6;

export const begin = async (store: CycleStore, hour: number, terms = ['rtx'], market = 'demo'): Promise<CycleToken> => {
  await store.ensureMarket({ ...MARKET, slug: market });
  const now = new Date(START + hour * HOUR);
  const resumeSince = new Date(now.getTime() - RESUME_HOURS * HOUR);
  return (await store.begin({ market, trigger: 'manual', pod: 'test', now, resumeSince, terms })).token;
};
export const publish = async (
  store: CycleStore,
  token: CycleToken,
  hour: number,
  complete = true,
): Promise<PublishResult> => {
  const books = await store.books(token, RULES);
  expect(checkBooks(books)).toEqual([]);
  return store.publish(token, {
    now: new Date(START + hour * HOUR),
    rulesVersion: RULES,
    books,
    complete,
    message: 'test',
  });
};
/** One whole cycle that sees `ads` on a single page. */
export const cycle = async (
  store: CycleStore,
  hour: number,
  ads: readonly JudgedAd[],
  complete = true,
  market = 'demo',
): Promise<PublishResult> => {
  const token = await begin(store, hour, ['rtx'], market);
  const search = await store.nextSearch(token);
  await store.savePage(token, aLastPage(search!.id, ads));
  return publish(store, token, hour, complete);
};
