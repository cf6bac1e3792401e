/**
 * The scraper process in a network namespace that has nothing but loopback, traced. Run by scraper-in-empty-network.test.ts
 * as `unshare -n`; prints what happened as one line of JSON. There is a market, a SOCKS server and a PostgreSQL on
 * loopback; the scraper is told the first one's name only, which nothing but the SOCKS server knows.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startDemoMarket, type DemoMarket } from '../../pkg/market/demo/demo-server.js';
import { openDatabase, type Database } from '../../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../../pkg/postgres/embedded.js';
import { migrate } from '../../pkg/postgres/migrate.js';
import { startSocksServer, type SocksServer } from '../support/socks-server.js';
import { freePorts } from '../support/tor-process.js';
import { runTraced, type TracedRun } from './traced-network.js';

export interface Observed extends TracedRun {
  /** Requests that the market had seen at the end, in all. */
  readonly requests: number;
  /** Ids and prices of the published listings. */
  readonly published: readonly string[];
  readonly cycles: readonly { readonly id: string; readonly status: string }[];
  /** How many different SOCKS users asked, and by which kind of address. */
  readonly socksUsers: number;
  readonly socksKinds: readonly string[];
}

export interface EmptyNetworkReport {
  readonly socks: string;
  readonly database: string;
  readonly whole: Observed;
  readonly killed: Observed & { readonly requestsAtKill: number };
  readonly resumed: Observed;
  /** With the start-up tripwire, whose own attempts are then in the trace. */
  readonly tripwired: Observed;
  /** A program that does leak, to show that the trace would tell. */
  readonly leaky: TracedRun;
}

const MARKET = 'demo.test';
const SCRAPER_MS = 60_000;
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-leak-'));
await chmod(dir, 0o711); // root hands PostgreSQL to an unprivileged user, who must get in
const cleanup: (() => unknown)[] = [() => rm(dir, { recursive: true, force: true })];
try {
  console.log(JSON.stringify(await observe()));
} finally {
  for (const step of cleanup.reverse()) await step();
}

async function observe(): Promise<EmptyNetworkReport> {
  const scraper = join(root, '.cache/leak/scraper.mjs'); // inside the project, so that it finds node_modules
  await build({
    entryPoints: [join(root, 'cmd/scraper/main.ts')],
    outfile: scraper,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  const postgres = await startEmbeddedPostgres({ dir: join(dir, 'postgres'), settings: { fsync: 'off' } });
  cleanup.push(() => postgres.stop());
  await postgres.ensureDatabase('leak');
  const db = openDatabase({ url: postgres.url('leak'), applicationName: 'leak-test', poolMax: 2 });
  cleanup.push(() => db.destroy());
  await migrate(db);
  const [marketPort = 0, socksPort = 0] = await freePorts(2);
  const origin = `http://${MARKET}:${marketPort}`;
  const market = await startDemoMarket({ ads: 800, port: marketPort, publicUrl: origin, isTor: true });
  cleanup.push(() => market.close());
  const startSocks = (): Promise<SocksServer> =>
    startSocksServer({ port: socksPort, names: { [MARKET]: '127.0.0.1' } });
  const env = {
    DATABASE_URL: postgres.url('leak'),
    MARKETS: 'demo',
    DEMO_MARKET_URL: origin,
    SEARCH_TERMS: 'rtx,gtx',
    REQUESTS_PER_MINUTE: '100000',
    TOR_ENABLED: 'true',
    TOR_SOCKS_URL: `socks5h://127.0.0.1:${socksPort}`,
    TOR_CHECK_URL: `${origin}/api/ip`,
    TOR_STARTUP_TIMEOUT_SECONDS: '10',
    SENTRY_DSN: 'http://key@sentry.test/1', // its reports have no other way than everything else
  };
  // The shortest back-off there is: what is shown does not depend on how long it waits.
  const node = [process.execPath, '--import', 'data:text/javascript,Math.random=()=>0.01'];
  const run = async (
    name: string,
    socks: SocksServer,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<Observed> => {
    const command = ['timeout', String(SCRAPER_MS / 1000), ...node, scraper];
    const traced = await runTraced({ command, env: { ...env, ...extra }, traceFile: join(dir, name) });
    return { ...traced, ...(await published(db)), requests: market.requests.entries.length, ...usersOf(socks) };
  };

  const first = await startSocks();
  const whole = await run('whole', first);
  market.advance(1);
  const dying = run('killed', first);
  const requestsAtKill = await killMidCrawl(market, first, whole.requests);
  const killed = { ...(await dying), requestsAtKill };
  const second = await startSocks();
  cleanup.push(second.kill);
  const resumed = await run('resumed', second);
  const tripwired = await run('tripwired', second, { TOR_REQUIRE_NO_DIRECT_EGRESS: 'true' });
  const leaky = await runTraced({
    command: [
      process.execPath,
      '-e',
      "fetch('http://192.0.2.1/').catch(() => require('dns').lookup('example.com', () => {}))",
    ],
    env: {},
    traceFile: join(dir, 'leaky'),
  });
  return {
    socks: `127.0.0.1:${socksPort}`,
    database: `127.0.0.1:${new URL(postgres.url('leak')).port}`,
    whole,
    killed,
    resumed,
    tripwired,
    leaky,
  };
}

/** Kills the proxy after a few pages. @returns how many requests the market had seen by then */
async function killMidCrawl(market: DemoMarket, socks: SocksServer, before: number): Promise<number> {
  const deadline = Date.now() + SCRAPER_MS;
  while (market.requests.entries.length < before + 4 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 2));
  await socks.kill();
  // What the proxy had passed on already may still be on its way; a direct connection would be in the trace.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return market.requests.entries.length;
}

async function published(db: Database): Promise<Pick<Observed, 'published' | 'cycles'>> {
  const listings = (await db('gpu_listings').select('external_id', 'price_minor').orderBy('external_id')) as Record<
    string,
    unknown
  >[];
  const cycles = (await db('scrape_cycles').select('id', 'status').orderBy('id')) as { id: unknown; status: string }[];
  return {
    published: listings.map((row) => `${String(row['external_id'])} ${String(row['price_minor'])}`),
    cycles: cycles.map(({ id, status }) => ({ id: String(id), status })),
  };
}

function usersOf(socks: SocksServer): Pick<Observed, 'socksUsers' | 'socksKinds'> {
  return {
    socksUsers: new Set(socks.requests.map(({ username }) => username)).size,
    socksKinds: [...new Set(socks.requests.map(({ kind }) => kind))],
  };
}
