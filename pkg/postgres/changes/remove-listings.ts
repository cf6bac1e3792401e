/** Takes listings out as if they had never been, with their prices, events and changes: for what was imported, and nothing else. */
import type { Knex } from 'knex';

/** Resolves to when each of them was first seen. */
export async function removeListingsOf(trx: Knex.Transaction, markets: readonly string[]): Promise<Date[]> {
  const { rows } = await trx.raw<{ rows: { first_seen_at: Date }[] }>(
    `DELETE FROM listings l USING markets m WHERE m.id = l.market_id AND m.slug = ANY(?) RETURNING l.first_seen_at`,
    [[...markets]],
  );
  return rows.map((row) => row.first_seen_at);
}
