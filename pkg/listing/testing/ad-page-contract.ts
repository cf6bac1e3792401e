/** What a store must keep of pages of single ads, whatever it is. */
import { describe, expect, test } from '@jest/globals';
import { FencedError } from '../cycle-store.js';
import type { RawAd } from '../raw-ad.js';
import { at, candidatesOf, DEFECT, plan, read } from './ad-page-steps.js';
import { aJudgedAd, aLastPage, anAccepted, aRejected, aReview, RULES } from './builders.js';
import { begin, cycle, publish } from './cycle-steps.js';
import type { StoreUnderTest } from './published.js';

export function adPageContract(make: () => Promise<StoreUnderTest>): void {
  describe('cards whose own page may be worth opening', () => {
    test('are those that are accepted or in review, as the cycle saw them', async () => {
      const { store } = await make();
      const doubted = aJudgedAd(
        { externalId: '2', priceMinor: 48_896, currency: 'BGN' },
        aReview({ flags: ['mined'] }),
      );
      const foreign = aJudgedAd({ externalId: '4', currency: 'PLN' });
      const token = await read(store, 0, [aJudgedAd(), doubted, aJudgedAd({ externalId: '3' }, aRejected()), foreign]);
      const found = await candidatesOf(store, token);
      expect(Object.keys(found).sort()).toEqual(['1001', '2', '4']);
      expect(found['1001']).toEqual({
        ...{ externalId: '1001', url: 'https://market.test/ad/1001', title: 'RTX 3060 12GB', verdict: 'accepted' },
        ...{ model: 'RTX 3060', memoryGb: 12, flags: [], condition: 'used', priceMinor: 25_000, currency: 'EUR' },
        ...{ priceEurCents: 25_000, daysUp: 0, hasText: false, isRead: false },
      });
      expect(found['2']).toMatchObject({ verdict: 'review', flags: ['mined'], priceEurCents: 25_000, currency: 'BGN' });
      expect(found['4']).toMatchObject({ priceEurCents: null });
      const later = { rulesVersion: 'rules-2', readSince: at(-1), now: at(0) };
      await expect(store.pageCandidates(token, later)).resolves.toEqual([]);
    });

    test.each([
      [undefined, false],
      ['', true],
      ['Работи отлично.', true],
      ['Работи отл…', false],
      ['Работи отл... ', false],
      ['Работи... отлично', true],
    ])('their text is known when it is there and no beginning: %s', async (description, hasText) => {
      const { store } = await make();
      const token = await read(store, 0, [aJudgedAd(description === undefined ? {} : { description })]);
      expect((await candidatesOf(store, token))['1001']).toMatchObject({ hasText });
    });

    test('an ad without a page of its own is not read; one whose page ends in dots is', async () => {
      const { store } = await make();
      const dots = { description: 'Пишете...' };
      const token = await read(store, 0, [aJudgedAd(dots)]);
      await store.planPages(token, [plan('1001')]);
      await store.savePageAnswer(token, { position: 1, now: at(0), outcome: 'ad', judged: aJudgedAd(dots) });
      expect((await candidatesOf(store, token))['1001']).toMatchObject({ hasText: true, isRead: true });
      await publish(store, token, 0);
      const next = await read(store, 1, [aJudgedAd({ ...dots, title: 'RTX 3060' })]);
      expect((await candidatesOf(store, next))['1001']).toMatchObject({ hasText: false, isRead: false });
    });

    test.each<[string, Partial<RawAd>, boolean]>([
      ['nothing changed', {}, true],
      ['shown in lev', { priceMinor: 48_896, currency: 'BGN' }, true],
      ['another price in lev', { priceMinor: 48_890, currency: 'BGN' }, false],
      ['another price', { priceMinor: 24_900 }, false],
      ['another title', { title: 'RTX 3060 12GB спешно' }, false],
      ['other words', { description: 'Работи.' }, true],
    ])('a page that was read counts as long as title and price stay: %s', async (_, change, isRead) => {
      const { store } = await make();
      const token = await read(store, 0, [aJudgedAd()]);
      await store.planPages(token, [plan('1001')]);
      await store.savePageAnswer(token, { position: 1, now: at(0), outcome: 'ad', judged: aJudgedAd() });
      await publish(store, token, 0);
      const next = await read(store, 1, [aJudgedAd(change)]);
      expect((await candidatesOf(store, next))['1001']).toMatchObject({ isRead });
    });

    test('a page that was read is forgotten with time, to the instant', async () => {
      const { store } = await make();
      const token = await read(store, 0, [aJudgedAd()]);
      await store.planPages(token, [plan('1001')]);
      await store.savePageAnswer(token, { position: 1, now: at(2), outcome: 'ad', judged: aJudgedAd() });
      for (const [since, isRead] of [
        [at(2), false],
        [new Date(at(2).getTime() - 1), true],
      ] as const)
        expect((await candidatesOf(store, token, since))['1001']).toMatchObject({ isRead });
    });

    test('what the page said counts, not what it was opened for', async () => {
      const { store } = await make();
      const token = await read(store, 0, [aJudgedAd()]);
      await store.planPages(token, [plan('1001')]);
      const dearer = aJudgedAd({ priceMinor: 90_000 });
      await store.savePageAnswer(token, { position: 1, now: at(0), outcome: 'ad', judged: dearer });
      expect((await candidatesOf(store, token))['1001']).toMatchObject({ priceMinor: 90_000, isRead: true });
      await publish(store, token, 0);
      // The results still show the old price: the page must be asked again.
      const next = await read(store, 1, [aJudgedAd()]);
      expect((await candidatesOf(store, next))['1001']).toMatchObject({ priceMinor: 25_000, isRead: false });
    });

    test('one from which nothing follows is not opened again; one that had ended and is back is', async () => {
      const { store } = await make();
      const token = await read(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '2' })]);
      await store.planPages(token, [plan('1001'), plan('2')]);
      await store.savePageAnswer(token, { position: 1, now: at(0), outcome: 'unread' });
      await store.savePageAnswer(token, { position: 2, now: at(0), outcome: 'gone' });
      await publish(store, token, 0);
      const next = await read(store, 1, [aJudgedAd(), aJudgedAd({ externalId: '2' })]);
      const found = await candidatesOf(store, next);
      expect(found['1001']).toMatchObject({ isRead: true, hasText: false });
      expect(found['2']).toMatchObject({ isRead: false });
    });
  });

  describe('the plan', () => {
    test('is kept once, and gone through in its order, each page once', async () => {
      const { store } = await make();
      const bare = aJudgedAd();
      const token = await read(store, 0, [bare]);
      await expect(store.nextPage(token)).resolves.toBeUndefined();
      await store.planPages(token, []);
      await store.planPages(token, [plan('7', { why: 'absent' }), plan('1001'), plan('8', { why: 'absent' })]);
      await store.planPages(token, [plan('9')]);
      await expect(store.pageCounts(token)).resolves.toEqual({ planned: 3, read: 0, gone: 0, unread: 0 });
      await expect(store.nextPage(token)).resolves.toEqual({
        ...{ position: 1, externalId: '7', url: 'https://market.test/ad/7', why: 'absent', ad: null },
      });
      await store.savePageAnswer(token, { position: 1, now: at(0), outcome: 'unread' });
      await expect(store.nextPage(token)).resolves.toEqual({
        ...{ position: 2, externalId: '1001', url: 'https://market.test/ad/1001', why: 'deal', ad: bare.ad },
      });
      await store.savePageAnswer(token, { position: 2, now: at(0), outcome: 'ad', judged: aJudgedAd() });
      await store.savePageAnswer(token, { position: 3, now: at(0), outcome: 'gone' });
      await expect(store.nextPage(token)).resolves.toBeUndefined();
      await expect(store.pageCounts(token)).resolves.toEqual({ planned: 3, read: 1, gone: 1, unread: 1 });
      await expect(store.books(token, RULES)).resolves.toMatchObject({
        adPages: { planned: 3, read: 1, gone: 1, unread: 1 },
      });
    });

    test('outlives the process that made it, which can no longer write to it', async () => {
      const { store } = await make();
      const old = await read(store, 0, [aJudgedAd()]);
      await store.planPages(old, [plan('1001'), plan('2')]);
      await store.savePageAnswer(old, { position: 1, now: at(0), outcome: 'unread' });
      const token = await begin(store, 1);
      expect(token.cycleId).toBe(old.cycleId);
      await expect(store.nextPage(token)).resolves.toMatchObject({ position: 2 });
      const answer = { position: 2, now: at(1), outcome: 'gone' } as const;
      await expect(store.savePageAnswer(old, answer)).rejects.toThrow(FencedError);
      await expect(store.planPages(old, [plan('3')])).rejects.toThrow(FencedError);
      await expect(store.nextPage(token)).resolves.toMatchObject({ position: 2 });
      await store.savePageAnswer(token, answer);
      await expect(store.pageCounts(token)).resolves.toEqual({ planned: 2, read: 0, gone: 1, unread: 1 });
    });

    test('counts in the progress that is shown, as large as it may be until it is known', async () => {
      const { store } = await make();
      const token = await begin(store, 0);
      await expect(store.progress(token, 9)).resolves.toBe(0);
      const search = await store.nextSearch(token);
      await store.savePage(token, aLastPage(search!.id, [aJudgedAd()]));
      await expect(store.progress(token, 9)).resolves.toBe(10);
      await store.planPages(token, [plan('1001'), plan('2'), plan('3')]);
      await expect(store.progress(token, 9)).resolves.toBe(25);
      for (const [position, percent] of [
        [1, 50],
        [2, 75],
        [3, 99],
      ] as const) {
        await store.savePageAnswer(token, { position, now: at(0), outcome: 'unread' });
        await expect(store.progress(token, 9)).resolves.toBe(percent);
      }
    });
  });

  test('those that are missing are asked about before those that are absent for the first time', async () => {
    const { store } = await make();
    const other = aJudgedAd({ externalId: '2' });
    await cycle(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '3' }), other]);
    await cycle(store, 1, [aJudgedAd(), other]);
    const token = await read(store, 2, [other]);
    const ids = async (limit: number): Promise<string[]> =>
      (await store.absentees(token, limit)).map(({ externalId }) => externalId);
    await expect(ids(10)).resolves.toEqual(['3', '1001']);
    await expect(ids(1)).resolves.toEqual(['3']);
  });

  test('an ad keeps the fuller of the texts that the pages of a cycle show', async () => {
    const { store } = await make();
    const token = await begin(store, 0, ['rtx', 'geforce', 'gpu']);
    const whole = aJudgedAd({ description: 'Не дава картина.' }, DEFECT);
    for (const [judged, expected] of [
      [aJudgedAd(), { accepted: 1 }],
      [aJudgedAd({ description: 'Не дава…' }), { accepted: 1 }],
      [whole, { accepted: 0, rejected: { defective: 1 } }],
    ] as const) {
      const search = await store.nextSearch(token);
      await store.savePage(token, aLastPage(search!.id, [judged]));
      await expect(store.books(token, RULES)).resolves.toMatchObject({ ...expected, miscounts: [] });
    }
  });

  test('a later card with less of a text takes nothing away', async () => {
    const { store } = await make();
    const token = await begin(store, 0, ['rtx', 'geforce']);
    for (const judged of [aJudgedAd({ description: 'Не дава картина.' }, DEFECT), aJudgedAd({}, anAccepted())]) {
      const search = await store.nextSearch(token);
      await store.savePage(token, aLastPage(search!.id, [judged]));
    }
    await expect(store.books(token, RULES)).resolves.toMatchObject({ accepted: 0, rejected: { defective: 1 } });
  });

  test('what is known of an ad is what was said last under its title', async () => {
    const { store } = await make();
    await cycle(store, 0, [
      aJudgedAd({ description: 'Първо.' }),
      aJudgedAd({ externalId: '2', description: 'Друго.' }),
    ]);
    await cycle(store, 1, [aJudgedAd({ description: 'Второ.' }), aJudgedAd({ externalId: '2' })]);
    await cycle(store, 2, [aJudgedAd({ title: 'RTX 3060', description: 'Трето.' })]);
    const token = await begin(store, 3);
    const texts = async (title: string): Promise<(string | undefined)[]> => {
      const known = await store.knownTexts(
        token,
        ['1001', '2', '5'].map((externalId) => ({ externalId, title })),
      );
      return ['1001', '2', '5'].map((id) => known.get(id)?.description);
    };
    await expect(texts('RTX 3060 12GB')).resolves.toEqual(['Второ.', 'Друго.', undefined]);
    await expect(texts('RTX 3060')).resolves.toEqual(['Трето.', undefined, undefined]);
    await expect(store.knownTexts(token, [])).resolves.toEqual(new Map());
  });
}
