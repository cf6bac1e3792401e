/** The one relation through which listings are changed: what is known now of each ad, one row per ad, for one transaction. */
import type { Knex } from 'knex';
import { OBSERVATION_KINDS, type Observation } from '../../listing/change.js';

/** SQL literals of a closed set. */
export const literals = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

const kinds = (...of: Observation['kind'][]): string => literals(of);
/** The ad is on the market: its words count. */
export const PRESENT = kinds('card', 'rejected');
/** The ad may become a listing. */
export const OFFERED = kinds('card', 'past');
/** The words of the ad are known. */
export const WORDED = kinds('card', 'rejected', 'past');

const COLUMNS = {
  market_id: 'smallint NOT NULL',
  external_id: 'text NOT NULL',
  kind: `text NOT NULL CHECK (kind IN (${literals(OBSERVATION_KINDS)}))`,
  // Why rejected.
  reason: 'text',
  model: 'text',
  memory_gb: 'real',
  review: 'text',
  flags: 'text[]',
  raw_ad_id: 'bigint',
  url: 'text',
  title: 'text',
  negotiable: 'boolean',
  location: 'text',
  photo_count: 'smallint',
  price_minor: 'bigint',
  currency: 'char(3)',
  price_text: 'text',
  condition: 'text',
  // The cycle that saw it, and when that was published: the stamp of its last sight.
  cycle_id: 'bigint',
  seen_at: 'timestamptz',
  // Of what another program saw: until when it is known to have been there.
  ended_at: 'timestamptz',
} as const;

const CREATE = `
CREATE TEMPORARY TABLE observations (
  ${Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')},
  PRIMARY KEY (market_id, external_id),
  CHECK (kind NOT IN (${kinds('rejected', 'recalled-rejected')}) OR reason IS NOT NULL),
  CHECK (kind NOT IN (${kinds('card', 'recalled-card', 'past')}) OR (model IS NOT NULL AND flags IS NOT NULL)),
  CHECK (kind NOT IN (${OFFERED}) OR (price_minor IS NOT NULL AND currency IS NOT NULL AND price_text IS NOT NULL)),
  CHECK (kind NOT IN (${WORDED})
         OR (url IS NOT NULL AND title IS NOT NULL AND negotiable IS NOT NULL AND photo_count IS NOT NULL AND seen_at IS NOT NULL)),
  CHECK ((kind = 'past') = (ended_at IS NOT NULL))
) ON COMMIT DROP`;

/** The columns that a selection gives, in the order it gives them. */
export type ObservedColumn = keyof typeof COLUMNS;

/** Takes what `select` gives, column by column, as observations; those of one transaction come in one or more calls. */
export async function observe(
  trx: Knex.Transaction,
  columns: readonly ObservedColumn[],
  select: string,
  bindings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await trx.raw(`INSERT INTO observations (${columns.join(', ')}) ${select}`, bindings as Record<string, Knex.Value>);
}

/**
 * To be called once, before the first observation. The markets stay locked until the end of the transaction, so that what
 * is observed is compared with listings that nobody else changes, and the feed of each market has the order of the commits.
 */
export async function beginObservations(trx: Knex.Transaction, markets: readonly number[] | 'all'): Promise<void> {
  await trx.raw('SELECT FROM markets WHERE :all OR id = ANY(:ids::smallint[]) ORDER BY id FOR NO KEY UPDATE', {
    all: markets === 'all',
    ids: markets === 'all' ? [] : [...markets],
  });
  await trx.raw(CREATE);
}
