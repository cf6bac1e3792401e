/** The configuration of every process: one schema over the environment, read once; any fault stops the start and all are named. */
import { z } from 'zod';
import { longestGapSeconds } from '../clock/cron-gap.js';
import { InvalidConfigError } from '../errors/app-error.js';

const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((value) => value === 'true' || value === '1')
  .describe('true or false');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const port = z.coerce.number().int().min(0).max(65_535);
const socksUrl = z.url({
  protocol: /^socks5h$/,
  error: 'must be socks5h://host:port (the h: names are resolved by the proxy)',
});

function isSchedule(expression: string): boolean {
  try {
    longestGapSeconds(expression);
    return true;
  } catch {
    return false;
  }
}

/** Every variable with its meaning; defaults live only here. docs/configuration.md is tested against it. */
export const EnvSchema = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'PostgreSQL to use; `?sslmode=` disable (default), require, verify-ca or verify-full, with `&sslrootcert=`, `&sslcert=`, `&sslkey=` as files',
    ),
  DATABASE_POOL_MAX: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(8)
    .describe('Most database connections of this process'),
  ENVIRONMENT: z.enum(['development', 'production']).default('development').describe('Chooses defaults'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info').describe('Least level that is logged'),
  LOG_FORMAT: z
    .enum(['text', 'json'])
    .optional()
    .describe('Form of a log line; default text in development, json in production'),
  SENTRY_DSN: z
    .url()
    .optional()
    .describe('Where errors are reported; through TOR by a process whose traffic must go through it'),
  HOST: z.string().min(1).default('0.0.0.0').describe('Address the HTTP server listens on'),
  PORT: port.default(8000).describe('Port of API and dashboard'),
  METRICS_PORT: port
    .optional()
    .describe(
      "Port of /metrics; default PORT. Apart from PORT it is also that of the daemon's /livez, /readyz and /metrics",
    ),
  CORS_ORIGINS: list.default([]).describe('Origins that browsers may call the API from, separated by commas; * = any'),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Requests per client and minute; 0 = no limit'),
  TRUST_PROXY_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Reverse proxies in front, for the client address'),
  WORKER_MODE: z
    .enum(['oneshot', 'daemon'])
    .default('oneshot')
    .describe('One cycle and exit, or one cycle per interval'),
  SCRAPE_INTERVAL_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Daemon: time between cycle starts; default 3600 in development, 21600 in production'),
  SCRAPE_SCHEDULE: z
    .string()
    .refine(isSchedule, 'no cron schedule of five fields that ever runs')
    .optional()
    .describe(
      'Cron schedule of the runs, where there is one: data is judged fresh or stale by its longest gap; instead of SCRAPE_INTERVAL_SECONDS',
    ),
  SCRAPER_MAX_PAGES: z.coerce
    .number()
    .int()
    .min(1)
    .max(999)
    .default(25)
    .describe('Pages per search and price range; 999 = all'),
  DETAIL_PAGES_PER_CYCLE: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(40)
    .describe('Most pages of single ads opened per cycle, at the same pace; 0 = none'),
  MARKETS: list.default(['olx-bg']).describe('Markets to crawl, separated by commas'),
  SEARCH_TERMS: list
    .default(['видеокарта', 'rtx', 'gtx', 'radeon rx', 'geforce', 'radeon', 'intel arc'])
    .describe('Searches of a cycle, separated by commas'),
  REQUESTS_PER_MINUTE: z.coerce
    .number()
    .positive()
    .max(100_000)
    .default(12)
    .describe('Upper bound of requests to one market'),
  TOR_ENABLED: flag
    .optional()
    .describe('Reach markets only through TOR; default true for real markets, false for the demo market'),
  TOR_SOCKS_URL: socksUrl.default('socks5h://127.0.0.1:9050').describe('SOCKS port of TOR'),
  TOR_CHECK_URL: z
    .url()
    .default('https://check.torproject.org/api/ip')
    .describe('Says {"IsTor":true} when asked through TOR'),
  TOR_REQUIRE_NO_DIRECT_EGRESS: flag
    .default(false)
    .describe('Prove at start that this process has no way out but TOR; the chart sets it'),
  TOR_STARTUP_TIMEOUT_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(180)
    .describe('How long to wait for TOR at start'),
  USER_AGENT: z
    .string()
    .min(1)
    .max(300)
    .default('gpu-tracker/0.1 (+https://github.com/gpu-tracker/gpu-tracker)')
    .describe('Told to the market'),
  RESPECT_ROBOTS_TXT: flag.default(true).describe('Obey the robots.txt of the market'),
  BENCHMARKS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('CSV model,memory_gb,fps used for performance instead of the catalogue estimate'),
  CYCLE_RESUME_HOURS: z.coerce
    .number()
    .positive()
    .max(168)
    .default(6)
    .describe('A stopped cycle younger than this is resumed'),
  LOCK_STALE_SECONDS: z.coerce
    .number()
    .int()
    .min(5)
    .default(300)
    .describe('A lock holder without a sign of life for this long is replaced'),
  RETENTION_RAW_DAYS: z.coerce.number().int().min(1).default(365).describe('Raw ads not seen for this long are pruned'),
  RETENTION_CYCLES_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .default(90)
    .describe('Cycle details older than this are pruned'),
  RETENTION_CHANGES_DAYS: z.coerce.number().int().min(1).default(90).describe('The feed of changes is kept this long'),
  WATCHES_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('YAML file with channels and watches (docs/watches.md); read again when it changes'),
  ALLOW_PRIVATE_TARGETS: flag
    .default(false)
    .describe('Let channels send to addresses of this machine and of private networks'),
  DEMO_MARKET_URL: z.url().default('http://127.0.0.1:8090').describe('Where the simulated market answers'),
});

