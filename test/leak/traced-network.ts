/** Runs a program under strace and tells where it connected and sent to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { findProgram } from '../support/find-program.js';

export interface TracedRun {
  readonly exitCode: number | null;
  readonly stderr: string;
  /** Every address that a connect or send named, with its count: `127.0.0.1:9050`, `unix:/run/x`, `AF_NETLINK`. */
  readonly destinations: Readonly<Record<string, number>>;
}

export interface TracedProgram {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where strace writes. */
  readonly traceFile: string;
}

/** A send without an address goes to where its socket was connected, so naming calls are all that matter. */
const CALLS = 'connect,sendto,sendmsg,sendmmsg';

export async function runTraced({ command, env, traceFile }: TracedProgram): Promise<TracedRun> {
  const strace = [
    findProgram('strace') ?? 'strace',
    '-f',
    '-qq',
    '--seccomp-bpf',
    '-e',
    `trace=${CALLS}`,
    '-o',
    traceFile,
  ];
  const [program = '', ...args] = [...strace, ...command];
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  return { exitCode: child.exitCode, stderr, destinations: await destinationsIn(traceFile) };
}

async function destinationsIn(traceFile: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const line of createInterface({ input: createReadStream(traceFile) }))
    for (const [, family = '', rest = ''] of line.matchAll(/sa_family=(AF_\w+)([^}]*)/g)) {
      const to = describeAddress(family, rest);
      counts[to] = (counts[to] ?? 0) + 1;
    }
  return counts;
}

function describeAddress(family: string, rest: string): string {
  const port = /sin6?_port=htons\((\d+)\)/.exec(rest)?.[1];
  const address = /(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"/.exec(rest)?.[1];
  if (port !== undefined && address !== undefined) return `${address}:${port}`;
  const path = /sun_path=@?"([^"]*)"/.exec(rest)?.[1];
  return path === undefined ? family : `unix:${path}`;
}
