/** Takes over offers that another program once saw, as history: they count on the day they were seen, and are never current. */
import type { Knex } from 'knex';
import { addDays, dayOf, startOfDay } from '../analytics/day.js';
import type { Currency } from '../listing/money.js';
import { refreshModelDaily } from './model-daily.js';
import { toJson } from './save-page.js';

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
export async function importHistory(db: Knex, offers: readonly PastOffer[]): Promise<HistoryImport> {
  return db.transaction(async (trx) => {
    const markets = [...new Set(offers.map(({ market }) => market))].sort();
    for (const slug of markets)
      await trx('markets').insert({ slug, base_url: '', currency: 'BGN' }).onConflict('slug').ignore();
    const taken = new Set<string>();
    const days = new Set<string>();
    for (let from = 0; from < offers.length; from += BATCH)
      for (const row of await insertBatch(trx, offers.slice(from, from + BATCH))) {
        taken.add(pastOfferKey({ market: row.slug, externalId: row.external_id }));
        days.add(dayOf(row.first_seen_at));
      }
    const changed = [...days].sort();
    for (const day of changed) await refreshModelDaily(trx, day);
    if (taken.size > 0) await tellReaders(trx, markets);
    return { taken, days: changed };
  });
}

/** Removes all that was ever imported, in one transaction, as if it had never been; the days concerned are computed anew. */
export async function undoImports(db: Knex): Promise<{ readonly removed: number; readonly days: readonly string[] }> {
  return db.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: { first_seen_at: Date }[] }>(
      `DELETE FROM listings l USING markets m WHERE m.id = l.market_id AND m.slug LIKE 'import-%' RETURNING l.first_seen_at`,
    );
    const days = [...new Set(rows.map((row) => dayOf(row.first_seen_at)))].sort();
    for (const day of days) await refreshModelDaily(trx, day);
    // The markets stay, empty: readers' versions are made of them, and must not go back to one they had before.
    if (rows.length > 0)
      await tellReaders(trx, await trx('markets').whereLike('slug', 'import-%').pluck<string[]>('slug'));
    return { removed: rows.length, days };
  });
}

async function tellReaders(trx: Knex.Transaction, markets: string[]): Promise<void> {
  await trx.raw(
    `WITH touched AS (UPDATE markets SET data_version = data_version + 1 WHERE slug = ANY(?) RETURNING slug)
     SELECT pg_notify('cycle_published', slug || ':0') FROM touched`,
    [markets],
  );
}

/** `cycle_id` stays null: no cycle of ours saw it, which is how statistics of lifetimes know to leave it out. */
const INSERT = `
WITH given AS (
  SELECT m.id AS market_id, m.slug, o.* FROM jsonb_to_recordset(?) AS o(market text, external_id text, url text, title text,
         model text, memory_gb real, price_minor bigint, currency text, price_text text, seen_at timestamptz, ended_at timestamptz)
    JOIN markets m ON m.slug = o.market
), added AS (
  INSERT INTO listings (market_id, external_id, url, title, model, memory_gb, price_minor, currency, price_eur_cents, price_text,
                        status, first_seen_at, last_seen_at, clock_started_at)
  SELECT market_id, external_id, url, title, model, memory_gb, price_minor, currency, eur_cents(price_minor, currency), price_text,
         'gone', seen_at, seen_at, seen_at
    FROM given ORDER BY seen_at, external_id
  ON CONFLICT (market_id, external_id) DO NOTHING
  RETURNING id, market_id, external_id, model, memory_gb, price_minor, currency, price_eur_cents, first_seen_at
), priced AS (
  INSERT INTO listing_prices (listing_id, since, price_minor, currency, price_eur_cents)
  SELECT id, first_seen_at, price_minor, currency, price_eur_cents FROM added
), noted AS (
  INSERT INTO listing_events (listing_id, at, from_status, to_status, model, memory_gb, why)
  SELECT a.id, step.at, step.old, step.new, a.model, a.memory_gb, step.why
    FROM added a JOIN given g USING (market_id, external_id)
   CROSS JOIN LATERAL (VALUES (a.first_seen_at, NULL, 'active', 'imported'),
                              (g.ended_at, 'active', 'gone', 'imported: not known after that day')) AS step(at, old, new, why)
   ORDER BY step.at, a.id
)
SELECT m.slug, a.external_id, a.first_seen_at FROM added a JOIN markets m ON m.id = a.market_id`;

async function insertBatch(
  trx: Knex.Transaction,
  offers: readonly PastOffer[],
): Promise<{ slug: string; external_id: string; first_seen_at: Date }[]> {
  const rows = offers.map((offer) => ({
    ...{ market: offer.market, external_id: offer.externalId, url: offer.url, title: offer.title, model: offer.model },
    ...{
      memory_gb: offer.memoryGb,
      price_minor: offer.priceMinor,
      currency: offer.currency,
      price_text: offer.priceText,
    },
    ...{ seen_at: offer.seenAt, ended_at: startOfDay(addDays(dayOf(offer.seenAt), 1)) },
  }));
  const { rows: stored } = await trx.raw<{ rows: { slug: string; external_id: string; first_seen_at: Date }[] }>(
    INSERT,
    [toJson(rows)],
  );
  return stored;
}
