/** Metrics of the scraper and the market, read from the database's ledger, since a scraper's pod lives too briefly to be scraped. */
import type { PageCounts } from '../listing/ad-page-store.js';
import { CYCLE_OUTCOMES } from '../listing/cycle.js';
import { REJECT_REASONS } from '../listing/verdict.js';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Numbers a market's last ended cycle was balanced with. */
export const BOOK_ENTRIES = [
  'announced',
  'unreached',
  'cards',
  'duplicates',
  'padding',
  'seen',
  'parsed',
  'unparsed',
  'accepted',
] as const;
export type BookEntry = (typeof BOOK_ENTRIES)[number];

export interface LedgerMarket {
  readonly market: string;
  readonly listings: number;
  readonly newestListingAt: Date | null;
  /** End of the last cycle that was published. */
  readonly lastSuccessAt: Date | null;
  /** End of the last cycle, however it ended. */
  readonly lastRunAt: Date | null;
  readonly lastRunSeconds: number | null;
  /** Code of the error that ended the last cycle (docs/errors.md). */
  readonly lastError: string | null;
  readonly frozen: boolean;
  readonly books: Readonly<Partial<Record<BookEntry, number>>> | null;
  /** Monotonic: name, label, value. */
  readonly counters: readonly { readonly name: string; readonly label: string; readonly value: number }[];
}

export interface Ledger {
  readonly markets: readonly LedgerMarket[];
  /** Variants with enough offers. */
  readonly medians: readonly { readonly model: string; readonly memoryGb: number | null; readonly eurCents: number }[];
}

export interface LedgerMetricsOptions {
  readonly read: () => Promise<Ledger>;
  /** Markets that are configured: they have their series before the first cycle. */
  readonly markets: readonly string[];
  readonly expectedIntervalSeconds: number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly onFailure: (err: unknown) => void;
}

/** How long one reading serves: replicas times Prometheus servers must not hammer the database. */
const KEPT_MS = 15_000;

/** As the books count them. */
const AD_PAGE_OUTCOMES = ['read', 'gone', 'unread'] as const satisfies readonly (keyof PageCounts)[];
const seconds = (at: Date): number => at.getTime() / 1000;

