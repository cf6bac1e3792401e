import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startDemoMarket } from '../demo/demo-server.js';
import { createMarketplace } from '../markets.js';
import { findCards, readCardPrices, searchable } from './card-prices.js';
import { cutMarkup } from './cut-markup.js';
import { readDom } from './dom-page.js';
import { OLX_SITES } from './sites.js';
import { aCard, aStateAd } from './testing/page-builder.js';

const site = { ...OLX_SITES[0]! };

/** The scan must find what reading the cards finds, from text and from bytes. */
function expectSame(html: string): number {
  const cards = findCards(searchable(Buffer.from(html)));
  const texts = readCardPrices(cards);
  expect(readCardPrices(findCards(searchable(html)))).toEqual(texts);
  const { ads } = readDom(cutMarkup(html), site);
  expect(cards.count).toBe(ads.length);
  for (const { externalId, priceText } of ads)
    expect([externalId, texts.get(externalId)]).toEqual([externalId, priceText]);
  return ads.length;
}

test.each(['2025', '2026', 'no-state'] as const)('cards of generation %s', async (generation) => {
  const demo = await startDemoMarket({ seed: 5, ads: 400, generation });
  try {
    const market = createMarketplace('demo', { demoUrl: demo.url });
    const page = await (await fetch(market.searchUrl({ term: 'rtx', priceFrom: null, priceTo: null }, 1))).text();
    expect(expectSame(page.replace('__PRERENDERED_STATE__', '__OTHER__'))).toBeGreaterThan(40);
  } finally {
    await demo.close();
  }
});

test.each([
  ['a note in an element', '250 €<span>По договаряне</span>'],
  ['an amount in two pieces', '250<!-- --> €'],
  ['a note before the amount', '<span>от</span>250 €'],
  ['elements in elements', '<span><b>1</b><b>2</b></span>250 €<br><i></i>'],
  ['entities', '1&nbsp;250 &#8364;'],
  ['nothing', ''],
  ['a style that holds an end', '<style>p{content:"</p>"}</style>250 €'],
])('%s', (_, price) => {
  expectSame(aCard(aStateAd(1), price) + aCard(aStateAd(2), '300 €'));
});

test('a price belongs to the card in front of it, and a card without one takes no other', () => {
  const bare = aCard(aStateAd(1)).replace(/<p data-testid="ad-price">.*?<\/p>/, '');
  const cards = findCards(searchable(bare + aCard(aStateAd(2), '300 €') + bare.replace('id="1"', 'id="3"')));
  expect(cards.count).toBe(3);
  expect([...readCardPrices(cards)]).toEqual([
    ['1', ''],
    ['2', '300 €'],
    ['3', ''],
  ]);
});

test('the first of two cards of one ad is asked', () => {
  const cards = findCards(searchable(aCard(aStateAd(1), '250 €') + aCard(aStateAd(1), '300 €')));
  expect([cards.count, ...readCardPrices(cards)]).toEqual([2, ['1', '250 €']]);
});

test.each([
  ['a price without an end', `<p data-testid="ad-price">${'250 € '.repeat(1000)}`],
  ['a style without an end', '<p data-testid="ad-price"><style>250 €</p>'],
  ['a tag without an end', '<p data-testid="ad-price">250 € <b'],
])('%s is no price', (_, price) => {
  const cards = findCards(searchable(`<div data-cy="l-card" id="1">${price}`));
  expect([...readCardPrices(cards)]).toEqual([['1', '']]);
});

test('cards of saved real pages', () => {
  const folder = join(process.cwd(), '../shared/data/olx-pages');
  if (!existsSync(folder)) {
    process.stderr.write(`NOT COMPARED with saved pages of the real sites: ${folder} is not there\n`);
    return;
  }
  const pages = readdirSync(folder).filter((name) => /search.*\.html$/.test(name));
  expect(pages.length).toBeGreaterThan(4);
  for (const name of pages)
    expectSame(readFileSync(join(folder, name), 'utf8').replace('__PRERENDERED_STATE__', '__OTHER__'));
});
