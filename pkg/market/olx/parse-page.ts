/** Decides what a page is and which of its sources to believe: embedded state, then cards, then JSON-LD. */
import type { PageKind, PageSource, ParsedPage, ParseOptions } from '../marketplace.js';
import { findCards, readCardPrices, searchable, type CardPlaces } from './card-prices.js';
import { compareLists, comparePart } from './compare-sources.js';
import { cutMarkup, visibleText } from './cut-markup.js';
import { readDom } from './dom-page.js';
import { readEmbeddedState, STATE_MAX, type EmbeddedState } from './embedded-state.js';
import { readJsonLd, readJsonLdAd } from './json-ld.js';
import { readOffersApi } from './offers-api.js';
import type { OlxSite } from './olx-site.js';
import { blockedSign, emptySign, overloadedSign } from './page-signs.js';
import { cardWitness, listWitness } from './price-witness.js';
import { votePrices, type PriceWitness } from './price-vote.js';
import type { SourcePage } from './source-page.js';
import { readAdState, readListingState } from './state-page.js';

/** Pages that only say something (blocked, overloaded, empty) say it at the start. */
const TEXT_MAX = 500_000;

export function parsePage(body: string, site: OlxSite, options: ParseOptions): ParsedPage {
  const first = body.search(/\S/);
  if (first < 0) return nothing('unrecognised', 'the page is empty');
  if (body[first] === '{') return parseJson(body, site);
  return new PageReader(body, site).read(options.compare === true);
}

/** A saved answer of the offers API, or a state that was saved by itself. */
function parseJson(body: string, site: OlxSite): ParsedPage {
  if (body.length > STATE_MAX) return nothing('unrecognised', 'JSON that is too long for a page');
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return nothing('unrecognised', 'the page begins like JSON and is none');
  }
  const ad = readAdState(value, site.baseUrl);
  if (ad !== null) return adPage('state', ad);
  const state = readListingState(value, site.baseUrl);
  const page = state ?? readOffersApi(value, site.baseUrl);
  if (page === null) return nothing('unrecognised', 'JSON that is neither a state nor an answer of the offers API');
  if (page.ads.length > 0) return results(state === null ? 'api' : 'state', page, []);
  if (page.saysEmpty) return { ...nothing('no-results', 'it lists no ad and counts none'), announcedTotal: 0 };
  return nothing('unrecognised', 'it has no ad that can be read', page.faults);
}

class PageReader {
  readonly #body: string;
  readonly #site: OlxSite;
  readonly #embedded: EmbeddedState;
  #cutBody: string | undefined;
  #domPage: SourcePage | undefined;
  #jsonLdPage: SourcePage | null | undefined;

  constructor(body: string, site: OlxSite) {
    this.#body = body;
    this.#site = site;
    this.#embedded = readEmbeddedState(body);
  }

