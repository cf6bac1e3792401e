import { describe, expect, test } from '@jest/globals';
import type { RawAd } from '../../listing/raw-ad.js';
import { createMarketplace } from '../markets.js';
import { PageBody } from '../page-body.js';
import { votePrices, type PriceWitness, type SaidPrice } from './price-vote.js';
import { aCard, aListing, aPage, aStateAd, aStatePrice } from './testing/page-builder.js';

const market = createMarketplace('olx-bg', { demoUrl: 'http://127.0.0.1:8090' });

/** The price of one ad as each source of a page writes it; absent: the source does not list the ad. */
interface Said {
  readonly state?: readonly [value: number | null, text: string];
  readonly card?: string;
  readonly jsonLd?: number;
}

/** The page read from text and from bytes, which must agree. */
function read({ state, card, jsonLd }: Said, compare = false): { ad: RawAd; disagreements: readonly string[] } {
  const price = state === undefined ? undefined : { price: priceOf(...state) };
  const ad = aStateAd(7, price);
  const offer = { '@type': 'Offer', name: ad.title, url: ad.url.replace('IDaaaa', 'IDh'), price: jsonLd };
  const offers = { '@type': 'AggregateOffer', offerCount: 1, offers: [{ ...offer, priceCurrency: 'EUR' }] };
  const script = `<script type="application/ld+json">${JSON.stringify({ '@type': 'Product', offers })}</script>`;
  const body = aPage(
    state === undefined ? undefined : aListing([ad]),
    [aCard(ad, card)],
    jsonLd === undefined ? '' : script,
  ).replaceAll('IDaaaa', 'IDh');
  const page = market.parse(body, { compare });
  expect(market.parse(new PageBody(Buffer.from(body)), { compare })).toEqual(page);
  expect(page.ads).toHaveLength(1);
  return { ad: page.ads[0]!, disagreements: page.disagreements };
}

function priceOf(value: number | null, text: string): object {
  return value === null ? { ...aStatePrice(0, text), regularPrice: null } : aStatePrice(value, text);
}

