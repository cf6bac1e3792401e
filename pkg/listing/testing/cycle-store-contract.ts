/** What every CycleStore must keep; run by the in-memory fake and by PostgreSQL, so that the fake cannot drift. */
import { expect, test } from '@jest/globals';
import { checkBooks } from '../books.js';
import type { CycleToken } from '../cycle.js';
import { FencedError, type CycleStore, type JudgedAd, type PublishResult } from '../cycle-store.js';
import { aJudgedAd, aLastPage, anAccepted, aRejected, RULES } from './builders.js';

/** The published state, for comparison: everything but surrogate ids. */
export interface Published {
  readonly listings: readonly {
    market: string;
    externalId: string;
    model: string;
    memoryGb: number | null;
    priceMinor: number;
    currency: string;
    status: string;
    review: string | null;
  }[];
  readonly prices: readonly { externalId: string; since: string; priceMinor: number; currency: string }[];
  readonly events: readonly { externalId: string; at: string; from: string | null; to: string; why: string }[];
  /** In the order of the feed. */
  readonly changes: readonly { externalId: string; action: string; why: string }[];
}

export interface StoreUnderTest {
  readonly store: CycleStore;
  /** All listings ever, with prices and events, ordered by external id and time. */
  readonly published: () => Promise<Published>;
}

const MARKET = { slug: 'demo', baseUrl: 'http://market.test/', currency: 'EUR' } as const;
const HOUR = 3_600_000;
const START = Date.parse('2026-11-01T10:00:00Z');

