/** Keeps the database bounded: prunes the details of old cycles, the texts of ads that ended long ago and the feed of changes. Prices, events and daily series stay for ever. */
import type { Knex } from 'knex';

export interface RetentionOptions {
  /** Texts of ads that no cycle of the last so many days saw are pruned. */
  readonly rawDays: number;
  /** Which ads a cycle saw, and its searches, are pruned after so many days. */
  readonly cyclesDays: number;
  /** Changes of listings are pruned after so many days. */
  readonly changesDays: number;
  /** By the clock that the market's days go by. */
  readonly now: Date;
  /** Rows deleted by one statement, so that no lock is held for long. @default 5000 */
  readonly batchRows?: number;
  /** Statements per table and call; what is left waits for the next call. @default 20 */
  readonly maxBatches?: number;
}

/** Rows deleted. */
export interface PruneCounts {
  readonly cycles: number;
  readonly cycleSearches: number;
  readonly cycleAds: number;
  readonly rawAds: number;
  readonly changes: number;
}

const DAY_MS = 86_400_000;

/** Whatever their age: what readers see, what is being worked on, and the newest three of each market (the frozen-catalogue check compares two). */
const KEPT_CYCLES = `
  SELECT last_published_cycle_id AS id FROM markets WHERE last_published_cycle_id IS NOT NULL
  UNION SELECT id FROM scrape_cycles WHERE status = 'running'
  UNION SELECT newest.id FROM markets m
        CROSS JOIN LATERAL (SELECT id FROM scrape_cycles WHERE market_id = m.id ORDER BY id DESC LIMIT 3) AS newest`;

/**
 * One bounded round of pruning, for the end of each cycle. Raw ads stay as long as an active or missing listing or a stored
 * cycle refers to them; the row of an ended listing stays and only loses its text. Every batch is a transaction of its own.
 */
export async function pruneOldData(db: Knex, options: RetentionOptions): Promise<PruneCounts> {
  const { rawDays, cyclesDays, changesDays, now, batchRows = 5_000, maxBatches = 20 } = options;
  const cycleBound = await newestCycleBefore(db, new Date(now.getTime() - cyclesDays * DAY_MS));
  const rawBefore = new Date(now.getTime() - rawDays * DAY_MS);
  const rawBound = await newestCycleBefore(db, rawBefore);
  const inBatches = (statement: string, bindings: Record<string, unknown>): Promise<number> =>
    deleteInBatches(db, statement, { ...bindings, limit: batchRows }, { batchRows, maxBatches });
  return {
    cycleAds: await inBatches(PRUNE_CYCLE_ADS, { bound: cycleBound }),
    cycleSearches: await inBatches(PRUNE_CYCLE_SEARCHES, { bound: cycleBound }),
    rawAds: await inBatches(PRUNE_RAW_ADS, { bound: rawBound, before: rawBefore }),
    changes: await inBatches(PRUNE_CHANGES, { before: new Date(now.getTime() - changesDays * DAY_MS) }),
    // The newest cycle before either bound stays as its mark: without it the next call would not know how old a raw ad is.
    cycles: await inBatches(PRUNE_CYCLES, { bound: Math.min(cycleBound, rawBound) - 1 }),
  };
}

const PRUNE_CYCLE_ADS = `
  DELETE FROM cycle_ads WHERE (cycle_id, external_id) IN (
    SELECT cycle_id, external_id FROM cycle_ads
     WHERE cycle_id <= :bound AND cycle_id NOT IN (${KEPT_CYCLES}) ORDER BY cycle_id, external_id LIMIT :limit)`;

/** What a search saw goes with it (cascade). */
const PRUNE_CYCLE_SEARCHES = `
  DELETE FROM cycle_searches WHERE id IN (
    SELECT id FROM cycle_searches
     WHERE cycle_id <= :bound AND cycle_id NOT IN (${KEPT_CYCLES}) ORDER BY cycle_id, id LIMIT :limit)`;

/** Verdicts go with the ad they judged (cascade). */
const PRUNE_RAW_ADS = `
  DELETE FROM raw_ads WHERE id IN (
    SELECT r.id FROM raw_ads r
     WHERE r.seen_at < :before AND r.last_cycle_id <= :bound
       AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.raw_ad_id = r.id AND l.status IN ('active', 'missing'))
       AND NOT EXISTS (SELECT 1 FROM cycle_ads a WHERE a.raw_ad_id = r.id)
     ORDER BY r.seen_at LIMIT :limit)`;

/** In a market numbers rise with time, so the oldest are its lowest; what a reader of the feed has not seen by then it has missed. */
const PRUNE_CHANGES = `
  DELETE FROM listing_changes WHERE (market_id, seq) IN (
    SELECT old.market_id, old.seq FROM markets m
     CROSS JOIN LATERAL (SELECT market_id, seq FROM listing_changes c
                          WHERE c.market_id = m.id AND c.at < :before ORDER BY c.seq LIMIT :limit) AS old
     LIMIT :limit)`;

const PRUNE_CYCLES = `
  DELETE FROM scrape_cycles WHERE id IN (
    SELECT id FROM scrape_cycles
     WHERE id <= :bound AND id NOT IN (${KEPT_CYCLES})
       AND NOT EXISTS (SELECT 1 FROM cycle_ads a WHERE a.cycle_id = scrape_cycles.id)
     ORDER BY id LIMIT :limit)`;

/** Cycle ids rise with time. 0 when there is none. */
async function newestCycleBefore(db: Knex, before: Date): Promise<number> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    'SELECT coalesce(max(id), 0)::int AS id FROM scrape_cycles WHERE coalesce(observed_at, started_at) < ?',
    [before],
  );
  return rows[0]?.id ?? 0;
}

async function deleteInBatches(
  db: Knex,
  statement: string,
  bindings: Record<string, unknown>,
  { batchRows, maxBatches }: { readonly batchRows: number; readonly maxBatches: number },
): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < maxBatches; batch += 1) {
    const { rowCount } = await db.raw<{ rowCount: number }>(statement, bindings as Record<string, Knex.Value>);
    deleted += rowCount;
    if (rowCount < batchRows) break;
  }
  return deleted;
}
