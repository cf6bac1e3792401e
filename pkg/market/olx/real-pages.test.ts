/** Saved pages of the real sites, where they are at hand: they are not part of the project. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Marketplace } from '../marketplace.js';
import { createMarketplace } from '../markets.js';
import { cutMarkup } from './cut-markup.js';
import { readDom } from './dom-page.js';
import { readEmbeddedState } from './embedded-state.js';
import { OLX_SITES } from './sites.js';
import { readListingState } from './state-page.js';

const FOLDER = join(process.cwd(), '../shared/data/olx-pages');

interface Expected {
  readonly l_cards: number;
  readonly has_state: boolean;
  readonly ids?: readonly string[];
  readonly first_cards?: readonly {
    readonly id: string;
    readonly title: string;
    readonly price_text: string;
    readonly price_note: string | null;
    readonly location_date: string;
    readonly href: string;
  }[];
  readonly reason_in_href?: Readonly<Record<string, number>>;
  readonly external_hrefs?: number;
  readonly total_text?: string | null;
  readonly page_links?: readonly string[];
  readonly state?: {
    readonly pageNumber: number;
    readonly visibleElements: number;
    readonly totalPages: number;
    readonly promoted_idx: readonly number[];
    readonly first_ads: readonly {
      readonly id: number;
      readonly price: number | null;
      readonly currency: string | null;
      readonly negotiable: boolean | null;
      readonly promoted: boolean;
      readonly condition: string;
      readonly refreshed: string;
      readonly city: string;
    }[];
  };
}

const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const marketOf = (name: string): Marketplace =>
  createMarketplace(`olx-${name.slice(0, 2)}`, { demoUrl: 'http://127.0.0.1:1' });
const siteOf = (name: string) => OLX_SITES.find(({ slug }) => slug === `olx-${name.slice(0, 2)}`)!;
const pathOf = (href: string): string => href.replace(/[?#].*$/, '');
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const digitsOf = (text: string): number => Number(text.replace(/\D/g, ''));

function suite(): void {
  const expected = JSON.parse(read('EXPECTED.json')) as Record<string, Expected>;
  const pages = Object.entries(expected);
  const searches = pages.filter(([, { ids }]) => ids !== undefined);
  const withState = searches.filter(([, { state }]) => state !== undefined);

  test.each(searches)('%s: every card, in order, with the first ones word by word', (name, { ids, first_cards }) => {
    const page = marketOf(name).parse(read(name), { compare: true });
    expect(page).toMatchObject({ kind: 'results', unparsed: 0, disagreements: [] });
    expect(page.ads.map(({ externalId }) => externalId)).toEqual(ids);
    for (const [at, card] of first_cards!.entries()) {
      const ad = page.ads[at]!;
      expect([ad.externalId, ad.priceText]).toEqual([card.id, card.price_text]);
      // The saved pages had names replaced, which hit a word of some titles too.
      expect(card.title).toMatch(new RegExp(`^${ad.title.split('SELLER').map(literal).join('.+')}$`));
      expect(new URL(ad.url).href).toBe(new URL(pathOf(card.href), marketOf(name).baseUrl).href);
      expect(ad.negotiable).toBe(card.price_note !== null);
      expect(card.location_date.startsWith(`${ad.location} - `)).toBe(true);
    }
  });

  test.each(searches)('%s: totals, page links, padding and partner links', (name, facts) => {
    const page = marketOf(name).parse(read(name));
    const dom = readDom(cutMarkup(read(name)), siteOf(name));
    const padding = Object.entries(facts.reason_in_href!).filter(([reason]) => reason.includes('extended_search'));
    expect(page.ads.filter((ad) => ad.padding)).toHaveLength(padding.reduce((sum, [, n]) => sum + n, 0));
    expect(page.ads.filter(({ url }) => !marketOf(name).hosts.includes(new URL(url).host))).toHaveLength(
      facts.external_hrefs!,
    );
    expect(dom.announcedTotal).toBe(typeof facts.total_text !== 'string' ? null : digitsOf(facts.total_text));
    expect(dom.totalPages).toBe(facts.page_links!.length === 0 ? null : Number(facts.page_links!.at(-1)));
    expect(dom.page).toBe(facts.page_links!.length === 0 ? null : 1);
    const promoted = facts.reason_in_href!['search%7Cpromoted'];
    if (promoted !== undefined) expect(dom.ads.filter((ad) => ad.promoted)).toHaveLength(promoted);
  });

  test.each(withState)('%s: the numbers of the embedded state', (name, { state }) => {
    const page = marketOf(name).parse(read(name));
    expect(page).toMatchObject({
      source: 'state',
      announcedTotal: state!.visibleElements,
      totalPages: state!.totalPages,
    });
    expect(page.page).toBe(state!.pageNumber + 1);
    for (const at of state!.promoted_idx) expect([at, page.ads[at]!.promoted]).toEqual([at, true]);
    for (const [at, fact] of state!.first_ads.entries()) {
      const ad = page.ads[at]!;
      expect(ad).toMatchObject({
        externalId: String(fact.id),
        priceMinor: fact.price === null ? null : Math.round(fact.price * 100),
        currency: fact.currency,
        negotiable: fact.negotiable ?? false,
        promoted: fact.promoted,
        condition: fact.condition === '' ? null : fact.condition,
        refreshedAt: new Date(fact.refreshed),
      });
      expect(ad.location!.split(', ')[0]).toBe(fact.city);
    }
  });

  test.each(withState)('%s: cards and state agree in all that both say', (name) => {
    const body = read(name);
    const embedded = readEmbeddedState(body);
    if (embedded.kind !== 'found') throw new Error('the page has no state');
    const state = readListingState(embedded.state, siteOf(name).baseUrl)!;
    const dom = readDom(cutMarkup(body), siteOf(name));
    const shared = ({ ads }: typeof dom) =>
      ads.map(({ externalId, url, title, priceText, negotiable, padding, condition, location }) => ({
        ...{ externalId, url, title, priceText, negotiable, padding, condition, location },
      }));
    expect(shared(dom)).toEqual(shared(state));
  });

  test("an ad's page is one ad", () => {
    const page = marketOf('pl').parse(read('pl-ad-2026-02.html'));
    expect(page).toMatchObject({
      kind: 'ad',
      source: 'state',
      ads: [{ externalId: '1053866955', priceMinor: 220_000 }],
    });
    expect(page.ads[0]!.description).toMatch(/^Bezpośrednio od właściciela[^<>]*$/);
  });

  test('a state saved by itself reads like the page', () => {
    const page = marketOf('ua').parse(read('ua-state-4-ads-2026-09.json'));
    expect(page).toMatchObject({ kind: 'results', source: 'state', announcedTotal: 5, page: 2, disagreements: [] });
    expect(page.ads.map(({ priceMinor, currency }) => [priceMinor, currency])).toEqual(
      [11_500_000, 199_000, 45_000, 12_000].map((minor) => [minor, 'UAH']),
    );
  });

  test('an answer of the offers API gives the shown amount, and agrees with the page on the ad that stands in both', () => {
    const api = marketOf('uz').parse(read('uz-api-offers-2026-03.json'));
    expect(api).toMatchObject({ kind: 'results', source: 'api', announcedTotal: 6621, page: 1, disagreements: [] });
    expect(api.ads).toHaveLength(13);
    const state = marketOf('uz').parse(read('uz-search-dual-currency-2026-03.html'));
    const [inApi, inState] = [api, state].map(({ ads }) => ads.find(({ externalId }) => externalId === '63370348')!);
    const { priceMinor, currency, negotiable, title, location, params } = inState!;
    expect(inApi).toMatchObject({ priceMinor, currency, negotiable, title, location, params });
  });
}

if (existsSync(FOLDER)) describe('saved pages of the real sites', suite);
else
  test('without the saved pages of the real sites only our own are read', () => {
    process.stderr.write(`NOT COMPARED with saved pages of the real sites: ${FOLDER} is not there\n`);
  });
