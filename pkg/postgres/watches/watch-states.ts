/** Reads and writes where the conditions of watches are with each variant or market. */
import type { Knex } from 'knex';
import type { ChangeState } from '../../watch/change-condition.js';
import type { Condition } from '../../watch/compile-watch.js';
import type { LowestState } from '../../watch/lowest-condition.js';
import type { PriceState } from '../../watch/price-condition.js';
import type { ScraperState } from '../../watch/scraper-condition.js';
import { toJson } from '../to-json.js';
import type { Teller } from './write-notifications.js';

export type ConditionState = PriceState | ChangeState | LowestState | ScraperState;

/** A watch on variants or markets, with what it knows by subject. */
export interface StatefulWatch extends Teller {
  readonly rule: Exclude<Condition, { kind: 'offer' | 'deal' }>;
  readonly models: readonly string[] | null;
  readonly memoryGb: readonly number[] | null;
  readonly market: string | null;
  readonly states: Readonly<Record<string, ConditionState>>;
}

export interface StateChange {
  readonly watchId: number;
  readonly subject: string;
  readonly state: ConditionState;
}

/** Watches read at once: a bound of memory. */
const BATCH = 1_000;

const WATCHES = `
SELECT w.id, w.name, w.channels, w.digest_at AS "digestAt", w.digest_zone AS "digestZone", w.begin_as AS "beginAs", w.revision,
       w.rule, w.models, w.memory_gb AS "memoryGb", w.market, coalesce(s.states, '{}') AS states
  FROM watches w
  LEFT JOIN LATERAL (SELECT jsonb_object_agg(subject, state) AS states FROM watch_states WHERE watch_id = w.id) AS s ON true
 WHERE w.kind = ANY(:kinds) AND NOT w.paused AND w.id > :after
 ORDER BY w.id LIMIT ${BATCH}`;

/** Those that look, by id, in batches. */
export async function* statefulWatches(
  trx: Knex.Transaction,
  kinds: readonly StatefulWatch['rule']['kind'][],
): AsyncGenerator<readonly StatefulWatch[]> {
  for (let after = 0; ;) {
    const { rows } = await trx.raw<{ rows: StatefulWatch[] }>(WATCHES, { kinds: [...kinds], after });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.id;
  }
}

const WRITE = `
INSERT INTO watch_states (watch_id, subject, state)
SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS g (watch_id bigint, subject text, state jsonb)
ON CONFLICT (watch_id, subject) DO UPDATE SET state = excluded.state`;

export async function writeStates(trx: Knex.Transaction, changes: readonly StateChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ watchId, subject, state }) => ({ watch_id: watchId, subject, state }));
  await trx.raw(WRITE, { rows: toJson(rows) });
}
