/** A database session of its own, whose purpose is to hold advisory locks: they last as long as it does. */
import pg from 'pg';
import { connectionOptions } from './connection-options.js';

export interface LockSession {
  readonly client: pg.Client;
  /** Aborts when the session ends, for whatever reason: from then on somebody else may hold its locks. */
  readonly lost: AbortSignal;
}

export async function openLockSession(databaseUrl: string, applicationName: string): Promise<LockSession> {
  const client = new pg.Client({
    ...connectionOptions(databaseUrl),
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort()); // e.g. the server went away; 'end' follows
  client.on('end', () => lost.abort());
  await client.connect();
  return { client, lost: lost.signal };
}
