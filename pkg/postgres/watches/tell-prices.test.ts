/** Watches on prices, deals and the scraper over the real store. */
import { expect, test } from '@jest/globals';
import type { Classifier } from '../../listing/verdict.js';
import { replay } from '../replay.js';
import { marketPerTest } from './testing/market-per-test.js';
import { shortly, type Ad, type WatchMarket } from './testing/watch-market.js';

let market: WatchMarket;
marketPerTest((fresh) => (market = fresh));

/** Offers of one card around a price. */
const offers = (euros: number, n = 5, title = 'RTX 3080 10GB'): Ad[] =>
  Array.from({ length: n }, (_ad, i) => ({
    ...{ externalId: `${title}${i}`, title, priceMinor: (euros + i - (n - 1) / 2) * 100, priceText: '' },
  }));
const BELOW_300 = { select: { models: ['3080'], memory_gb: 10 }, when: { price: { below: 300, cooldown_hours: 0 } } };

async function cycles(fields: object, ...each: readonly (readonly Ad[])[]): Promise<string[][]> {
  await market.watch(fields);
  return market.cycles(each);
}

test.each<[string, (readonly Ad[])[], string[][]]>([
  ['fires when the robust price falls below', [offers(310), offers(290)], [[], ['price 10GB 290']]],
  ['fires once', [offers(310), offers(290), offers(280)], [[], ['price 10GB 290'], []]],
  [
    'not again before it went back by the percent',
    [offers(290), offers(308), offers(290)],
    [['price 10GB 290'], [], []],
  ],
  ['again after it did', [offers(290), offers(309), offers(290)], [['price 10GB 290'], [], ['price 10GB 290']]],
  ['not on thin data', [offers(310), offers(290, 4)], [[], []]],
  ['not for another card', [offers(310), [...offers(310), ...offers(290, 5, 'RTX 3070 8GB')]], [[], []]],
])('price: %s', async (_name, each, expected) => {
  expect(await cycles(BELOW_300, ...each)).toEqual(expected);
});

test('price: a partial cycle that does not see the dear ones moves nothing', async () => {
  const cheap = offers(290, 5).map((ad) => ({ ...ad, externalId: `cheap${ad.externalId}` }));
  await cycles(BELOW_300, [...offers(340, 7), ...cheap]);
  expect(await market.cycle(cheap, { complete: false })).toEqual([]);
  expect(await market.cycle(cheap)).toMatchObject([{ kind: 'price', beforeEurCents: 33_750 }]);
});

const LEV = (ad: Ad): Ad => ({
  ...ad,
  currency: 'BGN',
  priceMinor: Math.round(((ad.priceMinor ?? 0) * 195_583) / 100_000),
});
test('price: the other currency moves nothing', async () => {
  const told = await cycles(
    { ...BELOW_300, when: { price: { below: 300, rearm_percent: 0.1, cooldown_hours: 0 } } },
    offers(299),
    offers(299).map(LEV),
    offers(299),
  );
  expect(told).toEqual([['price 10GB 299'], [], []]);
});

test('price: on a market with days of its own a cooldown is of them, and what is told is due by our clock', async () => {
  await market.watch({ ...BELOW_300, when: { price: { below: 300, cooldown_hours: 48 } } });
  const told: string[][] = [];
  for (const [at, euros] of [290, 310, 290, 310, 290].entries()) {
    await market.publish(offers(euros));
    // By our clock all come within a day.
    const observed_at = new Date(market.now().getTime() + [0, 2, 4, 48, 96][at]! * 3_600_000);
    await market.db.raw('UPDATE scrape_cycles SET observed_at = ? WHERE id = (SELECT max(id) FROM scrape_cycles)', [
      observed_at,
    ]);
    told.push(shortly(await market.told()));
  }
  expect(told).toEqual([['price 10GB 290'], [], [], [], ['price 10GB 290']]);
  const [last] = await market.db('notifications').orderBy('id', 'desc').limit(1).select('created_at', 'due_at');
  expect(last).toEqual({ created_at: market.now(), due_at: market.now() });
});

test('price: what holds as the watch begins is one message, whatever the number of variants', async () => {
  await market.publish([...offers(290), ...offers(190, 5, 'RTX 3070 8GB')]);
  await market.watch({ select: { vendor: 'NVIDIA' }, when: { price: { below: 300 } } });
  const tellings = await market.tellings();
  expect(tellings).toMatchObject([{ digest: 'summary', more: 0 }]);
  expect(shortly(tellings[0]!.facts)).toEqual(['price 8GB 190', 'price 10GB 290']);
  expect(await market.tellings()).toEqual([]);
});

test('change: told by the days of the series, against the very variant, once', async () => {
  const day = async (euros: number): Promise<string[]> => {
    market.hour += 18;
    return shortly(await market.cycle(offers(euros)));
  };
  await market.watch({ select: { models: ['3080'] }, when: { change: { percent: 10, days: 2 } } });
  expect([await day(300), await day(299), await day(270), await day(269)]).toEqual([[], [], ['change 10GB 270'], []]);
});

