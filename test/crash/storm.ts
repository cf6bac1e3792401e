/** Two runs over the same simulated market, one undisturbed and one killed all the time: they must end the same. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { startDemoMarket } from '../../pkg/market/demo/demo-server.js';
import { openDatabase, type Database } from '../../pkg/postgres/database.js';
import { rebuildFaults } from '../support/rebuild-listings.js';
import { startProduct } from '../support/product-process.js';
import { publishedState, unbalancedCycles, visibleSet } from './published-state.js';
import { startReader } from './reader.js';
import { publishedCycles, startVictim } from './victim-postgres.js';

export interface StormOptions {
  /** A folder that PostgreSQL may use (as root: reachable for the unprivileged user). */
  readonly dir: string;
  readonly seed: number;
  readonly ads: number;
  /** Simulated days, one cycle each, at least: the storm goes on until both counts of kills are reached. */
  readonly days: number;
  /** How often the scraper is killed (SIGKILL) at a random moment. */
  readonly kills: number;
  /** How often PostgreSQL is killed (SIGKILL of the postmaster) while the scraper runs. */
  readonly postgresKills: number;
  readonly onProgress?: (line: string) => void;
}

export interface StormReport {
  readonly kills: number;
  readonly postgresKills: number;
  readonly days: number;
  readonly cycles: number;
  /** How many cycles were taken over at least once, and how often in all. */
  readonly takeovers: number;
  readonly reads: number;
  /** Everything that must be empty. */
  readonly faults: readonly string[];
  readonly listings: number;
}

export async function runStorm(options: StormOptions): Promise<StormReport> {
  const say = options.onProgress ?? (() => undefined);
  const server = await startVictim(options.dir);
  try {
    const calm = await startCalm(options, await server.freshDatabase('calm'));
    try {
      for (let day = 0; day < options.days; day += 1) await calm.anotherDay();
      say(`undisturbed run: ${options.days} cycles`);
      const url = await server.freshDatabase('storm');
      return await stormRun(options, url, calm, () => server.killAndRestart(), say);
    } finally {
      await calm.close();
    }
  } finally {
    await server.stop();
  }
}

/** The same market, undisturbed. */
interface Calm {
  /** What readers may see after each cycle so far, and before the first. */
  readonly visible: ReadonlySet<string>;
  days(): number;
  anotherDay(): Promise<void>;
  state(): ReturnType<typeof publishedState>;
  /** How long an undisturbed scraper lives here, and how long it holds its cycle, on average: what moments to die are drawn from. */
  durations(): Promise<{ readonly runMs: number; readonly cycleMs: number }>;
  close(): Promise<void>;
}

async function startCalm({ seed, ads }: StormOptions, url: string): Promise<Calm> {
  const market = await startDemoMarket({ seed, ads, dayMs: null });
  const db = openDatabase({ url, applicationName: 'calm', poolMax: 2 });
  const visible = new Set(['']);
  let days = 0;
  let spentMs = 0;
  return {
    visible,
    days: () => days,
    anotherDay: async () => {
      if (days > 0) market.advance(1);
      const began = performance.now();
      const scraper = startScraper(url, market.url);
      const status = await scraper.ended;
      if (status !== 0) throw new Error(`the undisturbed run failed with ${status}: ${scraper.log()}`);
      spentMs += performance.now() - began;
      days += 1;
      visible.add(await visibleSet(db));
    },
    state: () => publishedState(db),
    durations: async () => ({ runMs: spentMs / days, cycleMs: await cycleMs(db) }),
    close: async () => {
      await db.destroy();
      await market.close();
    },
  };
}

