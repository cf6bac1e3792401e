/** The whole scraper process, traced: it connects to the SOCKS port and to PostgreSQL and to nothing else, ever. */
import { execFile, execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/needs.js';
import type { EmptyNetworkReport } from './empty-network.js';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'empty-network.ts');
const RUN_MS = 120_000;

/** A namespace with loopback and nothing more; an ordinary user needs a user namespace around it. */
const unshare = (command: string): string[] => [
  findProgram('unshare') ?? 'unshare',
  ...(process.getuid?.() === 0 ? ['-n'] : ['-Unc', '--keep-caps']),
  'sh',
  '-c',
  `ip link set lo up && ${command}`,
];

function whyNoNamespace(): string | undefined {
  try {
    const [program = '', ...args] = unshare('true');
    execFileSync(program, args, { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'the right to make a network namespace';
  }
}

describeWith(
  ['unshare', 'strace', 'ip'],
  'the scraper in an empty network namespace',
  () => {
    let seen: EmptyNetworkReport;

    beforeAll(async () => {
      const [program = '', ...args] = unshare('exec "$0" --import tsx "$1"');
      const { stdout } = await promisify(execFile)(program, [...args, process.execPath, SCRIPT], {
        maxBuffer: 50_000_000,
      });
      seen = JSON.parse(stdout) as EmptyNetworkReport;
    }, RUN_MS);

    test('a whole cycle touches the SOCKS port and the database, and asks for no name', () => {
      expect([seen.whole.exitCode, seen.whole.stderr]).toEqual([0, expect.stringContaining('cycle published')]);
      expect(Object.keys(seen.whole.destinations).sort()).toEqual([seen.socks, seen.database].sort());
      expect(seen.whole).toMatchObject({ socksUsers: 1, socksKinds: ['name'] });
      expect(seen.whole.published.length).toBeGreaterThan(50);
    });

    test('when TOR is killed mid-crawl nothing goes direct, the exit status says retry, and what was published stays', () => {
      expect(seen.killed.exitCode).toBe(75);
      expect(Object.keys(seen.killed.destinations).sort()).toEqual([seen.socks, seen.database].sort());
      expect(seen.killed.requests).toBe(seen.killed.requestsAtKill);
      expect(seen.killed.published).toEqual(seen.whole.published);
      expect(seen.killed.cycles.at(-1)?.status).toBe('running');
    });

    test('the next run resumes the cycle where it stopped', () => {
      expect(seen.resumed.exitCode).toBe(0);
      expect(seen.resumed.cycles.map(({ id }) => id)).toEqual(seen.killed.cycles.map(({ id }) => id));
      expect(seen.resumed.cycles.at(-1)?.status).toBe('published');
      expect(Object.keys(seen.resumed.destinations).sort()).toEqual([seen.socks, seen.database].sort());
    });

    test('where there is no other way out the start-up tripwire is content', () => {
      expect([seen.tripwired.exitCode, seen.tripwired.stderr]).toEqual([0, expect.stringContaining('egress is TOR')]);
      expect(Object.keys(seen.tripwired.destinations)).toEqual(expect.arrayContaining(['1.1.1.1:80', '8.8.8.8:53']));
    });

    test('the trace would tell: a program that goes direct and asks for a name is seen doing both', () => {
      const to = Object.keys(seen.leaky.destinations);
      expect(to).toContain('192.0.2.1:80');
      expect(to.some((address) => address.endsWith(':53') || address.startsWith('unix:'))).toBe(true);
    });
  },
  whyNoNamespace(),
);
