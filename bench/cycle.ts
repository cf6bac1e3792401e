/** The whole cycle, storing and classifying included, against the time that finding and parsing the state alone takes. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDatabase } from '../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../pkg/postgres/embedded.js';
import { migrate } from '../pkg/postgres/migrate.js';
import type { Bench, Figure } from './bench.js';

const workers = join(dirname(fileURLToPath(import.meta.url)), 'workers');
const PAGE_BYTES = 2_500_000;
const ADS = 5_000;

interface Measured {
  readonly pages: number;
  readonly cpuSeconds: number;
  readonly maxRssMb: number;
}

export const benches: readonly Bench[] = [{ name: 'cycle', run }];

async function run(): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-bench-'));
  await chmod(dir, 0o711); // root hands PostgreSQL to an unprivileged user, who must get in
  const postgres = await startEmbeddedPostgres({ dir: join(dir, 'postgres') });
  const demo = spawn(
    process.execPath,
    ['--import', 'tsx', join(workers, 'demo-worker.ts'), String(ADS), String(PAGE_BYTES)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [marketUrl] = (await once(createInterface(demo.stdout), 'line')) as [string];
    await postgres.ensureDatabase('bench');
    const db = openDatabase({ url: postgres.url('bench'), applicationName: 'bench', poolMax: 2 });
    await migrate(db);
    await db.destroy();
    const limit = await measure('limit', marketUrl, '');
    const cycle = await measure('cycle', marketUrl, postgres.url('bench'));
    const perSecond = ({ pages, cpuSeconds }: Measured): number => pages / cpuSeconds;
    return [
      {
        ratioName: 'pages per CPU second: whole cycle / finding and parsing the state alone',
        value: perSecond(cycle) / perSecond(limit),
        bar: 0.5,
        higherIsBetter: true,
        detail: `${perSecond(cycle).toFixed(0)} and ${perSecond(limit).toFixed(0)} a second; ${cycle.pages} pages of ${PAGE_BYTES / 1e6} MB`,
      },
      { ratioName: 'most memory of the cycle, MB', value: cycle.maxRssMb, bar: 250, higherIsBetter: false },
    ];
  } finally {
    demo.kill('SIGTERM');
    await once(demo, 'close');
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function measure(mode: 'limit' | 'cycle', marketUrl: string, databaseUrl: string): Promise<Measured> {
  const args = ['--import', 'tsx', join(workers, 'cycle-worker.ts'), mode, marketUrl, databaseUrl];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Measured;
}
