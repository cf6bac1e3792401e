import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLogger } from './logger.js';
import { startErrorReporting, type ErrorReportingOptions } from './sentry.js';

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

function start(options: { through?: ErrorReportingOptions['through'] } = {}) {
  return startErrorReporting({
    config: { SENTRY_DSN: dsn, ENVIRONMENT: 'production' },
    log: silentLogger,
    component: 'scraper',
    through: options.through ?? 'direct',
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

test('without a DSN the log stays as it is, and nothing is sent', async () => {
  const reporting = await startErrorReporting({
    ...{ config: { SENTRY_DSN: undefined, ENVIRONMENT: 'production' }, log: silentLogger, component: 'scraper' },
    through: 'direct',
  });
  reporting.log.error('cycle failed', { err: new Error('secret place') });
  await reporting.close();
  expect(reporting.log).toBe(silentLogger);
  expect(received).toEqual([]);
});

test('with a way of its own no request is made but by it', async () => {
  const asked: unknown[] = [];
  const through: ErrorReportingOptions['through'] = {
    request: (options) => {
      asked.push(options);
      throw new Error('no way out');
    },
  };
  const reporting = await start({ through });
  reporting.log.error('cycle failed', { err: new Error('secret place') });
  await reporting.close();
  expect(asked).toMatchObject([{ method: 'POST', hostname: '127.0.0.1' }]);
  expect(received).toEqual([]);
});
