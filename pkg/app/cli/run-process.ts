/** The frame of a process of the chart: configuration, log, signals and error reports in; exit status out. */
import { readConfig, type Config } from '../../config/config.js';
import { describeError, createLogger, type Logger } from '../../telemetry/logger.js';
import { startErrorReporting, type ErrorReportingOptions } from '../../telemetry/sentry.js';
import { ExitStatus } from '../../errors/exit-status.js';
import { exitStatusOf } from './exit-status-of.js';
import { describeFailure } from './describe-failure.js';
import { leaveWithin } from './leave.js';
import { listenForStop } from './stop-signal.js';

export interface ProcessParts {
  readonly config: Config;
  readonly log: Logger;
  /** Aborts on the first SIGTERM or SIGINT; the second ends the process at once. */
  readonly stop: AbortSignal;
}

export interface ProcessOptions {
  readonly component: 'api' | 'scraper' | 'notifier';
  /** Whether this process promises that nothing of it leaves the machine but through TOR. */
  readonly torMode: (config: Config) => boolean;
  readonly run: (parts: ProcessParts) => Promise<ExitStatus | undefined>;
}

/** Sets `process.exitCode`; what is unforeseen is logged and ends the process with 1. */
export async function runProcess({ component, torMode, run }: ProcessOptions): Promise<void> {
  let config: Config;
  let inTorMode: boolean;
  try {
    config = readConfig(process.env);
    inTorMode = torMode(config);
  } catch (err) {
    process.stderr.write(`${describeFailure(err, { verbose: false })}\n`);
    process.exitCode = exitStatusOf(err);
    return;
  }
  const plain = createLogger({ level: config.LOG_LEVEL, format: config.LOG_FORMAT }).child({ component });
  const through = inTorMode && config.SENTRY_DSN !== undefined ? await throughTor(config) : 'direct';
  const reporting = await startErrorReporting({ config, log: plain, component, through });
  const { log } = reporting;
  const unforeseen = (err: unknown): void => {
    log.error('unforeseen error', { err });
    void reporting.close().finally(() => process.exit(ExitStatus.failure));
  };
  process.on('unhandledRejection', unforeseen);
  process.on('uncaughtException', unforeseen);
  const { signal } = listenForStop(() => plain.warn('second signal: ending at once'));
  signal.addEventListener('abort', () => log.info('stopping on a signal'));
  try {
    process.exitCode = (await run({ config, log, stop: signal })) ?? ExitStatus.ok;
  } catch (err) {
    process.exitCode = exitStatusOf(err);
    log.error('ended by an error', { status: process.exitCode, code: describeError(err).code, err });
  } finally {
    await reporting.close();
    leaveWithin(2_000, () => plain.warn('something was left open: ending anyway'));
  }
}

/** Loaded only where it is needed: most processes have no channel and no TOR. */
async function throughTor({ TOR_SOCKS_URL }: Config): Promise<ErrorReportingOptions['through']> {
  const { torHttpModule } = await import('../../notify/tor-http-module.js');
  return torHttpModule(TOR_SOCKS_URL, 'error-reports');
}