export function cycleStoreContract(make: () => Promise<StoreUnderTest>): void {
  const begin = async (store: CycleStore, hour: number, terms = ['rtx'], resumeHours = 6): Promise<CycleToken> => {
    await store.ensureMarket(MARKET);
    const now = new Date(START + hour * HOUR);
    const resumeSince = new Date(now.getTime() - resumeHours * HOUR);
    return (await store.begin({ market: 'demo', trigger: 'manual', pod: 'test', now, resumeSince, terms })).token;
  };
  const publish = async (
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
  const cycle = async (
    store: CycleStore,
    hour: number,
    ads: readonly JudgedAd[],
    complete = true,
  ): Promise<PublishResult> => {
    const token = await begin(store, hour);
    const search = await store.nextSearch(token);
    await store.savePage(token, aLastPage(search!.id, ads));
    return publish(store, token, hour, complete);
  };

  test('an accepted ad becomes an active listing with its first price and event', async () => {
    const { store, published } = await make();
    await expect(cycle(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '2' }, aRejected())])).resolves.toMatchObject({
      active: 1,
      added: 1,
    });
    await expect(published()).resolves.toMatchObject({
      listings: [
        { externalId: '1001', model: 'RTX 3060', memoryGb: 12, priceMinor: 25_000, currency: 'EUR', status: 'active' },
      ],
      prices: [{ externalId: '1001', priceMinor: 25_000 }],
      events: [{ externalId: '1001', from: null, to: 'active', why: 'first seen' }],
    });
  });

  test('the same cycle again changes nothing', async () => {
    const { store, published } = await make();
    await cycle(store, 0, [aJudgedAd()]);
    const before = await published();
    await expect(cycle(store, 1, [aJudgedAd()])).resolves.toMatchObject({ added: 0, repriced: 0, missing: 0 });
    await expect(published()).resolves.toEqual(before);
  });

  test('a changed price is one more row; a switch of the display currency is none', async () => {
    const { store, published } = await make();
    await cycle(store, 0, [aJudgedAd({ priceMinor: 88_000, currency: 'BGN' })]);
    await expect(cycle(store, 1, [aJudgedAd({ priceMinor: 44_994, currency: 'EUR' })])).resolves.toMatchObject({
      repriced: 0,
    });
    await expect(cycle(store, 2, [aJudgedAd({ priceMinor: 40_000, currency: 'EUR' })])).resolves.toMatchObject({
      repriced: 1,
    });
    expect((await published()).prices.map(({ priceMinor, currency }) => [priceMinor, currency])).toEqual([
      [88_000, 'BGN'],
      [40_000, 'EUR'],
    ]);
  });

  test('absent from one complete cycle is missing, from two gone, and a return is active again', async () => {
    const { store, published } = await make();
    const other = aJudgedAd({ externalId: '2' });
    await cycle(store, 0, [aJudgedAd(), other]);
    await expect(cycle(store, 1, [other])).resolves.toMatchObject({ missing: 1, gone: 0, active: 1 });
    await expect(cycle(store, 2, [other])).resolves.toMatchObject({ missing: 0, gone: 1 });
    await expect(cycle(store, 3, [aJudgedAd(), other])).resolves.toMatchObject({ returned: 1, active: 2 });
    const events = (await published()).events.filter((event) => event.externalId === '1001');
    expect(events.map(({ from, to }) => [from, to])).toEqual([
      [null, 'active'],
      ['active', 'missing'],
      ['missing', 'gone'],
      ['gone', 'active'],
    ]);
  });

  test('an absent ad is gone at once when the site says so, and only an absent one is asked about', async () => {
    const { store, published } = await make();
    const other = aJudgedAd({ externalId: '2' });
    await cycle(store, 0, [aJudgedAd(), other]);
    const token = await begin(store, 1);
    const search = await store.nextSearch(token);
    await store.savePage(token, aLastPage(search!.id, [other]));
    await expect(store.absentees(token, 10)).resolves.toEqual([
      { externalId: '1001', url: 'https://market.test/ad/1001' },
    ]);
    await store.confirmGone(token, '1001');
    await expect(store.absentees(token, 10)).resolves.toEqual([]);
    await expect(publish(store, token, 1)).resolves.toMatchObject({ missing: 0, gone: 1 });
    expect((await published()).events.at(-2)).toMatchObject({
      from: 'active',
      to: 'gone',
      why: 'the site says it is gone',
    });
  });

  test('a partial cycle adds and reprices, but never moves an ad towards gone', async () => {
    const { store } = await make();
    await cycle(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '2' })]);
    await expect(cycle(store, 1, [aJudgedAd({ externalId: '3' })], false)).resolves.toMatchObject({
      added: 1,
      missing: 0,
      active: 3,
    });
  });

  test('an ad that the rules reject now is withdrawn, not gone, and comes back when they accept it again', async () => {
    const { store, published } = await make();
    await cycle(store, 0, [aJudgedAd()]);
    await expect(cycle(store, 1, [aJudgedAd({ title: 'лаптоп' }, aRejected())])).resolves.toMatchObject({
      withdrawn: 1,
      active: 0,
    });
    await expect(cycle(store, 2, [aJudgedAd()])).resolves.toMatchObject({ returned: 1, active: 1 });
    expect((await published()).events.map(({ to, why }) => [to, why])).toEqual([
      ['active', 'first seen'],
      ['withdrawn', 'rejected: laptop'],
      ['active', 'accepted again'],
    ]);
  });

  test('an ad that the rules take for another card says so in its events', async () => {
    const { store, published } = await make();
    await cycle(store, 0, [aJudgedAd()]);
    await cycle(store, 1, [aJudgedAd({ title: 'RTX 3060 Ti' }, anAccepted({ model: 'RTX 3060 Ti', memoryGb: 8 }))]);
    const { listings, events } = await published();
    expect(listings).toMatchObject([{ model: 'RTX 3060 Ti', memoryGb: 8 }]);
    expect(events.at(-1)).toMatchObject({ from: 'active', to: 'active', why: 'judged as another card' });
  });

  test('cards, repeats within and across searches, padding and rejects balance', async () => {
    const { store } = await make();
    const token = await begin(store, 0, ['rtx', 'geforce']);
    const first = await store.nextSearch(token);
    const a = aJudgedAd();
    const b = aJudgedAd({ externalId: '2' }, aRejected());
    await store.savePage(token, aLastPage(first!.id, [a, b, a], { padding: 3, unparsed: 1, announced: 5 }));
    const second = await store.nextSearch(token);
    expect(second).toMatchObject({ term: 'geforce', nextPage: 1 });
    await store.savePage(token, aLastPage(second!.id, [a], { announced: null }));
    await expect(store.nextSearch(token)).resolves.toBeUndefined();
    const books = await store.books(token, RULES);
    expect(checkBooks(books)).toEqual([]);
    expect(books).toMatchObject({
      cards: 8,
      seen: 3,
      duplicates: 2,
      padding: 3,
      parsed: 2,
      unparsed: 1,
      accepted: 1,
      rejected: { laptop: 1 },
      pages: 2,
      terms: [
        { term: 'rtx', announcedBySite: 5, announced: 5, seen: 3, unreached: 0, unexplained: 2 },
        { term: 'geforce', announcedBySite: null, announced: 1, seen: 1, unreached: 0, unexplained: 0 },
      ],
    });
  });

  test('a page stored twice counts once', async () => {
    const { store } = await make();
    const token = await begin(store, 0);
    const search = await store.nextSearch(token);
    const page = aLastPage(search!.id, [aJudgedAd()]);
    await store.savePage(token, page);
    await store.savePage(token, page);
    await expect(store.books(token, RULES)).resolves.toMatchObject({ cards: 1, pages: 1 });
  });

  test('a split search goes on in its price ranges', async () => {
    const { store } = await make();
    const token = await begin(store, 0);
    const search = await store.nextSearch(token);
    const ranges = [
      { priceFrom: null, priceTo: 200 },
      { priceFrom: 200, priceTo: null },
    ];
    await store.savePage(
      token,
      aLastPage(search!.id, [aJudgedAd()], { announced: 1_800, outcome: 'split', unread: 800, ranges }),
    );
    const lower = await store.nextSearch(token);
    expect(search).toMatchObject({ parentAnnounced: null });
    expect(lower).toMatchObject({ term: 'rtx', priceFrom: null, priceTo: 200, nextPage: 1, parentAnnounced: 1_800 });
    await store.savePage(token, aLastPage(lower!.id, [aJudgedAd(), aJudgedAd({ externalId: '2' })]));
    await expect(store.nextSearch(token)).resolves.toMatchObject({ priceFrom: 200, priceTo: null });
    const books = await store.books(token, RULES);
    // One of the 800 behind the window was reached by a range; what the pages read did not show is nobody's guess.
    expect(books.terms).toMatchObject([{ announcedBySite: 1_800, seen: 2, unreached: 799, unexplained: 999 }]);
    expect(checkBooks(books)).toEqual([]);
  });

  test('a stopped cycle is resumed where it was, and the former holder can no longer write', async () => {
    const { store } = await make();
    const former = await begin(store, 0);
    const search = await store.nextSearch(former);
    await store.savePage(former, aLastPage(search!.id, [aJudgedAd()], { outcome: undefined as never, totalPages: 2 }));
    const heir = await begin(store, 1);
    expect(heir).toEqual({ cycleId: former.cycleId, epoch: former.epoch + 1 });
    await expect(store.nextSearch(heir)).resolves.toMatchObject({ nextPage: 2 });
    const page = aLastPage(search!.id, [aJudgedAd({ externalId: '2' })], { page: 2 });
    await expect(store.savePage(former, page)).rejects.toThrow(FencedError);
    await expect(store.heartbeat(former)).rejects.toThrow(FencedError);
    await expect(publish(store, former, 1)).rejects.toThrow(FencedError);
    await store.savePage(heir, page);
    await expect(publish(store, heir, 1)).resolves.toMatchObject({ active: 2 });
    await expect(store.heartbeat(heir)).rejects.toThrow(FencedError);
  });

  test('a stopped cycle that is too old is closed and a new one opened', async () => {
    const { store } = await make();
    const old = await begin(store, 0);
    const fresh = await begin(store, 7);
    expect(fresh.cycleId).toBeGreaterThan(old.cycleId);
    await expect(store.heartbeat(old)).rejects.toThrow(FencedError);
  });

  test('what a cycle ends with is remembered for the shrink guard and the frozen catalogue', async () => {
    const { store } = await make();
    await store.ensureMarket(MARKET);
    await expect(store.lastCards('demo')).resolves.toBeNull();
    for (let hour = 0; hour < 3; hour += 1) {
      const token = await begin(store, hour);
      const search = await store.nextSearch(token);
      await store.savePage(token, aLastPage(search!.id, [aJudgedAd()]));
      await expect(store.noteFirstPages(token, 'same')).resolves.toBe(hour === 2);
      await publish(store, token, hour);
    }
    await expect(store.lastCards('demo')).resolves.toBe(1);
  });

  test('ads without a verdict of the current rules are offered for judging, once', async () => {
    const { store } = await make();
    const token = await begin(store, 0);
    const search = await store.nextSearch(token);
    await store.savePage(token, aLastPage(search!.id, [aJudgedAd({}, anAccepted({ rulesVersion: 'rules-0' }))]));
    const [ad] = await store.unjudged(token, RULES, 10);
    expect(ad).toMatchObject({ title: 'RTX 3060 12GB', priceMinor: 25_000, currency: 'EUR' });
    await store.saveVerdicts(token, [{ rawAdId: ad!.rawAdId, verdict: anAccepted() }], new Date(START));
    await expect(store.unjudged(token, RULES, 10)).resolves.toEqual([]);
    await expect(publish(store, token, 0)).resolves.toMatchObject({ active: 1 });
  });

  test('a cycle that ends without publishing leaves what was published as it was', async () => {
    const { store, published } = await make();
    await cycle(store, 0, [aJudgedAd()]);
    const before = await published();
    const token = await begin(store, 1);
    const search = await store.nextSearch(token);
    await store.savePage(token, aLastPage(search!.id, [aJudgedAd({ priceMinor: 1 })]));
    await store.finish(token, {
      status: 'suspect',
      message: 'shrunk',
      errorCode: 'SUSPECT',
      now: new Date(START + HOUR),
    });
    await expect(published()).resolves.toEqual(before);
    await expect(store.savePage(token, aLastPage(search!.id, []))).rejects.toThrow(FencedError);
  });
}
