import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { ManualClock } from '../../test/support/manual-clock.js';
import { Informer } from './informer.js';
import type { KubeObject } from './objects.js';
import { Rest } from './rest.js';

const PATH = '/apis/batch/v1/namespaces/prices/cronjobs';
const named = (name: string, mark = ''): KubeObject => ({ metadata: { name, labels: { mark } } });

/** Lists and watch streams as an API server answers them. */
class ListServer {
  items: KubeObject[] = [];
  version = 1;
  /** Status of the next list. */
  refuse = 0;
  readonly lists: string[] = [];
  readonly watches: { readonly url: URL; readonly response: ServerResponse }[] = [];
  #server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://here');
    if (url.searchParams.get('watch') === 'true') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      this.watches.push({ url, response });
      return;
    }
    this.lists.push(url.search);
    response
      .writeHead(this.refuse || 200)
      .end(JSON.stringify({ metadata: { resourceVersion: String(this.version) }, items: this.items }));
    this.refuse = 0;
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
  tell(type: string, object: object): void {
    this.watches.at(-1)?.response.write(`${JSON.stringify({ type, object })}\n`);
  }
  get config(): KubeConfig {
    const { port } = this.#server.address() as AddressInfo;
    const config = new KubeConfig();
    config.loadFromString(
      JSON.stringify({
        ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'here' },
        clusters: [{ name: 'here', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
        contexts: [{ name: 'here', context: { cluster: 'here', user: 'me' } }],
        users: [{ name: 'me', user: {} }],
      }),
    );
    return config;
  }
}

let server: ListServer;
let end: AbortController;
let running: Promise<void> | undefined;
beforeEach(async () => {
  server = new ListServer();
  await server.start();
  end = new AbortController();
});
afterEach(async () => {
  end.abort();
  await running;
  await server.stop();
});

/** Turns of the event loop until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

function start() {
  const clock = new ManualClock();
  const changes: string[] = [];
  const errors: unknown[] = [];
  const { config } = server;
  const informer = new Informer({
    ...{ config, rest: new Rest(config, { fieldManager: 'test' }), path: PATH, labelSelector: 'part=scraper', clock },
    ...{ onChange: (name) => void changes.push(name), onError: (err) => void errors.push(err) },
  });
  running = informer.run(end.signal);
  return { informer, clock, changes, errors };
}

test('what is there is listed once and then watched from there', async () => {
  server.items = [named('a')];
  const { informer, changes } = start();
  expect(informer.isListed).toBe(false);
  await until(() => server.watches.length === 1);
  expect(informer.isListed).toBe(true);
  expect(Object.fromEntries(server.watches[0]?.url.searchParams ?? [])).toMatchObject({
    ...{ resourceVersion: '1', allowWatchBookmarks: 'true', labelSelector: 'part=scraper' },
  });
  server.tell('ADDED', named('b'));
  server.tell('MODIFIED', named('a', 'new'));
  server.tell('BOOKMARK', { metadata: { resourceVersion: '5' } });
  server.tell('DELETED', named('b'));
  await until(() => changes.length === 4);
  expect(changes).toEqual(['a', 'b', 'a', 'b']);
  expect(informer.list()).toEqual([named('a', 'new')]);
  expect(informer.get('b')).toBeUndefined();
});

test('after the end of a stream everything is listed anew, and what went meanwhile is a change', async () => {
  server.items = [named('a'), named('b')];
  const { informer, changes, errors } = start();
  await until(() => server.watches.length === 1);
  server.items = [named('b')];
  server.version = 9;
  server.watches[0]?.response.end();
  await until(() => server.watches.length === 2);
  expect(server.watches[1]?.url.searchParams.get('resourceVersion')).toBe('9');
  expect(changes).toEqual(['a', 'b', 'a', 'b']);
  expect(informer.list()).toEqual([named('b')]);
  expect(errors).toEqual([]);
});

test('a version that is too old, and a list that is refused, are told, waited out and begun anew', async () => {
  const { informer, clock, errors } = start();
  await until(() => server.watches.length === 1);
  server.refuse = 500;
  server.tell('ERROR', { kind: 'Status', code: 410, reason: 'Expired' });
  await until(() => errors.length === 1);
  expect(String(errors[0])).toContain('Expired');
  clock.advance(500);
  await until(() => errors.length === 2);
  expect(server.lists).toHaveLength(2);
  // The second failure waits twice as long.
  clock.advance(1_000);
  await until(() => server.watches.length === 2);
  expect(informer.isListed).toBe(true);
});

test('every ten minutes everything is listed anew', async () => {
  server.items = [named('a')];
  const { clock, changes } = start();
  await until(() => server.watches.length === 1);
  clock.advance(599_999);
  expect(server.lists).toHaveLength(1);
  clock.advance(1);
  await until(() => server.watches.length === 2);
  expect(server.lists).toHaveLength(2);
  expect(changes).toEqual(['a', 'a']);
});
