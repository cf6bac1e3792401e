import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toEurCents } from '../../listing/money.js';
import type { RawAd } from '../../listing/raw-ad.js';
import type { Marketplace, ParsedPage } from '../marketplace.js';
import { createMarketplace } from '../markets.js';
import { idToCode } from './ad-id.js';
import { SELLER_MARKS } from './ad-state.js';
import { startDemoMarket, type DemoMarket } from './demo-server.js';
import { readFaultPlan } from './faults.js';
import { Market } from './market-day.js';
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

function checkAgainst(truth: TrueListing | undefined, ad: RawAd, whole = false): void {
  expect(ad.title).toBe(truth?.title);
  expect(ad.priceText).toBe(truth?.priceText.replace(/\s+/gu, ' '));
  expect(ad.priceDisagrees).toBeUndefined();
  const cents =
    ad.priceMinor === null || ad.currency === null ? null : toEurCents({ minor: ad.priceMinor, currency: ad.currency });
  expect(cents).toBe(truth?.priceCents);
  if (ad.description === undefined) return;
  const isCut = !whole && truth?.shownOnResults === 'cut' && ad.description.endsWith('…');
  if (isCut) expect(truth.description.startsWith(ad.description.slice(0, -1))).toBe(true);
  else expect([!whole && truth?.shownOnResults === 'nothing', ad.description]).toEqual([false, truth?.description]);
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

  test("show less of an ad than the ad's own page, which shows the whole of it", async () => {
    const truth = market.truth().listingsOn(0);
    const shown = new Map((await parse('rtx')).ads.map((ad) => [ad.externalId, ad]));
    const kinds = new Set<string>();
    for (const ad of truth.filter(({ externalId }) => shown.has(externalId))) {
      const { externalId, url = '', description } = shown.get(ad.externalId) ?? {};
      if (!url.startsWith(market.url)) continue; // a partner's ad
      const read = site.parseAd(await (await fetch(url)).text(), { externalId: externalId ?? '', url });
      expect(read).toMatchObject({
        kind: 'ad',
        disagreements: [],
        source: generation === 'no-state' ? 'dom' : 'state',
      });
      expect(read.ad).toMatchObject({ title: ad.title, description: ad.description, url });
      checkAgainst(ad, read.ad!, true);
      if (description !== ad.description) kinds.add(ad.shownOnResults);
    }
    expect(kinds).toEqual(new Set(generation === 'no-state' ? ['whole', 'cut', 'nothing'] : ['cut', 'nothing']));
  });

  test('of ads that have ended say so, by their status or in words', async () => {
    const kinds = new Map<number, Set<string>>();
    const before = market
      .truth()
      .listingsOn(0)
      .filter(({ gone }) => gone <= 3);
    const asked = (await parse('видеокарта')).ads.filter(({ externalId }) =>
      before.some((ad) => ad.externalId === externalId),
    );
    market.advance(3);
    for (const ad of asked) {
      const response = await fetch(ad.url);
      const { kind } = site.parseAd(await response.text(), ad);
      kinds.set(response.status, (kinds.get(response.status) ?? new Set()).add(kind));
    }
    market.advance(-3);
    expect(kinds).toEqual(
      new Map([200, 410].flatMap((status) => (kinds.has(status) ? [[status, new Set(['gone'])]] : []))),
    );
    expect(kinds.size).toBeGreaterThan(0);
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

test('an ad that the results leave out for some days keeps its page or says that it has ended; then it is back', async () => {
  const demo = await startDemoMarket({ ads: 400, seed: 4, generation: '2026' });
  const items = [
    ...new Market({ seed: 4, drift: 'constant', mixShift: false, priceSigma: 0.12 }, 400).itemsOffered(1, 20),
  ];
  const adapter = createMarketplace('demo', { demoUrl: demo.url });
  const kinds: string[] = [];
  const listed = (id: number): boolean =>
    demo
      .truth()
      .listingsOn(demo.day)
      .some(({ externalId }) => externalId === String(id));
  try {
    for (const pageStays of [true, false]) {
      const item = items.find(
        ({ absent, born }) =>
          absent !== null && absent.from > 0 && born < absent.from && absent.pageStays === pageStays,
      );
      const { absent, postings } = item!;
      const id = postings.find(({ from, to }) => from < absent!.from && to > absent!.to)!.id;
      demo.advance(absent!.from - 1 - demo.day);
      const shown = demo
        .truth()
        .listingsOn(demo.day)
        .find(({ externalId }) => externalId === String(id));
      expect(shown).toBeDefined();
      demo.advance(1);
      expect(listed(id)).toBe(false);
      const url = `${demo.url}/d/ad/x-ID${idToCode(id)}.html`;
      kinds.push(adapter.parseAd(await (await fetch(url)).text(), { externalId: String(id), url }).kind);
      demo.advance(absent!.to - absent!.from);
      expect(listed(id)).toBe(true);
    }
    expect(kinds).toEqual(['ad', 'gone']);
  } finally {
    await demo.close();
  }
});
