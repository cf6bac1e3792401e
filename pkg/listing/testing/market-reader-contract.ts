/** Run by the in-memory reader and by PostgreSQL, so that the fake cannot drift from what production does. */
import { expect, test } from '@jest/globals';
import type { ListingHistory, MarketReader, MarketView, Offer, OfferFilter, OfferSort } from '../market-reader.js';

const at = (day: number): Date => new Date(Date.UTC(2026, 9, day));

export function anOffer(id: number, over: Partial<Offer> = {}): Offer {
  const offer: Offer = {
    id,
    market: 'demo',
    externalId: String(id),
    url: `https://demo.example/ad/${id}`,
    title: `Видеокарта ${id}`,
    model: 'RTX 3060',
    memoryGb: 12,
    priceMinor: 20_000,
    currency: 'EUR',
    priceEurCents: 20_000,
    priceText: '200 €',
    negotiable: false,
    condition: 'used',
    flags: [],
    review: null,
    location: null,
    photoCount: 1,
    firstSeenAt: at(1),
    lastSeenAt: at(11),
    relistOf: null,
    cycleId: 1,
    ...over,
  };
  return { ...offer, priceMinor: offer.priceEurCents ?? offer.priceMinor };
}

export function aHistory(listing: Offer, status: ListingHistory['status'] = 'active'): ListingHistory {
  // The first ad is as old as the market's first cycle, so nobody knows when it came.
  return {
    listing,
    status,
    clockStartedAt: listing.id === 1 ? at(1) : at(2),
    description: null,
    prices: [],
    events: [],
    verdict: null,
  };
}

/** A small market with everything that is easily got wrong. */
export const CONTRACT_LISTINGS: readonly ListingHistory[] = [
  aHistory(anOffer(1, { priceEurCents: 25_000, title: 'ВИДЕОКАРТА ASUS' })),
  aHistory(anOffer(2, { priceEurCents: 15_000, flags: ['mined'] })),
  aHistory(anOffer(3, { priceEurCents: null, currency: 'PLN', priceMinor: 99_900 })),
  aHistory(anOffer(4, { memoryGb: null, priceEurCents: 15_000 })),
  aHistory(anOffer(5, { model: 'GTX 980', memoryGb: 4, priceEurCents: 6_000, firstSeenAt: at(5) })),
  aHistory(anOffer(6, { model: 'RX 580', memoryGb: 8, priceEurCents: 7_000, title: '100% работи_' })),
  aHistory(anOffer(7, { lastSeenAt: at(6) }), 'gone'),
  aHistory(anOffer(8), 'missing'),
  aHistory(anOffer(9), 'withdrawn'),
  aHistory(anOffer(10, { relistOf: 7, priceEurCents: 15_000 })),
  aHistory(anOffer(11, { priceEurCents: 1_000, review: 'weak-evidence' })),
];

