/** What `up` prints once everything answers: where to look. */
import type { Config } from '../../config/config.js';

export interface WelcomeOptions {
  readonly config: Config;
  readonly port: number;
  readonly demoUrl: string | undefined;
  readonly databaseUrl: string;
  readonly logFile: string;
}

export function welcome({ config, port, demoUrl, databaseUrl, logFile }: WelcomeOptions): string {
  const base = `http://localhost:${port}`;
  const metrics = config.METRICS_PORT === config.PORT ? base : `http://localhost:${config.METRICS_PORT}`;
  const rows: [string, string][] = [
    ['Dashboard', `${base}/`],
    ['API', `${base}/api/listings/`],
    ['API docs', `${base}/docs`],
    ['Metrics', `${metrics}/metrics`],
    ...(demoUrl === undefined ? [] : [['Demo market', `${demoUrl}/`] as [string, string]]),
    ['Database', `psql "${databaseUrl}" -c "SELECT COUNT(*) FROM gpu_listings"`],
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
