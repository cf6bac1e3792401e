/** Watches as they are stored: brought by a file or by hand, listed, paused, removed; each origin changes its own rows alone. */
import type { Knex } from 'knex';
import { NotFoundError } from '../../errors/app-error.js';
import type { CompiledWatch } from '../../watch/compile-watch.js';
import type { NotificationState } from '../../watch/outbox.js';
import type { Beginning, WatchKind, WatchOrigin, WatchSpec } from '../../watch/watch-schema.js';
import { toJson } from '../to-json.js';

export interface StoredWatch {
  readonly id: number;
  readonly origin: WatchOrigin;
  readonly name: string;
  readonly spec: WatchSpec;
  readonly kind: WatchKind;
  readonly channels: readonly string[];
  readonly paused: boolean;
  /** `null`: it has looked for the first time. */
  readonly beginAs: Beginning | null;
  readonly updatedAt: Date;
  /** When it told last, and what became of its notifications. */
  readonly toldAt: Date | null;
  readonly counts: Readonly<Partial<Record<NotificationState, number>>>;
}

/** What a watch is by, and what it is asked: when one of these changes, it begins anew. */
const ASKED = [
  ...['kind', 'rule', 'models', 'memory_gb', 'min_eur_cents', 'max_eur_cents', 'places', 'exclude_words', 'conditions'],
  ...['exclude_flags', 'require_flags', 'market', 'suspicious'],
];
const TOLD = ['spec', 'again_percent', 'channels', 'digest_at', 'digest_zone', 'paused'];
const TYPES: Readonly<Record<string, string>> = {
  ...{ origin: 'text', name: 'text', kind: 'text', rule: 'jsonb', models: 'text[]', memory_gb: 'real[]' },
  ...{
    min_eur_cents: 'bigint',
    max_eur_cents: 'bigint',
    places: 'text[]',
    exclude_words: 'text[]',
    conditions: 'text[]',
  },
  ...{ exclude_flags: 'text[]', require_flags: 'text[]', market: 'text', suspicious: 'boolean', spec: 'jsonb' },
  ...{ again_percent: 'float8', channels: 'text[]', digest_at: 'text', digest_zone: 'text', paused: 'boolean' },
};
const row = (of: string, columns: readonly string[]): string =>
  `(${columns.map((each) => `${of}.${each}`).join(', ')})`;

/** `:rows` JSON, `:now` */
const GIVEN = `
given AS (
  SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS g (${Object.entries(TYPES)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')}, begin_as text)
)`;

/** What a condition keeps means nothing to another one. */
const FORGET = (table: 'watch_states' | 'watch_offers'): string => `
  WITH ${GIVEN}
  DELETE FROM ${table} s USING watches w, given g
   WHERE s.watch_id = w.id AND (w.origin, w.name) = (g.origin, g.name)
     AND ${table === 'watch_states' ? '(w.kind, w.rule) IS DISTINCT FROM (g.kind, g.rule)' : 'w.kind <> g.kind'}`;

const COLUMNS = ['origin', 'name', ...ASKED, ...TOLD];
const CHANGED = `${row('w', ASKED)} IS DISTINCT FROM ${row('excluded', ASKED)}`;
const STORE = `
WITH ${GIVEN}, stored AS (
  INSERT INTO watches AS w (${COLUMNS.join(', ')}, begin_as, created_at, updated_at)
  SELECT ${COLUMNS.join(', ')}, begin_as, :now, :now FROM given
  ON CONFLICT (origin, name) DO UPDATE
     SET ${[...ASKED, ...TOLD].map((each) => `${each} = excluded.${each}`).join(', ')}, updated_at = :now,
         begin_as = CASE WHEN ${CHANGED} THEN excluded.begin_as
                         WHEN w.paused AND NOT excluded.paused THEN coalesce(w.begin_as, 'silent') ELSE w.begin_as END,
         revision = w.revision + (${CHANGED})::int
   WHERE ${row('w', [...ASKED, ...TOLD])} IS DISTINCT FROM ${row('excluded', [...ASKED, ...TOLD])}
  RETURNING id, models, kind IN ('offer', 'deal') AS of_offers
), cleared AS (
  DELETE FROM watch_cards c USING stored s
   WHERE c.watch_id = s.id AND NOT (s.of_offers AND c.model = ANY(coalesce(s.models, ARRAY[''])))
), carded AS (
  INSERT INTO watch_cards (model, watch_id)
  SELECT model, id FROM stored CROSS JOIN LATERAL unnest(coalesce(models, ARRAY[''])) AS m (model) WHERE of_offers
  ON CONFLICT DO NOTHING
)
SELECT count(*)::int AS n FROM stored`;

const REMOVE_OTHERS = `DELETE FROM watches WHERE origin = :origin AND NOT name = ANY(:names::text[])`;

