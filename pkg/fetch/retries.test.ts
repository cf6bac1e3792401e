import { expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { html, inTurn, status, type Answer } from '../../test/support/web-server.js';
import { systemClock } from '../clock/clock.js';
import { BlockedError, GoneError, TemporaryFetchError, UnexpectedResponseError } from './errors.js';
import { sessionFixture } from './testing/session-fixture.js';

const fixture = sessionFixture();
const page = html('page');
const reset: Answer = (_request, response) => response.destroy();
const reasons = (events: readonly { type: string; reason?: string }[]): (string | undefined)[] =>
  events.filter(({ type }) => type === 'retry').map(({ reason }) => reason);

test.each([
  ['a broken connection', reset, 'network'],
  ['a 5xx', status(502), 'overloaded'],
  ['a 408', status(408), 'overloaded'],
])('%s is tried again after a back-off', async (_name, fault, reason) => {
  const site = await fixture.site({ '/a': inTurn(fault, page) });
  const { page: get, events, clock } = await fixture.direct(site, { random: () => 0.999 });
  await expect(get('/a')).resolves.toMatchObject({ value: 'page', attempts: 2 });
  expect(reasons(events)).toEqual([reason]);
  expect(clock.slept[0]).toBeGreaterThan(1900);
});

test('a site that stays down ends as temporary after five tries, each later than the one before', async () => {
  const site = await fixture.site({ '/a': status(500) });
  const { page: get, events } = await fixture.direct(site, { random: () => 0.999 });
  await expect(get('/a')).rejects.toThrow(TemporaryFetchError);
  expect(site.seen).toHaveLength(5);
  const delays = events.flatMap((event) => (event.type === 'retry' ? [Math.round(event.delayMs / 1000)] : []));
  expect(delays).toEqual([2, 4, 8, 16]);
});

test('a page that says "overloaded" with 200 is tried again and never handed on as empty', async () => {
  const site = await fixture.site({ '/a': inTurn(html('busy'), html('busy'), page) });
  const { session, baseUrl, events } = await fixture.direct(site);
  const read = (body: string) => ({
    value: body,
    verdict: body === 'busy' ? ('overloaded' as const) : ('ok' as const),
  });
  await expect(session.get(new URL('/a', baseUrl), read)).resolves.toMatchObject({ value: 'page', attempts: 3 });
  expect(reasons(events)).toEqual(['overloaded', 'overloaded']);
});

const WHOLE = '<html>whole</html>';
const cutShort: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': WHOLE.length });
  response.write(WHOLE.slice(0, 6), () => response.destroy());
};
const cutChunks: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.write(WHOLE.slice(0, 6), () => response.destroy());
};
const cutGzip: Answer = (_request, response) => {
  const whole = gzipSync(WHOLE);
  response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(whole.subarray(0, -6));
};

test.each([
  ['shorter than its content-length', cutShort],
  ['without its last chunk', cutChunks],
  ['whose gzip stream breaks off', cutGzip],
])('a body %s is fetched again and never read', async (_name, fault) => {
  const site = await fixture.site({ '/a': inTurn(fault, html(WHOLE)) });
  const { session, baseUrl } = await fixture.direct(site);
  const read: string[] = [];
  await session.get(new URL('/a', baseUrl), (body) => {
    read.push(body);
    return { value: null, verdict: 'ok' };
  });
  expect(read).toEqual([WHOLE]);
});

test.each([
  ['seconds', { 'retry-after': '77' }],
  ['a date', { 'retry-after': 'Thu, 15 Jan 2026 12:01:17 GMT', date: 'Thu, 15 Jan 2026 12:00:00 GMT' }],
  [
    "a date by the site's own, wrong clock",
    { 'retry-after': 'Thu, 15 Jan 2026 09:01:17 GMT', date: 'Thu, 15 Jan 2026 09:00:00 GMT' },
  ],
])('Retry-After in %s is kept to the second', async (_name, headers) => {
  for (const code of [429, 503]) {
    const site = await fixture.site({ '/a': inTurn(status(code, headers), page) });
    const { page: get, clock, events } = await fixture.direct(site, { random: () => 0 });
    const startedAt = clock.now().getTime();
    await expect(get('/a')).resolves.toMatchObject({ attempts: 2 });
    const waited = clock.now().getTime() - startedAt;
    expect(waited).toBeGreaterThanOrEqual(77_000);
    expect(waited).toBeLessThan(78_000);
    expect(events.some(({ type }) => type === 'newIdentity')).toBe(false);
  }
});

