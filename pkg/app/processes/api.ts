/** Wires the read API and runs it until `signal` aborts. Tests call it in-process; nothing in it reads `process`. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Writable } from 'node:stream';
import { Registry } from 'prom-client';
import { parseBenchmarks } from '../../analytics/benchmarks.js';
import { loadCatalog, type Catalog } from '../../catalog/catalog.js';
import { createClassifier } from '../../classify/classifier.js';
import type { Config } from '../../config/config.js';
import { DatabaseFaultError } from '../../errors/app-error.js';
import { CleanupStack } from '../../errors/cleanup-stack.js';
import { AnswerCache } from '../../http/answer-cache.js';
import { ALL_ROUTES } from '../../http/routes/all-routes.js';
import { variantPerformance } from '../../http/routes/performance.js';
import { ApiServer, type ApiServerOptions } from '../../http/server.js';
import type { Classifier } from '../../listing/verdict.js';
import { createMarketplace, MARKET_SLUGS } from '../../market/markets.js';
import { listenForNotifications } from '../../postgres/notifications.js';
import { PgLedger } from '../../postgres/pg-ledger.js';
import { PgMarketReader, READ_OPERATIONS } from '../../postgres/pg-market-reader.js';
import { openReaderPool } from '../../postgres/reader-pool.js';
import { schemaIsCurrent } from '../../postgres/schema-check.js';
import { registerLedgerMetrics } from '../../telemetry/ledger-metrics.js';
import type { Logger } from '../../telemetry/logger.js';
import { databaseMetrics, httpMetrics, processMetrics } from '../../telemetry/metrics.js';
import { databaseUrlOf } from '../database.js';
import { listenForProbes } from './listen-for-probes.js';

export interface ApiOptions {
  /** DATABASE_URL, HOST, PORT, METRICS_PORT, CORS_ORIGINS, RATE_LIMIT_PER_MINUTE, ... */
  readonly config: Config;
  readonly log: Logger;
  /** Abort = SIGTERM: drain, finish what is in flight, return. */
  readonly signal: AbortSignal;
  /** Where access log lines go. */
  readonly accessLog: Writable;
  /** Of the program. @default 'dev' */
  readonly version?: string;
  /** Commit it was built from. @default 'unknown' */
  readonly revision?: string;
  /** @default a new one */
  readonly registry?: Registry;
  /** @default the catalogue of the data file */
  readonly catalog?: Catalog;
  /** @default today's rules over the catalogue */
  readonly classifier?: Classifier;
  /** Built dashboard (dist/web); a plain page with links when absent or empty. */
  readonly webDir?: string;
  /** After the abort everything is still answered for this long, so that a load balancer can notice. @default 5000 in production, else 0 */
  readonly drainMs?: number;
  /** In-flight requests may take this long after that. @default 15000 */
  readonly graceMs?: number;
  /** Most bytes of kept answers. @default 32 MiB */
  readonly cacheBytes?: number;
  /** Told once the ports are open. */
  readonly onListening?: (ports: { readonly port: number; readonly metricsPort: number }) => void;
}