export interface SyncResult {
  /** New or changed. */
  readonly stored: number;
  readonly removed: number;
}

/** Makes the watches of an origin those given, in one transaction; what an unchanged one has told stays known. */
export async function syncWatches(
  db: Knex,
  origin: WatchOrigin,
  watches: readonly CompiledWatch[],
  now: Date,
): Promise<SyncResult> {
  return db.transaction(async (trx) => {
    const names = watches.map(({ spec }) => spec.name);
    const { rowCount } = await trx.raw<{ rowCount: number }>(REMOVE_OTHERS, { origin, names });
    return { stored: await storeWatches(trx, origin, watches, now), removed: rowCount };
  });
}

export type Put = 'added' | 'changed' | 'unchanged';

/** Adds a watch, or changes the one of its name. */
export async function putWatch(db: Knex, origin: WatchOrigin, watch: CompiledWatch, now: Date): Promise<Put> {
  return db.transaction(async (trx) => {
    const known = await trx('watches').where({ origin, name: watch.spec.name }).first<{ id: number } | undefined>('id');
    const stored = await storeWatches(trx, origin, [watch], now);
    return known === undefined ? 'added' : stored > 0 ? 'changed' : 'unchanged';
  });
}

async function storeWatches(
  trx: Knex.Transaction,
  origin: WatchOrigin,
  watches: readonly CompiledWatch[],
  now: Date,
): Promise<number> {
  const rows = toJson(watches.map((watch) => toRow(origin, watch)));
  for (const table of ['watch_states', 'watch_offers'] as const) await trx.raw(FORGET(table), { rows });
  const { rows: stored } = await trx.raw<{ rows: { n: number }[] }>(STORE, { rows, now });
  return stored[0]?.n ?? 0;
}

function toRow(origin: WatchOrigin, { spec, selection, condition }: CompiledWatch): Record<string, unknown> {
  return {
    ...{ origin, name: spec.name, spec, kind: condition.kind, rule: condition, models: selection.models },
    ...{ memory_gb: selection.memoryGb, min_eur_cents: selection.minEurCents, max_eur_cents: selection.maxEurCents },
    ...{ places: selection.places, exclude_words: selection.excludeWords, conditions: selection.conditions },
    ...{ exclude_flags: selection.excludeFlags, require_flags: selection.requireFlags, market: selection.market },
    ...{ suspicious: selection.suspicious, again_percent: spec.again_after_percent, channels: spec.notify },
    ...{ digest_at: spec.digest?.at ?? null, digest_zone: spec.digest?.time_zone ?? null, paused: spec.paused },
    begin_as: spec.initial,
  };
}

const LIST = `
SELECT w.id, w.origin, w.name, w.spec, w.kind, w.channels, w.paused, w.begin_as AS "beginAs", w.updated_at AS "updatedAt",
       n.told_at AS "toldAt", coalesce(n.counts, '{}') AS counts
  FROM watches w
  LEFT JOIN (SELECT watch_id, max(told_at) AS told_at, jsonb_object_agg(state, n) AS counts
               FROM (SELECT watch_id, state, count(*) AS n, max(created_at) AS told_at FROM notifications GROUP BY 1, 2) AS by_state
              GROUP BY 1) AS n ON n.watch_id = w.id
 WHERE :name::text IS NULL OR w.name = :name
 ORDER BY w.name, w.origin`;

/** By name; with a name those called so, of whatever origin. */
export async function listWatches(db: Knex, name?: string): Promise<StoredWatch[]> {
  const { rows } = await db.raw<{ rows: StoredWatch[] }>(LIST, { name: name ?? null } as never);
  return rows;
}

/** What happens while it is paused is not told later: going on, it first remembers what matches then. @throws NotFoundError */
export async function pauseWatch(
  db: Knex,
  origin: WatchOrigin,
  name: string,
  paused: boolean,
  now: Date,
): Promise<void> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `UPDATE watches SET begin_as = CASE WHEN paused AND NOT :paused THEN coalesce(begin_as, 'silent') ELSE begin_as END,
            paused = :paused, spec = jsonb_set(spec, '{paused}', to_jsonb(:paused::boolean)), updated_at = :now
      WHERE origin = :origin AND name = :name`,
    { origin, name, paused, now },
  );
  if (rowCount === 0) throw new NotFoundError(`there is no watch "${name}" of origin ${origin}`);
}

/** With what it has told and has still to tell. @throws NotFoundError */
export async function removeWatch(db: Knex, origin: WatchOrigin, name: string): Promise<void> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    'DELETE FROM watches WHERE origin = :origin AND name = :name',
    { origin, name },
  );
  if (rowCount === 0) throw new NotFoundError(`there is no watch "${name}" of origin ${origin}`);
}
