/** What every CycleStore must keep; run by the in-memory fake and by PostgreSQL, so that the fake cannot drift. */
import { expect, test } from '@jest/globals';
import { checkBooks } from '../books.js';
import { FencedError } from '../cycle-store.js';
import { aJudgedAd, aLastPage, anAccepted, aRejected, aReview, RULES } from './builders.js';
import { begin, MARKET, publish, START } from './cycle-steps.js';
import { adPageAnswerContract } from './ad-page-answer-contract.js';
import { adPageContract } from './ad-page-contract.js';
import { listingLifeContract } from './listing-life-contract.js';
import type { StoreUnderTest } from './published.js';

export function cycleStoreContract(make: () => Promise<StoreUnderTest>): void {
  listingLifeContract(make);
  adPageContract(make);
  adPageAnswerContract(make);

  test('cards in doubt are counted apart from the accepted, and together when a collapse is looked for', async () => {
    const { store } = await make();
    const token = await begin(store, 0);
    const search = await store.nextSearch(token);
    const ads = [aJudgedAd(), aJudgedAd({ externalId: '2' }, aReview()), aJudgedAd({ externalId: '3' }, aRejected())];
    await store.savePage(token, aLastPage(search!.id, ads));
    await expect(store.books(token, RULES)).resolves.toMatchObject({ accepted: 1, review: 1, rejected: { laptop: 1 } });
    await publish(store, token, 0);
    await expect(store.lastCards('demo')).resolves.toBe(2);
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

  test.each(['last', 'first of two'])('a page stored twice counts once: the %s', async (which) => {
    const { store } = await make();
    const token = await begin(store, 0);
    const search = await store.nextSearch(token);
    const page = aLastPage(search!.id, [aJudgedAd()], which === 'last' ? {} : { outcome: undefined as never });
    await store.savePage(token, page);
    await store.savePage(token, page);
    await expect(store.books(token, RULES)).resolves.toMatchObject({ cards: 1, pages: 1, miscounts: [] });
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
    const old = anAccepted({ rulesVersion: 'rules-0' });
    const held = aJudgedAd({ externalId: '2', description: 'Работи.', priceDisagrees: true }, old);
    await store.savePage(token, aLastPage(search!.id, [aJudgedAd({}, old), held]));
    await expect(store.unjudged(token, RULES, 1)).resolves.toHaveLength(1);
    const unjudged = await store.unjudged(token, RULES, 10);
    const ad = { title: 'RTX 3060 12GB', description: undefined, priceMinor: 25_000, currency: 'EUR' };
    expect(unjudged.map((each) => each.ad)).toEqual([
      { ...ad, priceDisagrees: false },
      { ...ad, description: 'Работи.', priceDisagrees: true },
    ]);
    const verdicts = unjudged.map(({ rawAdId }) => ({ rawAdId, verdict: anAccepted() }));
    await store.saveVerdicts(token, verdicts, new Date(START));
    await expect(store.unjudged(token, RULES, 10)).resolves.toEqual([]);
    await expect(publish(store, token, 0)).resolves.toMatchObject({ active: 2 });
  });
}