/** @param make a reader over CONTRACT_LISTINGS */
export function marketReaderContract(make: () => Promise<MarketReader>): void {
  const view = async <T>(work: (view: MarketView) => Promise<T>): Promise<T> => (await make()).read(work);
  const ids = (filter: OfferFilter, sort: OfferSort = 'first_seen', afterId?: number): Promise<number[]> =>
    view(async (of) =>
      (await of.offers({ filter, sort, limit: 100, ...(afterId !== undefined && { afterId }) })).map(({ id }) => id),
    );

  const all = async <T>(batches: AsyncIterable<T>): Promise<T[]> => {
    const found: T[] = [];
    for await (const batch of batches) found.push(batch);
    return found;
  };

  test.each<[string, OfferFilter, number[]]>([
    ['only active listings are offers', {}, [1, 2, 3, 4, 5, 6, 10, 11]],
    ['a model is exact', { model: 'RX 580' }, [6]],
    ['a memory that is not stated is none', { minMemoryGb: 1 }, [1, 2, 3, 5, 6, 10, 11]],
    ['offers in doubt can be left out', { review: 'exclude' }, [1, 2, 3, 4, 5, 6, 10]],
    ['or asked for alone', { review: 'only' }, [11]],
    ['bounds of memory are inclusive', { minMemoryGb: 8, maxMemoryGb: 8 }, [6]],
    ['not stated can be asked for', { model: 'RTX 3060', memoryGb: null }, [4]],
    [
      'bounds of price are inclusive and leave out what has no euro price',
      { minEurCents: 7_000, maxEurCents: 15_000 },
      [2, 4, 6, 10],
    ],
    ['text ignores case in Cyrillic too', { text: 'видеокарта asus' }, [1]],
    ['text has no wildcards', { text: '%' }, [6]],
    ['an unknown market has nothing', { market: 'nowhere' }, []],
  ])('%s', async (_rule, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
    expect(await view((of) => of.countOffers(filter))).toBe(expected.length);
  });

  test.each<[OfferSort, number[]]>([
    ['-first_seen', [11, 10, 6, 5, 4, 3, 2, 1]],
    ['price', [11, 5, 6, 2, 4, 10, 1, 3]],
    ['-price', [1, 2, 4, 10, 6, 5, 11, 3]],
    ['model', [5, 11, 2, 10, 1, 3, 4, 6]],
  ])('order %s, without a euro price last, ties by id', async (sort, expected) => {
    expect(await ids({}, sort)).toEqual(expected);
  });

  test('after an id comes what lies beyond it in the order asked for', async () => {
    expect(await ids({}, 'first_seen', 5)).toEqual([6, 10, 11]);
    expect(await ids({}, '-first_seen', 5)).toEqual([4, 3, 2, 1]);
  });

  test('an offer comes back as it is', async () => {
    expect(await view((of) => of.offersById([2, 7, 3]))).toEqual(
      expect.arrayContaining([CONTRACT_LISTINGS[1]?.listing, CONTRACT_LISTINGS[2]?.listing]),
    );
    expect(await view((of) => of.offersById([7]))).toEqual([]);
  });

  test('a listing is found whatever its status', async () => {
    expect(await view((of) => of.listing(7))).toMatchObject({ status: 'gone', listing: { id: 7 } });
    expect(await view((of) => of.listing(99))).toBeUndefined();
  });

  test('numbers in names of models count as numbers', async () => {
    expect(await view((of) => of.models())).toEqual(['GTX 980', 'RTX 3060', 'RX 580']);
  });

  test('prices of a variant are sorted, the cheapest is the first seen of the lowest, and doubt counts for nothing', async () => {
    const [, unstated, twelve] = await view((of) => of.variantPrices({}));
    expect(unstated).toMatchObject({ model: 'RTX 3060', memoryGb: null, listings: 1, eurCents: [15_000] });
    expect(twelve).toMatchObject({
      memoryGb: 12,
      listings: 4,
      eurCents: [15_000, 15_000, 25_000],
      cheapest: { id: 2, eurCents: 15_000 },
    });
  });

  test('offers are compared only with a stated memory and a euro price', async () => {
    const batches = await view((of) => all(of.comparables()));
    expect(batches.map((batch) => batch.map(({ id }) => id).sort((a, b) => a - b))).toEqual([[5], [1, 2, 10], [6]]);
    expect(batches[1]?.find(({ id }) => id === 2)).toMatchObject({
      flags: ['mined'],
      condition: 'used',
      market: 'demo',
    });
  });

  test('everything is given once, in order of id', async () => {
    const batches = await view((of) => all(of.allOffers({})));
    expect(batches.flat().map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 10, 11]);
  });

  test('a re-listed ad did not end, a withdrawn one is none, a missing one is open, what was there first does not count', async () => {
    const lifetimes = await view((of) => of.lifetimes('RTX 3060'));
    expect(lifetimes).toHaveLength(5);
    expect(lifetimes.filter(({ ended }) => ended)).toEqual([]);
    expect(lifetimes.every(({ days }) => days === 9)).toBe(true);
  });

  test('totals count active listings', async () => {
    expect(await view((of) => of.totals())).toMatchObject({
      listings: 8,
      newestListingAt: at(5),
      markets: [{ market: 'demo', listings: 8 }],
    });
  });
}
