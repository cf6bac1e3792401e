import { expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../../test/support/self-signed-certificate.js';
import { html, inTurn, status } from '../../test/support/web-server.js';
import { BlockedError, LeakError, TorUnavailableError } from './errors.js';
import { DEFAULT_LIMITS } from './fetch-limits.js';
import { Identity } from './identity.js';
import { MARKET, sessionFixture } from './testing/session-fixture.js';

const fixture = sessionFixture();
const isTor = html('{"IsTor":true,"IP":"192.0.2.1"}');
const users = (requests: readonly { username: string; password: string }[]): string[] => [
  ...new Set(requests.map(({ username, password }) => `${username}:${password}`)),
];

test('a session has one credential for everything, and no two sessions share one', async () => {
  const site = await fixture.site({ '/api/ip': isTor, '*': html('page', { connection: 'close' }) });
  const proxy = await fixture.proxy();
  for (let sessions = 1; sessions <= 3; sessions += 1) {
    const { page, session } = await fixture.throughTor(site, proxy);
    for (const path of ['/a', '/b', '/c']) await page(path);
    await session.close();
    expect(users(proxy.requests)).toHaveLength(sessions);
  }
  expect(proxy.requests.every(({ host, kind }) => host === MARKET && kind === 'name')).toBe(true);
});

test('a refusal is met from a fresh identity, twice, and the retired ones are never used again', async () => {
  const site = await fixture.site({ '/api/ip': isTor, '/a': status(403), '/b': html('page') });
  const proxy = await fixture.proxy();
  const { page, events } = await fixture.throughTor(site, proxy);
  await expect(page('/a')).rejects.toThrow(BlockedError);
  expect(events.filter(({ type }) => type === 'newIdentity')).toHaveLength(2);
  const order = proxy.requests.map(({ username }) => username);
  expect(new Set(order).size).toBe(3);
  await page('/b');
  expect(proxy.requests.at(-1)?.username).toBe(order.at(-1));
  expect(proxy.open()).toBe(2); // both ends of the one tunnel in use
});

test('the two fresh identities are for the whole session', async () => {
  const site = await fixture.site({
    '/api/ip': isTor,
    '/a': inTurn(status(403), html('page')),
    '/b': inTurn(status(403), html('page')),
    '/c': inTurn(status(403), html('page')),
  });
  const proxy = await fixture.proxy();
  const { page, events } = await fixture.throughTor(site, proxy);
  for (const path of ['/a', '/b', '/c']) await page(path);
  expect(events.filter(({ type }) => type === 'newIdentity')).toHaveLength(2);
});

test('TLS is checked against the name of the market; a certificate that is not its own costs the exit, not the page', async () => {
  const [own, foreign] = [selfSignedCertificate(MARKET), selfSignedCertificate('elsewhere.test')];
  const site = await fixture.site({ '/api/ip': isTor, '/a': html('page') }, { tls: own });
  const impostor = await fixture.site({ '/a': html('trap') }, { tls: foreign });
  const proxy = await fixture.proxy();
  const { page } = await fixture.throughTor(site, proxy, { ca: own.cert });
  await expect(page('/a')).resolves.toMatchObject({ value: 'page' });
  const { page: misled, events } = await fixture.direct(impostor, {
    ca: `${own.cert}${foreign.cert}`,
    limits: { maxAttempts: 2 },
  });
  await expect(misled('/a')).rejects.toMatchObject({ code: 'FETCH_TEMPORARY' });
  expect(events).toContainEqual(expect.objectContaining({ type: 'retry', reason: 'certificate' }));
  expect(impostor.seen).toHaveLength(0);
});

test('when the proxy is killed the session fails, and the site hears nothing more', async () => {
  const site = await fixture.site({ '/api/ip': isTor, '/a': html('page') });
  const proxy = await fixture.proxy();
  const { page } = await fixture.throughTor(site, proxy);
  await page('/a');
  const before = site.connections();
  await proxy.kill();
  await expect(page('/a')).rejects.toThrow(TorUnavailableError);
  expect(site.connections()).toBe(before);
});

test('closing a session cuts a tunnel that is still being opened', async () => {
  const proxy = await fixture.proxy({ hangs: true });
  const identity = new Identity({
    proxy: { host: '127.0.0.1', port: proxy.port },
    allowsConnection: () => true,
    limits: DEFAULT_LIMITS,
  });
  const request = identity.dispatcher.request({ origin: `http://${MARKET}`, path: '/', method: 'GET' });
  const failed = expect(request).rejects.toThrow();
  while (proxy.open() === 0) await new Promise(setImmediate);
  await identity.destroy();
  await failed;
  while (proxy.open() > 0) await new Promise(setImmediate);
  expect(proxy.requests).toEqual([]);
});

test('a connection to anything but the market is a leak, not a request', async () => {
  const elsewhere = await fixture.site({ '*': html('trap') });
  const proxy = await fixture.proxy({ names: { 'elsewhere.test': '127.0.0.1' } });
  for (const through of [null, { host: '127.0.0.1', port: proxy.port }]) {
    const identity = new Identity({
      proxy: through,
      allowsConnection: (host) => host === MARKET,
      limits: DEFAULT_LIMITS,
    });
    const origin = `http://${through === null ? '127.0.0.1' : 'elsewhere.test'}:${elsewhere.port}`;
    await expect(identity.dispatcher.request({ origin, path: '/', method: 'GET' })).rejects.toThrow(LeakError);
    await identity.destroy();
  }
  expect(elsewhere.connections()).toBe(0);
  expect(proxy.requests).toEqual([]);
});
