/** The check that every write of a cycle makes first: the cycle is still running, and still ours. */
import type { Knex } from 'knex';
import type { CycleToken } from '../listing/cycle.js';
import { FencedError } from '../listing/cycle-store.js';

/** Locks the cycle's row for the rest of the transaction, so that a takeover waits for it, and resolves to its market. */
export async function fence(
  trx: Knex.Transaction,
  { cycleId, epoch }: CycleToken,
): Promise<{ marketId: number; startedAt: Date }> {
  const { rows } = await trx.raw<{ rows: { market_id: number; epoch: number; status: string; started_at: Date }[] }>(
    'SELECT market_id, epoch, status, started_at FROM scrape_cycles WHERE id = ? FOR UPDATE',
    [cycleId],
  );
  const [row] = rows;
  if (row === undefined) throw new FencedError(`cycle ${cycleId} does not exist`);
  if (row.status !== 'running') throw new FencedError(`cycle ${cycleId} is over (${row.status})`);
  if (row.epoch !== epoch)
    throw new FencedError(`cycle ${cycleId} was taken over (epoch ${row.epoch}, ours is ${epoch})`);
  return { marketId: row.market_id, startedAt: row.started_at };
}