/** When the ledger cannot be read its series are left out, rather than told as 0 or as they once were; `gpu_ledger_up` is 0. */
export function registerLedgerMetrics(registry: Registry, options: LedgerMetricsOptions): void {
  const reading = new LedgerReading(options);
  const each = async (visit: (market: LedgerMarket) => void): Promise<void> => {
    for (const market of (await reading.get())?.markets ?? []) visit(market);
  };
  const registers = [registry];
  new Gauge({
    name: 'gpu_ledger_up',
    help: '1 = the ledger in the database was read; 0 = its series are left out.',
    registers,
    async collect() {
      this.set((await reading.get()) === undefined ? 0 : 1);
    },
  });

  const gauge = (name: string, help: string, value: (market: LedgerMarket) => number | null): void => {
    new Gauge({
      name,
      help,
      labelNames: ['market'] as const,
      registers,
      async collect() {
        this.reset();
        await each((market) => {
          const now = value(market);
          if (now !== null) this.set({ market: market.market }, now);
        });
      },
    });
  };
  gauge('gpu_listings_current', 'Published active listings.', (m) => m.listings);
  gauge('gpu_listing_newest_timestamp_seconds', 'First sight of the newest active listing.', (m) =>
    m.newestListingAt === null ? null : seconds(m.newestListingAt),
  );
  gauge('gpu_scrape_last_success_timestamp_seconds', 'End of the last published cycle; 0 = never.', (m) =>
    m.lastSuccessAt === null ? 0 : seconds(m.lastSuccessAt),
  );
  gauge('gpu_scrape_last_run_timestamp_seconds', 'End of the last cycle, however it ended; 0 = never.', (m) =>
    m.lastRunAt === null ? 0 : seconds(m.lastRunAt),
  );
  gauge('gpu_scrape_last_run_duration_seconds', 'Duration of the last ended cycle.', (m) => m.lastRunSeconds);
  gauge(
    'gpu_scrape_expected_interval_seconds',
    'Configured time between two cycles.',
    () => options.expectedIntervalSeconds,
  );
  gauge('gpu_scrape_catalogue_frozen', '1 = first pages identical to those of the two cycles before.', (m) =>
    Number(m.frozen),
  );

  new Gauge({
    name: 'gpu_scrape_last_run_error',
    help: '1 = the last ended cycle ended with this error; FETCH_LEAK is always there.',
    labelNames: ['market', 'code'] as const,
    registers,
    async collect() {
      this.reset();
      await each(({ market, lastError }) => {
        this.set({ market, code: 'FETCH_LEAK' }, 0);
        if (lastError !== null) this.set({ market, code: lastError }, 1);
      });
    },
  });

  const counter = (name: string, help: string, from: string): void => {
    new Counter({
      name,
      help,
      labelNames: ['market'] as const,
      registers,
      async collect() {
        this.reset();
        await each((market) => this.inc({ market: market.market }, valueOf(market, from, '')));
      },
    });
  };
  counter('gpu_scrape_pages_fetched_total', 'Pages fetched and stored.', 'pages');
  counter('gpu_scrape_listings_parsed_total', 'Ads that were understood.', 'listings_parsed');
  counter(
    'gpu_scrape_source_disagreements_total',
    'Pages on which two sources said different things.',
    'source_disagreements',
  );
  new Counter({
    name: 'gpu_scrape_lock_skipped_total',
    help: 'Runs that ended at once because another held the lock.',
    labelNames: ['market'] as const,
    registers,
    async collect() {
      this.reset();
      await each((market) => this.inc({ market: market.market }, valueOf(market, 'runs', 'skipped_locked')));
    },
  });
  const counterBy = (label: string, values: readonly string[], name: string, help: string, from: string): void => {
    new Counter({
      name,
      help,
      labelNames: ['market', label],
      registers,
      async collect() {
        this.reset();
        await each((market) => {
          for (const value of values) this.inc({ market: market.market, [label]: value }, valueOf(market, from, value));
        });
      },
    });
  };
  counterBy('outcome', CYCLE_OUTCOMES, 'gpu_scrape_runs_total', 'Ended cycles by outcome.', 'runs');
  counterBy(
    'reason',
    REJECT_REASONS,
    'gpu_scrape_listings_rejected_total',
    'Ads that were left out, by reason.',
    'listings_rejected',
  );
  counterBy(
    'outcome',
    AD_PAGE_OUTCOMES,
    'gpu_scrape_ad_pages_total',
    "Pages of single ads that were opened: the ad read, the site's word that it has ended, or neither.",
    'ad_pages',
  );
  new Gauge({
    name: 'gpu_scrape_last_run_books',
    help: 'Balance of the last ended cycle: announced = seen + unreached, cards = seen + duplicates + padding, and so on.',
    labelNames: ['market', 'entry'] as const,
    registers,
    async collect() {
      this.reset();
      await each(({ market, books }) => {
        for (const entry of BOOK_ENTRIES) this.set({ market, entry }, books?.[entry] ?? 0);
      });
    },
  });
  new Gauge({
    name: 'gpu_listing_price_median_eur',
    help: 'Median price of the active listings of a variant with at least 5 of them, euro; memory_gb empty = not stated.',
    labelNames: ['model', 'memory_gb'] as const,
    registers,
    async collect() {
      this.reset();
      for (const { model, memoryGb, eurCents } of (await reading.get())?.medians ?? [])
        this.set({ model, memory_gb: memoryGb === null ? '' : String(memoryGb) }, eurCents / 100);
    },
  });
}

function valueOf(market: LedgerMarket, name: string, label: string): number {
  return market.counters.find((one) => one.name === name && one.label === label)?.value ?? 0;
}

/** One reading at a time, kept for a while; a failed one is not repeated within that while either. */
class LedgerReading {
  #current: Promise<Ledger | undefined> | undefined;
  #readAt = 0;

  constructor(private readonly options: LedgerMetricsOptions) {}

  get(): Promise<Ledger | undefined> {
    const now = this.options.now();
    if (this.#current === undefined || now - this.#readAt >= KEPT_MS) {
      this.#readAt = now;
      this.#current = this.options.read().then(
        (ledger) => this.#complete(ledger),
        (err: unknown) => {
          this.options.onFailure(err);
          return undefined;
        },
      );
    }
    return this.#current;
  }

  #complete(ledger: Ledger): Ledger {
    const known = new Set(ledger.markets.map(({ market }) => market));
    const unseen = this.options.markets.filter((market) => !known.has(market));
    return { ...ledger, markets: [...ledger.markets, ...unseen.map(neverScraped)] };
  }
}

function neverScraped(market: string): LedgerMarket {
  const never = { newestListingAt: null, lastSuccessAt: null, lastRunAt: null, lastRunSeconds: null, lastError: null };
  return { market, listings: 0, ...never, frozen: false, books: null, counters: [] };
}
