/** What a store must make of what the page of a single ad says, whatever the store is. */
import { describe, expect, test } from '@jest/globals';
import { aJudgedAd, RULES } from './builders.js';
import { at, DEFECT, plan, read } from './ad-page-steps.js';
import { begin, cycle, publish } from './cycle-steps.js';
import type { StoreUnderTest } from './published.js';

export function adPageAnswerContract(make: () => Promise<StoreUnderTest>): void {
  describe('what a page says', () => {
    test('is what the cycle judges and publishes the ad by', async () => {
      const { store, published } = await make();
      const token = await read(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '2' })]);
      await store.planPages(token, [plan('1001')]);
      const broken = aJudgedAd({ description: 'Не дава картина.' }, DEFECT);
      await store.savePageAnswer(token, { position: 1, now: at(0), outcome: 'ad', judged: broken });
      await expect(store.books(token, RULES)).resolves.toMatchObject({ accepted: 1, rejected: { defective: 1 } });
      await expect(publish(store, token, 0)).resolves.toMatchObject({ active: 1, added: 1 });
      expect((await published()).listings).toMatchObject([{ externalId: '2' }]);
      const known = await store.knownTexts(await begin(store, 1), [broken.ad, { externalId: '2', title: 'RTX 3060' }]);
      expect([...known]).toEqual([
        ['1001', { description: 'Не дава картина.', params: { state: 'used' }, itemCondition: 'used', photoCount: 3 }],
      ]);
    });

    test('an ad that the site says has ended is gone at once, though the results still show it', async () => {
      const { store, published } = await make();
      const other = aJudgedAd({ externalId: '2' });
      await cycle(store, 0, [aJudgedAd(), other]);
      const token = await read(store, 1, [aJudgedAd(), other, aJudgedAd({ externalId: '3' })]);
      await store.planPages(token, [plan('1001'), plan('3')]);
      for (const position of [1, 2]) await store.savePageAnswer(token, { position, now: at(1), outcome: 'gone' });
      await expect(publish(store, token, 1)).resolves.toMatchObject({ active: 1, added: 0, gone: 1 });
      expect((await published()).events.at(-2)).toMatchObject({ externalId: '1001', why: 'the site says it is gone' });
    });

    test('that holds for a cycle that did not see the whole market, where an absence says nothing', async () => {
      const { store } = await make();
      await cycle(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '2' }), aJudgedAd({ externalId: '3' })]);
      const token = await read(store, 1, [aJudgedAd()]);
      await store.planPages(token, [plan('1001')]);
      await store.savePageAnswer(token, { position: 1, now: at(1), outcome: 'gone' });
      await expect(publish(store, token, 1, false)).resolves.toMatchObject({ active: 2, gone: 1, missing: 0 });
    });

    test('an ad that the results leave out and whose page is there stays on the market', async () => {
      const { store, published } = await make();
      const other = aJudgedAd({ externalId: '2' });
      await cycle(store, 0, [aJudgedAd(), other]);
      for (const hour of [1, 2, 3]) {
        const token = await read(store, hour, [other]);
        await store.planPages(token, [plan('1001', { why: 'absent' })]);
        const judged = aJudgedAd({ priceMinor: 25_000 - hour * 1_000 });
        await store.savePageAnswer(token, { position: 1, now: at(hour), outcome: 'ad', judged });
        await expect(publish(store, token, hour)).resolves.toMatchObject({
          active: 2,
          missing: 0,
          gone: 0,
          repriced: 1,
        });
      }
      expect((await published()).events.filter(({ externalId }) => externalId === '1001')).toHaveLength(1);
    });

    test('a missing ad whose page is there is back; one whose page tells of a fault is withdrawn', async () => {
      const { store } = await make();
      const other = aJudgedAd({ externalId: '2' });
      await cycle(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '3' }), other]);
      await expect(cycle(store, 1, [other])).resolves.toMatchObject({ missing: 2 });
      const token = await read(store, 2, [other]);
      await store.planPages(token, [plan('1001', { why: 'absent' }), plan('3', { why: 'absent' })]);
      await store.savePageAnswer(token, { position: 1, now: at(2), outcome: 'ad', judged: aJudgedAd() });
      const broken = aJudgedAd({ externalId: '3', description: 'Не дава картина.' }, DEFECT);
      await store.savePageAnswer(token, { position: 2, now: at(2), outcome: 'ad', judged: broken });
      await expect(publish(store, token, 2)).resolves.toMatchObject({ active: 2, returned: 1, withdrawn: 1, gone: 0 });
    });

    test('nothing follows from a page that is not understood, nor from one that was not opened', async () => {
      const { store } = await make();
      const other = aJudgedAd({ externalId: '2' });
      await cycle(store, 0, [aJudgedAd(), aJudgedAd({ externalId: '3' }), other]);
      const token = await read(store, 1, [other]);
      await store.planPages(token, [plan('1001', { why: 'absent' }), plan('3', { why: 'absent' })]);
      await store.savePageAnswer(token, { position: 1, now: at(1), outcome: 'unread' });
      await expect(publish(store, token, 1)).resolves.toMatchObject({ active: 1, missing: 2, gone: 0 });
    });

    test('is judged again by newer rules, like what the results showed', async () => {
      const { store } = await make();
      const other = aJudgedAd({ externalId: '2' });
      await cycle(store, 0, [aJudgedAd(), other]);
      const token = await read(store, 1, [other]);
      await store.planPages(token, [plan('1001', { why: 'absent' })]);
      await store.savePageAnswer(token, {
        position: 1,
        now: at(1),
        outcome: 'ad',
        judged: aJudgedAd({ title: 'нова' }),
      });
      const unjudged = await store.unjudged(token, 'rules-2', 10);
      expect(unjudged.map(({ ad }) => ad.title).sort()).toEqual(['RTX 3060 12GB', 'нова']);
    });
  });
}
