/** What every answer has in common: refusals, headers, limits, log line; the same on the short way and the long one. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, askRaw } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 200 });
  api = await startApi(await database.urlAs('gpu_tracker_api'), {}, { CORS_ORIGINS: 'https://one.example' });
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const longAddress = (length: number): string => '/api/listings?q='.padEnd(length, 'x');

test.each([
  ['an unknown parameter', '/api/listings/?colour=red', 'INVALID_INPUT', 400],
  ['a parameter given twice', '/api/listings/?size=1&size=2', 'INVALID_INPUT', 400],
  ['a page below 1', '/api/listings?page=0', 'INVALID_INPUT', 400],
  ['a size above 1000', '/api/listings?size=1001', 'INVALID_INPUT', 400],
  ['a number in another notation', '/api/listings?size=0x10', 'INVALID_INPUT', 400],
  ['an empty number', '/api/listings?min_price=', 'INVALID_INPUT', 400],
  ['NUL in a text', '/api/listings?q=%00', 'INVALID_INPUT', 400],
  ['malformed escapes in the query', '/api/listings?q=%E0%A4%A', 'INVALID_INPUT', 400],
  ['malformed escapes in the path', '/api/listings/%E0%A4%A', 'INVALID_INPUT', 400],
  ['a parameter on a route that takes none', '/api/listings/count/total?x=1', 'INVALID_INPUT', 400],
  ['both page and cursor', '/api/listings?page=1&cursor=*', 'INVALID_INPUT', 400],
  ['a cursor in an order that a publish changes', '/api/listings?cursor=*&sort=price', 'INVALID_INPUT', 400],
  ['a cursor of ours for another filter', '/api/listings?cursor=AAAAAAAA1&size=5', 'INVALID_INPUT', 400],
  ['an unknown address', '/api/nothing', 'NOT_FOUND', 404],
  ['an address as long as may be', longAddress(12_288), 'INVALID_INPUT', 400],
  ['an address that is too long', longAddress(12_289), 'URI_TOO_LONG', 414],
])('%s is refused by a problem document with a stable code', async (_what, path, code, status) => {
  const response = await ask(`${api.url}${path}`);
  expect(response.status).toBe(status);
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(response.json()).toMatchObject({ code, status, type: `urn:gpu-tracker:error:${code}` });
  expect(response.json<{ request_id: string }>().request_id).toBe(response.headers['x-request-id']);
});

test('headers beyond the limit are a 431', async () => {
  const answer = await askRaw(api.url, `GET /livez HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is refused with what is allowed', async (method) => {
  const response = await ask(`${api.url}/api/listings/`, { method });
  expect(response.status).toBe(405);
  expect(response.headers.allow).toBe('GET, HEAD, OPTIONS');
  expect(response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
});

test('paths answer the same with and without the trailing slash', async () => {
  for (const path of ['/api/stats', '/api/value', '/api/listings/count/total', '/api/models/RTX%203060']) {
    const [without, with_] = [await ask(`${api.url}${path}`), await ask(`${api.url}${path}/`)];
    expect(with_.status).toBe(200);
    expect(with_.text).toBe(without.text);
  }
});

test('hot, cold, unchanged and refused answers carry the same security headers', async () => {
  const cold = await ask(`${api.url}/api/stats/summary`);
  const hot = await ask(`${api.url}/api/stats/summary`);
  const unchanged = await ask(`${api.url}/api/stats/summary`, { headers: { 'If-None-Match': hot.headers.etag ?? '' } });
  const refused = await ask(`${api.url}/api/stats/summary?x=1`);
  const live = await ask(`${api.url}/livez`);
  const page = await ask(`${api.url}/`);
  for (const { headers } of [cold, hot, unchanged, refused, live, page]) {
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(headers).not.toHaveProperty('x-powered-by');
  }
  const changing = { 'x-request-id': '', date: '' };
  expect({ ...hot.headers, ...changing }).toEqual({ ...cold.headers, ...changing });
  expect(unchanged).toMatchObject({ status: 304, text: '' });
});

test('HEAD has the headers of GET and no body, hot and cold', async () => {
  const get = await ask(`${api.url}/api/deals`);
  for (const path of ['/api/deals', '/api/deals?limit=7', '/livez', '/api/export/csv', '/api/scrape/events']) {
    const head = await ask(`${api.url}${path}`, { method: 'HEAD' });
    expect({ path, status: head.status, body: head.text }).toEqual({ path, status: 200, body: '' });
  }
  const head = await ask(`${api.url}/api/deals`, { method: 'HEAD' });
  expect(head.headers['content-length']).toBe(get.headers['content-length']);
});

test('a sane request id is kept, another is replaced', async () => {
  const sane = await ask(`${api.url}/livez`, { headers: { 'X-Request-Id': 'abc-123' } });
  const odd = await ask(`${api.url}/livez`, { headers: { 'X-Request-Id': 'a b"c' } });
  expect(sane.headers['x-request-id']).toBe('abc-123');
  expect(odd.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
});

describe('CORS', () => {
  test('only a configured origin may read, on the short way too', async () => {
    for (let round = 0; round < 2; round += 1) {
      const ours = await ask(`${api.url}/api/index`, { headers: { Origin: 'https://one.example' } });
      const other = await ask(`${api.url}/api/index`, { headers: { Origin: 'https://two.example' } });
      expect(ours.headers['access-control-allow-origin']).toBe('https://one.example');
      expect(other.headers).not.toHaveProperty('access-control-allow-origin');
      expect(other.headers.vary).toContain('Origin');
    }
  });

  test('a preflight is answered', async () => {
    const preflight = { Origin: 'https://one.example', 'Access-Control-Request-Method': 'GET' };
    const response = await ask(`${api.url}/api/index`, { method: 'OPTIONS', headers: preflight });
    expect(response.status).toBe(204);
    expect(response.headers['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS');
  });
});

test('each request is one log line with fixed fields, and its route is the template', async () => {
  const paths = ['/api/models/RTX%203060/history', '/api/models/RTX%203060/history', '/nothing/here?x="y"'];
  for (const path of paths) await ask(`${api.url}${path}`, { headers: { 'X-Request-Id': 'log-test' } });
  const other = await startApi(await database.urlAs('gpu_tracker_api'));
  for (const path of paths) await ask(`${other.url}${path}`);
  await other.stop(); // flushes
  const lines = other
    .log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ route, status }) => [route, status])).toEqual([
    ['/api/models/{model}/history', 200],
    ['/api/models/{model}/history', 200],
    ['unmatched', 404],
  ]);
  for (const line of lines)
    expect(Object.keys(line).sort()).toEqual(
      [
        'bytes',
        'duration_ms',
        'level',
        'message',
        'method',
        'path',
        'request_id',
        'route',
        'status',
        'timestamp',
      ].sort(),
    );
});

test('beyond the limit a client is told when to come back, probes are exempt, others are not affected', async () => {
  const env = { RATE_LIMIT_PER_MINUTE: '3', TRUST_PROXY_HOPS: '1' };
  const limited = await startApi(await database.urlAs('gpu_tracker_api'), {}, env);
  const from = (client: string) => ({ headers: { 'X-Forwarded-For': `6.6.6.6, ${client}` } });
  const statuses = [];
  for (let n = 0; n < 5; n += 1) statuses.push((await ask(`${limited.url}/api/index`, from('10.0.0.1'))).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const refused = await ask(`${limited.url}/api/index`, from('10.0.0.1'));
  expect(refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask(`${limited.url}/readyz`, from('10.0.0.1'))).status).toBe(200);
  expect((await ask(`${limited.url}/api/index`, from('10.0.0.2'))).status).toBe(200);
  await limited.stop();
});

test('the documentation page needs nothing from outside and no inline code', async () => {
  const page = await ask(`${api.url}/docs`);
  expect(page.text).not.toMatch(/https?:\/\//);
  expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|style=/);
  for (const asset of ['/docs/docs.js', '/docs/docs.css']) expect((await ask(`${api.url}${asset}`)).status).toBe(200);
  expect((await ask(`${api.url}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' });
});