  read(compare: boolean): ParsedPage {
    const embedded = this.#embedded;
    if (embedded.kind === 'found') {
      const ad = readAdState(embedded.state, this.#site.baseUrl);
      if (ad !== null) return adPage('state', ad);
    }
    const state = embedded.kind === 'found' ? readListingState(embedded.state, this.#site.baseUrl) : null;
    const cards = this.#findCards();
    if (state !== null && state.ads.length > 0) return this.#fromState(state, cards, compare);
    const troubles = [...this.#stateTroubles(state), ...(state?.faults ?? [])];
    if (cards.count > 0) return this.#fromDom(troubles, compare);
    const jsonLd = this.#jsonLd();
    if (jsonLd !== null && jsonLd.ads.length > 0)
      return results('json-ld', jsonLd, [...troubles, 'only JSON-LD can be read, which lists a part of the ads']);
    return this.#withoutAds(state, troubles);
  }

  #fromState(state: SourcePage, cards: CardPlaces, compare: boolean): ParsedPage {
    const differences: string[] = [];
    const counts: Partial<Record<PageSource, number>> = {};
    if (compare || cards.count !== state.ads.length + state.unparsed) {
      if (cards.count === 0) differences.push(`the state has ${state.ads.length} ads, the page shows no card`);
      else {
        const dom = this.#dom();
        counts.dom = organic(dom);
        differences.push(...compareLists({ name: 'the state', ads: state.ads }, { name: 'the page', ads: dom.ads }));
      }
      differences.push(...this.#compareJsonLd(state, counts));
    }
    const { ads, disagreements } = votePrices(
      'the state',
      state.ads,
      [cardWitness(readCardPrices(cards)), this.#jsonLdWitness()],
      compare,
    );
    return results('state', { ...state, ads }, [...differences, ...disagreements], counts);
  }

  #fromDom(troubles: readonly string[], compare: boolean): ParsedPage {
    // The cards stand in front of the state, so a page that reached its state has all of them.
    if (
      this.#embedded.kind === 'absent' &&
      /<html[\s>]/i.test(this.#body.slice(0, 5_000)) &&
      !this.#body.includes('</html')
    )
      return nothing('unrecognised', 'the page ends in the middle', troubles);
    const dom = this.#dom();
    if (dom.ads.length === 0) return nothing('unrecognised', 'no card can be read', [...troubles, ...dom.faults]);
    const counts: Partial<Record<PageSource, number>> = {};
    const differences = compare ? this.#compareJsonLd(dom, counts) : [];
    const { ads, disagreements } = votePrices('the page', dom.ads, [this.#jsonLdWitness()]);
    return results('dom', { ...dom, ads }, [...troubles, ...differences, ...disagreements], counts);
  }

  #compareJsonLd(main: SourcePage, counts: Partial<Record<PageSource, number>>): string[] {
    const part = this.#jsonLd();
    if (part === null) return [];
    counts['json-ld'] = part.ads.length;
    return comparePart({ name: 'the page', ads: main.ads }, { name: 'JSON-LD', ads: part.ads });
  }

  /** No source has an ad: what the page says about itself decides, and nothing is concluded from its silence. */
  #withoutAds(state: SourcePage | null, troubles: readonly string[]): ParsedPage {
    const cut = this.#cut().slice(0, TEXT_MAX);
    const text = visibleText(cut);
    const blocked = blockedSign(text, this.#body);
    if (blocked !== null) return nothing('blocked', `it says "${blocked}"`, troubles);
    const overloaded = overloadedSign(text);
    if (overloaded !== null) return nothing('overloaded', `it says "${overloaded}"`, troubles);
    const announced = state?.announcedTotal ?? this.#dom().announcedTotal;
    const said = emptySign(text, cut, this.#body);
    if ((announced ?? 0) === 0 && (state === null || state.saysEmpty)) {
      if (said !== null) return { ...nothing('no-results', `it says "${said}"`, troubles), announcedTotal: 0 };
      if (announced === 0) return { ...nothing('no-results', 'it counts no result', troubles), announcedTotal: 0 };
    }
    const ad = readJsonLdAd(this.#body, this.#site);
    if (ad !== null) return adPage('json-ld', ad);
    const why = announced === null || announced === 0 ? '' : `, although it announces ${announced} results`;
    return nothing('unrecognised', `no ad and no sign of an empty list${why}`, troubles);
  }

  #stateTroubles(state: SourcePage | null): string[] {
    if (this.#embedded.kind === 'broken') return [`the embedded state cannot be read (${this.#embedded.why})`];
    if (this.#embedded.kind === 'absent') return [];
    if (state === null) return ['the embedded state has no list of ads'];
    return state.saysEmpty ? [] : ['the embedded state lists no ad'];
  }

  /** Cards stand outside the state, which is most of the page, so it is not searched. */
  #findCards(): CardPlaces {
    const { start, end } = { start: this.#body.length, end: this.#body.length, ...this.#embedded };
    return findCards(searchable(this.#body.slice(0, start)), searchable(this.#body.slice(end)));
  }

  #jsonLd(): SourcePage | null {
    if (this.#jsonLdPage === undefined) this.#jsonLdPage = readJsonLd(this.#body, this.#site);
    return this.#jsonLdPage;
  }

  #jsonLdWitness(): PriceWitness {
    return listWitness('JSON-LD', () => this.#jsonLd()?.ads ?? []);
  }

  #cut(): string {
    return (this.#cutBody ??= cutMarkup(this.#body));
  }

  #dom(): SourcePage {
    return (this.#domPage ??= readDom(this.#cut(), this.#site));
  }
}

function organic({ ads }: SourcePage): number {
  return ads.reduce((count, { padding }) => count + (padding ? 0 : 1), 0);
}

/** So that a page gone wrong cannot fill a log. */
const DISAGREEMENTS_MAX = 20;

function bounded(texts: readonly string[]): string[] {
  if (texts.length <= DISAGREEMENTS_MAX) return [...texts];
  return [...texts.slice(0, DISAGREEMENTS_MAX), `and ${texts.length - DISAGREEMENTS_MAX} more`];
}

export function results(
  source: PageSource,
  page: SourcePage,
  disagreements: readonly string[],
  otherCounts: Partial<Record<PageSource, number>> = {},
): ParsedPage {
  const { ads, cards, unparsed, faults, announcedTotal, totalPages } = page;
  return {
    ...{ kind: 'results', announcedTotal, page: page.page, totalPages, ads, cards, unparsed, source },
    sourceCounts: { [source]: organic(page), ...otherCounts },
    disagreements: bounded([...faults, ...disagreements]),
  };
}

function adPage(source: PageSource, page: SourcePage): ParsedPage {
  if (page.ads.length === 0) return nothing('unrecognised', "an ad's page that cannot be read", page.faults);
  return { ...results(source, page, []), kind: 'ad' };
}

function nothing(kind: PageKind, note: string, disagreements: readonly string[] = []): ParsedPage {
  return {
    ...{
      kind,
      announcedTotal: null,
      page: null,
      totalPages: null,
      ads: [],
      cards: 0,
      source: null,
      sourceCounts: {},
      note,
    },
    disagreements: bounded(disagreements),
  };
}
