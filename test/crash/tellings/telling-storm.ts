/** One market, read twice: undisturbed, and with scraper, notifier and PostgreSQL killed all the time. Both must tell the same. */
import { seededRandom } from '../../support/seeded-random.js';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readWatches } from '../../../pkg/app/watches/watches-file.js';
import { startDemoMarket, type DemoMarket } from '../../../pkg/market/demo/demo-server.js';
import { openDatabase, type Database } from '../../../pkg/postgres/database.js';
import { evaluateWatches } from '../../../pkg/postgres/watches/evaluate-watches.js';
import { syncWatches } from '../../../pkg/postgres/watches/pg-watch-store.js';
import { startProgram, type ProductProcess } from '../../support/product-process.js';
import { publishedCycles, startVictim, type VictimPostgres } from '../victim-postgres.js';
import { judge, type Outage } from './faults-of.js';
import { startFlakyServices, type FlakyServices } from './flaky-services.js';
import { NotifierVictim } from './notifier-victim.js';
import { tellingsOf } from './tellings-of.js';
import { watchesOf, type Card } from './watches-of.js';

export interface TellingStormOptions {
  /** A folder that PostgreSQL may use. */
  readonly dir: string;
  readonly seed: number;
  readonly ads: number;
  readonly days: number;
  readonly watches: number;
  /** How often each is killed over all days. */
  readonly kills: { readonly notifier: number; readonly scraper: number; readonly postgres: number };
  /** How many times as fast the notifier's clock runs: its leases, retries and caps are as they are, only sooner over. */
  readonly factor: number;
  /** Share of messages that the services do not take. */
  readonly refuse: number;
  readonly onProgress?: (line: string) => void;
}

export interface TellingStormReport {
  readonly kills: { readonly notifier: number; readonly scraper: number; readonly postgres: number };
  readonly cycles: number;
  readonly facts: number;
  readonly messages: number;
  readonly attempts: number;
  readonly refused: number;
  readonly repeats: number;
  /** Everything that must be empty. */
  readonly faults: readonly string[];
}

const HERE = import.meta.dirname;
/** After the last kill everything must have arrived within this. */
const ARRIVES_WITHIN_MS = 180_000;

export async function runTellingStorm(options: TellingStormOptions): Promise<TellingStormReport> {
  const server = await startVictim(options.dir);
  const market = await startDemoMarket({ seed: options.seed, ads: options.ads, priceSigma: 0.12, drift: 'falling' });
  const services = await startFlakyServices(options.refuse, seededRandom(options.seed));
  const calmUrl = await server.freshDatabase('calm');
  const calm = openDatabase({ url: calmUrl, applicationName: 'calm', poolMax: 2 });
  try {
    const url = await server.freshDatabase('storm');
    return await new Storm({ options, server, market, services, calm, calmUrl, url }).run();
  } finally {
    await calm.destroy();
    await services.close();
    await market.close();
    await server.stop();
  }
}

interface Parts {
  readonly options: TellingStormOptions;
  readonly server: VictimPostgres;
  readonly market: DemoMarket;
  readonly services: FlakyServices;
  readonly calm: Database;
  readonly calmUrl: string;
  /** Of the disturbed run. */
  readonly url: string;
}

class Storm {
  readonly #outages: Outage[] = [];
  readonly #kills = { notifier: 0, scraper: 0, postgres: 0 };
  readonly #notifier: NotifierVictim;

  readonly #file: string;

  constructor(readonly parts: Parts) {
    const { options, url } = parts;
    this.#file = join(options.dir, 'watches.yaml');
    const env = { DATABASE_URL: url, WATCHES_FILE: this.#file, ALLOW_PRIVATE_TARGETS: 'true' };
    this.#notifier = new NotifierVictim(
      join(HERE, 'fast-notifier.mjs'),
      { ...env, FACTOR: String(options.factor) },
      (outage) => this.#outages.push(outage),
    );
  }

  async run(): Promise<TellingStormReport> {
    const { options, market, services } = this.parts;
    const say = options.onProgress ?? (() => undefined);
    try {
      for (let day = 0; day < options.days; day += 1) {
        if (day > 0) market.advance(1);
        await this.#calmDay(day);
        await this.#stormDay(day);
        const { notifier, scraper, postgres } = this.#kills;
        say(
          `day ${day + 1} of ${options.days}: killed notifier ${notifier}, scraper ${scraper}, PostgreSQL ${postgres} times; ${services.arrivals.length} arrivals`,
        );
      }
      services.calm();
      await this.#allSent();
    } finally {
      await this.#notifier.stop();
    }
    return this.#report();
  }

  async #calmDay(day: number): Promise<void> {
    const { calm, calmUrl, options, services } = this.parts;
    const scraper = this.#scraper(calmUrl);
    const status = await scraper.ended;
    if (status !== 0) throw new Error(`the undisturbed scraper ended with ${status}: ${scraper.log()}`);
    if (day === 0) {
      const text = watchesOf(await cardsOf(calm), options.watches, services);
      await writeFile(this.#file, text);
      const read = readWatches(text, {});
      if ('faults' in read) throw new Error(JSON.stringify(read.faults));
      await syncWatches(calm, 'file', read.watches, new Date());
    }
    await evaluateWatches(calm, { now: new Date() });
  }

