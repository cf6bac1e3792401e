/** Reads what the scraper's metrics are made of; medians only when a publish has changed them. */
import type pg from 'pg';
import type { BookEntry, Ledger, LedgerMarket } from '../telemetry/ledger-metrics.js';
import { ENOUGH_OFFERS } from '../analytics/statistics.js';
import { databaseError } from '../errors/database-failure.js';
import { FIGURES } from './figures-sql.js';

const MARKETS = `
  SELECT m.slug AS market, coalesce(l.n, 0) AS listings, l.newest AS "newestListingAt", p.finished_at AS "lastSuccessAt",
         c.finished_at AS "lastRunAt", date_part('epoch', c.finished_at - c.started_at) AS "lastRunSeconds",
         c.error_code AS "lastError",
         coalesce(c.frozen, false) AS frozen, c.books, m.data_version || '.' || coalesce(m.last_published_cycle_id, 0) AS version,
         (SELECT coalesce(json_agg(json_build_object('name', s.name, 'label', s.label, 'value', s.value)), '[]')
            FROM scrape_counters s WHERE s.market_id = m.id) AS counters
    FROM markets m
    LEFT JOIN scrape_cycles p ON p.id = m.last_published_cycle_id
    LEFT JOIN LATERAL (SELECT * FROM scrape_cycles c
                        WHERE c.market_id = m.id AND c.status NOT IN ('running', 'skipped_locked')
                        ORDER BY c.id DESC LIMIT 1) c ON true
    LEFT JOIN (SELECT market_id, count(*) AS n, max(first_seen_at) AS newest
                 FROM listings WHERE status = 'active' GROUP BY market_id) l ON l.market_id = m.id
   ORDER BY m.slug`;

const MEDIANS = `
  SELECT v.model, v.memory_gb AS "memoryGb", floor(f.quartiles[2] + 0.5) AS "eurCents"
    FROM (SELECT model, memory_gb, array_agg(price_eur_cents ORDER BY price_eur_cents) AS prices
            FROM listings WHERE status = 'active' AND review IS NULL AND price_eur_cents IS NOT NULL GROUP BY 1, 2) AS v
   CROSS JOIN LATERAL (${FIGURES('v.prices')}) AS f
   WHERE f.n >= ${ENOUGH_OFFERS}
   ORDER BY v.model, v.memory_gb`;

interface StoredBooks extends Partial<Record<BookEntry, number>> {
  readonly terms?: readonly { readonly announced?: number; readonly unreached?: number }[];
}

type MarketRow = Omit<LedgerMarket, 'books'> & { books: StoredBooks | null; version: string };

export class PgLedger {
  #medians: { version: string; rows: Ledger['medians'] } | undefined;

  constructor(private readonly pool: pg.Pool) {}

  /** @throws DatabaseUnavailableError */
  async read(): Promise<Ledger> {
    try {
      const { rows } = await this.pool.query<MarketRow>(MARKETS);
      const version = rows.map((row) => row.version).join('-');
      if (this.#medians?.version !== version) {
        const medians = await this.pool.query<Ledger['medians'][number]>(MEDIANS);
        this.#medians = { version, rows: medians.rows };
      }
      return {
        medians: this.#medians.rows,
        markets: rows.map(({ version: _version, books, ...market }) => ({
          ...market,
          books: books === null ? null : entriesOf(books),
        })),
      };
    } catch (err) {
      throw databaseError(err);
    }
  }
}

/** What is announced is kept per search. */
function entriesOf({ terms = [], ...entries }: StoredBooks): Partial<Record<BookEntry, number>> {
  const sum = (name: 'announced' | 'unreached'): number => terms.reduce((total, term) => total + (term[name] ?? 0), 0);
  return { ...entries, announced: sum('announced'), unreached: sum('unreached') };
}
