/** The real crawl session through real tor processes: it works, isolates, and nothing goes around it. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LeakError, TorUnavailableError } from '../../pkg/fetch/errors.js';
import type { CrawlSession } from '../../pkg/fetch/crawl-session.js';
import { openCrawlSession } from '../../pkg/fetch/open-crawl-session.js';
import { systemClock } from '../../pkg/clock/clock.js';
import { startDemoMarket } from '../../pkg/market/demo/demo-server.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';
import { describeWith } from '../support/needs.js';
import { createTestDatabase } from '../support/test-database.js';
import { startTorNetwork, type TorNetwork } from '../support/tor-network.js';
import { freePorts } from '../support/tor-process.js';
import { html, startWebServer, type WebServer } from '../support/web-server.js';

const SCRAPER = join(dirname(fileURLToPath(import.meta.url)), '../../cmd/scraper/main.ts');
const NETWORK_MS = 120_000;

describeWith(['tor', 'tor-gencert'], 'a private TOR network', () => {
  const cleanup: (() => Promise<void>)[] = [];
  let network: TorNetwork;
  let site: WebServer;

  beforeAll(async () => {
    network = await startTorNetwork();
    cleanup.push(network.close);
    site = await startWebServer(
      {
        '/page': html('видеокарта'),
        // Like check.torproject.org, this page knows the exits and says what it sees.
        '/api/ip': (request, response) => {
          const IsTor = network.exitAddresses.includes(request.socket.localAddress ?? '');
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ IsTor }));
        },
        '/not-tor': html('{"IsTor":false}'),
      },
      { host: '0.0.0.0' },
    );
    cleanup.push(site.close);
  }, NETWORK_MS);

  afterAll(async () => {
    for (const step of cleanup.reverse()) await step();
  });

  /** `market.test` exists nowhere: only the exits' own name server knows it. */
  function open(checkPath = '/api/ip'): Promise<CrawlSession> {
    const baseUrl = new URL(`http://market.test:${site.port}`);
    return openCrawlSession({
      hosts: ['market.test'],
      baseUrl,
      tor: { socksUrl: network.socksUrl, checkUrl: `${baseUrl.origin}${checkPath}`, startupTimeoutMs: 60_000 },
      userAgent: 'gpu-tracker/0.1',
      requestsPerMinute: Infinity,
      respectRobots: true,
      limits: { backoffBaseMs: 50 },
      clock: systemClock,
      log: silentLogger,
    });
  }

  const fetchPage = (session: CrawlSession): Promise<{ value: string }> =>
    session.get(new URL(`http://market.test:${site.port}/page`), (body) => ({ value: body, verdict: 'ok' }));

  test(
    'two sessions use two circuits, a session keeps its own, and the site never sees a direct connection',
    async () => {
      const [one, two] = await Promise.all([open(), open()]);
      for (const session of [one, two, one, two])
        await expect(fetchPage(session)).resolves.toMatchObject({ value: 'видеокарта' });
      const circuits = circuitsByUser(await network.control('GETINFO circuit-status'));
      await Promise.all([one.close(), two.close()]);
      expect([...circuits.values()].map((ids) => ids.length)).toEqual([1, 1]);
      expect(new Set([...circuits.values()].flat()).size).toBe(2);
      expect(
        site.seen.map(({ localAddress }) => localAddress).filter((at) => !network.exitAddresses.includes(at!)),
      ).toEqual([]);
      expect(site.seen).toHaveLength(2 * (1 + 1 + 2)); // check, robots.txt, two pages each
    },
    NETWORK_MS,
  );

  test(
    'the whole scraper publishes a market that it has only ever seen through exits, on one circuit of its own',
    async () => {
      const [port = 0] = await freePorts(1);
      const origin = `http://demo.test:${port}`;
      const market = await startDemoMarket({ ads: 300, port, host: '0.0.0.0', publicUrl: origin });
      const database = await createTestDatabase();
      cleanup.push(
        () => market.close(),
        () => database.drop(),
      );
      const circuitsBefore = circuitsByUser(await network.control('GETINFO circuit-status')).size;
      const env = {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        MARKETS: 'demo',
        DEMO_MARKET_URL: origin,
        SEARCH_TERMS: 'rtx,gtx',
        REQUESTS_PER_MINUTE: '100000',
        TOR_ENABLED: 'true',
        TOR_SOCKS_URL: network.socksUrl,
        TOR_CHECK_URL: `http://market.test:${site.port}/api/ip`,
      };
      // A process of its own: its egress guard would stop this one's name servers.
      const { stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', SCRAPER], { env });
      expect(stderr).toContain('cycle published');
      await expect(database.db('gpu_listings').count({ n: '*' })).resolves.toMatchObject([
        { n: expect.not.stringMatching(/^0$/) },
      ]);
      const sawFrom = new Set(market.requests.entries.map(({ localAddress }) => localAddress));
      expect([...sawFrom].filter((address) => !network.exitAddresses.includes(address))).toEqual([]);
      expect(market.requests.entries.length).toBeGreaterThan(4);
      expect(sawFrom.size).toBe(1);
      expect(circuitsByUser(await network.control('GETINFO circuit-status')).size).toBe(circuitsBefore + 1);
    },
    NETWORK_MS,
  );

  test('a check page that does not say IsTor is the tripwire', async () => {
    await expect(open('/not-tor')).rejects.toThrow(LeakError);
  });

  test(
    'when TOR dies the session fails and still nothing goes direct',
    async () => {
      const session = await open();
      await fetchPage(session);
      const before = site.seen.length;
      await network.killClient();
      await expect(fetchPage(session)).rejects.toThrow(TorUnavailableError);
      await session.close();
      expect(site.seen).toHaveLength(before);
    },
    NETWORK_MS,
  );
});

/** Ids of the circuits that carried streams, by the SOCKS user whose streams they were kept for. */
function circuitsByUser(status: string): Map<string, string[]> {
  const byUser = new Map<string, string[]>();
  for (const [, id = '', user = ''] of status.matchAll(/^(\d+) BUILT .*SOCKS_USERNAME="([^"]+)"/gm))
    byUser.set(user, [...(byUser.get(user) ?? []), id]);
  return byUser;
}
