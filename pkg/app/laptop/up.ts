/** Wires the whole system into one process: PostgreSQL, demo market, API with dashboard, scraper. Nothing in it reads `process`. */
import { openRotatingFile } from '../../telemetry/rotating-file.js';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import type { Config } from '../../config/config.js';
import { PROJECT_DIR, VERSION } from '../../config/version.js';
import { CleanupStack } from '../../errors/cleanup-stack.js';
import { systemClock } from '../../clock/clock.js';
import type { Logger } from '../../telemetry/logger.js';
import { runApi } from '../processes/api.js';
import type { Progress } from '../cli/progress.js';
import { runDaemon, type ScraperOptions } from '../processes/scrape.js';
import { openWatches } from '../processes/watches-source.js';
import { assertPortFree } from './assert-port-free.js';
import { assertTorAnswers } from '../../fetch/tor/assert-tor-answers.js';
import { openDataFolder } from './data-folder.js';
import { notifyHere } from './notify-here.js';
import { startDemo, type Demo } from './demo.js';
import { describeRun } from '../cli/describe-run.js';
import { openStorage } from './storage.js';
import { welcome } from './welcome.js';

export interface UpOptions {
  /** What the environment and the flags say; the addresses of what is started here are filled in. */
  readonly config: Config;
  /** Folder for everything that is kept. */
  readonly dataDir: string;
  /** `demo`, or a real market. */
  readonly market: string;
  /** First start of the demo market: days of history to simulate. */
  readonly demoDays: number;
  /** Port of the demo market. @default that of the last start, else 8090, or a free one */
  readonly demoPort?: number;
  readonly demoSeed?: number;
  /** What the file of watches takes its secrets from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: Progress;
  /** The log of this run goes to `file`. */
  readonly openLog: (file: string) => Logger;
  /** Stop everything, in order, and return. */
  readonly stop: AbortSignal;
}

/** @throws AppError for everything a person can put right; then nothing is left running */
export async function runUp(options: UpOptions): Promise<void> {
  const { config, market, progress, stop } = options;
  const cleanup = new CleanupStack((step, err) => progress.line(`stopping: ${step} failed: ${String(err)}`));
  try {
    await assertPortFree(config.HOST, config.PORT);
    if (config.METRICS_PORT !== config.PORT) await assertPortFree(config.HOST, config.METRICS_PORT);
    if (market !== 'demo' && config.TOR_ENABLED !== false) await assertTorAnswers(config.TOR_SOCKS_URL);
    const folder = await openDataFolder(options.dataDir);
    cleanup.add('lock', () => folder.release());
    const logFile = join(folder.dir, 'gpu-tracker.log');
    const log = options.openLog(logFile);
    progress.line(`gpu-tracker ${VERSION}: starting PostgreSQL ...`);
    const storage = await openStorage({ config, folder, market });
    cleanup.add('postgres', () => storage.stop());
    for (const note of storage.notes) progress.line(note);

    const demo = market === 'demo' ? await startDemo({ ...options, folder, clock: systemClock, log }) : undefined;
    if (demo) cleanup.add('demo market', () => demo.close());
    const running: Config = {
      ...config,
      MARKETS: [market],
      WORKER_MODE: 'daemon',
      ...(demo && { DEMO_MARKET_URL: demo.url }),
    };

    const { env } = options;
    const notifierLog = log.child({ component: 'notifier' });
    const watches = await openWatches({ path: config.WATCHES_FILE, env, clock: systemClock, log: notifierLog });
    cleanup.add('file of watches', () => watches.close());
    const registry = new Registry();
    const failure = new AbortController();
    const halt = AbortSignal.any([stop, failure.signal]);
    const background = (task: Promise<unknown>): void => {
      task.catch((err: unknown) => failure.abort(err));
    };

    const apiStop = new AbortController();
    const listening = new Promise<number>((resolve) => {
      const api = runApi({
        config: { ...running, DATABASE_URL: storage.urls.api },
        log: log.child({ component: 'api' }),
        signal: apiStop.signal,
        accessLog: openRotatingFile({ file: join(folder.dir, 'access.log') }),
        registry,
        version: VERSION,
        webDir: join(PROJECT_DIR, 'dist/web'),
        drainMs: 0,
        graceMs: 1_000,
        onListening: ({ port }) => resolve(port),
      });
      background(api);
      cleanup.add('api', async () => {
        apiStop.abort();
        await api.catch(() => undefined);
      });
    });
    const port = await Promise.race([listening, aborted(halt)]);
    if (port === undefined) throwIfFailed(failure.signal);
    else {
      const { reader: databaseUrl, notifier: watchUrl } = storage.urls;
      const { source } = watches;
      progress.line(welcome({ config, port, demoUrl: demo?.url, databaseUrl, watchUrl, watches: source, logFile }));
      const scraper = {
        ...{ config: { ...running, DATABASE_URL: storage.urls.scraper }, log: log.child({ component: 'scraper' }) },
        ...{ pod: 'up', stop: halt },
      };
      // The simulated past is no news: it is told of as a whole when it is over.
      const past = demo?.simulateHistory(scraper, progress) ?? Promise.resolve();
      const scraping = past.then(() => scrape(scraper, progress, demo));
      background(scraping);
      cleanup.add('scraper', () => scraping.catch(() => undefined));
      const notifying = past.then(() =>
        notifyHere({
          ...{ config: { ...running, DATABASE_URL: storage.urls.notifier }, log: notifierLog, stop: halt },
          ...{ watches: source, registry, progress },
        }),
      );
      background(notifying);
      cleanup.add('notifier', () => notifying.catch(() => undefined));
      await aborted(halt);
      throwIfFailed(failure.signal);
      progress.stop();
      progress.line('stopping ...');
    }
  } finally {
    progress.stop();
    await cleanup.run();
  }
}

async function scrape(
  scraper: Omit<ScraperOptions, 'clock'>,
  progress: Progress,
  demo: Demo | undefined,
): Promise<void> {
  let first = true;
  await runDaemon({
    ...scraper,
    clock: systemClock,
    ...(demo && { marketNow: () => demo.now() }),
    trigger: demo ? 'demo' : 'daemon',
    onProgress: (_market, percent, message) => {
      if (first) progress.update(percent, message);
    },
    onRun: (run) => {
      if (first) progress.stop();
      first = false;
      progress.line(describeRun(run, systemClock.now()));
      if (!('err' in run)) demo?.nextDay();
    },
  });
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

function throwIfFailed(failure: AbortSignal): void {
  if (failure.aborted) throw failure.reason;
}
