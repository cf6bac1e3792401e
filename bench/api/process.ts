/** Starts the processes of a benchmark and tells their port and memory. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../pkg/postgres/embedded.js';

export interface Served {
  readonly port: number;
  /** Resident memory, bytes (Linux); 0 elsewhere. */
  rss(): Promise<number>;
  /** Highest resident memory so far, bytes (Linux); 0 elsewhere. */
  peakRss(): Promise<number>;
  stop(): Promise<void>;
}

/** The API as it is deployed: the built `cmd/api`, its log thrown away. Run `npm run build` first. */
export async function serveApi(env: Readonly<Record<string, string>>): Promise<Served> {
  const port = await freePort();
  const main = fileURLToPath(new URL('../../dist/cmd/api/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), MARKETS: 'demo', ...env },
    stdio: 'ignore',
  });
  const served = servedBy(child, port);
  while ((await statusOf(port)) !== 200) {
    if (child.exitCode !== null) throw new Error(`the API ended with ${child.exitCode}: is dist/ built?`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return served;
}

function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path: '/readyz', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', () => resolve(undefined));
  });
}

/** A peer to compare with, run by tsx; it prints its port. */
export async function servePeer(
  script: 'serve-bytes' | 'serve-query',
  env: Readonly<Record<string, string>>,
): Promise<Served> {
  const file = fileURLToPath(new URL(`${script}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /port (\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}: ${said}`)));
  });
  return servedBy(child, port);
}

function servedBy(child: ChildProcess, port: number): Served {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const memory = async (field: string): Promise<number> => {
    if (process.platform !== 'linux') return 0;
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1_024;
  };
  return {
    port,
    rss: () => memory('VmRSS'),
    peakRss: () => memory('VmHWM'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
