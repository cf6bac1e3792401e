/** Load from a process of its own: wrk where it is installed, else autocannon. 32 keep-alive connections. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CONNECTIONS = 32;

export interface LoadResult {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Answers that were not 2xx or 3xx, and broken connections. */
  readonly failures: number;
}

export interface LoadOptions {
  readonly port: number;
  /** `{n}` becomes 0, 1, 2, ... and `{n%100}` that modulo 100. */
  readonly path: string;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
}

let installed: boolean | undefined;

export async function load(options: LoadOptions): Promise<LoadResult> {
  installed ??= await run('wrk', ['-v']).then(
    () => true,
    (err: unknown) => (err as { code?: unknown }).code !== 'ENOENT',
  );
  return installed ? byWrk(options) : byAutocannon(options);
}

async function byWrk({ port, path, seconds, headers = {} }: LoadOptions): Promise<LoadResult> {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-bench-'));
  const script = join(dir, 'load.lua');
  const lua = path.replaceAll(/\{n(?:%(\d+))?\}/g, (_all, modulo?: string) =>
    modulo === undefined ? '" .. n .. "' : `" .. (n % ${modulo}) .. "`,
  );
  const lines = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  await writeFile(
    script,
    `${lines.join('\n')}\nlocal n = -1\nfunction request()\n n = n + 1\n return wrk.format("GET", "${lua}")\nend\n`,
  );
  try {
    const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '--timeout', '10s', '-s', script];
    const { stdout } = await run('wrk', [...args, `http://127.0.0.1:${port}/`]);
    const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? 0);
    const ms = (percent: string): number => {
      const [, value = '0', unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(stdout) ?? [];
      return Number(value) * (unit === 'us' ? 0.001 : unit === 's' ? 1_000 : 1);
    };
    const broken = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1) ?? [];
    return {
      perSecond: number(/Requests\/sec:\s+([\d.]+)/),
      medianMs: ms('50'),
      p99Ms: ms('99'),
      failures: number(/Non-2xx or 3xx responses: (\d+)/) + broken.reduce((sum, one) => sum + Number(one), 0),
    };
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function byAutocannon({ port, path, seconds, headers = {} }: LoadOptions): Promise<LoadResult> {
  const { default: autocannon } = await import('autocannon');
  let n = -1;
  const fill = (): string => {
    n += 1;
    return path.replaceAll(/\{n(?:%(\d+))?\}/g, (_all, modulo?: string) =>
      String(modulo === undefined ? n : n % Number(modulo)),
    );
  };
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    headers,
    ...(path.includes('{n')
      ? { requests: [{ setupRequest: (request) => ({ ...request, path: fill() }) }] }
      : { requests: [{ path }] }),
  });
  return {
    perSecond: result.requests.average,
    medianMs: result.latency.p50,
    p99Ms: result.latency.p99,
    failures: result.non2xx - result['3xx'] + result.errors,
  };
}