test('lowest: of the days, and not of fewer', async () => {
  await market.watch({ select: { models: ['3080'] }, when: { lowest: { days: 3 } } });
  const told: string[][] = [];
  for (const euros of [300, 310, 305, 299, 298]) {
    market.hour += 18;
    told.push(shortly(await market.cycle(offers(euros))));
  }
  expect(told).toEqual([[], [], [], ['lowest 10GB 299'], []]);
});

test('change and lowest: a move that other rules made is taken for granted', async () => {
  const rules = (rulesVersion: string): Classifier => ({
    rulesVersion,
    classify: ({ priceMinor }) =>
      ({
        ...{
          verdict: 'accepted',
          model: rulesVersion === 'r1' || (priceMinor ?? 0) < 25_000 ? 'RTX 3080' : 'RTX 3090',
        },
        ...{ memoryGb: 10, flags: [], rule: 'test', evidence: [], rulesVersion },
      }) as never,
  });
  const ads = [...offers(240, 5, 'RTX 3080'), ...offers(300, 9, 'RTX 3080 Ti')];
  await market.watch({
    name: 'moves',
    select: { models: ['3080'] },
    when: { change: { percent: 10, days: 1, cooldown_hours: 0 } },
  });
  await market.watch({ name: 'lows', select: { models: ['3080'] }, when: { lowest: { days: 2, cooldown_hours: 0 } } });
  for (let day = 0; day < 3; day += 1) {
    market.hour += 18;
    expect(await market.cycle(ads, { classifier: rules('r1') })).toEqual([]);
  }
  market.hour += 1;
  await replay(market.db, { classifier: rules('r2'), now: market.now(), dryRun: false });
  expect(await market.told()).toEqual([]);
  expect(await market.cycle(ads, { classifier: rules('r2') })).toEqual([]);
});

test('two markets are one price, and one that was not read today has not lost its offers', async () => {
  await market.watch({ ...BELOW_300, name: 'all' });
  await market.watch({ ...BELOW_300, name: 'one', select: { ...BELOW_300.select, market: 'olx-bg' } });
  await market.cycle(offers(330, 9), { market: 'olx-bg' });
  expect(await market.cycle(offers(290, 5))).toEqual([]);
  market.hour += 48;
  expect(await market.cycle(offers(290, 5))).toEqual([]);
  expect(await market.cycle(offers(280, 9), { market: 'olx-bg' })).toMatchObject([
    { kind: 'price', usual: { eurCents: 28_250, n: 14 } },
    { kind: 'price', usual: { eurCents: 28_000, n: 9 } },
  ]);
});

test('deal: told when its page was read, once, with its fair price; suspicious ones only when asked for', async () => {
  await market.publish(offers(300, 12));
  await market.watch({ select: { models: ['3080'] }, when: 'deal' });
  await market.watch({ name: 'all', select: { models: ['3080'] }, when: 'deal', suspicious: 'include' });
  expect(await market.told()).toEqual([]);
  const cheap = { ...offers(180, 1)[0]!, externalId: 'cheap' };
  const fake = { ...offers(90, 1)[0]!, externalId: 'fake' };
  expect(shortly(await market.cycle([...offers(300, 12), cheap, fake]))).toEqual(['new 90']);
  const page = {
    title: cheap.title,
    price_minor: cheap.priceMinor,
    currency: 'EUR',
    opened_at: market.now(),
    outcome: 'ad',
  };
  await market.db('cycle_pages').insert({
    ...{ cycle_id: 2, position: 1, market_id: 1, external_id: 'cheap', url: '', why: 'deal', raw_ad_id: 1, ...page },
  });
  const told = await market.cycle([...offers(300, 12), cheap, fake]);
  expect(told).toMatchObject([
    { kind: 'deal', why: 'entered', offer: { priceEurCents: 18_000 }, fairEurCents: 29_950 },
    { kind: 'deal', why: 'entered', offer: { priceEurCents: 18_000 } },
  ]);
  expect(await market.cycle([...offers(300, 12), cheap, fake])).toEqual([]);
});

test('scraper: stale by the clock alone, and over with the next publish', async () => {
  await market.publish(offers(300));
  await market.watch({ when: { scraper: { stale_hours: 12 } }, select: { market: 'demo' } });
  await market.watch({ name: 'other', when: { scraper: { stale_hours: 1 } }, select: { market: 'olx-bg' } });
  const after = async (hours: number): Promise<string[]> => {
    market.hour += hours;
    return shortly(await market.told());
  };
  expect([await after(11.9), await after(0.1), await after(5)]).toEqual([[], ['demo stale'], []]);
  expect(shortly(await market.cycle(offers(300)))).toEqual(['demo recovered']);
});
