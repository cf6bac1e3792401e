/** One scraper at a time per market: a session-level advisory lock on a connection of its own. */
import type pg from 'pg';
import { openLockSession } from './lock-session.js';

/** First key of the two-key advisory lock; the second is `hashtext(market)`. */
export const SCRAPE_LOCK = 4_710_002;

export interface CycleLock {
  /** Aborts when the session that holds the lock ends, for whatever reason: from then on somebody else may hold it. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

export interface LockRequest {
  readonly databaseUrl: string;
  readonly market: string;
  /** Unique to this process: a takeover ends every session that carries the frozen holder's name. */
  readonly applicationName: string;
  /** A holder whose cycle gave no sign of life for this long is ended and replaced. */
  readonly staleSeconds: number;
}

export type LockAttempt = { readonly lock: CycleLock } | { readonly heldBy: string };

/** Tries to take the market's lock; never waits for a live holder. */
export async function acquireCycleLock(request: LockRequest): Promise<LockAttempt> {
  const { client, lost } = await openLockSession(request.databaseUrl, request.applicationName);
  try {
    if (!(await tryLock(client, request.market))) {
      await endStaleHolder(client, request);
      if (!(await tryLock(client, request.market))) {
        const heldBy = await holderName(client, request.market);
        await client.end();
        return { heldBy };
      }
    }
  } catch (err) {
    await client.end();
    throw err;
  }
  return { lock: { lost, release: () => client.end() } };
}

async function tryLock(client: pg.Client, market: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked', [
    SCRAPE_LOCK,
    market,
  ]);
  return rows[0]?.locked === true;
}

const HOLDER = `
  SELECT a.pid, a.application_name, a.backend_start FROM pg_locks k JOIN pg_stat_activity a ON a.pid = k.pid
   WHERE k.locktype = 'advisory' AND k.granted AND k.classid = $1 AND k.objid = (hashtext($2)::bigint & 4294967295)::oid
     AND k.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

async function holderName(client: pg.Client, market: string): Promise<string> {
  const { rows } = await client.query<{ application_name: string }>(HOLDER, [SCRAPE_LOCK, market]);
  return rows[0]?.application_name ?? 'a process that has just ended';
}

/**
 * A frozen process keeps its TCP connections alive, so its lock would never free itself. When it has held the lock for
 * `staleSeconds` and its cycle gave no sign of life for as long, all its sessions are ended: the lock's, and those of a transaction it may have left open.
 */
async function endStaleHolder(client: pg.Client, { market, staleSeconds }: LockRequest): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(s.pid, 5000)
       FROM (${HOLDER}) holder JOIN pg_stat_activity s ON s.application_name = holder.application_name AND s.pid <> pg_backend_pid()
      WHERE holder.backend_start < now() - make_interval(secs => $3)
        AND NOT EXISTS (SELECT 1 FROM scrape_cycles c JOIN markets m ON m.id = c.market_id
                         WHERE m.slug = $2 AND c.status = 'running' AND c.heartbeat_at > now() - make_interval(secs => $3))`,
    [SCRAPE_LOCK, market, staleSeconds],
  );
}
