import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMarketplace } from '../markets.js';
import { aCard, aListing, aPage, aStateAd, aStatePrice, stateScript } from './testing/page-builder.js';

const market = createMarketplace('olx-bg', { demoUrl: 'http://127.0.0.1:8090' });
const fixture = (name: string): string => readFileSync(join(process.cwd(), 'pkg/market/olx/fixtures', name), 'utf8');
const one = aPage(aListing([aStateAd(1)]), [aCard(aStateAd(1))]);

describe('a page without ads is what it says it is, and nothing follows from its silence', () => {
  test.each([
    ['empty.html', 'no-results', 'it says "ninqua vartu-lo"'],
    ['empty-count.html', 'no-results', 'it counts no result'],
    ['overloaded.html', 'overloaded', 'it says "serwery są trochę przeciążone"'],
    ['blocked.html', 'blocked', 'it says "the request could not be satisfied"'],
    ['blocked-captcha.html', 'blocked', 'it says "captcha-delivery.com"'],
    ['redesigned.html', 'unrecognised', 'no ad and no sign of an empty list'],
  ])('%s is %s', (name, kind, note) => {
    expect(market.parse(fixture(name), { compare: true })).toMatchObject({ kind, note, ads: [], source: null });
  });

  test('an empty list of the state that counts nothing is the empty state; one that counts something is not', () => {
    expect(market.parse(aPage(aListing([]), []))).toMatchObject({ kind: 'no-results', announcedTotal: 0 });
    const page = market.parse(aPage(aListing([], { visibleElements: 7 }), []));
    expect(page).toMatchObject({ kind: 'unrecognised', disagreements: ['the embedded state lists no ad'] });
    expect(page.note).toContain('announces 7');
    const silent = aListing([], { visibleElements: null, totalElements: null });
    expect(market.parse(aPage(silent, [])).kind).toBe('unrecognised');
    expect(market.parse(JSON.stringify(silent)).kind).toBe('unrecognised');
    expect(market.parse(JSON.stringify(aListing([]))).kind).toBe('no-results');
  });

  test("words of a barrier or of an overload in an ad's text do not hide the ads", () => {
    const title = 'Just a moment... captcha-delivery.com 403 error, coś poszło nie tak, request blocked';
    const ad = aStateAd(1, { title });
    for (const page of [aPage(aListing([ad]), [aCard(ad)]), aPage(undefined, [aCard(ad)])])
      expect(market.parse(page)).toMatchObject({ kind: 'results', ads: [{ title }] });
  });

  test("an ad's page without a state is read from its structured data", () => {
    expect(market.parse(fixture('ad-without-state.html'))).toMatchObject({
      ...{ kind: 'ad', source: 'json-ld' },
      ads: [{ externalId: '900000009', priceMinor: 28_050, currency: 'EUR', location: 'Добрич', photoCount: 2 }],
    });
  });
});

describe('a damaged page', () => {
  test('with a state cut off in the middle is read from its cards, and says so', () => {
    const cut = one.slice(0, one.indexOf('__PRERENDERED_STATE__') + 400);
    const page = market.parse(cut);
    expect(page).toMatchObject({ kind: 'results', source: 'dom', ads: [{ externalId: '1', priceMinor: 25_000 }] });
    expect(page.disagreements).toEqual(['the embedded state cannot be read (it has no end)']);
    const changed = market.parse(one.replace('\\"ads\\":[', '\\"ads\\":[[['));
    expect(changed).toMatchObject({
      source: 'dom',
      disagreements: ['the embedded state cannot be read (SyntaxError)'],
    });
  });

  test('with a state but without cards is unrecognised when the state is cut off', () => {
    const bare = aPage(aListing([aStateAd(1)]), []);
    const page = market.parse(bare.slice(0, bare.indexOf('__PRERENDERED_STATE__') + 400));
    expect(page).toMatchObject({ kind: 'unrecognised', ads: [] });
  });

  test('without a state that ends among its cards is not believed', () => {
    const page = aPage(undefined, [aCard(aStateAd(1)), aCard(aStateAd(2))]);
    expect(market.parse(page.slice(0, page.indexOf('250 €', page.indexOf('250 €') + 5) + 2))).toMatchObject({
      ...{ kind: 'unrecognised', note: 'the page ends in the middle', ads: [] },
    });
  });

  test('cut anywhere gives the ads that are there or none, never another amount', () => {
    const ads = [aStateAd(1), aStateAd(2, { price: aStatePrice(1590, '1 590 €') })];
    const page = aPage(aListing(ads), [aCard(ads[0]!), aCard(ads[1]!, '1 590 €')]);
    const right = new Map([
      ['1', 25_000],
      ['2', 159_000],
    ]);
    for (let length = 0; length < page.length; length += 11) {
      const read = market.parse(page.slice(0, length));
      expect(['results', 'unrecognised']).toContain(read.kind);
      for (const ad of read.ads) expect([length, ad.priceMinor]).toEqual([length, right.get(ad.externalId)]);
    }
  });
});

