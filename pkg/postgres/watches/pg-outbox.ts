/** The outbox in PostgreSQL: claims skip what others hold, and a lease gives back what a killed process held. */
import type { Knex } from 'knex';
import { TellingSchema } from '../../watch/fact.js';
import type { ClaimRequest, Notification, NotificationState, Outbox, Outcome } from '../../watch/outbox.js';

/** Nothing goes ahead of what the same watch has to tell over the same channel before. `:now`, `:channels`, `:perChannel`, `:until` */
const CLAIM = `
WITH picked AS (
  SELECT n.id
    FROM unnest(:channels::text[]) AS c (channel)
   CROSS JOIN LATERAL (
     SELECT id FROM notifications n
      WHERE n.channel = c.channel AND n.state = 'pending' AND n.due_at <= :now AND (n.leased_until IS NULL OR n.leased_until <= :now)
        AND NOT EXISTS (SELECT FROM notifications e
                         WHERE e.watch_id = n.watch_id AND e.channel = n.channel AND e.state = 'pending' AND e.id < n.id
                           AND (e.due_at > :now OR e.leased_until > :now))
      ORDER BY n.id LIMIT :perChannel FOR UPDATE SKIP LOCKED) AS n
), claimed AS (
  UPDATE notifications n SET leased_until = :until, attempts = n.attempts + 1 FROM picked WHERE n.id = picked.id RETURNING n.*
)
SELECT n.id, n.message_id AS "messageId", n.watch_id AS "watchId", w.name AS watch, n.channel, n.telling, n.attempts,
       n.created_at AS "createdAt", n.due_at AS "dueAt", w.digest_at AS "digestAt", w.digest_zone AS "digestZone"
  FROM claimed n JOIN watches w ON w.id = n.watch_id
 ORDER BY n.id`;

/** Held by nobody any more; only what is still pending moves, so that a late word of a process that lost its lease changes nothing that is over. */
const settle = (set: string): string => `
UPDATE notifications SET leased_until = NULL, ${set} WHERE id = ANY(:ids::bigint[]) AND state = 'pending'`;

/** A fixed number that can be looked up in pg_locks. */
const CLAIM_LOCK = 4_710_003;

type ClaimedRow = Omit<Notification, 'telling' | 'digest'> & {
  telling: unknown;
  digestAt: string | null;
  digestZone: string | null;
};

export class PgOutbox implements Outbox {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async claim({ now, leaseMs, perChannel, channels }: ClaimRequest): Promise<Notification[]> {
    const until = new Date(now.getTime() + leaseMs);
    const rows = await this.#db.transaction(async (trx) => {
      // Of two claims at once the second must see what the first has leased, or it would go ahead of it.
      await trx.raw('SELECT pg_advisory_xact_lock(?)', [CLAIM_LOCK]);
      const claimed = await trx.raw<{ rows: ClaimedRow[] }>(CLAIM, { now, until, perChannel, channels: [...channels] });
      return claimed.rows;
    });
    const claimed: Notification[] = [];
    for (const { telling, digestAt, digestZone, ...row } of rows) {
      const read = TellingSchema.safeParse({ ...(telling as object), id: row.messageId });
      const digest = digestAt === null || digestZone === null ? null : { at: digestAt, timeZone: digestZone };
      if (read.success) claimed.push({ ...row, telling: read.data, digest });
      // Written by another release, or by hand: nobody can deliver it, and it must not stop what comes after.
      else await this.setAside({ ids: [row.id], now, errorCode: 'UNREADABLE' });
    }
    return claimed;
  }

  async fold(ids: readonly number[]): Promise<string> {
    const { rows } = await this.#db.raw<{ rows: { id: string }[] }>(
      `UPDATE notifications SET message_id = (SELECT message_id FROM notifications WHERE id = ANY(:ids::bigint[]) ORDER BY id LIMIT 1)
        WHERE id = ANY(:ids::bigint[]) RETURNING message_id AS id`,
      { ids: [...ids] },
    );
    const [row] = rows;
    if (row === undefined) throw new RangeError('none of these notifications is there any more');
    return row.id;
  }

  markSent({ ids, now }: Outcome): Promise<void> {
    return this.#settle(`state = 'sent', ended_at = :now, last_error = NULL`, { ids, now });
  }

  retryAt({ ids, at, errorCode }: Outcome & { readonly at: Date; readonly errorCode: string }): Promise<void> {
    return this.#settle('due_at = :at, last_error = :errorCode', { ids, at, errorCode });
  }

  postpone({ ids, at }: Outcome & { readonly at: Date }): Promise<void> {
    return this.#settle('due_at = :at, attempts = attempts - 1', { ids, at });
  }

  markFailed({ ids, now, errorCode }: Outcome & { readonly errorCode: string }): Promise<void> {
    return this.#settle(`state = 'failed', ended_at = :now, last_error = :errorCode`, { ids, now, errorCode });
  }

  setAside({ ids, now, errorCode }: Outcome & { readonly errorCode: string }): Promise<void> {
    return this.#settle(`state = 'set-aside', ended_at = :now, last_error = :errorCode`, { ids, now, errorCode });
  }

  async messagesSince(channel: string, since: Date): Promise<number> {
    const { rows } = await this.#db.raw<{ rows: { n: number }[] }>(
      `SELECT count(DISTINCT message_id)::int AS n FROM notifications WHERE channel = :channel AND state = 'sent' AND ended_at > :since`,
      { channel, since },
    );
    return rows[0]?.n ?? 0;
  }

  async counts(): Promise<{ channel: string; state: NotificationState; count: number }[]> {
    const { rows } = await this.#db.raw<{ rows: { channel: string; state: NotificationState; count: number }[] }>(
      'SELECT channel, state, count(*)::int AS count FROM notifications GROUP BY 1, 2 ORDER BY 1, 2',
    );
    return rows;
  }

  async oldestPending(now: Date): Promise<{ channel: string; since: Date }[]> {
    const { rows } = await this.#db.raw<{ rows: { channel: string; since: Date }[] }>(
      `SELECT channel, min(wanted_at) AS since FROM notifications WHERE state = 'pending' AND wanted_at <= :now GROUP BY 1 ORDER BY 1`,
      { now },
    );
    return rows;
  }

  async nextDue(now: Date): Promise<Date | null> {
    const { rows } = await this.#db.raw<{ rows: { at: Date | null }[] }>(
      `SELECT min(greatest(due_at, leased_until)) AS at FROM notifications WHERE state = 'pending' AND greatest(due_at, leased_until) > :now`,
      { now },
    );
    return rows[0]?.at ?? null;
  }

  async #settle(set: string, { ids, ...bindings }: { ids: readonly number[]; [name: string]: unknown }): Promise<void> {
    await this.#db.raw(settle(set), { ids: [...ids], ...bindings } as never);
  }
}
