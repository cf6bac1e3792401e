import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSocksServer } from '../../test/support/socks-server.js';
import { post } from './post.js';
import { startRecorder, type Recorder } from './testing/recorder.js';
import { WayOut, type WayOutOptions } from './way-out.js';

let api: Recorder;
beforeAll(async () => {
  api = await startRecorder();
});
afterAll(() => api.close());

const to = (url: string, options: Partial<WayOutOptions>, via: 'direct' | 'tor' = 'direct') =>
  post(new WayOut({ allowPrivateTargets: false, ...options }), {
    url: new URL(url),
    body: '{}',
    via,
    channel: 'phone',
  });

/** Answers each question with the next of `answers`, and the last one from then on. */
function resolverOf(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const lookup = (name: string, _options: unknown, callback: (err: null, found: LookupAddress[]) => void): void => {
    const found = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(name);
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { asked, lookup: lookup as unknown as NonNullable<WayOutOptions['lookup']> };
}

const FORBIDDEN = { sent: false, code: 'forbidden-target', detail: 'not an address of the internet', retry: false };

describe('directly', () => {
  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '169.254.169.254', '2130706433', '0x7f.1'])(
    'a written address that is not of the internet (%s) is not connected to',
    async (host) => {
      const before = api.requests.length;
      expect(await to(`http://${host}:${api.port}/`, {})).toEqual(FORBIDDEN);
      expect(api.requests).toHaveLength(before);
    },
  );

  test.each([[['127.0.0.1']], [['10.0.0.8']], [['1.1.1.1', '127.0.0.1']], [['::1']], [[]]])(
    'a name that leads to %j is not connected to',
    async (addresses) => {
      const before = api.requests.length;
      const { lookup } = resolverOf(addresses);
      expect(await to(`http://hook.example:${api.port}/`, { lookup })).toEqual(FORBIDDEN);
      expect(api.requests).toHaveLength(before);
    },
  );

  test('a name is asked for once, and its answer is what is connected to: a second answer (rebinding) is never used', async () => {
    const { asked, lookup } = resolverOf(['127.0.0.1'], ['127.0.0.2']);
    const options = { allowPrivateTargets: true, lookup };
    expect(await to(`http://hook.example:${api.port}/`, options)).toEqual({ sent: true });
    expect(asked).toEqual(['hook.example']);
    // The other way round: the first answer is of the internet, so it is judged and used; the private one never is.
    const rebinding = resolverOf(['192.0.2.1'], ['127.0.0.1']);
    expect(await to(`http://hook.example:${api.port}/`, { lookup: rebinding.lookup })).toEqual(FORBIDDEN);
    expect(rebinding.asked).toHaveLength(1);
  });

  test('private addresses are reached where that is allowed', async () => {
    expect(await to(api.url, { allowPrivateTargets: true })).toEqual({ sent: true });
  });

  test('a name that nobody knows is tried again', async () => {
    const lookup = ((_name: string, _options: unknown, callback: (err: Error) => void) => {
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND secret.example'), { code: 'ENOTFOUND' }));
    }) as unknown as NonNullable<WayOutOptions['lookup']>;
    expect(await to('http://secret.example/', { lookup })).toMatchObject({ code: 'unreachable', detail: 'ENOTFOUND' });
  });
});

describe('through TOR', () => {
  const never = resolverOf([]);

  test('the name goes to the proxy as it is, each channel by its own circuit, and nothing is resolved here', async () => {
    const socks = await startSocksServer({ names: { 'hook.example': '127.0.0.1' } });
    const wayOut = new WayOut({ torSocksUrl: socks.url, allowPrivateTargets: false, lookup: never.lookup });
    for (const channel of ['phone', 'desk'])
      expect(
        await post(wayOut, { url: new URL(`http://hook.example:${api.port}/x`), body: '{}', via: 'tor', channel }),
      ).toEqual({ sent: true });
    expect(socks.requests).toEqual([
      expect.objectContaining({ host: 'hook.example', kind: 'name', username: 'notify-phone' }),
      expect.objectContaining({ host: 'hook.example', kind: 'name', username: 'notify-desk' }),
    ]);
    expect(never.asked).toEqual([]);
    await socks.kill();
  });

  test('where nothing may leave but through TOR, a channel that says direct goes through it, too, SMTP as well', async () => {
    const socks = await startSocksServer({ names: { 'hook.example': '127.0.0.1' } });
    const before = api.requests.length;
    const options = { torSocksUrl: socks.url, onlyTor: true, allowPrivateTargets: true, lookup: never.lookup };
    expect(await to(`http://hook.example:${api.port}/`, options, 'direct')).toEqual({ sent: true });
    const signal = AbortSignal.timeout(5_000);
    (await new WayOut(options).connectTo('hook.example', api.port, 'direct', 'mail', signal)).destroy();
    expect(socks.requests).toMatchObject([
      { host: 'hook.example', kind: 'name', username: 'notify-phone' },
      { host: 'hook.example', kind: 'name', username: 'notify-mail' },
    ]);
    expect(never.asked).toEqual([]);
    expect(api.requests).toHaveLength(before + 1);
    await socks.kill();
    expect(await to(`http://hook.example:${api.port}/`, options, 'direct')).toMatchObject({ code: 'tor-unavailable' });
  });

  test('without a proxy nothing is sent, and not directly either', async () => {
    const before = api.requests.length;
    expect(await to(api.url, { allowPrivateTargets: true }, 'tor')).toMatchObject({
      code: 'misconfigured',
      retry: false,
    });
    expect(api.requests).toHaveLength(before);
  });

  test('a proxy that is gone, and one that cannot reach the name, are tried again', async () => {
    const socks = await startSocksServer({ names: {} });
    const options = { torSocksUrl: socks.url };
    expect(await to('http://hook.example/', options, 'tor')).toMatchObject({ code: 'tor-unavailable', retry: true });
    await socks.kill();
    expect(await to('http://hook.example/', options, 'tor')).toMatchObject({ code: 'tor-unavailable', retry: true });
  });

  test('a proxy that hangs is left at the deadline, and the connection is closed', async () => {
    const socks = await startSocksServer({ hangs: true });
    const wayOut = new WayOut({ torSocksUrl: socks.url, allowPrivateTargets: false });
    const url = new URL('http://hook.example/');
    expect(await post(wayOut, { url, body: '{}', via: 'tor', channel: 'x', timeoutMs: 300 })).toMatchObject({
      code: 'timeout',
    });
    const opening = wayOut.connectTo('mail.example', 25, 'tor', 'x', AbortSignal.timeout(300));
    await expect(opening).rejects.toMatchObject({ name: 'TimeoutError' });
    await socks.kill();
  });
});

describe('a connection for what is no HTTP', () => {
  test('obeys the same rules', async () => {
    const server = createServer((socket) => void socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const signal = AbortSignal.timeout(5_000);
    const closed = new WayOut({ allowPrivateTargets: false });
    await expect(closed.connectTo('127.0.0.1', port, 'direct', 'x', signal)).rejects.toThrow('not of the internet');
    const open = new WayOut({ allowPrivateTargets: true });
    const socket = await open.connectTo('127.0.0.1', port, 'direct', 'x', signal);
    expect(String((await once(socket, 'data'))[0])).toBe('hello');
    socket.destroy();
    server.close();
    await once(server, 'close');
    await expect(open.connectTo('127.0.0.1', port, 'direct', 'x', signal)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
