/** Error reports of a process in TOR mode: through the SOCKS port, the name resolved there, and by no other way. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { installEgressGuard, type EgressGuard } from '../../pkg/fetch/tor/egress-guard.js';
import { torHttpModule } from '../../pkg/notify/tor-http-module.js';
import { startRecorder, type Recorder } from '../../pkg/notify/testing/recorder.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';
import { startErrorReporting, type ErrorReportingOptions } from '../../pkg/telemetry/sentry.js';
import { startProduct } from '../support/product-process.js';
import { startSocksServer, type SocksServer } from '../support/socks-server.js';
import { createTestDatabase } from '../support/test-database.js';

/** Never resolved outside of the proxy (RFC 6761). */
const HOST = 'reports.invalid';
let socks: SocksServer;
let sentry: Recorder;
let guard: EgressGuard | undefined;
beforeEach(async () => {
  [socks, sentry] = await Promise.all([startSocksServer({ names: { [HOST]: '127.0.0.1' } }), startRecorder()]);
});
afterEach(async () => {
  guard?.uninstall();
  guard = undefined;
  await socks.kill();
  await sentry.close();
});

/** Reports one error with the fence up that lets out to the SOCKS port, and that proxy, which is in this process, to where names lead. @returns what ran into the fence */
async function report(through: ErrorReportingOptions['through']): Promise<string[]> {
  const violations: string[] = [];
  const allow = [socks.port, sentry.port].map((port) => ({ host: '127.0.0.1', port }));
  guard = installEgressGuard({ allow, onViolation: ({ message }) => violations.push(message) });
  const config = { SENTRY_DSN: `http://key@${HOST}:${sentry.port}/1`, ENVIRONMENT: 'production' as const };
  const reporting = await startErrorReporting({ config, log: silentLogger, component: 'scraper', through });
  reporting.log.error('cycle failed', { err: new Error('publish failed') });
  await reporting.close();
  return violations;
}

test('a report arrives through the proxy, which resolves the name, by a circuit of its own; nothing touches the fence', async () => {
  expect(await report(torHttpModule(socks.url, 'error-reports'))).toEqual([]);
  expect(sentry.requests.map(({ body }) => body).join()).toContain('publish failed');
  expect(socks.requests).toEqual([
    expect.objectContaining({ host: HOST, kind: 'name', username: 'notify-error-reports' }),
  ]);
});

test('without the proxy nothing arrives and nothing is tried otherwise', async () => {
  await socks.kill();
  expect(await report(torHttpModule(socks.url, 'error-reports'))).toEqual([]);
  expect(sentry.requests).toEqual([]);
});

test('the fence would tell: a direct report runs into it', async () => {
  expect(await report('direct')).toContainEqual(expect.stringContaining('was attempted outside of TOR'));
  expect(sentry.requests).toEqual([]);
});

test('a scraper in TOR mode whose proxy is no TOR ends with 77, and its report went through that proxy', async () => {
  const database = await createTestDatabase();
  const scraper = startProduct('scraper', {
    ...{ DATABASE_URL: await database.urlAs('gpu_tracker_scraper'), MARKETS: 'demo', TOR_ENABLED: 'true' },
    ...{ TOR_SOCKS_URL: socks.url, TOR_CHECK_URL: `http://${HOST}:${sentry.port}/api/ip` },
    SENTRY_DSN: `http://key@${HOST}:${sentry.port}/1`,
  });
  await expect(scraper.ended).resolves.toBe(77);
  const reports = sentry.requests.filter(({ path }) => path.includes('/envelope/'));
  const told = reports.map(({ body }) => body).join();
  expect(told).toContain('traffic through the proxy does not come out of TOR');
  expect(told).not.toContain('server_name');
  expect(new Set(socks.requests.map(({ kind, host }) => `${kind} ${host}`))).toEqual(new Set([`name ${HOST}`]));
  expect(scraper.log()).not.toContain('outside of TOR');
  await database.drop();
});