export async function runApi(options: ApiOptions): Promise<void> {
  const { config, log, signal, version = 'dev', revision = 'unknown', registry = new Registry() } = options;
  const cleanup = new CleanupStack((step, err) => log.error('clean-up failed', { step, err }));
  try {
    const url = databaseUrlOf(config);
    const applicationName = `gpu-tracker-api/${hostname()}`;
    const catalog = options.catalog ?? loadCatalog();
    const classifier = options.classifier ?? createClassifier(catalog);
    const benchmarks =
      config.BENCHMARKS_FILE === undefined ? undefined : await readFile(config.BENCHMARKS_FILE, 'utf8');

    const pool = openReaderPool({
      url,
      applicationName,
      poolMax: config.DATABASE_POOL_MAX,
      onIdleError: (err) => log.debug('idle database connection lost', { err }),
    });
    cleanup.add('database pool', () => pool.end());

    const routes = ALL_ROUTES.map(({ path }) => path);
    const cache: AnswerCache = new AnswerCache({
      onEvent: (event) => metrics.cacheEvent(event),
      ...(options.cacheBytes !== undefined && { maxBytes: options.cacheBytes }),
    });
    const metrics = httpMetrics(registry, routes, () => cache.bytes);
    const database = databaseMetrics(registry, READ_OPERATIONS, () => pool);
    processMetrics(registry, { version, revision });
    const ledger = new PgLedger(pool);
    registerLedgerMetrics(registry, {
      read: () => ledger.read(),
      markets: config.MARKETS,
      expectedIntervalSeconds: config.SCRAPE_INTERVAL_SECONDS,
      now: Date.now,
      onFailure: (err) => {
        const level = err instanceof DatabaseFaultError ? 'error' : 'warn'; // a missing right does not mend itself
        log[level]('ledger not read, its metrics are left out', { err });
      },
    });
    const metricsText = async (): Promise<{ contentType: string; body: string }> => ({
      contentType: registry.contentType,
      body: await registry.metrics(),
    });
    const metricsApart = config.METRICS_PORT !== config.PORT;

    const server = new ApiServer({
      host: config.HOST,
      port: config.PORT,
      reader: new PgMarketReader(pool, { onQuery: database.observeQuery, onAcquire: database.observeAcquire }),
      cards: catalog,
      performance: variantPerformance(
        catalog,
        benchmarks === undefined ? undefined : parseBenchmarks(benchmarks, (name) => catalog.resolve(name)?.name),
      ),
      classifier,
      adOf: adOf(config.DEMO_MARKET_URL),
      cache,
      metrics,
      log,
      accessLog: options.accessLog,
      logFormat: config.LOG_FORMAT,
      corsOrigins: config.CORS_ORIGINS,
      rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
      trustProxyHops: config.TRUST_PROXY_HOPS,
      version,
      build: digest(version, classifier.rulesVersion, benchmarks ?? ''),
      webDir: options.webDir,
      metricsText: metricsApart ? undefined : metricsText,
      schemaCurrent: () => schemaIsCurrent(pool),
    });
    const notifications = listenForNotifications({
      url,
      applicationName: `${applicationName}/listen`,
      log,
      onConnected: () => {
        server.watch.connected();
        server.events.progress(); // what happened before we listened
      },
      onLost: () => server.watch.lost(),
      onNotification: (channel) => {
        if (channel === 'cycle_published') {
          server.watch.published();
          server.events.published();
        } else server.events.progress();
      },
    });
    cleanup.add('notifications', () => notifications.stop());

    const port = await server.listen();
    cleanup.add('http server', () => server.close(options.graceMs ?? 15_000));
    const metricsPort = metricsApart ? await listenForMetrics(config, metricsText, cleanup) : port;
    log.info('api listening', { port, metrics_port: metricsPort });
    options.onListening?.({ port, metricsPort });

    await aborted(signal);
    server.drain();
    log.info('api draining');
    await delay(options.drainMs ?? (config.ENVIRONMENT === 'production' ? 5_000 : 0));
  } finally {
    await cleanup.run();
  }
}

/** Over every market that can be crawled: an address says by itself which ad it is, so nothing is fetched. */
export function adOf(demoUrl: string): ApiServerOptions['adOf'] {
  const markets = MARKET_SLUGS.map((slug) => createMarketplace(slug, { demoUrl }));
  return (text) => {
    if (!URL.canParse(text)) return undefined;
    const url = new URL(text);
    for (const market of markets) {
      const externalId = market.adIdOf(url);
      if (externalId !== null) return { market: market.slug, externalId };
    }
    return undefined;
  };
}

/** A port of its own for /metrics, which the public must not reach. */
async function listenForMetrics(
  config: Config,
  metricsText: () => Promise<{ contentType: string; body: string }>,
  cleanup: CleanupStack,
): Promise<number> {
  const server = await listenForProbes({
    host: config.HOST,
    port: config.METRICS_PORT,
    answers: { '/metrics': async () => ({ status: 200, ...(await metricsText()) }) },
  });
  cleanup.add('metrics server', () => server.close());
  return server.port;
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 8);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
