/** One real tor process for the private network: started from a torrc, ended with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findProgram } from './find-program.js';

export interface TorProcess {
  /** The last lines of its log, for the message when something fails. */
  readonly log: () => string;
  /** Resolves when a log line contains `text`. */
  readonly said: (text: string, timeoutMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly pid: number;
}

const LOG_LINES = 40;

export type Torrc = Readonly<Record<string, string | number | readonly string[]>>;

/** @param dataDirectory exists, is empty or has keys, and is for this process alone */
export async function startTor(dataDirectory: string, settings: Torrc): Promise<TorProcess> {
  const program = findProgram('tor');
  if (program === undefined) throw new Error('tor is not installed');
  const torrc = Object.entries({
    ...settings,
    DataDirectory: dataDirectory,
    __OwningControllerProcess: process.pid,
  }).flatMap(([name, values]) => [values].flat().map((value) => `${name} ${value}\n`));
  const torrcPath = join(dataDirectory, 'torrc');
  await writeFile(torrcPath, torrc.join(''));
  const child = spawn(program, ['--defaults-torrc', '/dev/null', '-f', torrcPath], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line !== ''));
      lines.splice(0, lines.length - LOG_LINES);
      for (const wake of waiting) wake();
    });
  child.once('exit', () => {
    for (const wake of waiting) wake();
  });
  const log = (): string => lines.join('\n');
  return {
    log,
    pid: child.pid ?? -1,
    said: (text, timeoutMs) => waitFor(child, log, waiting, text, timeoutMs),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL'); // nothing in it outlives the test
      await once(child, 'exit');
    },
  };
}

function waitFor(
  child: ChildProcess,
  log: () => string,
  waiting: Set<() => void>,
  text: string,
  timeoutMs: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (err?: Error): void => {
      clearTimeout(timer);
      waiting.delete(check);
      if (err === undefined) resolve();
      else reject(err);
    };
    const check = (): void => {
      if (log().includes(text)) end();
      else if (child.exitCode !== null) end(new Error(`tor ended with ${child.exitCode}:\n${log()}`));
    };
    const timer = setTimeout(
      () => end(new Error(`tor did not say "${text}" in ${timeoutMs} ms:\n${log()}`)),
      timeoutMs,
    );
    waiting.add(check);
    check();
  });
}

/** Ports of 127.0.0.1 that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) server.close();
  return ports;
}
