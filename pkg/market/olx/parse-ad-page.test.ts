import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AdPage, AskedAd } from '../marketplace.js';
import { idToCode } from '../demo/ad-id.js';
import { createMarketplace } from '../markets.js';
import { PageBody } from '../page-body.js';
import { aCard, aListing, anAdPage, anAdProduct, aPage, aStateAd } from './testing/page-builder.js';
import { SELLER, SELLER_UUID, type AdPageParts } from './testing/page-builder.js';

const market = createMarketplace('olx-bg', { demoUrl: 'http://127.0.0.1:8090' });
const ASKED: AskedAd = { externalId: '900000007', url: `https://www.olx.bg/d/ad/rtx-ID${idToCode(900_000_007)}.html` };
const TEXT = 'Не дава картина.<br />\nЗа части &amp; ремонт.';
const state = aStateAd(900_000_007, { description: TEXT, isActive: true, status: 'active' });
const markup = { title: state.title, price: '250 €', text: TEXT, id: '900000007' };
const jsonLd = anAdProduct(900_000_007);

function read(parts: AdPageParts | string, asked = ASKED): AdPage {
  return market.parseAd(typeof parts === 'string' ? parts : anAdPage(parts), asked);
}

describe("an ad's page", () => {
  test('is read from its state, with the whole description and the address that was asked for', () => {
    const page = read({ state, markup, jsonLd });
    expect(page).toMatchObject({ kind: 'ad', source: 'state', disagreements: [] });
    expect(page).not.toHaveProperty('note');
    expect(page.ad).toMatchObject({
      ...{ ...ASKED, title: state.title, description: 'Не дава картина.\nЗа части & ремонт.', priceMinor: 25_000 },
      ...{ currency: 'EUR', params: { state: 'used' }, photoCount: 2, location: 'София, Лозенец' },
    });
    for (const mark of [SELLER, SELLER_UUID, '0888', '42.123456']) expect(JSON.stringify(page)).not.toContain(mark);
    const bytes = Buffer.from(anAdPage({ state, markup, jsonLd }));
    expect(market.parseAd(new PageBody(bytes), ASKED)).toEqual(page);
  });

  test('without a state is read from its markup', () => {
    const page = read({ markup: { ...markup, title: 'RTX 3070 &amp; кутия' }, jsonLd });
    expect(page).toMatchObject({ kind: 'ad', source: 'dom', disagreements: [] });
    expect(page.ad).toMatchObject({
      ...{ ...ASKED, title: 'RTX 3070 & кутия', description: 'Не дава картина.\nЗа части & ремонт.' },
      ...{ priceText: '250 €', priceMinor: 25_000, currency: 'EUR', location: 'Лозенец', photoCount: 1, params: {} },
    });
  });

  test('without a state and without its boxes is read from its structured data', () => {
    const page = read({ jsonLd });
    expect(page).toMatchObject({ kind: 'ad', source: 'json-ld' });
    expect(page.ad).toMatchObject({ ...ASKED, description: 'Работи отлично. Продавам с кутия.', priceMinor: 25_000 });
  });

  test('what the markup does not say is taken from the structured data', () => {
    const { title, id } = markup;
    expect(read({ markup: { title, id }, jsonLd }).ad).toMatchObject({
      ...{ description: 'Работи отлично. Продавам с кутия.', priceText: '250 EUR', priceMinor: 25_000 },
    });
    expect(read({ markup: { title, id } }).ad).toMatchObject({ priceText: '', priceMinor: null, currency: null });
  });

  test('is known by the number in its foot, by its own address, or by its structured data', () => {
    const { id: _, ...noId } = markup;
    expect(read({ markup }).kind).toBe('ad');
    expect(read({ markup: noId }).kind).toBe('unrecognised');
    expect(read({ markup: noId, jsonLd }).kind).toBe('ad');
    const link = `<link data-rh="true" rel="canonical" href="${ASKED.url}"/>`;
    expect(read(anAdPage({ markup: noId, before: link })).kind).toBe('ad');
    expect(
      read(anAdPage({ markup: noId, before: link.replace(idToCode(900_000_007), idToCode(900_000_008)) })).kind,
    ).toBe('unrecognised');
  });

  test.each<[string, AdPageParts, string, number]>([
    [
      'the state stands alone',
      { state, markup: { ...markup, price: '300 €' }, jsonLd: priced(300) },
      'believed',
      30_000,
    ],
    [
      'the markup stands alone',
      { state, markup: { ...markup, price: '25 €' }, jsonLd: priced(250) },
      'believed',
      25_000,
    ],
    ['JSON-LD stands alone', { state, markup, jsonLd: priced(25) }, 'believed', 25_000],
    ['all differ', { state, markup: { ...markup, price: '300 €' }, jsonLd: priced(25) }, 'held', 25_000],
    ['two differ', { markup, jsonLd: priced(25) }, 'held', 25_000],
    ['a dual price that is none', { markup: { ...markup, price: '300 € / 500 лв.' } }, 'held', 30_000],
  ])('of three prices two win: %s', (_, parts, outcome, minor) => {
    const { ad, disagreements } = read(parts);
    expect([ad?.priceMinor, ad?.priceDisagrees ?? false]).toEqual([minor, outcome === 'held']);
    expect(disagreements).toHaveLength(1);
  });
});

