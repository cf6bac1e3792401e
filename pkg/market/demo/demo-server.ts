/** The demo market: an OLX-like site over HTTP, simulated from a seed, with known truth and faults on demand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DemoPages } from './demo-pages.js';
import { html, playFault } from './fault-response.js';
import { FaultSwitch, type FaultPlan } from './faults.js';
import { Market, SECONDS_PER_DAY } from './market-day.js';
import type { Generation } from './page-html.js';
import { pageWeight } from './page-weight.js';
import { RequestLog, type RequestEntry } from './request-log.js';
import { robotsTxt } from './robots.js';
import type { MarketTruth } from './truth.js';

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
  readonly isTor?: boolean | ((remoteAddress: string) => boolean);
  /** @default constant */
  readonly drift?: 'constant' | 'falling';
  /** Dear cards become more common among new ads from day 0 on. @default false */
  readonly mixShift?: boolean;
  /** Standard deviation of the logarithm of asking prices. @default 0.12 */
  readonly priceSigma?: number;
  /** How much sooner a cheaper card goes. @default 0 */
  readonly priceEffect?: number;
  readonly log?: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

export interface DemoMarket {
  /** Without a trailing slash. */
  readonly url: string;
  readonly day: number;
  /** Lets whole days pass, or goes back when negative; returns the new day. */
  advance(days: number): number;
  /** The simulated instant. */
  today(): Date;
  truth(): MarketTruth;
  readonly requests: RequestLog;
  setFaults(plan: FaultPlan): void;
  close(): Promise<void>;
}

/** Clients that pause between two requests must not run into the server closing the connection under them. */
const KEEP_ALIVE_MS = 75_000;

/** @throws the error of `listen` when the port is taken */
export async function startDemoMarket(options: DemoMarketOptions = {}): Promise<DemoMarket> {
  const { seed = 1, ads = 1800, drift = 'constant', mixShift = false, priceSigma = 0.12, dayMs = null } = options;
  const { priceEffect = 0 } = options;
  const startDay = options.day ?? 0;
  const epochMs = (options.now?.() ?? new Date()).getTime();
  const startedAt = performance.now();
  let advanced = 0;
  const today = (): number =>
    startDay + advanced + (dayMs === null ? 0 : Math.floor((performance.now() - startedAt) / dayMs));

  const server = createServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const url = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const faults = new FaultSwitch(seed, options.faults ?? [], startDay);
  const requests = new RequestLog();
  const pages = new DemoPages({
    market: new Market({ seed, drift, mixShift, priceSigma, priceEffect }, ads),
    limits: { resultWindow: options.resultWindow ?? 1000, pageSize: options.pageSize ?? 40 },
    baseUrl: options.publicUrl ?? url,
    ...{ epochMs, faults, weight: pageWeight(options.pageBytes ?? 0), generation: options.generation ?? 'mixed' },
  });
  let faultable = 0;

  async function answer(request: IncomingMessage, response: ServerResponse, entry: RequestEntry): Promise<void> {
    const address = new URL(request.url ?? '/', url);
    const day = today();
    if (address.pathname === '/robots.txt') {
      plain(response, 'text/plain', robotsTxt(options.crawlDelay ?? null));
      return;
    }
    if (address.pathname === '/api/ip') {
      const { isTor = false } = options;
      const comesByTor = typeof isTor === 'function' ? isTor(entry.remoteAddress) : isTor;
      plain(response, 'application/json', JSON.stringify({ IsTor: comesByTor, IP: entry.remoteAddress }));
      return;
    }
    const page = pages.find(address, day);
    const rule = page === null ? null : faults.forRequest(++faultable, day, entry.path);
    if (page !== null && rule !== null) {
      entry.fault = rule.kind;
      options.log?.('fault played', { fault: rule.kind, request: entry.number, path: entry.path });
      const holdUntil = (instant: number): void => requests.holdUntil(instant);
      await playFault({ request, response, rule, page: () => page().body, holdUntil });
      return;
    }
    const { status, body } = page?.() ?? { status: 404, body: '<!DOCTYPE html><title>404</title><h1>404</h1>' };
    html(response, status, body);
  }

  server.on('request', (request, response) => {
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
  return {
    url,
    requests,
    get day() {
      return today();
    },
    advance: (days) => {
      advanced += days;
      return today();
    },
    today: () => new Date(epochMs + today() * SECONDS_PER_DAY * 1000),
    truth: () => pages.truth,
    setFaults: (plan) => faults.set(plan, today()),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((err) => (err === undefined ? resolve() : reject(err)));
        server.closeAllConnections();
      }),
  };
}

/** Resolves to the base address, without a trailing slash. */
function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const name = host.includes(':') ? `[${host}]` : host;
      resolve(`http://${name}:${(server.address() as AddressInfo).port}`);
    });
  });
}

function plain(response: ServerResponse, type: string, body: string): void {
  response
    .writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': Buffer.byteLength(body) })
    .end(body);
}
