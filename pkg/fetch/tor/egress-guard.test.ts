import { afterEach, expect, test } from '@jest/globals';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { inspect } from 'node:util';
import { request } from 'undici';
import { html, startWebServer, type WebServer } from '../../../test/support/web-server.js';
import { installEgressGuard, type EgressGuard, type EgressGuardOptions } from './egress-guard.js';
import { LeakError } from '../errors.js';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

function install(options: EgressGuardOptions): EgressGuard {
  const guard = installEgressGuard(options);
  cleanup.push(() => guard.uninstall());
  return guard;
}

async function site(): Promise<WebServer> {
  const server = await startWebServer({ '*': html('page') });
  cleanup.push(server.close);
  return server;
}

/** What this way out ended with, causes included; in words, since global fetch rewraps an error of another realm. */
async function endOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
    return 'it got out';
  } catch (err) {
    return inspect(err); // node's, as it sees causes of every realm
  }
}

const failing = (socket: net.Socket): Promise<unknown> => once(socket, 'connect');
const asPromise = (call: (done: (err: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => call((err) => (err === null ? resolve() : reject(err))));

test('no way out of node works but the allowed ones, and each attempt is told', async () => {
  const { port, url, connections } = await site();
  const violations: LeakError[] = [];
  install({ allow: [{ host: '127.0.0.1', port: 1 }], onViolation: (err) => violations.push(err) });
  const waysOut: Record<string, () => unknown> = {
    'net.connect(port, host)': () => failing(net.connect(port, '127.0.0.1')),
    'net.connect(options)': () => failing(net.connect({ port, host: '127.0.0.1' })),
    'net.connect to localhost by default': () => failing(net.connect(port)),
    'new Socket().connect': () => failing(new net.Socket().connect(port, '127.0.0.1')),
    'a Unix socket': () => failing(net.connect('/tmp/nobody.sock')),
    tls: () => once(tls.connect({ port, host: '127.0.0.1' }), 'secureConnect'),
    http: () => once(http.get(url), 'response'),
    'global fetch': () => fetch(url),
    'undici request': () => request(url),
    'UDP send': () => asPromise((done) => dgram.createSocket('udp4').send('x', 53, '127.0.0.1', done)),
    'UDP connect': () => dgram.createSocket('udp4').connect(53, '127.0.0.1'),
    'dns.lookup': () => asPromise((done) => dns.lookup('example.com', (err) => done(err))),
    'dns.resolve4': () => asPromise((done) => dns.resolve4('example.com', (err) => done(err))),
    'dns.reverse': () => asPromise((done) => dns.reverse('127.0.0.1', (err) => done(err))),
    'dns.promises.lookup': () => dns.promises.lookup('example.com'),
    'dns.promises.resolveTxt': () => dns.promises.resolveTxt('example.com'),
    'a Resolver': () => asPromise((done) => new dns.Resolver().resolve4('example.com', (err) => done(err))),
    'a promises Resolver': () => new dns.promises.Resolver().resolve4('example.com'),
    'a name that would lead to an allowed port': () => failing(net.connect({ port: 1, host: 'example.com' })),
  };
  for (const [name, attempt] of Object.entries(waysOut)) {
    const before = violations.length;
    expect([name, await endOf(attempt)]).toEqual([name, expect.stringContaining('outside of TOR')]);
    expect([name, violations.length]).toEqual([name, before + 1]);
  }
  expect(connections()).toBe(0);
});

test('allowed destinations are reached as if there were no guard', async () => {
  const { port } = await site();
  install({
    allow: [
      { host: '127.0.0.1', port },
      { host: 'LOCALHOST', port },
      { host: '[::1]', port },
    ],
  });
  await once(http.get({ host: '127.0.0.1', port }), 'response');
  await once(http.get({ host: 'localhost', port, family: 4 }), 'response');
  await expect(once(net.connect({ host: '::1', port }), 'connect')).rejects.toMatchObject({
    code: expect.stringMatching(/ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH/),
  });
});

test('a server may still listen and be asked', async () => {
  install({ allow: [] });
  const { url } = await site();
  expect(url.port).not.toBe('0');
});

test('uninstalled, it leaves everything as it was', async () => {
  const patched = (): unknown[] => [
    Reflect.get(net.Socket.prototype, 'connect'),
    Reflect.get(dgram.Socket.prototype, 'send'),
    ...Object.values(dns),
    ...Object.values(dns.promises),
  ];
  const before = patched();
  const guard = installEgressGuard({ allow: [] });
  expect(() => installEgressGuard({ allow: [] })).toThrow(LeakError);
  guard.uninstall();
  expect(patched()).toEqual(before);
  const { url } = await site();
  await expect(fetch(url)).resolves.toMatchObject({ status: 200 });
});