type Env = z.output<typeof EnvSchema>;

export interface Config extends Omit<Env, 'LOG_FORMAT' | 'METRICS_PORT' | 'SCRAPE_INTERVAL_SECONDS'> {
  readonly LOG_FORMAT: 'text' | 'json';
  readonly METRICS_PORT: number;
  readonly SCRAPE_INTERVAL_SECONDS: number;
}

const OWN_PREFIX = 'GPU_TRACKER_';

/** Kubernetes tells every pod about a Service called gpu-tracker-x by such names: they are none of ours. */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT|PORT_\d+_(TCP|UDP|SCTP))(_|$)/;
const isServiceLink = (name: string, value = ''): boolean =>
  SERVICE_LINK.test(name) || /^(tcp|udp|sctp):\/\//.test(value);

/**
 * Reads the configuration from `env`. A variable may also be written with the prefix `GPU_TRACKER_` (which then wins); an
 * unknown one with that prefix is a fault, since it is a typing error of ours to report. An empty value counts as not set.
 * @throws InvalidConfigError naming every fault at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const values: Record<string, string> = {};
  for (const name of Object.keys(EnvSchema.shape)) {
    const prefixed = env[`${OWN_PREFIX}${name}`];
    // A Service called `metrics` makes METRICS_PORT=tcp://10.96.0.1:80 in every pod beside it.
    const value = [prefixed, env[name]].find((text) => text && !isServiceLink('', text));
    if (value !== undefined && value !== '') values[name] = value;
  }
  for (const name of Object.keys(env))
    if (
      name.startsWith(OWN_PREFIX) &&
      !(name.slice(OWN_PREFIX.length) in EnvSchema.shape) &&
      !isServiceLink(name, env[name])
    )
      faults.push(`${name}: unknown variable`);
  const read = EnvSchema.safeParse(values);
  if (!read.success) for (const issue of read.error.issues) faults.push(`${issue.path.join('.')}: ${issue.message}`);
  if (faults.length > 0 || !read.success)
    throw new InvalidConfigError(`bad configuration: ${faults.join('; ')}`, faults);
  const { SCRAPE_SCHEDULE: schedule, SCRAPE_INTERVAL_SECONDS: interval } = read.data;
  if (schedule !== undefined && interval !== undefined) {
    const fault = 'SCRAPE_SCHEDULE: says the interval already; leave SCRAPE_INTERVAL_SECONDS out';
    throw new InvalidConfigError(`bad configuration: ${fault}`, [fault]);
  }
  const production = read.data.ENVIRONMENT === 'production';
  const usual = production ? 21_600 : 3_600;
  return {
    ...read.data,
    LOG_FORMAT: read.data.LOG_FORMAT ?? (production ? 'json' : 'text'),
    METRICS_PORT: read.data.METRICS_PORT ?? read.data.PORT,
    SCRAPE_INTERVAL_SECONDS: schedule === undefined ? (interval ?? usual) : longestGapSeconds(schedule),
  };
}
