/** A PostgreSQL of its own that is killed and started again on the same port and data. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../pkg/postgres/database.js';
import { startEmbeddedPostgres } from '../../pkg/postgres/embedded.js';
import { migrate } from '../../pkg/postgres/migrate.js';

export interface VictimPostgres {
  /** A new, migrated database; its address, as superuser. */
  freshDatabase(name: string): Promise<string>;
  /** SIGKILL of the postmaster; resolves when it answers again. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** A killed process loses nothing that the kernel has. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off' };

/** @param dir a folder that PostgreSQL may use (as root: reachable for the unprivileged user) */
export async function startVictim(dir: string): Promise<VictimPostgres> {
  const embedded = { dir: join(dir, 'postgres'), settings: SETTINGS };
  let postgres = await startEmbeddedPostgres(embedded);
  const port = Number(new URL(postgres.url('postgres')).port);
  return {
    freshDatabase: async (name) => {
      await postgres.ensureDatabase(name);
      const url = postgres.url(name);
      const db = openDatabase({ url, applicationName: name, poolMax: 2 });
      await migrate(db);
      await db.destroy();
      return url;
    },
    killAndRestart: async () => {
      await killPostmaster(embedded.dir);
      postgres = await startEmbeddedPostgres({ ...embedded, port });
    },
    stop: () => postgres.stop(),
  };
}

/** SIGKILL, and a wait until the process is really gone: its children end by themselves when it does. */
async function killPostmaster(dir: string): Promise<void> {
  const pid = Number((await readFile(join(dir, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await delay(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Cycles that readers have seen. */
export async function publishedCycles(url: string): Promise<number> {
  const db = openDatabase({ url, applicationName: 'count', poolMax: 1 });
  try {
    const { rows } = await db.raw<{ rows: { n: number }[] }>(
      `SELECT count(*)::int AS n FROM scrape_cycles WHERE status IN ('published', 'partial')`,
    );
    return rows[0]?.n ?? 0;
  } finally {
    await db.destroy();
  }
}
