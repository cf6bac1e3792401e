/** Takes over offers that another program once saw, as history: they count on the day they were seen, and are never current. */
import type { Knex } from 'knex';
import { addDays, dayOf, startOfDay } from '../analytics/day.js';
import type { Currency } from '../listing/money.js';
import { applyChanges } from './changes/apply-changes.js';
import { deriveChanges } from './changes/derive-changes.js';
import { beginObservations, observe } from './changes/observations.js';
import { removeListingsOf } from './changes/remove-listings.js';
import { refreshModelDaily } from './model-daily.js';
import { toJson } from './to-json.js';

/** One offer as it was seen once. */
export interface PastOffer {
  /** Market that it is filed under, e.g. `import-olx`. */
  readonly market: string;
  /** Equal for the same row of the same source, whenever it is imported: it is what makes importing again harmless. */
  readonly externalId: string;
  readonly url: string;
  readonly title: string;
  readonly model: string;
  readonly memoryGb: number | null;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly priceText: string;
  readonly seenAt: Date;
}

export interface HistoryImport {
  /** External ids stored now, with their market; the others were there before. */
  readonly taken: ReadonlySet<string>;
  /** UTC days whose series changed, ascending. */
  readonly days: readonly string[];
}

/** Rows per statement. */
const BATCH = 2_000;

/** `market` and `externalId` of an offer as one text, as `HistoryImport.taken` holds them. */
export function pastOfferKey({ market, externalId }: Pick<PastOffer, 'market' | 'externalId'>): string {
  return `${market}/${externalId}`;
}

/**
 * Stores offers in one transaction, each as an ended listing with one price: active from when it was seen to the end of that
 * UTC day. The daily series of those days are computed anew, and readers are told. Nothing is stored twice.
 */
export async function importHistory(db: Knex, offers: readonly PastOffer[], now = new Date()): Promise<HistoryImport> {
  return db.transaction(async (trx) => {
    const markets = [...new Set(offers.map(({ market }) => market))].sort();
    for (const slug of markets)
      await trx('markets').insert({ slug, base_url: '', currency: 'BGN' }).onConflict('slug').ignore();
    const ids = await trx('markets').whereIn('slug', markets).pluck<number[]>('id');
    await beginObservations(trx, ids);
    for (let from = 0; from < offers.length; from += BATCH)
      await observe(trx, COLUMNS, SEEN_ONCE, { offers: toJson(offers.slice(from, from + BATCH).map(toRow)) });
    await deriveChanges(trx, { now, complete: false, cycleId: null });
    await applyChanges(trx, { now, origin: { source: 'import', rulesVersion: null } });
    const { rows } = await trx.raw<{ rows: { market: string; external_id: string; first_seen_at: Date }[] }>(
      'SELECT m.slug AS market, c.external_id, c.first_seen_at FROM derived_changes c JOIN markets m ON m.id = c.market_id',
    );
    const days = [...new Set(rows.map((row) => dayOf(row.first_seen_at)))].sort();
    for (const day of days) await refreshModelDaily(trx, day);
    if (rows.length > 0) await announce(trx, markets);
    return {
      taken: new Set(rows.map((row) => pastOfferKey({ market: row.market, externalId: row.external_id }))),
      days,
    };
  });
}

/** Removes all that was ever imported, in one transaction, as if it had never been; the days concerned are computed anew. */
export async function undoImports(db: Knex): Promise<{ readonly removed: number; readonly days: readonly string[] }> {
  return db.transaction(async (trx) => {
    const markets = await trx('markets').whereLike('slug', 'import-%').pluck<string[]>('slug');
    const removed = await removeListingsOf(trx, markets);
    const days = [...new Set(removed.map(dayOf))].sort();
    for (const day of days) await refreshModelDaily(trx, day);
    // The markets stay, empty: readers' versions are made of them, and must not go back to one they had before.
    if (removed.length > 0) await announce(trx, markets);
    return { removed: removed.length, days };
  });
}

async function announce(trx: Knex.Transaction, markets: string[]): Promise<void> {
  await trx.raw(
    `WITH touched AS (UPDATE markets SET data_version = data_version + 1 WHERE slug = ANY(?) RETURNING slug)
     SELECT pg_notify('cycle_published', slug || ':0') FROM touched`,
    [markets],
  );
}

const COLUMNS = [
  ...(['market_id', 'external_id', 'kind', 'model', 'memory_gb', 'flags', 'url', 'title', 'negotiable'] as const),
  ...(['photo_count', 'price_minor', 'currency', 'price_text', 'seen_at', 'ended_at'] as const),
];

/** No cycle of ours saw it, which is how statistics of lifetimes know to leave it out. The same row given twice is one. */
const SEEN_ONCE = `
  SELECT m.id, o.external_id, 'past', o.model, o.memory_gb, '{}'::text[], o.url, o.title, false, 0, o.price_minor, o.currency,
         o.price_text, o.seen_at, o.ended_at
    FROM jsonb_to_recordset(:offers) AS o(market text, external_id text, url text, title text, model text, memory_gb real,
         price_minor bigint, currency text, price_text text, seen_at timestamptz, ended_at timestamptz)
    JOIN markets m ON m.slug = o.market
  ON CONFLICT DO NOTHING`;

function toRow(offer: PastOffer): Record<string, unknown> {
  const { market, externalId, url, title, model, memoryGb, priceMinor, currency, priceText, seenAt } = offer;
  return {
    ...{ market, external_id: externalId, url, title, model, memory_gb: memoryGb, price_minor: priceMinor, currency },
    ...{ price_text: priceText, seen_at: seenAt, ended_at: startOfDay(addDays(dayOf(seenAt), 1)) },
  };
}