describe('a hostile page', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['blanks', ' \n\t'.repeat(1000)],
    ['a brace', '{'],
    ['null', 'null'],
    ['binary', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 37) % 256)).toString('latin1')],
    ['nested brackets', '['.repeat(200_000)],
    ['JSON nested deep', `{"listing":${'{"listing":'.repeat(50_000)}1${'}'.repeat(50_001)}`],
    ['a state nested deep', stateScript({ listing: 1 }).replace('1', '[['.repeat(50_000) + ']]'.repeat(50_000))],
    ['elements nested deep', `<html><div data-cy="l-card" id="1">${'<div>'.repeat(100_000)}</html>`],
    ['cards nested deep', `<html>${'<div data-cy="l-card" id="7"><h4>x'.repeat(3_000)}</html>`],
    ['scripts that never end', '<script>'.repeat(100_000)],
    ['many assignments', 'window.__PRERENDERED_STATE__ = "'.repeat(50_000)],
    ['escapes without end', `__PRERENDERED_STATE__="${'\\'.repeat(1_000_000)}`],
    ['a state that is a number', stateScript(7)],
    ['ads that are no list', stateScript({ listing: { listing: { ads: { length: 5 } } } })],
    ['an ad that is no object', stateScript({ ad: { ad: [] } })],
    ['translations shown as text', 'noresults.title\\":\\"'.repeat(1000)],
    ['prototype keys', '{"__proto__":{"listing":{"listing":{"ads":[]}}},"constructor":{"data":[]}}'],
    ['structured data nested deep', `<script type="application/ld+json">${'{"offers":'.repeat(50_000)}</script>`],
  ])('%s is not understood, and nothing is thrown', (_, body) => {
    expect(market.parse(body, { compare: true })).toMatchObject({
      kind: 'unrecognised',
      ads: [],
      announcedTotal: null,
    });
    expect(market.parse(body, { compare: true }).note).toBeTruthy();
  });

  test('texts come out plain: nothing that a database or a terminal would choke on', () => {
    const ad = aStateAd(1, {
      title: '\u0000RTX\u001b[31m 3060 \ud800<script>alert(1)</script>\u0007',
      description: `a\u0000b<script>x</script><b>c</b> 5 < 6 && 7 > 2 &lt;i&gt; &#x1F600; &#0; ${'дълго '.repeat(9_000)}`,
      location: { cityName: 'Со\u0000фия', districtName: { toString: 1 } },
      itemCondition: ['x'],
    });
    const [read] = market.parse(JSON.stringify(aListing([ad]))).ads;
    expect(read).toMatchObject({ title: 'RTX[31m 3060 <script>alert(1)</script>', location: 'София', condition: null });
    expect(read!.description).toMatch(/^abxc 5 < 6 && 7 > 2 <i> 😀 {2}дълго/);
    expect(read!.description!.length).toBeLessThanOrEqual(20_000);
  });

  test('prototype keys of an ad and its parameters change nothing', () => {
    const text = JSON.stringify(
      aListing([
        aStateAd(1, {
          params: [
            { key: 'KEY', normalizedValue: 'x' },
            { key: 'constructor', value: 'y' },
          ],
        }),
      ]),
    )
      .replace('"KEY"', '"__proto__"')
      .replace('"isPromoted"', '"__proto__":{"isPromoted":true,"polluted":1},"wasPromoted"');
    const [ad] = market.parse(text).ads;
    expect(ad).toMatchObject({ promoted: false });
    expect(Object.entries(ad!.params)).toEqual([['constructor', 'y']]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('numbers that are none give no price, no total, no page', () => {
    for (const value of [-1, 1e300, Number.MAX_VALUE, '250', null, {}, true]) {
      const price = aStatePrice(0, '', { value });
      const page = market.parse(
        JSON.stringify(
          aListing([aStateAd(1, { price })], {
            pageNumber: value,
            totalPages: value,
            visibleElements: value,
            totalElements: value,
          }),
        ),
      );
      expect(page.ads[0]).toMatchObject({ priceMinor: null, currency: null });
      expect(page).toMatchObject({ kind: 'results', announcedTotal: null, page: null, totalPages: null });
    }
  });

  test('an instant without an offset, or that is none, is not guessed', () => {
    for (const lastRefreshTime of [
      '2026-08-02T10:30:00',
      '2026-13-45T99:99:99Z',
      'днес',
      1_754_000_000,
      null,
      '2026-08-02',
    ])
      expect(market.parse(JSON.stringify(aListing([aStateAd(1, { lastRefreshTime })]))).ads[0]!.refreshedAt).toBeNull();
  });

  test('a flood of faults and of ads is bounded', () => {
    const page = market.parse(
      JSON.stringify(aListing(Array.from({ length: 5_000 }, () => aStateAd(1, { title: '' })).concat(aStateAd(2)))),
    );
    expect(page.disagreements.length).toBeLessThanOrEqual(21);
    const many = market.parse(JSON.stringify(aListing(Array.from({ length: 5_000 }, (_, at) => aStateAd(at + 1)))));
    expect(many.ads).toHaveLength(1_000);
    expect(many.disagreements).toEqual(['the state lists 5000 ads, 1000 were read']);
  });
});

describe('any text at all', () => {
  const pieces = fc.constantFrom(
    ...[
      '<div data-cy="l-card" id="5">',
      '<h4>RTX</h4>',
      '<a href="/d/ad/x-ID1.html">',
      '<p data-testid="ad-price">',
      '250 €',
      '</div>',
      '</a>',
      '</p>',
    ],
    ...[
      '<script>',
      '</script>',
      '<style>',
      '<!--',
      '-->',
      '__PRERENDERED_STATE__="',
      '\\"',
      '";',
      '{\\"listing\\":',
      '<html',
      '</html>',
      '&#x',
      '\u0000',
    ],
    ...[
      '<div data-testid="listing-grid">',
      '<span data-testid="total-count">0</span>',
      'application/ld+json">{"@type":"Product","offers":',
      '}',
    ],
  );
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }).map((parts) => parts.join('')),
  );

  test('gives a page kind, and every ad that comes out is whole', () => {
    fc.assert(
      fc.property(body, fc.boolean(), (text, compare) => {
        const page = market.parse(text, { compare });
        expect(page.note ?? '').not.toContain('reading it failed');
        if (page.kind !== 'results' && page.kind !== 'ad') expect(page.ads).toEqual([]);
        for (const ad of page.ads) {
          expect(ad.externalId).toMatch(/^[1-9]\d*$/);
          expect(ad.title).not.toBe('');
          expect(ad.url).toMatch(/^https?:\/\//);
          expect(ad.priceMinor === null).toBe(ad.currency === null);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('of JSON in the place of an ad never makes it throw', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (ads, rest) => {
        const inPage = aPage(aListing(ads, { metaData: rest, expansionListing: { ads: rest } }), []);
        for (const text of [
          inPage,
          stateScript(rest),
          JSON.stringify({ data: ads, metadata: rest ?? {} }),
          stateScript({ ad: { ad: rest } }),
        ])
          expect(market.parse(text, { compare: true }).note ?? '').not.toContain('reading it failed');
      }),
      { numRuns: 300 },
    );
  });
});
