/** One measured process of bench/cycle.ts: `cycle` runs a whole cycle, `limit` only finds and parses the state of its pages. */
import { createClassifier } from '../../pkg/classify/classifier.js';
import { openCrawlSession } from '../../pkg/fetch/open-crawl-session.js';
import { systemClock } from '../../pkg/clock/clock.js';
import { createMarketplace } from '../../pkg/market/markets.js';
import { openDatabase } from '../../pkg/postgres/database.js';
import { PgCycleStore } from '../../pkg/postgres/pg-cycle-store.js';
import { runCycle } from '../../pkg/scrape/run-cycle.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';

const [mode = '', marketUrl = '', databaseUrl = ''] = process.argv.slice(2);
const market = createMarketplace('demo', { demoUrl: marketUrl });
const openSession = () =>
  openCrawlSession({
    ...{ hosts: market.hosts, baseUrl: market.baseUrl, tor: null, userAgent: 'bench', requestsPerMinute: 100_000_000 },
    ...{ respectRobots: true, clock: systemClock, log: silentLogger },
  });

if (mode === 'cycle') await measureCycle();
else await measureLimit();

async function measureCycle(): Promise<void> {
  const db = openDatabase({ url: databaseUrl, applicationName: 'bench', poolMax: 4 });
  const never = new AbortController().signal;
  const before = process.cpuUsage();
  const outcome = await runCycle(
    { store: new PgCycleStore(db), classifier: createClassifier(), openSession, clock: systemClock, log: silentLogger },
    {
      ...{
        market,
        terms: ['видеокарта', 'rtx', 'gtx', 'radeon rx', 'geforce', 'radeon', 'intel arc'],
        maxPages: 999,
        adPages: 0,
      },
      ...{ trigger: 'bench', pod: 'bench', resumeHours: 1, acceptShrink: true },
    },
    { stop: never, lost: never },
  );
  const cpu = process.cpuUsage(before);
  await db.destroy();
  print({ pages: outcome.books?.pages ?? 0, cpu });
}

async function measureLimit(): Promise<void> {
  const session = await openSession();
  const cpu = { user: 0, system: 0 };
  let pages = 0;
  for (let page = 1; page <= 20; page += 1) {
    const url = market.searchUrl({ term: 'видеокарта', priceFrom: null, priceTo: null }, page);
    await session.get(url, (body) => {
      const before = process.cpuUsage();
      const state = /__PRERENDERED_STATE__\s*=\s*("(?:\\.|[^"\\])*")/.exec(body)?.[1];
      if (state === undefined) throw new Error('the page carries no state');
      JSON.parse(JSON.parse(state) as string);
      const used = process.cpuUsage(before);
      cpu.user += used.user;
      cpu.system += used.system;
      pages += 1;
      return { value: undefined, verdict: 'ok' };
    });
  }
  await session.close();
  print({ pages, cpu });
}

function print({ pages, cpu }: { pages: number; cpu: NodeJS.CpuUsage }): void {
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  console.log(JSON.stringify({ pages, cpuSeconds, maxRssMb: process.resourceUsage().maxRSS / 1024 }));
}
