/** The HTTP server of the API: front door, application, events and freshness put together, and taken down without a lost request. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { Classifier } from '../listing/verdict.js';
import type { MarketReader } from '../listing/market-reader.js';
import type { Logger } from '../telemetry/logger.js';
import type { HttpMetrics } from '../telemetry/metrics.js';
import { AccessLog } from './access-log.js';
import type { AnswerCache } from './answer-cache.js';
import { createApp } from './app.js';
import type { Cards } from './cards.js';
import { CorsPolicy } from './cors.js';
import { EventStream } from './event-stream.js';
import { ExportSlots } from './export-slots.js';
import { FrontDoor } from './front-door.js';
import { MarketWatch } from './market-watch.js';
import { presentStatus } from './present.js';
import { databaseWords } from './problems.js';
import { RateLimiter } from './rate-limit.js';
import { ALL_ROUTES } from './routes/all-routes.js';
import { VersionMemo } from './version-memo.js';
import type { VariantPerformance } from './routes/performance.js';
import type { RouteServices } from './routes/route.js';
import { securityHeaders } from './security-headers.js';

export interface ApiServerOptions {
  readonly host: string;
  readonly port: number;
  readonly reader: MarketReader;
  readonly cards: Cards;
  readonly performance: VariantPerformance;
  readonly classifier: Classifier;
  /** Which ad of which market an address leads to. */
  readonly adOf: RouteServices['adOf'];
  readonly cache: AnswerCache;
  readonly metrics: HttpMetrics;
  readonly log: Logger;
  readonly accessLog: Writable;
  readonly logFormat: 'text' | 'json';
  readonly corsOrigins: readonly string[];
  /** 0 = no limit. */
  readonly rateLimitPerMinute: number;
  readonly trustProxyHops: number;
  /** Of the program. */
  readonly version: string;
  /** What else an answer depends on besides the data; short, safe inside an ETag. */
  readonly build: string;
  readonly webDir: string | undefined;
  /** Set when /metrics is on this port. */
  readonly metricsText: (() => Promise<{ contentType: string; body: string }>) | undefined;
  /** Whether the database has every migration this program needs. */
  readonly schemaCurrent: () => Promise<boolean>;
}

/** Longer than the idle time of usual load balancers (60 s), so that they and not we close idle connections. */
const KEEP_ALIVE_MS = 65_000;

const SWEEP_MS = 50;

export class ApiServer {
  readonly watch: MarketWatch;
  readonly events: EventStream;
  readonly #server: Server;
  readonly #accessLog: AccessLog;
  readonly #options: ApiServerOptions;
  readonly #sockets = new Set<Socket>();
  #draining = false;
  #schemaCurrent = false;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    const { reader, cache, log, metrics } = options;
    this.#accessLog = new AccessLog(options.accessLog, options.logFormat);
    this.watch = new MarketWatch({ reader, cache, log });
    this.events = new EventStream({
      readStatus: async () => presentStatus(await reader.scrapeStatus()),
      log,
      onClients: (count) => metrics.eventClients(count),
    });
    const common = securityHeaders();
    const cors = new CorsPolicy(options.corsOrigins);
    const startedAt = performance.now();
    const behind = createApp({
      routes: ALL_ROUTES,
      services: {
        reader,
        cards: options.cards,
        performance: options.performance,
        classifier: options.classifier,
        events: this.events,
        exports: new ExportSlots(),
        once: new VersionMemo().of,
        adOf: options.adOf,
        system: {
          version: options.version,
          dataVersion: () => this.watch.version(),
          notReady: () => this.#notReady(),
          uptimeSeconds: () => (performance.now() - startedAt) / 1000,
        },
      },
      cache,
      frontDoor: () => frontDoor,
      cors,
      common,
      log,
      build: options.build,
      version: options.version,
      webDir: options.webDir,
      metrics: options.metricsText,
      confirm: () => this.watch.look(),
    });
    const frontDoor: FrontDoor = new FrontDoor({
      cache,
      freshness: this.watch,
      cors,
      accessLog: this.#accessLog,
      limiter: options.rateLimitPerMinute > 0 ? new RateLimiter(options.rateLimitPerMinute, Date.now) : undefined,
      trustProxyHops: options.trustProxyHops,
      common,
      draining: () => this.#draining,
      onRequest: (method, route, status, seconds) => metrics.observe(method, route, status, seconds),
      onInFlight: (change) => metrics.inFlight(change),
      behind,
    });
    this.#server = createServer(
      {
        keepAliveTimeout: KEEP_ALIVE_MS,
        headersTimeout: 20_000,
        requestTimeout: 30_000,
        maxHeaderSize: 16 * 1024,
      },
      frontDoor.listener,
    );
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Resolves to the port. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.port, this.#options.host, 1_024, () => {
        this.#server.removeListener('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  /** From now on not ready, and clients are asked to leave with their next answer; everything is still answered. */
  drain(): void {
    this.#draining = true;
  }

  /** Tells the event streams, finishes what is in flight, and after `graceMs` cuts what is left. */
  async close(graceMs: number): Promise<void> {
    this.drain();
    this.events.stop();
    this.watch.stop();
    await new Promise<void>((resolve) => {
      const cut = setTimeout(() => this.#server.closeAllConnections(), graceMs);
      // What was begun before the drain was promised a connection that stays: close it once its answer is out. And
      // node:http does not count a connection as idle that never sent a byte, such as a browser's preconnect.
      const sweep = setInterval(() => {
        this.#server.closeIdleConnections();
        for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
      }, SWEEP_MS);
      this.#server.close(() => {
        clearTimeout(cut);
        clearInterval(sweep);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
    this.#accessLog.flush();
  }

  async #notReady(): Promise<string | undefined> {
    if (this.#draining) return 'shutting down';
    // Once it was right it stays right: a database that goes away must not take every replica out at once.
    if (this.#schemaCurrent) return undefined;
    try {
      this.#schemaCurrent = await this.#options.schemaCurrent();
    } catch (err) {
      return databaseWords(err);
    }
    if (!this.#schemaCurrent) return 'the database misses migrations';
    await this.watch.look();
    return undefined;
  }
}