test('a Retry-After beyond a quarter of an hour ends the cycle and tells until when', async () => {
  const site = await fixture.site({
    '/no': status(429, { 'retry-after': '3600' }),
    '/down': status(503, { 'retry-after': '3600' }),
  });
  const { page: get } = await fixture.direct(site);
  const until = new Date('2026-01-15T13:00:00Z');
  await expect(get('/no')).rejects.toMatchObject({ code: 'FETCH_BLOCKED', retryAt: until });
  await expect(get('/down')).rejects.toMatchObject({ code: 'FETCH_TEMPORARY', retryAt: expect.any(Date) });
  expect(site.seen).toHaveLength(2);
});

test.each([401, 403, 429, 451])('a %d that persists is a no after three tries', async (code) => {
  const site = await fixture.site({ '/a': status(code) });
  const { page: get } = await fixture.direct(site);
  await expect(get('/a')).rejects.toThrow(BlockedError);
  expect(site.seen).toHaveLength(3);
});

test('an anti-bot page with 200 that persists is a no', async () => {
  const site = await fixture.site({ '/a': html('captcha') });
  const { session, baseUrl } = await fixture.direct(site);
  const read = () => ({ value: null, verdict: 'blocked' as const });
  await expect(session.get(new URL('/a', baseUrl), read)).rejects.toThrow(BlockedError);
});

test.each([404, 410])('%d is said once and is not an empty page', async (code) => {
  const site = await fixture.site({ '/a': status(code) });
  const { page: get } = await fixture.direct(site);
  await expect(get('/a')).rejects.toThrow(GoneError);
  await expect(get('/a')).rejects.toMatchObject({ status: code });
  expect(site.seen).toHaveLength(2);
});

test.each([204, 206, 304, 400, 418])('status %d is no page and is not tried again', async (code) => {
  const site = await fixture.site({ '/a': status(code) });
  const { page: get } = await fixture.direct(site);
  await expect(get('/a')).rejects.toThrow(UnexpectedResponseError);
  expect(site.seen).toHaveLength(1);
});

test('what read throws goes through untouched and costs no second request', async () => {
  const site = await fixture.site({ '/a': page });
  const { session, baseUrl } = await fixture.direct(site);
  const bug = new TypeError('bug');
  await expect(
    session.get(new URL('/a', baseUrl), () => {
      throw bug;
    }),
  ).rejects.toBe(bug);
  expect(site.seen).toHaveLength(1);
});

test('an abort ends a wait, a request and a place in the queue at once', async () => {
  let hangs = (): void => undefined;
  const asked = new Promise<void>((resolve) => (hangs = resolve));
  const site = await fixture.site({
    '/wait': status(429, { 'retry-after': '60' }),
    '/hang': () => hangs(),
  });
  const { page: get } = await fixture.direct(site, { clock: systemClock, requestsPerMinute: Infinity });
  const stop = new Error('stop');
  const waiting = new AbortController();
  const waited = get('/wait', waiting.signal);
  setImmediate(() => waiting.abort(stop));
  await expect(waited).rejects.toBe(stop);
  const hanging = new AbortController();
  const hung = get('/hang', hanging.signal);
  const queued = new AbortController();
  const inQueue = get('/wait', queued.signal);
  await asked;
  queued.abort(stop);
  await expect(inQueue).rejects.toBe(stop);
  hanging.abort(stop);
  await expect(hung).rejects.toBe(stop);
});
