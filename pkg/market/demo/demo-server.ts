/** The demo market: an OLX-like site over HTTP, simulated from a seed, with known truth and faults on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { idFromCode } from './ad-id.js';
import { adPage } from './ad-page.js';
import { html, playFault } from './fault-response.js';
import { FaultSwitch, type FaultPlan } from './faults.js';
import { Market, MarketDay, SECONDS_PER_DAY } from './market-day.js';
import { PageRenderer, type Generation } from './page-html.js';
import { pageWeight } from './page-weight.js';
import { fraction, hash } from './random.js';
import { redesignedPage } from './redesign.js';
import { RequestLog, type RequestEntry } from './request-log.js';
import { resultPage, type PageRequest } from './result-page.js';
import { robotsTxt } from './robots.js';
import { readSearchUrl } from './search-url.js';
import { MarketTruth } from './truth.js';

export interface DemoMarketOptions {
  readonly seed?: number;
  /** About how many ads are live on any day. @default 1800 */
  readonly ads?: number;
  /** 0 = a free one. @default 0 */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** The simulated day to begin with. @default 0 */
  readonly day?: number;
  /** Real milliseconds per simulated day; `null` = time moves only by `advance()`. @default null */
  readonly dayMs?: number | null;
  /** The instant of day 0. @default the real time at the start */
  readonly now?: () => Date;
  readonly faults?: FaultPlan;
  /** `mixed` changes from page to page. @default mixed */
  readonly generation?: Generation | 'mixed';
  /** @default 1000 */
  readonly resultWindow?: number;
  /** @default 40 */
  readonly pageSize?: number;
  /** About how heavy a full page is made; 0 = as light as it comes. @default 0 */
  readonly pageBytes?: number;
  /** Absolute base of the addresses on the pages. @default the server's own */
  readonly publicUrl?: string;
  /** Seconds in robots.txt. @default none */
  readonly crawlDelay?: number | null;
  /** What `/api/ip` says about the caller. @default false */
  readonly isTor?: boolean;
  /** @default constant */
  readonly drift?: 'constant' | 'falling';
  /** Dear cards become more common among new ads from day 0 on. @default false */
  readonly mixShift?: boolean;
  /** Standard deviation of the logarithm of asking prices. @default 0.12 */
  readonly priceSigma?: number;
  readonly log?: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

export interface DemoMarket {
  /** Without a trailing slash. */
  readonly url: string;
  readonly day: number;
  /** Lets whole days pass; resolves to the new day. */
  advance(days: number): number;
  /** The simulated instant. */
  today(): Date;
  truth(): MarketTruth;
  readonly requests: RequestLog;
  setFaults(plan: FaultPlan): void;
  close(): Promise<void>;
}

interface Shown {
  readonly market: MarketDay;
  readonly renderer: PageRenderer;
}

const DAYS_KEPT = 3;

