import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createMarketplace, MARKET_SLUGS } from '../markets.js';
import { aCard, aListing, aPage, aStateAd, aStatePrice, SELLER, SELLER_UUID } from './testing/page-builder.js';

const DEMO = { demoUrl: 'http://127.0.0.1:8090' };
const market = createMarketplace('olx-bg', DEMO);
const fixture = (name: string): string => readFileSync(join(process.cwd(), 'pkg/market/olx/fixtures', name), 'utf8');

describe('addresses', () => {
  test('a search names the term, the currency, the order, the price range and every page but the first', () => {
    const search = { term: 'Radeon  RX', priceFrom: null, priceTo: null };
    const first = market.searchUrl(search, 1);
    expect(first.origin + first.pathname).toBe('https://www.olx.bg/ads/q-radeon-rx/');
    expect(Object.fromEntries(first.searchParams)).toEqual({ 'search[order]': 'created_at:desc', currency: 'EUR' });
    const third = market.searchUrl({ ...search, priceFrom: 100, priceTo: 250 }, 3);
    expect(Object.fromEntries(third.searchParams)).toMatchObject({
      ...{ 'search[filter_float_price:from]': '100', 'search[filter_float_price:to]': '250', page: '3' },
    });
  });

  test('a term of any letters stays one path segment', () => {
    const url = market.searchUrl({ term: 'Видеокарта / ../etc?x=1#y', priceFrom: null, priceTo: null }, 1);
    expect(decodeURIComponent(url.pathname)).toBe('/ads/q-видеокарта-..-etc-x-1-y/');
    expect(url.hash).toBe('');
  });

  test('every market has a slug, a secure address of its own host, and can be asked; only the demo market is not real', () => {
    for (const slug of MARKET_SLUGS) {
      const each = createMarketplace(slug, DEMO);
      const { baseUrl, hosts, isReal } = each;
      expect([slug, isReal]).toEqual([slug, slug !== 'demo']);
      expect(baseUrl.protocol).toBe(isReal ? 'https:' : 'http:');
      expect(hosts).toContain(each.searchUrl({ term: 'rtx', priceFrom: null, priceTo: null }, 2).host);
    }
  });

  test('an unknown market is refused by name', () => {
    expect(() => createMarketplace('olx-xx', DEMO)).toThrow(/unknown market "olx-xx": one of demo, olx-bg/);
  });
});

describe('generations of the markup', () => {
  test('2020: a table of offers', () => {
    const page = market.parse(fixture('2020-table.html'));
    expect(page).toMatchObject({ kind: 'results', source: 'dom', page: 1, totalPages: 7, disagreements: [] });
    expect(page.ads).toMatchObject([
      {
        ...{
          externalId: '700000001',
          title: 'Radeon RX 580 8GB',
          priceText: '220 лв.',
          priceMinor: 22_000,
          currency: 'BGN',
        },
        ...{ negotiable: true, promoted: true, location: 'София, Лозенец' },
        url: 'https://www.olx.bg/ad/radeon-rx-580-8gb-CID632-IDLnbLx.html',
      },
      { externalId: '700000002', priceMinor: 115_050, negotiable: false, promoted: false, location: 'Варна' },
    ]);
  });

  test('2023: h6 titles, a featured badge, styles inside the price, a total that is only a lower bound', () => {
    const page = market.parse(fixture('2023-h6.html'));
    expect(page).toMatchObject({ kind: 'results', announcedTotal: 1000, page: 2, totalPages: 25, disagreements: [] });
    expect(page.ads).toMatchObject([
      {
        ...{
          externalId: '800000001',
          title: 'RTX 3060 12GB',
          priceText: '540 лв.',
          priceMinor: 54_000,
          currency: 'BGN',
        },
        ...{ negotiable: true, promoted: true, condition: 'Използвано', location: 'Русе', refreshedAt: null },
      },
      {
        ...{ title: 'Gigabyte RX 6800 XT & кутия <нова>', priceText: 'Бартер', priceMinor: null, currency: null },
        ...{ promoted: false, location: 'Стара Загора - Казански - Център' },
      },
    ]);
  });

  test('2026: links say why a card is there, a second grid is padding, partner ads keep their card id', () => {
    const page = market.parse(fixture('2026-padding.html'));
    expect(page).toMatchObject({ kind: 'results', announcedTotal: 2, sourceCounts: { dom: 2 }, disagreements: [] });
    expect(page.ads.map(({ padding }) => padding)).toEqual([false, false, true, true]);
    expect(page.ads).toMatchObject([
      {
        title: 'Asus TUF RTX 4090  24GB',
        promoted: true,
        priceMinor: 189_990,
        negotiable: true,
        condition: 'Използвано',
      },
      { externalId: '900000002', url: 'https://partner.example/obiava/rtx-4090-ID7HQf7M.html', priceMinor: 177_785 },
      ...[{ externalId: '900000003' }, { externalId: '900000004' }],
    ]);
  });
});

