/** `gpu-tracker up`: the whole system on this machine with one command. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readConfig, type Config } from '../../config/config.js';
import { PROJECT_DIR } from '../../config/version.js';
import { InvalidConfigError } from '../../errors/app-error.js';
import { MARKET_SLUGS } from '../../market/markets.js';
import { createLogger } from '../../telemetry/logger.js';
import { openRotatingFile } from '../../telemetry/rotating-file.js';
import { createProgress } from '../cli/progress.js';
import { listenForStop } from '../cli/stop-signal.js';
import { runUp } from '../laptop/up.js';

interface Flags {
  market: string;
  port?: number;
  data: string;
  direct?: boolean;
  demoDays: number;
  demoPort?: number;
  demoSeed?: number;
}

/** In the folder that `up` is started in; used when it is there and WATCHES_FILE names no other. */
const WATCHES = 'watches.yaml';
/** A simulated day of the demo market passes after each cycle. */
const DEMO_INTERVAL_SECONDS = 180;

export function upCommand(): Command {
  return new Command('up')
    .description('run the whole system on this machine: PostgreSQL, a market, the scraper, notifier, API and dashboard')
    .addOption(
      new Option('--market <name>', 'the simulated market, or a real one through TOR')
        .choices(MARKET_SLUGS)
        .default('demo'),
    )
    .option('--port <n>', 'port of API and dashboard (default: PORT, or 8000)', port)
    .option('--data <folder>', 'where everything is kept', join(PROJECT_DIR, '.data'))
    .option('--direct', 'reach a real market without TOR: it sees the address of this machine')
    .option('--demo-days <n>', 'first start: days of history to simulate', days, 21)
    .option('--demo-port <n>', 'port of the demo market (default: 8090, or a free one)', port)
    .option('--demo-seed <n>', 'first start: what the demo market follows from (default: random)', port)
    .addHelpText(
      'after',
      '\nThe other settings are variables of the environment: docs/configuration.md. DATABASE_URL names a PostgreSQL\nof your own to use instead of the one that is brought along; WATCHES_FILE a file of watches (default: watches.yaml\nin the current folder).',
    )
    .action(async (flags: Flags) => {
      const config = configOf(flags);
      const progress = createProgress({ stream: process.stdout });
      const stop = listenForStop();
      try {
        await runUp({
          config,
          market: flags.market,
          dataDir: flags.data,
          demoDays: flags.demoDays,
          ...(flags.demoPort !== undefined && { demoPort: flags.demoPort }),
          ...(flags.demoSeed !== undefined && { demoSeed: flags.demoSeed }),
          env: process.env,
          progress,
          openLog: (file) =>
            createLogger({ level: config.LOG_LEVEL, format: config.LOG_FORMAT, stream: openRotatingFile({ file }) }),
          stop: stop.signal,
        });
      } finally {
        stop.dispose();
      }
    });
}

function configOf({ market, port: wanted, direct }: Flags): Config {
  const isDemo = market === 'demo';
  const config = readConfig({
    ...(existsSync(WATCHES) && { WATCHES_FILE: WATCHES }),
    ...(isDemo && { REQUESTS_PER_MINUTE: '100000', SCRAPE_INTERVAL_SECONDS: String(DEMO_INTERVAL_SECONDS) }),
    ...process.env,
    ...(wanted !== undefined && { GPU_TRACKER_PORT: String(wanted) }),
  });
  if (isDemo) return { ...config, TOR_ENABLED: false };
  if (config.TOR_ENABLED === false && direct !== true)
    throw new InvalidConfigError(
      'TOR_ENABLED=false would show the market the address of this machine: say --direct if that is what you want',
    );
  return { ...config, TOR_ENABLED: direct !== true };
}

function port(text: string): number {
  return whole(text, 0, 65_535);
}

function days(text: string): number {
  return whole(text, 0, 365);
}

function whole(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new InvalidArgumentError(`a whole number from ${min} to ${max} is needed.`);
  return value;
}
