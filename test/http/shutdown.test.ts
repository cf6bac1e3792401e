/** SIGTERM: not ready at once, what is in flight finishes, and a rolling stop loses no request. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 5_000, histories: false });
});

afterAll(() => database.drop());

test('an export in flight at the stop arrives whole', async () => {
  const api = await startApi(await database.urlAs('gpu_tracker_api'));
  let stopping: Promise<void> | undefined;
  const rows = await new Promise<number>((resolve, reject) => {
    request(`${api.url}/api/export/json`, { agent: false }, (response) => {
      let text = '';
      response.once('data', () => {
        stopping = api.stop();
      });
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('error', reject);
      response.on('end', () => resolve((JSON.parse(text) as unknown[]).length));
    }).end();
  });
  expect(rows).toBe(5_000);
  await stopping;
});

test('a connection that never asked anything does not hold the stop up', async () => {
  const api = await startApi(await database.urlAs('gpu_tracker_api'), { graceMs: 60_000 });
  const silent = connect(Number(new URL(api.url).port), '127.0.0.1');
  await new Promise((resolve) => silent.once('connect', resolve));
  await ask(`${api.url}/livez`); // accepted after it
  const closed = new Promise((resolve) => silent.once('close', resolve));
  await api.stop();
  await closed;
});

test('while draining everything is answered, readiness is not, and connections are asked to go', async () => {
  const api = await startApi(await database.urlAs('gpu_tracker_api'), { drainMs: 1_000 });
  await ask(`${api.url}/api/stats/`);
  const stopped = api.stop();
  expect(await ask(`${api.url}/readyz`)).toMatchObject({ status: 503, headers: { connection: 'close' } });
  expect(await ask(`${api.url}/api/stats/`)).toMatchObject({ status: 200, headers: { connection: 'close' } });
  await stopped;
  await expect(ask(`${api.url}/livez`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('one of two instances stops under load and no request fails', async () => {
  const [first, second] = await Promise.all([
    startApi(await database.urlAs('gpu_tracker_api'), { drainMs: 1_000 }),
    startApi(await database.urlAs('gpu_tracker_api')),
  ]);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let backends = [first.url, second.url];
  let stopped = false;
  const counts = { ok: 0, failed: [] as unknown[] };
  const once = (url: string): Promise<number> =>
    new Promise((resolve, reject) => {
      request(url, { agent }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      })
        .once('error', reject)
        .end();
    });
  const client = async (number: number): Promise<void> => {
    for (let n = 0; !stopped || n % 50 !== 0; n += 1) {
      const backend = backends[n % backends.length] ?? '';
      const path = n % 3 === 0 ? `/api/listings/?size=50&page=${(n % 20) + 1}` : '/api/stats/';
      await once(`${backend}${path}`).then(
        (status) => (status === 200 ? (counts.ok += 1) : counts.failed.push([number, n, status])),
        (err: unknown) => counts.failed.push([number, n, String(err)]),
      );
    }
  };
  // What a load balancer does: asks for readiness and leaves out who is not ready.
  const balance = async (): Promise<void> => {
    while ((await once(`${first.url}/readyz`)) === 200) await new Promise((resolve) => setImmediate(resolve));
    backends = [second.url];
  };
  const clients = Array.from({ length: 8 }, (_, number) => client(number));
  const balancer = balance();
  await Promise.all([first.stop(), balancer]);
  stopped = true;
  await Promise.all(clients);
  expect(counts.failed).toEqual([]);
  expect(counts.ok).toBeGreaterThan(50);
  agent.destroy();
  await second.stop();
});
