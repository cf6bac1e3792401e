/** One notifier at a time: a session-level advisory lock, which another instance waits for without holding anything up. */
import type pg from 'pg';
import type { Clock } from '../clock/clock.js';
import { openLockSession } from './lock-session.js';

/** A fixed number that can be looked up in pg_locks. */
export const NOTIFIER_LOCK = 4_710_004;
/** How often one that stands by asks. A statement that waits would hold a snapshot, and with it back vacuum, for days. */
const ASK_MS = 5_000;
/** A holder whose machine is gone says nothing: the server asks after 15 s, and gives it up 15 s later. */
const KEEPALIVE = 'SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';

export interface NotifierLock {
  /** Aborts when the session that holds the lock ends. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

export interface NotifierLockRequest {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly stop: AbortSignal;
  /** Each time that another holds it, with its application name. */
  readonly onHeld: (holder: string) => void;
}

/** Resolves with the lock, or with nothing when `stop` aborts before. @throws what the driver throws when the database is away */
export async function takeNotifierLock(request: NotifierLockRequest): Promise<NotifierLock | undefined> {
  const { clock, stop, onHeld } = request;
  const { client, lost } = await openLockSession(request.databaseUrl, request.applicationName);
  const isStopped = (): boolean => stop.aborted;
  try {
    await client.query(KEEPALIVE);
    while (!isStopped()) {
      if (await tryLock(client)) return { lost, release: () => client.end() };
      onHeld(await holderOf(client));
      await clock.sleep(ASK_MS, stop);
    }
    await client.end();
    return undefined;
  } catch (err) {
    await client.end();
    throw err;
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    NOTIFIER_LOCK,
  ]);
  return rows[0]?.locked === true;
}

async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks k JOIN pg_stat_activity a ON a.pid = k.pid
      WHERE k.locktype = 'advisory' AND k.granted AND k.classid = 0 AND k.objid = $1
        AND k.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [NOTIFIER_LOCK],
  );
  return rows[0]?.name ?? 'an instance that has just ended';
}