function priced(price: number): Record<string, unknown> {
  return anAdProduct(900_000_007, { offers: { '@type': 'Offer', priceCurrency: 'EUR', price } });
}

describe('an ad has ended', () => {
  const heading = '<h1>Обявата вече не е активна.</h1>';

  test('when the state says so', () => {
    const ended = read({ state: { ...state, isActive: false }, markup });
    expect(ended).toEqual({
      ...{ kind: 'gone', ad: null, source: null, disagreements: [], note: 'the site marks it as ended' },
    });
    expect(read({ state: { ...state, isActive: undefined }, markup }).kind).toBe('ad');
  });

  test.each([
    heading,
    '<h3 class="x">Обявата вече не е активна</h3>',
    '<h4>To ogłoszenie nie jest już dostępne!</h4>',
    '<h2> This ad is no\n longer available </h2>',
  ])('when a heading says so and there is no ad: %s', (before) => {
    expect(read({ before })).toMatchObject({ kind: 'gone', ad: null });
    expect(read({ before }).note).toMatch(/^it says "/);
  });

  test("in the page's own language", () => {
    const script = String.raw`\"ad.inactive.message.title\":\"Ninqua vartu-lo\",\"ad.inactiveAdTitle\":\"Vartu ninqua\"`;
    expect(read({ script }).kind).toBe('unrecognised');
    expect(read({ script, before: '<h2>Ninqua vartu-lo</h2>' }).kind).toBe('gone');
    expect(read({ script, before: '<h2>Vartu ninqua</h2>' }).kind).toBe('gone');
    expect(read({ before: '<h2>Ninqua vartu-lo</h2>' }).kind).toBe('unrecognised');
  });

  test('when a heading says so and only a title is left', () => {
    const { title, id } = markup;
    expect(read({ before: heading, markup: { title, id } })).toMatchObject({ kind: 'gone' });
    expect(read({ before: heading, state: { ...state, description: '' } })).toMatchObject({ kind: 'gone' });
  });

  test.each<[string, AdPageParts]>([
    ['an ad with a description', { before: heading, state }],
    ['an ad with a description in its markup', { before: heading, markup }],
    ['an ad with a description in its structured data', { before: heading, jsonLd }],
  ])('not when the page still shows %s', (_, parts) => {
    expect(read(parts).kind).toBe('ad');
  });

  test.each([
    ['in a text', '<p>Обявата вече не е активна.</p>'],
    ['as a part of a heading', '<h1>Продадено, обявата вече не е активна</h1>'],
    ['in a script', '<script>"<h1>Обявата вече не е активна</h1>"</script>'],
    ['in a comment', '<!-- <h1>Обявата вече не е активна</h1> -->'],
  ])('not when the words stand %s', (_, before) => {
    expect(read({ before }).kind).toBe('unrecognised');
  });
});

describe('nothing follows from', () => {
  test.each<[string, AdPageParts]>([
    ['the state', { state: aStateAd(900_000_008), markup }],
    ['the markup', { markup: { ...markup, id: '900000008' } }],
    ['the structured data', { jsonLd: anAdProduct(900_000_008) }],
  ])('the page of another ad, by %s', (_, parts) => {
    expect(read(parts)).toMatchObject({ kind: 'unrecognised', ad: null, note: 'it is the page of the ad 900000008' });
  });

  test.each([
    ['overloaded.html', 'overloaded'],
    ['blocked.html', 'blocked'],
    ['blocked-captcha.html', 'blocked'],
    ['redesigned.html', 'unrecognised'],
    ['empty.html', 'unrecognised'],
  ])('%s, which is %s', (name, kind) => {
    const page = read(readFileSync(join(process.cwd(), 'pkg/market/olx/fixtures', name), 'utf8'));
    expect(page).toMatchObject({ kind, ad: null, note: expect.any(String) });
  });

  test('a page of search results, an empty page, or JSON', () => {
    const listed = aStateAd(900_000_007);
    for (const body of [aPage(aListing([listed]), [aCard(listed)]), '', '{}', 'null', '<html></html>'])
      expect(read(body)).toMatchObject({ kind: 'unrecognised', ad: null });
  });

  test('markup that is cut off: what is left of a text is not the text', () => {
    const page = anAdPage({ markup });
    const cut = page.slice(0, page.indexOf('</html'));
    expect(read(cut)).toMatchObject({ kind: 'unrecognised', note: 'the page ends in the middle' });
    const torn = anAdPage({ state, markup });
    for (let length = 0; length < torn.length; length += 7) {
      const { kind, ad } = read(torn.slice(0, length));
      expect(['ad', 'unrecognised']).toContain(kind);
      if (ad !== null) expect(ad.description).toBe('Не дава картина.\nЗа части & ремонт.');
    }
  });

  test('hostile pages, which are neither thrown at nor taken long for', () => {
    const box = '<div data-cy="ad_description">';
    const bodies = [
      box.repeat(20_000),
      `<h4 data-testid="ad_title">x</h4>${box}${'<div>'.repeat(200_000)}`,
      `<h4 data-testid="ad_title">${'<b>'.repeat(100_000)}`,
      '<h1>'.repeat(200_000),
      '<h1>Обявата '.repeat(50_000),
      '<link rel="canonical" '.repeat(50_000),
      'ad.inactiveAdTitle\\":\\"'.repeat(50_000),
      anAdPage({ state: { id: 900_000_007, title: 7 } }),
    ];
    for (const body of bodies) {
      const start = performance.now();
      expect(read(body)).toMatchObject({ kind: 'unrecognised', ad: null });
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });

  test('any text at all', () => {
    const piece = fc.constantFrom(
      ...['<div data-cy="', 'ad_description', '">', '<h4>', '</h4>', '</div>', 'ID: 900000007', '<', '>'],
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(['ad', 'unrecognised']).toContain(read(`${pieces.join('')}</html>`).kind);
      }),
      { numRuns: 1_000 },
    );
  });
});

