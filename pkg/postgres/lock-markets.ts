/** Keeps scrapers away from markets while something other than a cycle changes their listings. */
import type { Knex } from 'knex';
import { AppError } from '../errors/app-error.js';
import { SCRAPE_LOCK } from './cycle-lock.js';

/** A scraper holds the lock of a market: its publish must not mix with this. Exit status 75: try again when it is done. */
export class MarketBusyError extends AppError {
  readonly code = 'MARKET_BUSY';
}

/** Takes the locks of all markets, or of one, until the end of the transaction. @throws MarketBusyError */
export async function lockMarkets(trx: Knex.Transaction, market?: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { slug: string; locked: boolean }[] }>(
    `SELECT slug, pg_try_advisory_xact_lock(:key, hashtext(slug)) AS locked
       FROM markets WHERE :slug::text IS NULL OR slug = :slug ORDER BY id`,
    { key: SCRAPE_LOCK, slug: market ?? null } as never,
  );
  const busy = rows.filter(({ locked }) => !locked).map(({ slug }) => slug);
  if (busy.length > 0)
    throw new MarketBusyError(
      `a scraper is at work on ${busy.join(', ')}: try again when its cycle is over, or use --dry-run`,
    );
}
