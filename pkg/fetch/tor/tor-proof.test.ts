import { expect, test } from '@jest/globals';
import { html, inTurn, status } from '../../../test/support/web-server.js';
import { LeakError, TorUnavailableError } from '../errors.js';
import { MARKET, sessionFixture } from '../testing/session-fixture.js';
import { startSocksServer } from '../../../test/support/socks-server.js';
import { systemClock } from '../../clock/clock.js';

const fixture = sessionFixture();
const isTor = html('{"IsTor":true,"IP":"192.0.2.1"}');

test.each(['{"IsTor":false}', '{"IsTor":"true"}', '{}', 'null', '<html>captive portal</html>', ''])(
  'a check page that answers %j is the tripwire',
  async (body) => {
    const site = await fixture.site({ '/api/ip': html(body) });
    const proxy = await fixture.proxy();
    await expect(fixture.throughTor(site, proxy)).rejects.toThrow(LeakError);
    expect(site.seen).toHaveLength(1);
  },
);

test('a check page that is down for a while is waited for', async () => {
  const site = await fixture.site({ '/api/ip': inTurn(status(503), isTor) });
  const proxy = await fixture.proxy();
  await expect(fixture.throughTor(site, proxy)).resolves.toBeDefined();
});

test.each([
  ['takes connections and says nothing', { hangs: true }],
  ['cannot reach the check page', { names: {} }],
])('a proxy that %s is given up after the start-up time', async (_name, options) => {
  const site = await fixture.site({ '/api/ip': isTor });
  const proxy = await fixture.proxy(options);
  const tor = { socksUrl: proxy.url, checkUrl: `http://${MARKET}:${site.port}/api/ip`, startupTimeoutMs: 300 };
  await expect(fixture.throughTor(site, proxy, { tor, clock: systemClock })).rejects.toThrow(TorUnavailableError);
  expect(site.connections()).toBe(0);
  while (proxy.open() > 0) await new Promise(setImmediate); // nothing lingers
});

test('a proxy that is not there yet is waited for', async () => {
  const site = await fixture.site({ '/api/ip': isTor });
  const gone = await fixture.proxy();
  await gone.kill();
  const opening = fixture.throughTor(site, gone, { clock: systemClock });
  const back = await startSocksServer({ port: gone.port, names: { [MARKET]: '127.0.0.1' } });
  await expect(opening).resolves.toBeDefined();
  await back.kill();
});

test('where direct egress must be impossible, an address that can be reached is the tripwire', async () => {
  const site = await fixture.site({ '/api/ip': isTor });
  const proxy = await fixture.proxy();
  const reachable = await fixture.site({});
  const tor = {
    socksUrl: proxy.url,
    checkUrl: `http://${MARKET}:${site.port}/api/ip`,
    startupTimeoutMs: 5_000,
    requireNoDirectEgress: true,
    directProbes: [{ host: '127.0.0.1', port: reachable.port }],
  };
  await expect(fixture.throughTor(site, proxy, { tor })).rejects.toThrow(/127\.0\.0\.1:\d+ can be reached/);
  expect(proxy.requests).toEqual([]);
});