const SAVED = join(process.cwd(), '../shared/data/olx-pages/pl-ad-2026-02.html');

if (existsSync(SAVED))
  describe('a saved page of a real ad', () => {
    const body = readFileSync(SAVED, 'utf8');
    const asked = { externalId: '1053866955', url: 'https://www.olx.pl/d/oferta/x-ID19jUV7.html' };
    const pl = createMarketplace('olx-pl', { demoUrl: 'http://127.0.0.1:1' });

    test('reads the same from its state, its markup and its structured data', () => {
      const stated = pl.parseAd(body, asked);
      expect(stated).toMatchObject({ kind: 'ad', source: 'state', disagreements: [] });
      const bare = body.replace('__PRERENDERED_STATE__', '__OTHER__');
      const shown = pl.parseAd(bare, asked);
      expect(shown).toMatchObject({ kind: 'ad', source: 'dom', disagreements: [] });
      const said = pl.parseAd(bare.replaceAll('offer_title', 'other'), asked);
      expect(said).toMatchObject({ kind: 'ad', source: 'json-ld' });
      for (const { ad } of [shown, said]) {
        expect(ad?.title).toBe(stated.ad?.title);
        expect(ad?.priceMinor).toBe(220_000);
      }
      const words = (text = ''): string => text.replace(/\s+/g, ' ');
      expect(shown.ad?.description).toBe(stated.ad?.description);
      expect(words(said.ad?.description)).toBe(words(stated.ad?.description));
    });

    test('its translations say "no longer available", and it is not gone', () => {
      expect(body).toContain('To ogłoszenie nie jest już dostępne');
      expect(pl.parseAd(body, asked).kind).toBe('ad');
      expect(pl.parseAd(body, { ...asked, externalId: '1053866956' }).kind).toBe('unrecognised');
    });
  });
else
  test('without the saved page of a real ad only our own are read', () => {
    process.stderr.write(`NOT COMPARED with the saved page of a real ad: ${SAVED} is not there\n`);
  });
