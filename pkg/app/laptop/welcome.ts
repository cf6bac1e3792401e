/** What `up` prints once everything answers: where to look. */
import { relative } from 'node:path';
import type { Config } from '../../config/config.js';
import type { WatchesSource } from '../processes/watches-source.js';

export interface WelcomeOptions {
  readonly config: Config;
  readonly port: number;
  readonly demoUrl: string | undefined;
  readonly databaseUrl: string;
  /** Where watches can be added by `gpu-tracker watch`. */
  readonly watchUrl: string;
  readonly watches: WatchesSource;
  readonly logFile: string;
}

export function welcome(options: WelcomeOptions): string {
  const { config, port, demoUrl, databaseUrl, watchUrl, watches, logFile } = options;
  const base = `http://localhost:${port}`;
  const metrics = config.METRICS_PORT === config.PORT ? base : `http://localhost:${config.METRICS_PORT}`;
  const rows: [string, string][] = [
    ['Dashboard', `${base}/`],
    ['API', `${base}/api/listings/`],
    ['API docs', `${base}/docs`],
    ['Metrics', `${metrics}/metrics`],
    ...(demoUrl === undefined ? [] : [['Demo market', `${demoUrl}/`] as [string, string]]),
    ['Database', `psql "${databaseUrl}" -c "SELECT COUNT(*) FROM gpu_listings"`],
    ['Watches', describeWatches(config.WATCHES_FILE, watches)],
    ['', `DATABASE_URL="${watchUrl}" gpu-tracker watch --help`],
    ['Log', logFile],
  ];
  return [
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`),
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}

/** What the file of watches holds, or what is wrong with it, or how to begin one. */
export function describeWatches(path: string | undefined, watches: WatchesSource): string {
  if (path === undefined) return 'none: write watches.yaml into this folder and start again (docs/watches.md)';
  const [fault, ...others] = watches.faults();
  if (fault !== undefined) return others.length === 0 ? fault : `${fault} (and ${others.length} more, see the log)`;
  const { channels, watches: all } = watches.current() ?? { channels: new Map(), watches: [] };
  return `${relative('', path)}: ${count(all.length, 'watch', 'watches')}, ${count(channels.size, 'channel', 'channels')}; read again when it changes`;
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
