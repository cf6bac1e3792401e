/** The outbox of a run as it is compared: what each watch told over each channel, without what two runs on one market cannot have in common. */
import type { Database } from '../../../pkg/postgres/database.js';
import type { Fact } from '../../../pkg/watch/fact.js';

export interface Told {
  /** In the order of telling. */
  readonly id: number;
  readonly messageId: string;
  readonly watch: string;
  readonly channel: string;
  readonly state: string;
  readonly facts: readonly string[];
  /** Facts that are only counted. */
  readonly more: number;
}

export async function tellingsOf(db: Database): Promise<Told[]> {
  const { rows } = await db.raw<{
    rows: (Omit<Told, 'facts' | 'more'> & { telling: { facts: Fact[]; more: number } })[];
  }>(
    `SELECT n.id, n.message_id AS "messageId", w.name AS watch, n.channel, n.state, n.telling
       FROM notifications n JOIN watches w ON w.id = n.watch_id ORDER BY n.id`,
  );
  return rows.map(({ telling, ...row }) => ({ ...row, facts: telling.facts.map(factOf), more: telling.more }));
}

/** Without the number that the database gave the listing; keys in one order and one spelling, since jsonb and a webhook's body have their own. */
export function factOf(fact: Fact): string {
  return JSON.stringify(fact, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const named = Object.entries(value).map(([key, each]): [string, unknown] => [spelled(key), each]);
    return Object.fromEntries(named.filter(([key]) => key !== 'listingid').sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const spelled = (key: string): string => key.replaceAll('_', '').toLowerCase();