describe('embedded state', () => {
  test('gives exact amounts, instants, plain descriptions and parameters, and nothing about the seller', () => {
    const page = market.parse(aPage(aListing([aStateAd(1)]), [aCard(aStateAd(1))]), { compare: true });
    expect(page).toMatchObject({ kind: 'results', source: 'state', announcedTotal: 1, page: 1, disagreements: [] });
    expect(page.ads).toEqual([
      {
        ...{ externalId: '1', url: 'https://www.olx.bg/d/ad/videokarta-1-IDaaaa.html' },
        ...{ title: 'Видеокарта RTX 3060 номер 1', description: 'Работи отлично.\nПродавам с кутия & гаранция.' },
        ...{
          priceText: '250 €',
          priceMinor: 25_000,
          currency: 'EUR',
          negotiable: false,
          promoted: false,
          padding: false,
        },
        ...{ condition: 'Използвано', itemCondition: 'used', location: 'София, Лозенец' },
        refreshedAt: new Date('2026-08-02T07:30:00Z'),
        ...{ params: { state: 'used' }, photoCount: 2 },
      },
    ]);
    for (const mark of [SELLER, SELLER_UUID, '123456789', '0888', '42.123456'])
      expect(JSON.stringify(page)).not.toContain(mark);
  });

  test('a dual price is one price in either order, and says when it is not', () => {
    const price = (text: string, value: number, currencyCode: string): unknown =>
      market.parse(JSON.stringify(aListing([aStateAd(1, { price: aStatePrice(value, text, { currencyCode }) })])))
        .ads[0];
    const euro = price('909 € / 1777.85 лв.', 909, 'EUR');
    expect(euro).toMatchObject({ priceMinor: 90_900, currency: 'EUR' });
    expect(euro).not.toHaveProperty('priceDisagrees');
    expect(price('1777.85 лв. / 909 €', 1777.85, 'BGN')).not.toHaveProperty('priceDisagrees');
    expect(price('1777.85 лв. / 909 €', 909, 'EUR')).not.toHaveProperty('priceDisagrees');
    expect(price('909 € / 1600 лв.', 909, 'EUR')).toMatchObject({ priceMinor: 90_900, priceDisagrees: true });
    expect(price('990 €', 909, 'EUR')).toMatchObject({ priceMinor: 90_900, priceDisagrees: true });
  });

  test('exchange, free and on request have no amount', () => {
    for (const flag of ['exchange', 'free', 'budget']) {
      const price = { ...aStatePrice(1, 'Бартер'), regularPrice: null, [flag]: true };
      const [ad] = market.parse(JSON.stringify(aListing([aStateAd(1, { price })]))).ads;
      expect(ad).toMatchObject({ priceText: 'Бартер', priceMinor: null, currency: null });
    }
  });

  test('the true total is preferred to the capped one; pages count from 1', () => {
    const state = aListing([aStateAd(1)], {
      pageNumber: 4,
      totalElements: 1000,
      visibleElements: 6621,
      totalPages: 25,
    });
    expect(market.parse(JSON.stringify(state))).toMatchObject({ announcedTotal: 6621, page: 5, totalPages: 25 });
  });

  test('promoted: by the ad, by its search reason, by its place; repeated cards stay', () => {
    const state = aListing(
      [
        aStateAd(1, { isPromoted: true }),
        aStateAd(2, { searchReason: 'promoted' }),
        aStateAd(3),
        aStateAd(4),
        aStateAd(1),
      ],
      {
        metaData: { searchReason: { promoted: [2], organic: [0, 1, 3, 4] } },
      },
    );
    expect(market.parse(JSON.stringify(state)).ads.map(({ externalId, promoted }) => [externalId, promoted])).toEqual([
      ...[
        ['1', true],
        ['2', true],
        ['3', true],
        ['4', false],
        ['1', false],
      ],
    ]);
  });

  test('padding: by search reason, by place, by link, by a listing of its own', () => {
    const link = 'https://www.olx.bg/d/ad/x-IDaaaa.html?reason=extended_search_no_results_last_resort';
    const state = aListing(
      [aStateAd(1), aStateAd(2, { searchReason: 'extended_search_s2v' }), aStateAd(3), aStateAd(4, { url: link })],
      {
        metaData: { searchReason: { organic: [0, 1, 3], extended_search_category: [2] } },
        expansionListing: { ads: [aStateAd(5)] },
      },
    );
    const { ads, sourceCounts } = market.parse(JSON.stringify(state));
    expect(ads.map(({ padding }) => padding)).toEqual([false, true, true, true, true]);
    expect(ads[3]!.url).toBe('https://www.olx.bg/d/ad/x-IDaaaa.html');
    expect(sourceCounts).toEqual({ state: 1 });
  });

  test('an advertising block is no card; an ad without a numeric id or a title is dropped, counted and told', () => {
    const broken = [
      { type: 'banner' },
      aStateAd(1),
      { ...aStateAd(2), id: '2; DROP' },
      aStateAd(3, { title: ' ' }),
      aStateAd(4, { url: 'javascript:alert(1)' }),
      null,
      7,
    ];
    const page = market.parse(JSON.stringify(aListing(broken)));
    expect(page.ads.map(({ externalId }) => externalId)).toEqual(['1']);
    expect(page.unparsed).toBe(5);
    expect(page.disagreements).toEqual([
      ...[
        'an ad has no numeric id',
        'ad 3 has no title',
        'ad 4 has no link',
        'an entry is no object',
        'an entry is no object',
      ],
    ]);
  });
});