describe('where the sources of a page differ on a price', () => {
  test.each<[string, Said, string, number | null]>([
    ['all three agree', { state: [250, '250 €'], card: '250 €', jsonLd: 250 }, 'believed', 25_000],
    ['the text is rounded', { state: [250.6, '251 €'], card: '251 €', jsonLd: 250.6 }, 'believed', 25_060],
    ['shown in lev', { state: [250, '250 €'], card: '488.96 лв.', jsonLd: 250 }, 'believed', 25_000],
    ['the card stands alone', { state: [250, '250 €'], card: '25 €', jsonLd: 250 }, 'outvoted', 25_000],
    ['the state stands alone', { state: [250, '250 €'], card: '300 €', jsonLd: 300 }, 'outvoted', 30_000],
    ['three amounts', { state: [250, '250 €'], card: '300 €', jsonLd: 350 }, 'held', 25_000],
    ['two amounts and no third source', { state: [250, '250 €'], card: '300 €' }, 'held', 25_000],
    ['more than a unit apart', { state: [250, '250 €'], card: '252 €' }, 'held', 25_000],
    ['a unit apart', { state: [250, '250 €'], card: '251 €' }, 'believed', 25_000],
    ['an amount in the state only', { state: [250, '250 €'], card: 'Бартер' }, 'held', 25_000],
    ['an amount on the card only', { state: [null, 'Бартер'], card: '250 €' }, 'held', 25_000],
    ['an amount on the card and in JSON-LD', { state: [null, ''], card: '250 €', jsonLd: 250 }, 'outvoted', 25_000],
    ['no amount but in JSON-LD', { state: [null, 'Бартер'], card: 'Бартер', jsonLd: 250 }, 'believed', null],
    ['no amount anywhere', { state: [null, 'Бартер'], card: 'Бартер', jsonLd: 0 }, 'believed', null],
    ['a card without a price is silent', { state: [250, '250 €'], card: '' }, 'believed', 25_000],
    ['a silent card, JSON-LD agrees', { state: [250, '250 €'], card: '', jsonLd: 250 }, 'believed', 25_000],
    ['a silent card, JSON-LD differs', { state: [250, '250 €'], card: '', jsonLd: 25 }, 'held', 25_000],
    ['a number that is not the one shown', { state: [990, '909 €'], card: '909 €' }, 'held', 99_000],
    ['the same with a third', { state: [990, '909 €'], card: '909 €', jsonLd: 909 }, 'outvoted', 90_900],
    ['a dual price that is none', { state: [300, '300 € / 500 лв.'], card: '300 € / 500 лв.' }, 'held', 30_000],
    [
      'the same with a third',
      { state: [300, '300 € / 500 лв.'], card: '300 € / 500 лв.', jsonLd: 300 },
      'held',
      30_000,
    ],
    ['a dual price that is one', { state: [300, '300 € / 586.75 лв.'], card: '300 € 586.75 лв.' }, 'believed', 30_000],
    ['cards alone', { card: '250 €' }, 'believed', 25_000],
    ['cards and JSON-LD agree', { card: '250 €', jsonLd: 250 }, 'believed', 25_000],
    ['cards and JSON-LD differ', { card: '250 €', jsonLd: 300 }, 'held', 25_000],
    ['an exchange that JSON-LD has an amount for', { card: 'Бартер', jsonLd: 300 }, 'held', 30_000],
    ['an amount that JSON-LD has not', { card: '250 €', jsonLd: 0 }, 'held', 25_000],
    ['a dual price on a card alone', { card: '300 € / 500 лв.' }, 'held', 30_000],
  ])('%s', (_, said, outcome, priceMinor) => {
    const { ad, disagreements } = read(said);
    expect(ad.priceMinor).toBe(priceMinor);
    expect(ad.priceDisagrees ?? false).toBe(outcome === 'held');
    expect(disagreements.map((text) => text.replace(/^.*; /, ''))).toEqual(
      outcome === 'believed' ? [] : [outcome === 'held' ? 'held' : expect.stringMatching(/^two say/)],
    );
  });

  test('a third source that differs is told where sources are compared, and changes nothing', () => {
    const said = { state: [250, '250 €'], card: '250 €', jsonLd: 25 } as const;
    expect(read(said).disagreements).toEqual([]);
    const { ad, disagreements } = read(said, true);
    expect(disagreements).toEqual([
      'ad 7: the price is 250.00 EUR in the state, 250.00 EUR in the page, 25.00 EUR in JSON-LD; two say 250.00 EUR',
    ]);
    expect(ad).toMatchObject({ priceMinor: 25_000, priceText: '250 €' });
    expect(ad).not.toHaveProperty('priceDisagrees');
  });

  test('the price that wins comes with its own words', () => {
    const { ad } = read({ state: [990, '909 €'], card: '909 € / 1777.85 лв.', jsonLd: 909 });
    expect(ad).toMatchObject({ priceText: '909 € / 1777.85 лв.', priceMinor: 90_900, currency: 'EUR' });
  });
});

test('a witness is asked only about what the earlier ones leave open', () => {
  const asked: string[] = [];
  const witness = (name: string, prices: Readonly<Record<string, number>>): PriceWitness => ({
    name,
    priceOf: ({ externalId }) => {
      asked.push(`${name} ${externalId}`);
      const priceMinor = prices[externalId];
      return priceMinor === undefined
        ? undefined
        : ({ priceText: '', priceMinor, currency: 'EUR' } satisfies SaidPrice);
    },
  });
  const ads = ['1', '2', '3'].map((externalId) => ({ externalId, priceText: '', priceMinor: 500, currency: 'EUR' }));
  votePrices('first', ads as unknown as RawAd[], [witness('second', { '1': 500, '2': 900 }), witness('third', {})]);
  expect(asked).toEqual(['second 1', 'second 2', 'third 2', 'second 3', 'third 3']);
});
