/** Every page of the demo market as a function of the day and the address; knows the faults of the catalogue, not those of requests. */
import { idFromCode } from './ad-id.js';
import { adPage } from './ad-page.js';
import type { FaultSwitch } from './faults.js';
import { keepLatest } from './keep-latest.js';
import { SECONDS_PER_DAY, type Market, type MarketDay } from './market-day.js';
import { PageRenderer, type Generation } from './page-html.js';
import type { PageWeight } from './page-weight.js';
import { fraction, hash } from './random.js';
import { redesignedPage } from './redesign.js';
import { resultPage, type PageRequest, type ResultLimits } from './result-page.js';
import { readSearchUrl } from './search-url.js';
import { MarketTruth } from './truth.js';

export interface PageOptions {
  readonly market: Market;
  readonly limits: ResultLimits;
  readonly baseUrl: string;
  /** Milliseconds of day 0. */
  readonly epochMs: number;
  readonly weight: PageWeight;
  readonly generation: Generation | 'mixed';
  readonly faults: FaultSwitch;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

interface Shown {
  readonly market: MarketDay;
  readonly renderer: PageRenderer;
}

const DAYS_KEPT = 3;
const SHRINK_DEFAULT = 0.5;
/** Sites say that an ad has ended with 410, now and then on a page with status 200. */
const ENDED_WITH_200 = 0.2;
const FRONT_PAGE: PageRequest = { term: '', range: { from: null, to: null }, order: 'newest', page: 1 };

export class DemoPages {
  readonly truth: MarketTruth;
  readonly #options: PageOptions;
  /** By day and share of hidden ads. */
  readonly #shown: (key: string) => Shown;

  constructor(options: PageOptions) {
    const { market, limits, baseUrl, epochMs, weight } = options;
    const { seed } = market.economy;
    const trueDays = keepLatest(DAYS_KEPT, (day: number) => market.on(day));
    this.#options = options;
    this.truth = new MarketTruth(market, trueDays, limits);
    this.#shown = keepLatest(DAYS_KEPT, (key) => {
      const [day = 0, hidden = 0] = key.split('/').map(Number);
      const all = trueDays(day);
      const shown = hidden === 0 ? all : all.without((ad) => fraction(seed, ad.id, 'shrink') < hidden);
      const nowMs = epochMs + day * SECONDS_PER_DAY * 1000;
      return { market: shown, renderer: new PageRenderer({ ...limits, baseUrl, epochMs, weight, nowMs }) };
    });
  }

  /** The answer to an address on a day, as a function that makes it; `null` when the site has no such page. */
  find(url: URL, day: number): (() => Answer) | null {
    const ad = /^\/d\/ad\/.*-ID([0-9A-Za-z]+)\.html$/.exec(url.pathname);
    if (ad !== null) return () => this.#ad(idFromCode(ad[1] ?? ''), day, url.pathname);
    const search = url.pathname === '/' ? FRONT_PAGE : readSearchUrl(url);
    return search === null ? null : () => this.#search(search, day, url.pathname + url.search);
  }

  #search(request: PageRequest, day: number, path: string): Answer {
    const { faults, limits } = this.#options;
    const shrink = faults.ofSite('shrink', day);
    const at = this.#catalogueDay(day);
    const shown = this.#shown(`${at}/${shrink === null ? 0 : (shrink.value ?? SHRINK_DEFAULT)}`);
    const result = resultPage(shown.market, request, limits);
    if (faults.ofSite('redesign', day) !== null) return { status: 200, body: redesignedPage(result) };
    return { status: 200, body: shown.renderer.render(result, this.#generation(at, path)) };
  }

  #ad(id: number | null, day: number, path: string): Answer {
    const at = this.#catalogueDay(day);
    const { market, baseUrl, epochMs } = this.#options;
    const { seed } = market.economy;
    const item = id === null ? null : market.itemById(id);
    const posting = item?.postings.find((own) => own.id === id);
    if (item === null || posting === undefined || at < posting.from) return message(404, 'Обявата не е намерена');
    const ad = market.pageOn(item, at);
    if (ad === null || ad.id !== id)
      return message(fraction(seed, item.key, 'ended') < ENDED_WITH_200 ? 200 : 410, 'Обявата вече не е активна');
    return { status: 200, body: adPage(ad, { baseUrl, epochMs }, this.#generation(at, path)) };
  }

  #generation(day: number, path: string): Generation {
    const { market, generation } = this.#options;
    return generation === 'mixed' ? mixed(market.economy.seed, day, path) : generation;
  }

  /** A frozen site stays on the day it froze. */
  #catalogueDay(day: number): number {
    return Math.min(day, this.#options.faults.ofSite('frozen', day)?.fromDay ?? day);
  }
}

function message(status: number, words: string): Answer {
  return {
    status,
    body: Buffer.from(`<!DOCTYPE html><meta charset="utf-8"><title>${status}</title><h1>${words}</h1>`),
  };
}

function mixed(seed: number, day: number, path: string): Generation {
  return (['2025', '2026', 'no-state'] as const)[hash(seed, day, path) % 3] ?? '2026';
}
