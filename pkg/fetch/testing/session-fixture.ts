/** Sites, SOCKS servers and crawl sessions for one test, all closed after it; sessions use a clock that jumps. */
import { afterEach } from '@jest/globals';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { startSocksServer, type SocksServer, type SocksServerOptions } from '../../../test/support/socks-server.js';
import {
  startWebServer,
  type Answer,
  type WebServer,
  type WebServerOptions,
} from '../../../test/support/web-server.js';
import { silentLogger } from '../../telemetry/logger.js';
import type { CrawlSession, CrawlSessionOptions, PageReading } from '../crawl-session.js';
import { openCrawlSession } from '../open-crawl-session.js';
import type { FetchEvent } from '../fetch-event.js';

export const MARKET = 'market.test';

export interface SessionFixture {
  site(answers: Readonly<Record<string, Answer>>, options?: WebServerOptions): Promise<WebServer>;
  /** Knows the market by name. */
  proxy(options?: SocksServerOptions): Promise<SocksServer>;
  /** Direct, robots.txt off, unless told otherwise. */
  direct(site: WebServer, options?: Partial<CrawlSessionOptions>): Promise<TestSession>;
  /** Through `proxy`, the site being called {@link MARKET}; the check page is the site's /api/ip. */
  throughTor(site: WebServer, proxy: SocksServer, options?: Partial<CrawlSessionOptions>): Promise<TestSession>;
}

export interface TestSession {
  readonly session: CrawlSession;
  readonly clock: FakeClock;
  readonly events: readonly FetchEvent[];
  readonly baseUrl: URL;
  /** Reads the page as it is. */
  readonly page: (
    path: string,
    signal?: AbortSignal,
  ) => Promise<{ value: string; attempts: number; bytes: number; url: URL }>;
}

export const asIs = (body: string): PageReading<string> => ({ value: body, verdict: 'ok' });

export function sessionFixture(): SessionFixture {
  const cleanup: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanup.splice(0).reverse()) await step();
  });
  const open = async (baseUrl: URL, options: Partial<CrawlSessionOptions>): Promise<TestSession> => {
    const clock = new FakeClock();
    const events: FetchEvent[] = [];
    const session = await openCrawlSession({
      hosts: [baseUrl.hostname],
      baseUrl,
      tor: null,
      userAgent: 'gpu-tracker/0.1 (+https://example.com/bot)',
      requestsPerMinute: 60,
      respectRobots: false,
      clock,
      log: silentLogger,
      onEvent: (event) => events.push(event),
      ...options,
    });
    cleanup.push(() => session.close());
    const page: TestSession['page'] = (path, signal) => session.get(new URL(path, baseUrl), asIs, signal);
    return { session, clock, events, baseUrl, page };
  };
  return {
    site: async (answers, options) => {
      const site = await startWebServer(answers, options);
      cleanup.push(site.close);
      return site;
    },
    proxy: async (options) => {
      const proxy = await startSocksServer({ names: { [MARKET]: '127.0.0.1' }, ...options });
      cleanup.push(proxy.kill);
      return proxy;
    },
    direct: (site, options = {}) => open(site.url, options),
    throughTor: (site, proxy, options = {}) => {
      const baseUrl = new URL(`${site.url.protocol}//${MARKET}:${site.port}`);
      const tor = { socksUrl: proxy.url, checkUrl: `${baseUrl.origin}/api/ip`, startupTimeoutMs: 5_000 };
      return open(baseUrl, { tor, ...options });
    },
  };
}
