/** What watches have told and have still to tell, newest first. */
import type { Knex } from 'knex';
import { TellingSchema, type Telling } from '../../watch/fact.js';
import type { NotificationState } from '../../watch/outbox.js';
import type { WatchOrigin } from '../../watch/watch-schema.js';

export interface ToldNotification {
  readonly messageId: string;
  readonly watch: string;
  readonly origin: WatchOrigin;
  readonly channel: string;
  readonly createdAt: Date;
  readonly state: NotificationState;
  readonly attempts: number;
  /** Of the next try of what is pending. */
  readonly dueAt: Date;
  /** When it was sent or given up; `null` = pending. */
  readonly endedAt: Date | null;
  /** Code of the last failure. */
  readonly lastError: string | null;
  /** `null`: written by another release, or by hand; nobody can read it. */
  readonly telling: Telling | null;
}

const HISTORY = `
SELECT n.message_id AS "messageId", w.name AS watch, w.origin, n.channel, n.created_at AS "createdAt", n.state, n.attempts,
       n.due_at AS "dueAt", n.ended_at AS "endedAt", n.last_error AS "lastError", n.telling
  FROM notifications n JOIN watches w ON w.id = n.watch_id
 WHERE :name::text IS NULL OR w.name = :name
 ORDER BY n.id DESC
 LIMIT :limit`;

/** @param name of the watch, of whatever origin; default: all watches */
export async function notificationHistory(
  db: Knex,
  { name, limit }: { readonly name?: string | undefined; readonly limit: number },
): Promise<ToldNotification[]> {
  type Row = Omit<ToldNotification, 'telling'> & { readonly telling: object };
  const { rows } = await db.raw<{ rows: Row[] }>(HISTORY, { name: name ?? null, limit } as never);
  return rows.map((row) => {
    const read = TellingSchema.safeParse({ ...row.telling, id: row.messageId });
    return { ...row, telling: read.success ? read.data : null };
  });
}