async function stormRun(
  options: StormOptions,
  url: string,
  calm: Calm,
  restartPostgres: () => Promise<void>,
  say: (line: string) => void,
): Promise<StormReport> {
  const market = await startDemoMarket({ seed: options.seed, ads: options.ads, dayMs: null });
  const reader = await startReader(url, calm.visible);
  const watch = openDatabase({ url, applicationName: 'watch', poolMax: 1 });
  const faults: string[] = [];
  const killsPerDay = options.kills / options.days;
  let kills = 0;
  let postgresKills = 0;
  try {
    const { runMs, cycleMs: heldMs } = await calm.durations();
    for (let day = 0; day < options.days || kills < options.kills || postgresKills < options.postgresKills; day += 1) {
      if (day > 0) market.advance(1);
      // Also what was calm needs PostgreSQL, which is up between two days of the storm.
      if (day >= calm.days()) await calm.anotherDay();
      const share = Math.min(1, (day + 1) / options.days);
      const killsByNow = Math.ceil(options.kills * share);
      const postgresByNow = Math.ceil(options.postgresKills * share);
      while ((await publishedCycles(url)) <= day) {
        const scraper = startScraper(url, market.url);
        if (kills >= killsByNow && postgresKills >= postgresByNow) {
          const status = await scraper.ended;
          if (status !== 0) faults.push(`an undisturbed scraper ended with ${status}: ${scraper.log().slice(-500)}`);
          if (faults.length > 10) throw new Error(faults.join('\n'));
          continue;
        }
        // Mostly while it holds a cycle, and so soon that a cycle lasts as many lives as there are kills for it, or as are owed by now;
        // one time in five at any moment of its life.
        const lives = Math.max(killsPerDay, killsByNow - kills);
        if (Math.random() < 0.2) await Promise.race([delay(runMs * Math.random()), scraper.ended]);
        else {
          await Promise.race([holdsCycle(watch, scraper.child), scraper.ended]);
          await Promise.race([delay(heldMs * Math.random() * Math.min(1, 1.5 / lives)), scraper.ended]);
        }
        if (postgresKills < postgresByNow && scraper.child.exitCode === null) {
          await restartPostgres();
          postgresKills += 1;
          const status = await scraper.ended;
          if (status !== 0 && status !== 75)
            faults.push(`without PostgreSQL the scraper ended with ${status}, not 75: ${scraper.log().slice(-800)}`);
        } else if (scraper.child.exitCode === null) {
          scraper.child.kill('SIGKILL');
          kills += 1;
          await scraper.ended;
        }
      }
      say(
        `day ${day + 1} of at least ${options.days}: ${kills} kills of the scraper, ${postgresKills} of PostgreSQL, ${reader.reads()} reads`,
      );
    }
  } finally {
    faults.push(...(await reader.stop()));
    await watch.destroy();
    await market.close();
  }
  const db = openDatabase({ url, applicationName: 'storm', poolMax: 2 });
  try {
    const [state, undisturbed] = [await publishedState(db), await calm.state()];
    for (const part of ['listings', 'prices', 'events', 'changes'] as const)
      if (JSON.stringify(state[part]) !== JSON.stringify(undisturbed[part]))
        faults.push(`${part} differ: ${firstDifference(state[part], undisturbed[part])}`);
    faults.push(...(await unbalancedCycles(db)), ...(await rebuildFaults(db)));
    const { rows } = await db.raw<{ rows: { cycles: number; takeovers: number }[] }>(
      `SELECT count(*)::int AS cycles, coalesce(sum(epoch - 1), 0)::int AS takeovers FROM scrape_cycles WHERE status IN ('published', 'partial')`,
    );
    return {
      kills,
      postgresKills,
      days: calm.days(),
      ...(rows[0] ?? { cycles: 0, takeovers: 0 }),
      reads: reader.reads(),
      faults,
      listings: state.listings.length,
    };
  } finally {
    await db.destroy();
  }
}

function startScraper(databaseUrl: string, marketUrl: string): ReturnType<typeof startProduct> {
  return startProduct('scraper', {
    DATABASE_URL: databaseUrl,
    MARKETS: 'demo',
    DEMO_MARKET_URL: marketUrl,
    // A cycle must last longer than it takes to notice that it began, and to kill, on a busy machine.
    REQUESTS_PER_MINUTE: '1500',
    SCRAPER_MAX_PAGES: '999',
    LOG_LEVEL: 'warn',
  });
}

async function cycleMs(db: Database): Promise<number> {
  const { rows } = await db.raw<{ rows: { ms: number }[] }>(
    "SELECT avg(1000 * date_part('epoch', finished_at - started_at)) AS ms FROM scrape_cycles",
  );
  return rows[0]?.ms ?? 0;
}

/** Resolves when a scraper that started now holds a cycle, or can no longer: it has ended. */
async function holdsCycle(db: Database, child: ChildProcess): Promise<void> {
  const before = await holder(db);
  while (child.exitCode === null && child.signalCode === null && (await holder(db)) === before) await delay(5);
}

/** Changes with each cycle and each takeover. */
async function holder(db: Database): Promise<string> {
  const { rows } = await db.raw<{ rows: { id: number; epoch: number }[] }>(
    'SELECT id, epoch FROM scrape_cycles ORDER BY id DESC LIMIT 1',
  );
  return JSON.stringify(rows[0] ?? null);
}

function firstDifference(a: readonly unknown[], b: readonly unknown[]): string {
  const at = a.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(b[i]));
  return `${a.length} and ${b.length} rows; row ${at}: ${JSON.stringify(a[at])} and ${JSON.stringify(b[at])}`;
}
