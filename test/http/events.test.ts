/** Server-sent events: the state first, then what happens, and a goodbye; many clients on one database connection. */
import { get, type IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { EventStream } from '../../pkg/http/event-stream.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';
import { publishAgain, seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 20 });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

class Client {
  #text = '';
  #waiting: (() => void) | undefined;
  ended = false;

  constructor(readonly response: IncomingMessage) {
    response.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString();
      this.#waiting?.();
    });
    response.on('close', () => {
      this.ended = true;
      this.#waiting?.();
    });
  }

  static open(url: string): Promise<Client> {
    return new Promise((resolve, reject) => {
      get(`${url}/api/scrape/events`, { agent: false }, (response) => resolve(new Client(response))).once(
        'error',
        reject,
      );
    });
  }

  async until(what: string): Promise<string> {
    while (!this.#text.includes(what)) {
      if (this.ended) throw new Error(`the stream ended without "${what}": ${this.#text}`);
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
    return this.#text;
  }

  async end(): Promise<void> {
    while (!this.ended) await new Promise<void>((resolve) => (this.#waiting = resolve));
  }
}

test('a client hears the state, progress and publishes, each with the whole status', async () => {
  const client = await Client.open(api.url);
  expect(client.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  await client.until('event: state');
  await database.db.raw(`
    INSERT INTO scrape_cycles (market_id, trigger, pod, progress, message, started_at, heartbeat_at)
    VALUES (1, 'manual', 'test', 40, 'page 4 of 10', now(), now()); NOTIFY scrape_progress, 'demo'`);
  await client.until('"progress":40,"message":"page 4 of 10"');
  await publishAgain(database.db);
  const text = await client.until('event: published');
  const [, data = ''] = /event: published\ndata: (.*)\n/.exec(text) ?? [];
  expect(JSON.parse(data)).toMatchObject({ markets: [{ market: 'demo', state: 'running' }] });
  client.response.destroy();
});

test('a hundred clients take no further database connection, and all are told goodbye at shutdown', async () => {
  const own = await startApi(await database.urlAs('gpu_tracker_api'));
  const connections = async (): Promise<number> => {
    const [row] = await database
      .db('pg_stat_activity')
      .whereRaw('datname = current_database() AND application_name LIKE ?', ['gpu-tracker-api/%/listen'])
      .count<{ count: string }[]>('* as count');
    return Number(row?.count);
  };
  const first = await Client.open(own.url);
  await first.until('event: state');
  await database.db.raw(`NOTIFY scrape_progress, 'demo'`); // heard, or told as soon as the connection stands
  await first.until('event: progress');
  const before = await connections();
  const clients = await Promise.all(Array.from({ length: 100 }, () => Client.open(own.url)));
  await Promise.all(clients.map((client) => client.until('event: state')));
  expect(await connections()).toBe(before);
  first.response.destroy();
  await own.stop();
  await Promise.all(clients.map((client) => client.end()));
  for (const client of clients) expect(await client.until('event: bye')).toContain('retry: ');
});

function fakeClient(): { res: ServerResponse; text: () => string } {
  let text = '';
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { res: stream as unknown as ServerResponse, text: () => text };
}

test('silence is broken by a heartbeat', async () => {
  jest.useFakeTimers();
  try {
    const events = new EventStream({ readStatus: () => Promise.resolve({ markets: [] }), log: silentLogger });
    const client = fakeClient();
    await events.open(client.res, () => undefined);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(client.text()).toContain(': heartbeat\n\n');
    events.stop();
  } finally {
    jest.useRealTimers();
  }
});

test('a client that does not read is cut before it fills our memory', async () => {
  const markets = [
    { market: 'x'.repeat(100_000), state: 'never' as const, current: null, last: null, last_published: null },
  ];
  const events = new EventStream({ readStatus: () => Promise.resolve({ markets }), log: silentLogger });
  const stuck = new PassThrough({ highWaterMark: 1 });
  await events.open(stuck as unknown as ServerResponse, () => undefined);
  for (let n = 0; n < 10 && !stuck.destroyed; n += 1) {
    events.published();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(stuck.destroyed).toBe(true);
  events.stop();
});

test('more clients than allowed are asked to come back later', async () => {
  const events = new EventStream({
    readStatus: () => Promise.resolve({ markets: [] }),
    log: silentLogger,
    maxClients: 1,
  });
  await events.open(fakeClient().res, () => undefined);
  await expect(events.open(fakeClient().res, () => undefined)).rejects.toMatchObject({ code: 'OVERLOADED' });
  events.stop();
});