export async function startDemoMarket(options: DemoMarketOptions = {}): Promise<DemoMarket> {
  const { seed = 1, ads = 1800, port = 0, host = '127.0.0.1', resultWindow = 1000, pageSize = 40 } = options;
  const market = new Market(
    {
      seed,
      drift: options.drift ?? 'constant',
      mixShift: options.mixShift ?? false,
      priceSigma: options.priceSigma ?? 0.12,
    },
    ads,
  );
  const limits = { resultWindow, pageSize };
  const epochMs = (options.now?.() ?? new Date()).getTime();
  const startedAt = performance.now();
  let passed = options.day ?? 0;
  const dayMs = options.dayMs ?? null;
  const day = (): number => passed + (dayMs === null ? 0 : Math.floor((performance.now() - startedAt) / dayMs));
  const instantOf = (at: number): number => epochMs + at * SECONDS_PER_DAY * 1000;

  const faults = new FaultSwitch(seed, options.faults ?? []);
  const requests = new RequestLog();
  const weight = pageWeight(options.pageBytes ?? 0);
  const trueDays = keepLatest((at: number) => new MarketDay(market, at));
  const shownDays = keepLatest((key: string): Shown => {
    const [at = 0, share = 0] = key.split('/').map(Number);
    const shown =
      share === 0 ? trueDays(at) : new MarketDay(market, at, (ad) => fraction(seed, ad.id, 'shrink') >= share);
    return { market: shown, renderer: new PageRenderer({ ...limits, baseUrl, epochMs, weight, nowMs: instantOf(at) }) };
  });
  const truth = new MarketTruth(market, trueDays, limits);
  let faultable = 0;
  let baseUrl = options.publicUrl ?? '';

  /** The day whose catalogue is shown. */
  const shownDay = (): number => {
    const now = day();
    const frozen = faults.ofSite('frozen', now);
    return frozen === null ? now : Math.min(now, frozen.fromDay ?? options.day ?? 0);
  };
  const searchPage = (request: PageRequest, path: string): Buffer => {
    const shrink = faults.ofSite('shrink', day());
    const at = shownDay();
    const shown = shownDays(`${at}/${shrink === null ? 0 : (shrink.value ?? 0.5)}`);
    const result = resultPage(shown.market, request, limits);
    if (faults.ofSite('redesign', day()) !== null) return redesignedPage(result);
    return shown.renderer.render(result, generationOf(options.generation ?? 'mixed', seed, at, path));
  };
  const adAnswer = (id: number | null): { status: number; body: Buffer } => {
    const at = shownDay();
    const item = id === null ? null : market.itemById(id);
    const posting = item?.postings.find((own) => own.id === id);
    if (item === null || posting === undefined || at < posting.from)
      return { status: 404, body: Buffer.from('<!DOCTYPE html><title>404</title><h1>Обявата не е намерена</h1>') };
    const ad = market.adOn(item, at);
    if (ad === null || ad.id !== id)
      return { status: 410, body: Buffer.from('<!DOCTYPE html><title>410</title><h1>Обявата вече не е активна</h1>') };
    return { status: 200, body: adPage(ad, { ...limits, baseUrl, epochMs, nowMs: instantOf(at) }) };
  };

  async function answer(request: IncomingMessage, response: ServerResponse, entry: RequestEntry): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://demo.invalid');
    if (url.pathname === '/robots.txt') {
      text(response, 'text/plain', robotsTxt(options.crawlDelay ?? null));
      return;
    }
    if (url.pathname === '/api/ip') {
      text(response, 'application/json', JSON.stringify({ IsTor: options.isTor ?? false, IP: entry.remoteAddress }));
      return;
    }
    const search = readSearchUrl(url);
    const ad = /^\/d\/ad\/.*-ID([0-9A-Za-z]+)\.html$/.exec(url.pathname);
    if (search === null && ad === null && url.pathname !== '/') {
      html(response, 404, '<!DOCTYPE html><title>404</title><h1>404</h1>');
      return;
    }
    const page = (): { status: number; body: Buffer } =>
      ad === null
        ? { status: 200, body: searchPage(search ?? FRONT_PAGE, entry.path) }
        : adAnswer(idFromCode(ad[1] ?? ''));
    const rule = faults.forRequest(++faultable, day(), entry.path);
    if (rule !== null) {
      entry.fault = rule.kind;
      options.log?.('fault played', { fault: rule.kind, request: entry.number, path: entry.path });
      return playFault({ request, response, rule, page: () => page().body, holdUntil: (at) => requests.holdUntil(at) });
    }
    const { status, body } = page();
    html(response, status, body);
  }

  const server = createServer((request, response) => {
    const entry = requests.begin({
      path: request.url ?? '/',
      remoteAddress: request.socket.remoteAddress ?? '',
      localAddress: request.socket.localAddress ?? '',
      userAgent: request.headers['user-agent'] ?? null,
    });
    response.once('close', () => requests.end(entry, response.headersSent ? response.statusCode : 0));
    answer(request, response, entry).catch((err: unknown) => {
      options.log?.('the demo market failed to answer', { path: entry.path, err });
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  if (baseUrl === '') baseUrl = url;
  return {
    url,
    get day() {
      return day();
    },
    advance: (days) => {
      passed += days;
      return day();
    },
    today: () => new Date(instantOf(day())),
    truth: () => truth,
    requests,
    setFaults: (plan) => faults.set(plan),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((err) => (err === undefined ? resolve() : reject(err)));
        server.closeAllConnections();
      }),
  };
}

const FRONT_PAGE: PageRequest = { term: '', range: { from: null, to: null }, order: 'newest', page: 1 };

function text(response: ServerResponse, type: string, body: string): void {
  response
    .writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': Buffer.byteLength(body) })
    .end(body);
}

function generationOf(wanted: Generation | 'mixed', seed: number, day: number, path: string): Generation {
  if (wanted !== 'mixed') return wanted;
  return (['2025', '2026', 'no-state'] as const)[hash(seed, day, path) % 3] ?? '2026';
}

/** Remembers the latest few results; the rest can be made again at any time. */
function keepLatest<K, V>(make: (key: K) => V): (key: K) => V {
  const kept = new Map<K, V>();
  return (key) => {
    const value = kept.get(key) ?? make(key);
    kept.delete(key);
    kept.set(key, value);
    for (const old of kept.keys()) if (kept.size > DAYS_KEPT) kept.delete(old);
    return value;
  };
}
