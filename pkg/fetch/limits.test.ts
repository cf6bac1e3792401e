import { expect, test } from '@jest/globals';
import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { html, type Answer } from '../../test/support/web-server.js';
import { BodyTooLargeError, TemporaryFetchError, UnexpectedResponseError } from './errors.js';
import { sessionFixture } from './testing/session-fixture.js';

const fixture = sessionFixture();
const TEXT = 'Видеокарта RTX 3060 12GB — 250 €';

function bytes(body: Buffer, headers: Readonly<Record<string, string>>): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  };
}

test.each([
  ['gzip', gzipSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['identity', Buffer.from(TEXT)],
])('a %s body is unpacked', async (encoding, body) => {
  const site = await fixture.site({ '/a': bytes(body, { 'content-encoding': encoding }) });
  const { page } = await fixture.direct(site);
  await expect(page('/a')).resolves.toMatchObject({ value: TEXT, bytes: body.length });
  expect(site.seen[0]?.headers['accept-encoding']).toBe('gzip, deflate, br');
});

test('an empty deflate body is an empty page, not a hang', async () => {
  const site = await fixture.site({ '/a': bytes(Buffer.alloc(0), { 'content-encoding': 'deflate' }) });
  const { page } = await fixture.direct(site);
  await expect(page('/a')).resolves.toMatchObject({ value: '' });
});

test('the charset of the header is used', async () => {
  const cyrillic = Buffer.from([0xe2, 0xe8, 0xe4, 0xe5, 0xee]); // "видео" in windows-1251
  const site = await fixture.site({
    '/a': bytes(cyrillic, { 'content-type': 'text/html; charset="windows-1251"' }),
    '/b': bytes(cyrillic, { 'content-type': 'text/html; charset=klingon' }),
  });
  const { page } = await fixture.direct(site);
  await expect(page('/a')).resolves.toMatchObject({ value: 'видео' });
  await expect(page('/b')).rejects.toThrow(UnexpectedResponseError);
});

test('a decompression bomb is cut while it unpacks', async () => {
  let sent = 0;
  const site = await fixture.site({
    '/bomb': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
      const gzip = createGzip({ level: constants.Z_BEST_SPEED });
      gzip.on('data', (chunk: Buffer) => (sent += chunk.length)).pipe(response);
      const zeros = Buffer.alloc(1_000_000);
      const more = (): void => {
        while (!response.destroyed && gzip.write(zeros));
      };
      gzip.on('drain', more);
      response.once('close', () => gzip.destroy());
      more();
    },
  });
  const { page } = await fixture.direct(site);
  const before = process.memoryUsage().rss;
  await expect(page('/bomb')).rejects.toThrow(BodyTooLargeError);
  expect(sent).toBeLessThan(2_000_000); // endless otherwise: 20 MB of zeros are about 90 kB
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  expect(site.seen).toHaveLength(1);
});

test('a body over the limit on the wire is cut', async () => {
  const site = await fixture.site({ '/a': html('x'.repeat(2000)) });
  const { page } = await fixture.direct(site, { limits: { maxWireBytes: 1000 } });
  await expect(page('/a')).rejects.toThrow(BodyTooLargeError);
});

const silence: Answer = () => undefined;
const drip: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const timer = setInterval(() => response.write('.'), 20);
  response.once('close', () => clearInterval(timer));
};
const stall: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).write('.');
};

test.each([
  ['headers never come', silence, { headersTimeoutMs: 100 }],
  ['body stops', stall, { bodyTimeoutMs: 100 }],
  ['body drips for ever', drip, { totalTimeoutMs: 200 }],
])('an answer whose %s times out and is tried again', async (_name, answer, limit) => {
  const site = await fixture.site({ '/a': answer });
  const { page, events } = await fixture.direct(site, { limits: { maxAttempts: 2, ...limit } });
  await expect(page('/a')).rejects.toThrow(TemporaryFetchError);
  expect(events).toContainEqual(expect.objectContaining({ type: 'retry', reason: 'timeout' }));
  expect(site.seen).toHaveLength(2);
});

test.each([
  ['content type', { 'content-type': 'image/png' }],
  ['content encoding', { 'content-encoding': 'zstd' }],
])('an unwanted %s is refused', async (_name, headers) => {
  const site = await fixture.site({ '/a': bytes(Buffer.from('x'), headers) });
  const { page } = await fixture.direct(site);
  await expect(page('/a')).rejects.toThrow(UnexpectedResponseError);
});
