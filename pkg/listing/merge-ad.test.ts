import { describe, expect, test } from '@jest/globals';
import type { KnownText } from './ad-page-store.js';
import { completeFrom, isWhole, withOwnPage } from './merge-ad.js';
import type { RawAd } from './raw-ad.js';
import { aRawAd } from './testing/builders.js';

const KNOWN: KnownText = {
  ...{ description: 'Работи отлично.\nПродавам с кутия.', params: { state: 'used', brand: 'asus' } },
  ...{ itemCondition: 'used', photoCount: 5 },
};
/** As a card shows it: no description, no parameters, no photos. */
const BARE = aRawAd({ params: {}, itemCondition: null, photoCount: 0 });

test.each([
  [undefined, true],
  ['', true],
  ['Работи.', true],
  ['Работи…', false],
  ['Работи… ', false],
  ['Работи...', false],
  ['Работи..', true],
  ['Работи... добре', true],
])('a text that ends in dots is a beginning: %s', (description, whole) => {
  expect(isWhole(description)).toBe(description !== undefined && whole);
});

describe('what a page of results leaves out is taken from what was known', () => {
  test('where it shows a card', () => {
    expect(completeFrom(BARE, KNOWN)).toEqual({ ...BARE, ...KNOWN });
  });

  test('nothing, where nothing is known', () => {
    expect(completeFrom(BARE, undefined)).toBe(BARE);
  });

  test.each<[string, Partial<RawAd>, Partial<RawAd>]>([
    ['its own parameters stay', { params: { state: 'new' } }, { params: { state: 'new' } }],
    ['its own condition stays', { itemCondition: 'new' }, { itemCondition: 'new' }],
    ['its own photos stay', { photoCount: 1 }, { photoCount: 1 }],
    ['a beginning goes on', { description: 'Работи отл…' }, { description: KNOWN.description }],
    ['a beginning that ends with a line', { description: 'Работи отлично.\n...' }, { description: KNOWN.description }],
    ['dots alone', { description: '…' }, { description: KNOWN.description }],
  ])('%s', (_, shown, expected) => {
    expect(completeFrom({ ...BARE, ...shown }, KNOWN)).toMatchObject({ ...expected });
  });

  test.each<[string, Partial<RawAd>]>([
    ['the whole text is shown', { description: 'Продадена.' }],
    ['the text is empty', { description: '' }],
    ['it begins otherwise now', { description: 'Продадена, раб…' }],
    ['it is longer than what was known', { description: `${KNOWN.description} И още…` }],
  ])('not where %s', (_, shown) => {
    const ad = { ...BARE, ...shown };
    expect(completeFrom(ad, KNOWN)).toBe(ad);
  });

  test('completed twice it is the same, so that its content is stored once', () => {
    const once = completeFrom(BARE, KNOWN);
    expect(completeFrom({ ...BARE, ...once }, KNOWN)).toEqual(once);
    expect(completeFrom({ ...BARE, description: 'Работи…' }, KNOWN)).toEqual(once);
  });
});

describe("an ad's own page is put together with what the results showed", () => {
  const page = aRawAd({
    ...{ description: 'Не дава картина.', params: { state: 'damaged' }, itemCondition: 'damaged', photoCount: 9 },
    ...{ condition: 'За части', refreshedAt: new Date(0), location: null, negotiable: true },
  });

  test('the page gives the text, the results stay for the rest', () => {
    const ad = aRawAd({ photoCount: 3, promoted: true });
    expect(withOwnPage(ad, page)).toEqual({ ...ad, description: 'Не дава картина.' });
  });

  test('a card that shows less takes the rest from the page as well', () => {
    const ad = { ...BARE, condition: null };
    expect(withOwnPage(ad, page)).toMatchObject({
      ...{ description: 'Не дава картина.', params: { state: 'damaged' }, itemCondition: 'damaged', photoCount: 9 },
      ...{ condition: 'За части', location: 'София', negotiable: false },
    });
  });

  test('an ad that no result showed is what its page says', () => {
    expect(withOwnPage(null, page)).toBe(page);
  });

  test('a page without a text leaves the one that is known', () => {
    const { description: _, ...silent } = page;
    expect(withOwnPage(aRawAd({ description: 'Работи.' }), silent)).toMatchObject({ description: 'Работи.' });
    expect(withOwnPage(aRawAd(), silent)).not.toHaveProperty('description');
  });

  test('its title counts, since it is the later look', () => {
    expect(withOwnPage(aRawAd(), { ...page, title: 'RTX 3060 - ПРОДАДЕНА' }).title).toBe('RTX 3060 - ПРОДАДЕНА');
  });

  test.each<[string, Partial<RawAd>, Partial<RawAd>, number | null]>([
    ['the same', {}, {}, 25_000],
    ['rounded by a unit', {}, { priceMinor: 25_100 }, 25_000],
    ['rounded by more', {}, { priceMinor: 25_101 }, 25_101],
    ['the same in lev', {}, { priceMinor: 48_896, currency: 'BGN' }, 25_000],
    ['another in lev', {}, { priceMinor: 48_000, currency: 'BGN' }, 48_000],
    ['lower', {}, { priceMinor: 20_000 }, 20_000],
    ['none any more', {}, { priceMinor: null, currency: null }, null],
    ['none before, next to nothing now', { priceMinor: null }, { priceMinor: 100 }, 100],
    ['none before', { priceMinor: null, currency: null }, {}, 25_000],
    ['none on either', { priceMinor: null, currency: null }, { priceMinor: null, currency: null }, null],
  ])('its price counts where it differs: %s', (_, shown, said, expected) => {
    const merged = withOwnPage(aRawAd({ priceText: 'old', ...shown }), { ...page, priceText: 'new', ...said });
    const isNew = expected !== (shown.priceMinor === undefined ? 25_000 : shown.priceMinor);
    expect([merged.priceMinor, merged.priceText]).toEqual([expected, isNew ? 'new' : 'old']);
  });

  test('a page that contradicts itself about another price is in doubt; about the same it adds nothing', () => {
    const doubt = { ...page, priceDisagrees: true };
    expect(withOwnPage(aRawAd(), { ...doubt, priceMinor: 90_000 })).toMatchObject({ priceDisagrees: true });
    expect(withOwnPage(aRawAd(), doubt)).not.toHaveProperty('priceDisagrees');
  });

  test('a price that the results gave in two ways stays as it was, in doubt', () => {
    const held = aRawAd({ priceDisagrees: true });
    expect(withOwnPage(held, { ...page, priceMinor: 90_000 })).toMatchObject({
      ...{ priceMinor: 25_000, priceDisagrees: true, description: 'Не дава картина.' },
    });
  });
});
