/** `gpu-tracker scrape`: one cycle, watched by a person. */
import { hostname } from 'node:os';
import { Writable } from 'node:stream';
import { Command, Option } from 'commander';
import { readConfig, type Config } from '../../config/config.js';
import { InvalidConfigError } from '../../errors/app-error.js';
import { ExitStatus } from '../../errors/exit-status.js';
import { systemClock } from '../../clock/clock.js';
import { createMarketplace, MARKET_SLUGS } from '../../market/markets.js';
import type { CycleOutcome } from '../../scrape/cycle-outcome.js';
import { createLogger } from '../../telemetry/logger.js';
import { createProgress, type Progress } from '../cli/progress.js';
import { listenForStop } from '../cli/stop-signal.js';
import { runOnce } from '../processes/scrape.js';
import { describeRun } from '../cli/describe-run.js';

interface Flags {
  market?: string;
  direct?: boolean;
  acceptShrink?: boolean;
  json?: boolean;
}

export function scrapeCommand(): Command {
  return new Command('scrape')
    .description('read a market once and publish what is there')
    .addOption(new Option('--market <name>', 'which market (default: those of MARKETS)').choices(MARKET_SLUGS))
    .option('--direct', 'reach a real market without TOR: it sees the address of this machine')
    .option('--accept-shrink', 'publish although the listings fell below half of the last cycle')
    .option('--json', 'print the cycle with its books as one line of JSON')
    .addHelpText('after', '\nDATABASE_URL names the database; the other variables are in docs/configuration.md.')
    .action(async (flags: Flags) => {
      const config = configOf(flags);
      const progress = createProgress({ stream: process.stderr });
      const stop = listenForStop();
      try {
        const outcomes = await runOnce({
          config,
          log: createLogger({
            level: process.stderr.isTTY ? 'warn' : config.LOG_LEVEL,
            format: config.LOG_FORMAT,
            stream: linesOf(progress),
          }),
          clock: systemClock,
          stop: stop.signal,
          pod: hostname(),
          trigger: 'manual',
          acceptShrink: flags.acceptShrink === true,
          onProgress: (market, percent, message) => progress.update(percent, `${market}: ${message}`),
        });
        progress.stop();
        for (const outcome of outcomes)
          process.stdout.write(`${flags.json === true ? asJson(outcome) : describe(outcome)}\n`);
        if (stop.signal.aborted) process.exitCode = ExitStatus.temporaryFailure;
      } finally {
        progress.stop();
        stop.dispose();
      }
    });
}

function configOf({ market, direct }: Flags): Config {
  const read = readConfig(process.env);
  const config = market === undefined ? read : { ...read, MARKETS: [market] };
  const real = config.MARKETS.some((slug) => createMarketplace(slug, { demoUrl: config.DEMO_MARKET_URL }).isReal);
  if (real && config.TOR_ENABLED === false && direct !== true)
    throw new InvalidConfigError(
      'TOR_ENABLED=false would show the market the address of this machine: say --direct if that is what you want',
    );
  return direct === true ? { ...config, TOR_ENABLED: false } : config;
}

const describe = (outcome: CycleOutcome): string => describeRun(outcome, systemClock.now());

function asJson({ market, cycleId, status, message, books, published }: CycleOutcome): string {
  return JSON.stringify({
    market,
    cycle: cycleId,
    status,
    message,
    books: books ?? null,
    published: published ?? null,
  });
}

function linesOf(progress: Progress): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      progress.line(chunk.toString().trimEnd());
      done();
    },
  });
}
