/** What a publish makes of ads over time, whatever the store. */
import { expect, test } from '@jest/globals';
import { FencedError } from '../cycle-store.js';
import type { JudgedAd } from '../judge-ad.js';
import { aJudgedAd, aLastPage, anAccepted, aRejected, aReview } from './builders.js';
import { begin, cycle, HOUR, publish, START } from './cycle-steps.js';
import type { StoreUnderTest } from './published.js';

export function listingLifeContract(make: () => Promise<StoreUnderTest>): void {
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
    const absent = await store.absentees(token, 10);
    expect(absent).toEqual([
      {
        ...{ externalId: '1001', url: 'https://market.test/ad/1001', title: 'RTX 3060 12GB' },
        ...{ priceMinor: 25_000, currency: 'EUR' },
      },
    ]);
    await store.planPages(token, [{ ...absent[0]!, why: 'absent' }]);
    await store.savePageAnswer(token, { position: 1, now: new Date(START), outcome: 'gone' });
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
    await cycle(store, 1, [aJudgedAd({ location: 'Варна' }, anAccepted({ model: 'RTX 3060 Ti', memoryGb: 8 }))]);
    const { listings, events, prices } = await published();
    expect(listings).toMatchObject([{ model: 'RTX 3060 Ti', memoryGb: 8 }]);
    expect(events.at(-1)).toMatchObject({ from: 'active', to: 'active', why: 'judged as another card' });
    expect(prices).toHaveLength(1);
  });

  test('an ad that its seller edits into another card begins a new chain of prices, at the same price or another', async () => {
    const { store, published } = await make();
    await cycle(store, 0, [aJudgedAd()]);
    await cycle(store, 1, [aJudgedAd({ title: 'RTX 3070' }, anAccepted({ model: 'RTX 3070', memoryGb: 8 }))]);
    const sold = aJudgedAd({ title: 'RTX 4070', priceMinor: 40_000 }, anAccepted({ model: 'RTX 4070', memoryGb: 12 }));
    await cycle(store, 2, [sold]);
    const { events, prices } = await published();
    expect(events.map(({ why }) => why)).toEqual([
      'first seen',
      'edited into another card',
      'edited into another card',
    ]);
    const { priceMinor } = aJudgedAd().ad;
    expect(prices.map((price) => price.priceMinor)).toEqual([priceMinor, priceMinor, 40_000]);
  });

  test('a card in doubt is listed with its doubt, and going in and out of it is told', async () => {
    const { store, published } = await make();
    await expect(cycle(store, 0, [aJudgedAd({}, aReview())])).resolves.toMatchObject({ added: 1, active: 1 });
    expect((await published()).listings).toMatchObject([{ status: 'active', review: 'weak-evidence' }]);
    await cycle(store, 1, [aJudgedAd({ title: 'RTX 3060 12GB Asus' })]);
    expect((await published()).listings).toMatchObject([{ status: 'active', review: null }]);
    await cycle(store, 2, [aJudgedAd({ title: 'RTX 3060 или 3070' }, aReview({ reason: 'contradiction' }))]);
    const { changes, events } = await published();
    expect(changes.map(({ action, why }) => `${action}: ${why}`)).toEqual([
      'add: first seen',
      'review: no longer in doubt',
      'review: in doubt: contradiction',
    ]);
    expect(events.map(({ why }) => why)).toEqual(changes.map(({ why }) => why));
  });

  test('what befalls an ad at once is told in its order: back, another card, in doubt, other flags, other price', async () => {
    const { store, published } = await make();
    const other = aJudgedAd({ externalId: '2' });
    await cycle(store, 0, [aJudgedAd(), other]);
    await cycle(store, 1, [other]);
    const changed = aReview({ model: 'RTX 3060 Ti', memoryGb: 8, flags: ['mined'] });
    await cycle(store, 2, [aJudgedAd({ title: 'RTX 3060 Ti', priceMinor: 20_000 }, changed), other]);
    expect(
      (await published()).changes.filter(({ externalId }) => externalId === '1001').map(({ action }) => action),
    ).toEqual(['add', 'miss', 'return', 'remodel', 'review', 'reflag', 'reprice']);
    expect((await published()).listings).toMatchObject([
      { model: 'RTX 3060 Ti', memoryGb: 8, priceMinor: 20_000, status: 'active', review: 'weak-evidence' },
      { status: 'active' },
    ]);
  });

  test('other words alone are an edit, also of an ad that is withdrawn', async () => {
    const { store, published } = await make();
    await cycle(store, 0, [aJudgedAd()]);
    await cycle(store, 1, [aJudgedAd({ location: 'Варна' })]);
    await cycle(store, 2, [aJudgedAd({ title: 'лаптоп' }, aRejected())]);
    await cycle(store, 3, [aJudgedAd({ title: 'лаптоп нов' }, aRejected())]);
    expect((await published()).changes.map(({ action }) => action)).toEqual(['add', 'edit', 'withdraw', 'edit']);
  });

  test('two markets side by side through ten cycles: each ends only its own ads, though their ids are the same', async () => {
    const { store, published } = await make();
    // Market `a` loses one ad with every cycle, `b` gains one.
    for (let hour = 0; hour < 10; hour += 1) {
      const ads = (n: number): JudgedAd[] =>
        Array.from({ length: n }, (_ad, i) => aJudgedAd({ externalId: String(i), title: `RTX 3060 ${i}` }));
      await cycle(store, hour, ads(12 - hour), true, 'a');
      const { active, missing, gone } = await cycle(store, hour, ads(hour + 1), true, 'b');
      expect({ hour, active, missing, gone }).toEqual({ hour, active: hour + 1, missing: 0, gone: 0 });
      const token = await begin(store, hour, ['rtx'], 'b');
      expect((await store.absentees(token, 100)).length).toBe(hour + 1);
      await store.finish(token, { status: 'failed', message: 'test', now: new Date(START + hour * HOUR) });
    }
    const { listings } = await published();
    const count = (market: string, status: string): number =>
      listings.filter((listing) => listing.market === market && listing.status === status).length;
    expect(['active', 'missing', 'gone'].map((status) => [count('a', status), count('b', status)])).toEqual([
      [3, 10],
      [1, 0],
      [8, 0],
    ]);
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
