/** The questions that `gpu-tracker doctor` asks, each answered in one line. */
import { openCrawlSession } from '../../../fetch/open-crawl-session.js';
import { checkBooks, type Books } from '../../../listing/books.js';
import { createMarketplace } from '../../../market/markets.js';
import { inspect, type CycleState } from '../../../postgres/inspect.js';
import { pendingMigrations } from '../../../postgres/migrate.js';
import { silentLogger } from '../../../telemetry/logger.js';
import { databaseUrlOf } from '../../database.js';
import { messageOf } from '../../cli/exit-status-of.js';
import { torFor } from '../../processes/tor.js';
import type { DoctorOptions } from './doctor-options.js';
import { finding, type Finding } from './finding.js';
import { checkWatches } from './watch-checks.js';

const MIN_POSTGRES = 150_000;
const NOTIFIER_WRITES = /^(watch(es|_.*)|notifications)$/;
const MAX_SKEW_MS = 5_000;
/** TOR that has been up for a while answers in a few seconds. */
const TOR_TIMEOUT_MS = 20_000;

/** Runs every check; one that cannot be made because the database is away is not made. */
export async function examine(options: DoctorOptions): Promise<Finding[]> {
  const database = await guarded('database', () => checkDatabase(options));
  const tor = await checkTor(options);
  if (database.some(({ status }) => status === 'fail')) return [...database, ...tor];
  const migrations = await guarded('migrations', () => checkMigrations(options));
  if (migrations.some(({ status }) => status === 'fail')) return [...database, ...migrations, ...tor];
  return [
    ...database,
    ...migrations,
    ...(await guarded('roles', () => checkRoles(options))),
    ...(await guarded('history', () => checkHistory(options))),
    ...tor,
    ...(await guarded('cycle', () => checkCycles(options))),
    ...(await guarded('watches', () => checkWatches(options))),
  ];
}

async function guarded(check: string, ask: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await ask();
  } catch (err) {
    return [{ check, status: 'fail', text: messageOf(err) }];
  }
}

async function checkDatabase({ config, clock }: DoctorOptions): Promise<Finding[]> {
  const before = clock.now().getTime();
  const server = await inspect.server(databaseUrlOf(config));
  const after = clock.now().getTime();
  // The server read its clock between the two: whatever lies outside of them is skew.
  const skew = Math.max(0, before - server.now.getTime(), server.now.getTime() - after);
  return [
    server.versionNumber < MIN_POSTGRES
      ? finding('database', 'fail', `PostgreSQL ${server.version} is too old: 15 or later is needed`)
      : finding('database', 'ok', `PostgreSQL ${server.version}, answered in ${after - before} ms`),
    skew > MAX_SKEW_MS
      ? finding('clock', 'fail', `this clock and the database's are ${Math.round(skew / 1_000)} s apart`)
      : finding('clock', 'ok', `agrees with the database's within ${Math.max(skew, after - before)} ms`),
  ];
}

async function checkMigrations({ db }: DoctorOptions): Promise<Finding[]> {
  const pending = await pendingMigrations(db);
  return [
    pending.length > 0
      ? finding('migrations', 'fail', `missing: ${pending.join(', ')}; run gpu-tracker migrate`)
      : finding('migrations', 'ok', 'the schema is current'),
  ];
}

async function checkRoles({ db }: DoctorOptions): Promise<Finding[]> {
  const { missing, readerCanWrite, readerExtras } = await inspect.roles(db);
  const roles = (status: Finding['status'], text: string): Finding[] => [finding('roles', status, text)];
  if (missing.length > 0) return roles('fail', `missing: ${missing.join(', ')}`);
  if (readerCanWrite.length > 0) return roles('fail', `gpu_tracker_api can write to ${readerCanWrite.join(', ')}`);
  const notifier = await inspect.notifierRole(db);
  const strange = notifier?.canWrite.filter((table) => !NOTIFIER_WRITES.test(table)) ?? [];
  if (strange.length > 0) return roles('fail', `gpu_tracker_notifier can write to ${strange.join(', ')}`);
  if (readerExtras.length > 0)
    return roles('warn', `any login, gpu_tracker_api too, may create ${readerExtras.join(' and ')}`);
  if (notifier === null)
    return roles('warn', 'gpu_tracker_notifier is missing: create it, and SELECT grant_notifier() as the owner');
  if (!notifier.mayWork)
    return roles('warn', 'gpu_tracker_notifier lacks its rights: SELECT grant_notifier() as the owner');
  return roles('ok', 'four roles; gpu_tracker_api only reads, gpu_tracker_notifier writes watches and what they tell');
}

async function checkHistory({ db }: DoctorOptions): Promise<Finding[]> {
  const { listings, contradictions } = await inspect.history(db);
  return [
    contradictions > 0
      ? finding(
          'history',
          'fail',
          `${contradictions} of ${listings} active listings contradict their last event or price`,
        )
      : finding('history', 'ok', `${listings} active listings agree with their events and prices`),
  ];
}

async function checkTor({ config, clock }: DoctorOptions): Promise<Finding[]> {
  return guarded('tor', async () => {
    for (const slug of config.MARKETS) {
      const market = createMarketplace(slug, { demoUrl: config.DEMO_MARKET_URL });
      const tor = torFor(config, market);
      if (tor === null) continue;
      const session = await openCrawlSession({
        ...{ hosts: market.hosts, baseUrl: market.baseUrl, userAgent: config.USER_AGENT, clock, log: silentLogger },
        ...{ requestsPerMinute: config.REQUESTS_PER_MINUTE, respectRobots: config.RESPECT_ROBOTS_TXT },
        tor: { ...tor, startupTimeoutMs: Math.min(tor.startupTimeoutMs, TOR_TIMEOUT_MS) },
      });
      await session.close();
      return [finding('tor', 'ok', `${new URL(config.TOR_SOCKS_URL).host} leads out through TOR`)];
    }
    return [finding('tor', 'ok', `not needed for ${config.MARKETS.join(', ')} as configured`)];
  });
}

async function checkCycles({ db, config, clock }: DoctorOptions): Promise<Finding[]> {
  const states = await inspect.cycles(db);
  if (states.length === 0) return [finding('cycle', 'warn', 'no market was ever read')];
  const staleAfterMs = 3 * config.SCRAPE_INTERVAL_SECONDS * 1_000;
  return states.map((state) => judgeCycle(state, clock.now().getTime(), staleAfterMs));
}

function judgeCycle({ market, last, published }: CycleState, now: number, staleAfterMs: number): Finding {
  const name = `cycle ${market}`;
  if (published === null)
    return finding(
      name,
      'warn',
      last === null ? 'none yet' : `none published yet; the last one is ${last.status}: ${last.message}`,
    );
  const faults =
    published.books === null ? ['it has no books'] : checkBooks({ review: 0, ...published.books } as unknown as Books);
  if (faults.length > 0) return finding(name, 'fail', `cycle ${published.id} does not balance: ${faults.join('; ')}`);
  const minutes = Math.round((now - published.finishedAt.getTime()) / 60_000);
  const said = `cycle ${published.id} ${published.status} ${minutes} min ago, its books balance`;
  if (last !== null && last.id !== published.id && last.status !== 'running')
    return finding(name, 'warn', `${said}; cycle ${last.id} since is ${last.status}: ${last.message}`);
  if (minutes * 60_000 > staleAfterMs) return finding(name, 'warn', `${said}: that is more than three intervals`);
  return finding(name, 'ok', said);
}
