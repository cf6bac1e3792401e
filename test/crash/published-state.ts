/** What a database has published, without surrogate ids and instants, so that two runs on the same market can be compared. */
import type { Database } from '../../pkg/postgres/database.js';

export interface PublishedState {
  readonly listings: readonly unknown[];
  readonly prices: readonly unknown[];
  readonly events: readonly unknown[];
  readonly changes: readonly unknown[];
}

/** Instants become the ordinal of the published cycle, since two runs never happen at the same time. */
export async function publishedState(db: Database): Promise<PublishedState> {
  const rows = async (sql: string): Promise<unknown[]> => (await db.raw<{ rows: unknown[] }>(sql)).rows;
  const ordinal = `(SELECT count(*)::int FROM scrape_cycles c WHERE c.status IN ('published', 'partial') AND c.id <= x.cycle_id)`;
  return {
    listings: await rows(
      `SELECT l.external_id, l.title, l.model, l.memory_gb, l.price_minor, l.currency, l.price_eur_cents, l.status, o.external_id AS relist_of
         FROM listings l LEFT JOIN listings o ON o.id = l.relist_of ORDER BY l.external_id`,
    ),
    prices: await rows(
      `SELECT l.external_id, ${ordinal} AS cycle, x.price_minor, x.currency
         FROM listing_prices x JOIN listings l ON l.id = x.listing_id ORDER BY l.external_id, x.since`,
    ),
    events: await rows(
      `SELECT l.external_id, ${ordinal} AS cycle, x.from_status, x.to_status, x.model, x.memory_gb, x.why
         FROM listing_events x JOIN listings l ON l.id = x.listing_id ORDER BY l.external_id, x.id`,
    ),
    changes: await rows(
      `SELECT l.external_id, ${ordinal} AS cycle, x.action, x.why, x.before_status, x.status, x.before_price_minor, x.price_minor, x.title
         FROM listing_changes x JOIN listings l ON l.id = x.listing_id ORDER BY l.external_id, x.seq`,
    ),
  };
}

/** Every cycle whose stored books do not balance, in words. */
export async function unbalancedCycles(db: Database): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(`
    SELECT id FROM scrape_cycles
     WHERE books IS NOT NULL AND (
           (books->>'cards')::int <> (books->>'seen')::int + (books->>'duplicates')::int + (books->>'padding')::int
        OR (books->>'seen')::int <> (books->>'parsed')::int + (books->>'unparsed')::int
        OR (books->>'parsed')::int <> (books->>'accepted')::int + (books->>'review')::int
             + (SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(books->'rejected'))
        OR EXISTS (SELECT 1 FROM jsonb_array_elements(books->'terms') t
                    WHERE (t->>'announced')::int <> (t->>'seen')::int + (t->>'unreached')::int + (t->>'unexplained')::int)
        OR jsonb_array_length(books->'miscounts') > 0)`);
  return rows.map(({ id }) => `the books of cycle ${id} do not balance`);
}

/** The set that readers may see between two publishes: external id and price of every active listing. */
export async function visibleSet(db: Database): Promise<string> {
  const { rows } = await db.raw<{ rows: { external_id: string; price_minor: number }[] }>(
    `SELECT external_id, price_minor FROM gpu_listings`,
  );
  return rows
    .map(({ external_id, price_minor }) => `${external_id}=${price_minor}`)
    .sort()
    .join(' ');
}
