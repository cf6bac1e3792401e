/** What follows when something other than a publish changed what readers see: daily series, ETags, and their caches. */
import type { Knex } from 'knex';
import { refreshModelDailyThrough } from './model-daily.js';

/** Markets whose listings change; those named; and, with other rules, every market that is published: its rejects read differently. */
const TOUCH = `
WITH touched AS (
  UPDATE markets SET data_version = data_version + 1, rules_version = coalesce(:rules, rules_version)
   WHERE id IN (SELECT market_id FROM derived_changes) OR id = ANY(:markets::smallint[])
      OR last_published_cycle_id IS NOT NULL AND rules_version IS DISTINCT FROM coalesce(:rules, rules_version)
  RETURNING slug, last_published_cycle_id
)
SELECT pg_notify('cycle_published', slug || ':' || coalesce(last_published_cycle_id, 0)) FROM touched`;

export interface Told {
  /** The rules that what readers see is judged by from here on. @default as before */
  readonly rulesVersion?: string;
  /** Markets in which something else than a listing changed. */
  readonly markets?: readonly number[];
}

export async function tellReaders(trx: Knex.Transaction, { rulesVersion, markets = [] }: Told): Promise<void> {
  const { rows } = await trx.raw<{ rows: { id: number; at: Date }[] }>(
    'SELECT market_id AS id, max(noted_at) AS at FROM derived_changes GROUP BY 1 ORDER BY 1',
  );
  for (const { id, at } of rows) await refreshModelDailyThrough(trx, at.toISOString().slice(0, 10), id);
  await trx.raw(TOUCH, { rules: rulesVersion ?? null, markets: [...markets] } as never);
}
