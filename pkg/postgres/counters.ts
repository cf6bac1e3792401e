/** Adds to the monotonic counters that metrics are read from, so that a scrape between two cycles loses nothing. */
import type { Knex } from 'knex';
import type { Books } from '../listing/books.js';
import { toJson } from './to-json.js';

export interface Counter {
  readonly name: string;
  readonly label: string;
  readonly value: number;
}

const ADD = `
INSERT INTO scrape_counters (market_id, name, label, value)
SELECT :market, name, label, value FROM jsonb_to_recordset(:counters) AS c(name text, label text, value bigint)
ON CONFLICT (market_id, name, label) DO UPDATE SET value = scrape_counters.value + excluded.value`;

export async function addMarketCounters(db: Knex, marketId: number, counters: readonly Counter[]): Promise<void> {
  if (counters.length > 0) await db.raw(ADD, { market: marketId, counters: toJson(counters) });
}

/** Does nothing for a market that is not known. */
export async function addCounters(db: Knex, market: string, counters: readonly Counter[]): Promise<void> {
  const row = await db('markets').where({ slug: market }).first<{ id: number } | undefined>('id');
  if (row !== undefined) await addMarketCounters(db, row.id, counters);
}

/** What the end of a run adds. */
export function countersOf(books: Books | undefined, outcome: string, durationMs: number): Counter[] {
  const counters = [
    { name: 'runs', label: outcome, value: 1 },
    { name: 'run_duration_ms', label: '', value: Math.max(0, Math.round(durationMs)) },
  ];
  if (books === undefined) return counters;
  counters.push(
    { name: 'pages', label: '', value: books.pages },
    { name: 'listings_parsed', label: '', value: books.parsed },
    { name: 'source_disagreements', label: '', value: books.disagreements },
  );
  for (const outcome of ['read', 'gone', 'unread'] as const)
    counters.push({ name: 'ad_pages', label: outcome, value: books.adPages[outcome] });
  for (const [reason, n] of Object.entries(books.rejected))
    counters.push({ name: 'listings_rejected', label: reason, value: n });
  return counters;
}