  async #stormDay(day: number): Promise<void> {
    const { options } = this.parts;
    const due = (kind: keyof TellingStormOptions['kills']): number =>
      Math.ceil((options.kills[kind] * (day + 1)) / options.days) - this.#kills[kind];
    const scraperKills = due('scraper');
    for (let killed = 0; (await this.#published()) <= day;) {
      const scraper = this.#scraper(this.parts.url);
      if (killed < scraperKills) await Promise.race([delay(400 + 1_500 * Math.random()), scraper.ended]);
      if (killed < scraperKills && scraper.child.exitCode === null) {
        scraper.child.kill('SIGKILL');
        killed += 1;
        this.#kills.scraper += 1;
      }
      const status = await scraper.ended;
      if (status !== 'SIGKILL' && status !== 0 && status !== 75)
        throw new Error(`a scraper ended with ${status}: ${scraper.log()}`);
    }
    // The first day is there as a whole before anybody looks at it, as in the undisturbed run.
    this.#notifier.start();
    const moments = [
      ...Array<'notifier'>(due('notifier')).fill('notifier'),
      ...Array<'postgres'>(due('postgres')).fill('postgres'),
    ].sort(() => Math.random() - 0.5);
    for (const victim of moments) {
      await this.#someMoment();
      if (victim === 'notifier') await this.#notifier.kill();
      else await this.#killPostgres();
      this.#kills[victim] += 1;
    }
    await this.#evaluated();
  }

  /** Two times in three just as a message was answered, where sending and noting are; else anywhere. */
  async #someMoment(): Promise<void> {
    const { services } = this.parts;
    const anywhere = delay(200 + 2_000 * Math.random());
    if (Math.random() < 1 / 3) return anywhere;
    const answered = new Promise<void>((resolve) => {
      let left = 1 + Math.floor(4 * Math.random());
      services.onArrival = () => {
        left -= 1;
        if (left <= 0) resolve();
      };
    });
    await Promise.race([answered, delay(3_000)]);
    services.onArrival = () => undefined;
    const pause = Math.random() * 12 - 4;
    if (pause > 0) await delay(pause);
  }

  async #killPostgres(): Promise<void> {
    const from = performance.now();
    await this.parts.server.killAndRestart();
    // Until the notifier has noticed that it is back.
    this.#outages.push({ from, to: performance.now() + 2_000 });
  }

  #scraper(databaseUrl: string): ProductProcess {
    const { market } = this.parts;
    return startProgram(join(HERE, 'dated-scraper.mjs'), {
      ...{ DATABASE_URL: databaseUrl, MARKETS: 'demo', DEMO_MARKET_URL: market.url, DAY: market.today().toISOString() },
      ...{ REQUESTS_PER_MINUTE: '3000', SCRAPER_MAX_PAGES: '999', LOG_LEVEL: 'warn' },
    });
  }

  async #published(): Promise<number> {
    return publishedCycles(this.parts.url);
  }

  /** What was published was looked at: only then the next may be. */
  async #evaluated(): Promise<void> {
    await this.#until(60_000, 'the last publish was not evaluated', async (db) => {
      const { rows } = await db.raw<{ rows: unknown[] }>(
        `SELECT 1 FROM markets m LEFT JOIN watch_cursors c ON c.market_id = m.id
          WHERE c.version IS DISTINCT FROM m.last_published_cycle_id || '.' || m.data_version
          UNION ALL SELECT 1 WHERE NOT EXISTS (SELECT FROM watches) OR EXISTS (SELECT FROM watches WHERE begin_as IS NOT NULL)`,
      );
      return rows.length === 0;
    });
  }

  async #allSent(): Promise<void> {
    await this.#until(ARRIVES_WITHIN_MS, 'not everything was sent in time', async (db) => {
      const { rows } = await db.raw<{ rows: unknown[] }>(`SELECT 1 FROM notifications WHERE state = 'pending' LIMIT 1`);
      return rows.length === 0;
    });
  }

  async #until(ms: number, otherwise: string, isSo: (db: Database) => Promise<boolean>): Promise<void> {
    const db = openDatabase({ url: this.parts.url, applicationName: 'storm', poolMax: 1 });
    const deadline = performance.now() + ms;
    try {
      while (!(await isSo(db))) {
        if (performance.now() > deadline) throw new Error(`${otherwise}: ${this.#notifier.log()}`);
        await delay(50);
      }
    } finally {
      await db.destroy();
    }
  }

  async #report(): Promise<TellingStormReport> {
    const db = openDatabase({ url: this.parts.url, applicationName: 'storm', poolMax: 1 });
    try {
      const { arrivals } = this.parts.services;
      const [wanted, told] = [await tellingsOf(this.parts.calm), await tellingsOf(db)];
      const { faults, repeats, facts } = judge({ wanted, told, arrivals, outages: this.#outages });
      const refused = arrivals.filter(({ taken }) => !taken).length;
      const messages = new Set(told.map(({ messageId }) => messageId)).size;
      const cycles = await this.#published();
      return { kills: this.#kills, cycles, facts, messages, attempts: arrivals.length, refused, repeats, faults };
    } finally {
      await db.destroy();
    }
  }
}

/** The cards with most offers on the first day, and what they cost. */
async function cardsOf(db: Database): Promise<Card[]> {
  const { rows } = await db.raw<{ rows: Card[] }>(
    `SELECT model, memory_gb AS "memoryGb", median_eur_cents / 100.0::float8 AS "medianEuros" FROM model_daily
      WHERE memory_gb > 0 ORDER BY n DESC, model LIMIT 10`,
  );
  return rows;
}
