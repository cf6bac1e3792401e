/** Every metric the API exports, made on an injected Registry; each series is there from the start. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { registerLedgerMetrics } from './ledger-metrics.js';
import { notifierMetrics } from './notifier-metrics.js';

const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export interface HttpMetrics {
  /** @param route the template, never the address; 404 is `unmatched` */
  observe(method: string, route: string, status: number, seconds: number): void;
  inFlight(change: 1 | -1): void;
  cacheEvent(event: CacheEvent): void;
  eventClients(count: number): void;
}

const CACHE_EVENTS = ['hit', 'miss', 'evicted'] as const;
export type CacheEvent = (typeof CACHE_EVENTS)[number];

/** @param routes templates that exist, so that each has its series before the first request */
export function httpMetrics(registry: Registry, routes: readonly string[], cacheBytes: () => number): HttpMetrics {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, for streams until the first byte, by method, route template and status.',
    labelNames: ['method', 'route', 'status_code'] as const,
    buckets: LATENCY_BUCKETS,
    registers: [registry],
  });
  for (const route of routes) duration.zero({ method: 'GET', route, status_code: '200' });
  const inFlight = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests being answered now, event streams included.',
    registers: [registry],
  });
  // Plain numbers until somebody asks: a labelled counter costs a hot answer more than finding it does.
  const cacheEvents: Record<CacheEvent, number> = { hit: 0, miss: 0, evicted: 0 };
  new Counter({
    name: 'gpu_answer_cache_events_total',
    help: 'Answers found in the cache (hit), rendered (miss) and put out for want of room (evicted).',
    labelNames: ['event'] as const,
    registers: [registry],
    collect() {
      this.reset();
      for (const event of CACHE_EVENTS) this.inc({ event }, cacheEvents[event]);
    },
  });
  new Gauge({
    name: 'gpu_answer_cache_bytes',
    help: 'Bytes of kept answers.',
    registers: [registry],
    collect() {
      this.set(cacheBytes());
    },
  });
  const clients = new Gauge({
    name: 'gpu_event_stream_clients',
    help: 'Open server-sent event streams.',
    registers: [registry],
  });
  clients.set(0);
  // A bound child is kept per combination: finding it anew costs as much as counting.
  const children = new Map<string, { observe(seconds: number): void }>();
  return {
    observe: (method, route, status, seconds) => {
      const key = `${method} ${status} ${route}`;
      let child = children.get(key);
      if (child === undefined) children.set(key, (child = duration.labels(method, route, String(status))));
      child.observe(seconds);
    },
    inFlight: (change) => inFlight.inc(change),
    cacheEvent: (event) => {
      cacheEvents[event] += 1;
    },
    eventClients: (count) => clients.set(count),
  };
}

export interface DatabaseMetrics {
  readonly observeQuery: (op: string, seconds: number) => void;
  readonly observeAcquire: (seconds: number) => void;
}

export interface PoolState {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** @param ops the closed set of operations */
export function databaseMetrics(registry: Registry, ops: readonly string[], pool: () => PoolState): DatabaseMetrics {
  new Gauge({
    name: 'db_pool_connections',
    help: 'Database connections of this process by state; waiting = requests that want one.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = pool();
      this.set({ state: 'used' }, totalCount - idleCount);
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'waiting' }, waitingCount);
    },
  });
  const queries = new Histogram({
    name: 'db_query_duration_seconds',
    help: 'Time of a statement, failed ones included, by operation.',
    labelNames: ['op'] as const,
    buckets: LATENCY_BUCKETS,
    registers: [registry],
  });
  for (const op of ops) queries.zero({ op });
  const acquire = new Histogram({
    name: 'db_pool_acquire_duration_seconds',
    help: 'Time waited for a database connection.',
    buckets: LATENCY_BUCKETS,
    registers: [registry],
  });
  return {
    observeQuery: (op, seconds) => queries.observe({ op }, seconds),
    observeAcquire: (seconds) => acquire.observe(seconds),
  };
}

/** Memory, CPU, event loop and garbage collection of this process, and what was built. */
export function processMetrics(registry: Registry, build: { version: string; revision: string }): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'gpu_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'revision'] as const,
    registers: [registry],
  }).set(build, 1);
}

export interface MetricDescription {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  /** Without `le` and `quantile`. */
  readonly labels: readonly string[];
  readonly servedBy: 'api' | 'notifier';
}

/** Every metric of the API and of the notifier as it is registered, for dashboards, alert rules and documents to be compared with. */
export async function describeMetrics(): Promise<MetricDescription[]> {
  const registry = new Registry();
  httpMetrics(registry, [], () => 0);
  databaseMetrics(registry, [], () => ({ totalCount: 0, idleCount: 0, waitingCount: 0 }));
  processMetrics(registry, { version: '', revision: '' });
  registerLedgerMetrics(registry, {
    read: () => Promise.resolve({ markets: [], medians: [] }),
    markets: [],
    expectedIntervalSeconds: 0,
    now: () => 0,
    onFailure: () => undefined,
  });
  const ofNotifier = new Registry();
  notifierMetrics(ofNotifier, {
    oldestPending: () => Promise.resolve([]),
    now: () => new Date(),
    onFailure: () => undefined,
  });
  const described = [...(await describe(registry, 'api')), ...(await describe(ofNotifier, 'notifier'))];
  return described.sort((a, b) => a.name.localeCompare(b.name));
}

async function describe(
  registry: Registry,
  servedBy: MetricDescription['servedBy'],
): Promise<readonly MetricDescription[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.map(({ name, type, help }) => {
    const { labelNames = [] } = registry.getSingleMetric(name) as unknown as { labelNames?: readonly string[] };
    return { name, type: String(type), help, labels: [...labelNames], servedBy };
  });
}
