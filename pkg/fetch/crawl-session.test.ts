import { afterEach, expect, test } from '@jest/globals';
import { FakeClock } from '../../test/support/fake-clock.js';
import { startSocksServer } from '../../test/support/socks-server.js';
import { html, startWebServer } from '../../test/support/web-server.js';
import { silentLogger } from '../telemetry/logger.js';
import { openCrawlSession } from './crawl-session.js';

const cleanup: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

const asIs = (body: string) => ({ value: body, verdict: 'ok' as const });

test('a page comes back decoded, directly', async () => {
  const site = await startWebServer({ '/a': html('видеокарта') });
  cleanup.push(site.close);
  const session = await openCrawlSession({
    hosts: ['127.0.0.1'],
    baseUrl: site.url,
    tor: null,
    userAgent: 'gpu-tracker/0.1',
    requestsPerMinute: 60,
    respectRobots: true,
    clock: new FakeClock(),
    log: silentLogger,
  });
  cleanup.push(() => session.close());
  const page = await session.get(new URL('/a', site.url), asIs);
  expect(page).toMatchObject({ value: 'видеокарта', attempts: 1 });
  expect(site.seen.map(({ path }) => path)).toEqual(['/robots.txt', '/a']);
});

test('with TOR, every connection goes through the proxy by name', async () => {
  const site = await startWebServer({ '/a': html('page'), '/api/ip': html('{"IsTor":true}') });
  cleanup.push(site.close);
  const proxy = await startSocksServer({ names: { 'market.test': '127.0.0.1' } });
  cleanup.push(proxy.kill);
  const baseUrl = new URL(`http://market.test:${site.port}`);
  const session = await openCrawlSession({
    hosts: ['market.test'],
    baseUrl,
    tor: { socksUrl: proxy.url, checkUrl: `${baseUrl.origin}/api/ip`, startupTimeoutMs: 5000 },
    userAgent: 'gpu-tracker/0.1',
    requestsPerMinute: 60,
    respectRobots: true,
    clock: new FakeClock(),
    log: silentLogger,
  });
  cleanup.push(() => session.close());
  await expect(session.get(new URL('/a', baseUrl), asIs)).resolves.toMatchObject({ value: 'page' });
  expect(proxy.requests).toHaveLength(1);
  expect(proxy.requests[0]).toMatchObject({ host: 'market.test', kind: 'name' });
});
