import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLogger, type Logger } from './logger.js';
import { startErrorReporting } from './sentry.js';

let server: Server;
let received: string[];
let dsn: string;
beforeEach(async () => {
  received = [];
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      received.push((req.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
      res.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  dsn = `http://key@127.0.0.1:${(server.address() as AddressInfo).port}/1`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

function start(options: { torMode?: boolean; log?: Logger } = {}) {
  return startErrorReporting({
    config: { SENTRY_DSN: dsn, ENVIRONMENT: 'production' },
    log: options.log ?? silentLogger,
    component: 'scraper',
    torMode: options.torMode ?? false,
  });
}

test('an error line is reported with its cause and its ids as tags, and nothing else of its fields', async () => {
  const reporting = await start();
  const err = new Error('publish failed', { cause: new Error('disk full') });
  reporting.log.child({ cycle: 17, market: 'demo' }).error('cycle failed', { err, secret: 'not for others' });
  await reporting.close();
  const all = received.join('\n');
  for (const part of ['publish failed', 'disk full', '"cycle":17', '"market":"demo"', '"component":"scraper"'])
    expect(all).toContain(part);
  expect(all).not.toContain('not for others');
});

test('lines below error are not reported', async () => {
  const reporting = await start();
  reporting.log.warn('page skipped', { err: new Error('healed') });
  await reporting.close();
  expect(received.join('\n')).not.toContain('healed');
});

test('a process in TOR mode reports nothing and says so once', async () => {
  const lines: string[] = [];
  const log: Logger = { ...silentLogger, info: (message) => lines.push(message) };
  const reporting = await start({ torMode: true, log });
  reporting.log.error('cycle failed', { err: new Error('secret place') });
  await reporting.close();
  expect(reporting.log).toBe(log);
  expect(lines).toEqual([expect.stringContaining('SENTRY_DSN is ignored')]);
  expect(received).toEqual([]);
});
