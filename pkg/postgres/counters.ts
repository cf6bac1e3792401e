/** Adds to the monotonic counters that metrics are read from. */
import type { Knex } from 'knex';
import { ADD_COUNTERS } from './publish-sql.js';
import { toJson } from './save-page.js';

/** Does nothing for a market that is not known. */
export async function addCounters(
  db: Knex,
  market: string,
  counters: readonly { readonly name: string; readonly label: string; readonly value: number }[],
): Promise<void> {
  const row = await db('markets').where({ slug: market }).first<{ id: number } | undefined>('id');
  if (row === undefined || counters.length === 0) return;
  await db.raw(ADD_COUNTERS, { market: row.id, counters: toJson(counters) });
}