describe('sources that disagree', () => {
  const ads = [aStateAd(1), aStateAd(2), aStateAd(3)];
  const cards = ads.map((ad) => aCard(ad));

  test('a count that differs is always looked into', () => {
    const page = market.parse(aPage(aListing(ads), cards.slice(1)));
    expect(page).toMatchObject({ source: 'state', sourceCounts: { state: 3, dom: 2 } });
    expect(page.disagreements).toEqual(['the state has 3 ads, the page has 2', 'only the state has 1']);
  });

  test('order, titles, prices and padding are compared when asked for', () => {
    const swapped = [
      cards[1]!,
      cards[0]!,
      aCard({ ...ads[2]!, title: 'RTX 4090' }, '900 €', `${ads[2]!.url}?reason=extended_search_plain`),
    ];
    const held = 'ad 3: the price is 250.00 EUR in the state, 900.00 EUR in the page; held';
    expect(market.parse(aPage(aListing(ads), swapped)).disagreements).toEqual([held]);
    expect(market.parse(aPage(aListing(ads), swapped), { compare: true }).disagreements).toEqual([
      'the state and the page list the same ads in different order',
      'ad 3: the title in the state is "Видеокарта RTX 3060 номер 3", in the page "RTX 4090"',
      'ad 3: it in the state is a result, in the page padding',
      held,
    ]);
  });

  test('JSON-LD is asked too, about the ads that it has', () => {
    const offers = [{ '@type': 'Offer', name: ads[0]!.title, url: ads[0]!.url, price: 777, priceCurrency: 'EUR' }];
    const ld = JSON.stringify({ '@type': 'Product', offers: { '@type': 'AggregateOffer', offerCount: 3, offers } });
    const page = market.parse(aPage(aListing(ads), cards, `<script type="application/ld+json">${ld}</script>`), {
      compare: true,
    });
    expect(page.disagreements).toEqual([
      'ad 1: the price is 250.00 EUR in the state, 250.00 EUR in the page, 777.00 EUR in JSON-LD; two say 250.00 EUR',
    ]);
    const alone = market.parse(
      `<html><head><script type="application/ld+json">${ld.replace('IDaaaa', 'ID14yntK')}</script></head></html>`,
    );
    expect(alone).toMatchObject({
      kind: 'results',
      source: 'json-ld',
      announcedTotal: 3,
      ads: [{ externalId: '983431584' }],
    });
    expect(alone.disagreements).toHaveLength(1);
  });
});
