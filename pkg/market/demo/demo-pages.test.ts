import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toEurCents } from '../../listing/money.js';
import type { RawAd } from '../../listing/raw-ad.js';
import type { Marketplace, ParsedPage } from '../marketplace.js';
import { createMarketplace } from '../markets.js';
import { SELLER_MARKS } from './ad-state.js';
import { startDemoMarket, type DemoMarket } from './demo-server.js';
import { readFaultPlan } from './faults.js';
import type { Generation } from './page-html.js';
import type { TrueListing } from './truth.js';

let market: DemoMarket;
let site: Marketplace;

async function parse(term: string, page = 1, compare = true): Promise<ParsedPage> {
  const url = site.searchUrl({ term, priceFrom: null, priceTo: null }, page);
  return site.parse(await (await fetch(url)).text(), { compare });
}

function isOrganic(ad: RawAd, seen: ReadonlySet<string>): boolean {
  return !ad.padding && !seen.has(ad.externalId);
}

function checkAgainst(truth: TrueListing | undefined, ad: RawAd): void {
  expect(ad.title).toBe(truth?.title);
  expect(ad.priceText).toBe(truth?.priceText.replace(/\s+/gu, ' '));
  expect(ad.priceDisagrees).toBeUndefined();
  const cents =
    ad.priceMinor === null || ad.currency === null ? null : toEurCents({ minor: ad.priceMinor, currency: ad.currency });
  expect(cents).toBe(truth?.priceCents);
  if (ad.description !== undefined) expect(ad.description).toBe(truth?.description);
}

describe.each<Generation>(['2025', '2026', 'no-state'])('pages of the generation %s', (generation) => {
  beforeAll(async () => {
    market = await startDemoMarket({ generation, ads: 600, seed: 3, pageBytes: 400_000 });
    site = createMarketplace('demo', { demoUrl: market.url });
  });
  afterAll(() => market.close());

  test.each(['видеокарта', 'Radeon RX', 'intel arc'])('are read as the truth has them: %s', async (term) => {
    const truth = new Map(
      market
        .truth()
        .listingsOn(0)
        .map((ad) => [ad.externalId, ad]),
    );
    const expected = market.truth().matching(0, term);
    const seen = new Set<string>();
    const first = await parse(term);
    expect(first.announcedTotal).toBe(expected.length);
    for (let page = 1; page <= (first.totalPages ?? 1); page++) {
      const parsed = await parse(term, page);
      expect(parsed).toMatchObject({ kind: 'results', disagreements: [], unparsed: 0 });
      if (parsed.page !== null) expect(parsed.page).toBe(page);
      for (const ad of parsed.ads) {
        checkAgainst(truth.get(ad.externalId), ad);
        if (isOrganic(ad, seen)) seen.add(ad.externalId);
      }
    }
    expect(seen).toEqual(new Set(expected));
  });

  test('carry no seller into what is read', async () => {
    const read = JSON.stringify(await parse('rtx'));
    for (const mark of SELLER_MARKS) expect(read).not.toContain(mark);
  });

  test('with few results: padding is known as such', async () => {
    const term = market
      .truth()
      .listingsOn(0)
      .map(({ title }) => title.split(' ').slice(-3).join(' '))
      .find((words) => /^[a-zа-я0-9 ]+$/i.test(words) && market.truth().matching(0, words).length < 3);
    const parsed = await parse(term ?? '');
    const expected = market.truth().matching(0, term ?? '');
    expect(parsed).toMatchObject({ kind: 'results', disagreements: [], announcedTotal: expected.length });
    expect(new Set(parsed.ads.filter(({ padding }) => !padding).map(({ externalId }) => externalId))).toEqual(
      new Set(expected),
    );
    expect(parsed.ads.filter(({ padding }) => padding)).toHaveLength(40);
  });

  test('without results: nothing is taken for a result', async () => {
    const kinds = new Set<string>();
    for (let n = 0; n < 12; n++) {
      const parsed = await parse(`qwxyz${n}`);
      expect(parsed.ads.filter(({ padding }) => !padding)).toEqual([]);
      kinds.add(parsed.kind);
    }
    expect(kinds).toEqual(new Set(['no-results', 'results'])); // 'results': padding alone
  });

  test.each([
    ['overloaded', 'overloaded'],
    ['captcha', 'blocked'],
    ['redesign', 'unrecognised'],
  ])('the fault %s is told from an empty list', async (fault, kind) => {
    market.setFaults(readFaultPlan(fault));
    try {
      expect(await parse('rtx')).toMatchObject({ kind, ads: [] });
    } finally {
      market.setFaults([]);
    }
  });
});
