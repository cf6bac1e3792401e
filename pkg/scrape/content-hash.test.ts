import { expect, test } from '@jest/globals';
import type { RawAd } from '../listing/raw-ad.js';
import { aRawAd } from '../listing/testing/builders.js';
import { contentHash, firstPagesDigest } from './content-hash.js';

const hex = (over: Partial<RawAd>): string => Buffer.from(contentHash(aRawAd(over))).toString('hex');

test.each<[string, Partial<RawAd>]>([
  ['url', { url: 'https://market.test/other' }],
  ['title', { title: 'RTX 3060 Ti' }],
  ['description', { description: 'Работи отлично' }],
  ['price as written', { priceText: '250 евро' }],
  ['price', { priceMinor: 24_000 }],
  ['currency', { currency: 'BGN' }],
  ['negotiable', { negotiable: true }],
  ['two prices that disagree', { priceDisagrees: true }],
  ['condition', { condition: 'Ново' }],
  ['location', { location: 'Варна' }],
  ['parameters', { params: { state: 'new' } }],
  ['photos', { photoCount: 4 }],
])('another %s is another content', (_what, over) => {
  expect(hex(over)).not.toBe(hex({}));
});

test.each<[string, Partial<RawAd>]>([
  ['promotion', { promoted: true }],
  ['refresh', { refreshedAt: new Date(0) }],
  ['padding', { padding: true }],
  ['what the adapter makes of the condition, which is no word of the page', { itemCondition: 'new' }],
])('%s is none', (_what, over) => {
  expect(hex(over)).toBe(hex({}));
});

test('the order of parameters is none, and the hash is what it was in every release: stored texts are found again', () => {
  expect(hex({ params: { a: '1', b: '2' } })).toBe(hex({ params: { b: '2', a: '1' } }));
  expect(hex({ description: 'a' })).toBe('11633b777adfee857109e67566e834bda1b24687a08a98dc26af60d63fc34613');
  expect(hex({ params: { b: '2', a: '1' } })).toBe('650a59f77954a38a8e030ebdd61110b4eb9350001f5017db359ea44a02a51471');
});

test('first pages are equal by ads and prices, padding aside', () => {
  const [a, b] = [aRawAd(), aRawAd({ externalId: '2' })];
  const digest = firstPagesDigest([[a, b]]);
  expect(firstPagesDigest([[a, b, aRawAd({ externalId: '3', padding: true })]])).toBe(digest);
  expect(firstPagesDigest([[a, b, aRawAd({ externalId: '3' })]])).not.toBe(digest);
  expect(firstPagesDigest([[b, a]])).not.toBe(digest);
  expect(firstPagesDigest([[{ ...a, priceText: '1 €' }, b]])).not.toBe(digest);
});
