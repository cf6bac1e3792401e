/** The cycle's progress and result in PostgreSQL. */
import type { Knex } from 'knex';
import type { AdPageStore } from '../listing/ad-page-store.js';
import type { Books } from '../listing/books.js';
import type { CycleToken, PendingSearch } from '../listing/cycle.js';
import type {
  BeginCycle,
  CycleStore,
  MarketRow,
  OpenCycle,
  PageRecord,
  PublishRequest,
  PublishResult,
  UnjudgedAd,
} from '../listing/cycle-store.js';
import type { Verdict } from '../listing/verdict.js';
import * as adPages from './ad-pages.js';
import { CYCLE_CONTENTS } from './ad-pages-sql.js';
import { fence } from './fence.js';
import { addMarketCounters, countersOf } from './counters.js';
import { publishCycle } from './publish-cycle.js';
import { readBooks } from './read-books.js';
import { savePage, storeVerdicts } from './save-page.js';
import { toJson } from './to-json.js';

/** Pages of single ads count as many as there may be until it is known how many there are. `:cycle`, `:adPages` */
const PROGRESS = `
SELECT greatest(c.progress, least(99, floor(100.0 * (s.done + p.done)
         / greatest(1, s.pages + CASE WHEN p.planned > 0 THEN p.planned ELSE :adPages END))))::int AS percent
  FROM scrape_cycles c
 CROSS JOIN LATERAL (
   SELECT sum(next_page - 1) AS done,
          sum(CASE WHEN done THEN next_page - 1 ELSE greatest(coalesce(total_pages, 1), next_page) END) AS pages
     FROM cycle_searches WHERE cycle_id = c.id) AS s
 CROSS JOIN LATERAL (
   SELECT count(*) AS planned, count(outcome) AS done FROM cycle_pages WHERE cycle_id = c.id) AS p
 WHERE c.id = :cycle`;

/** What a method of the store takes; the database comes in front of it. */
type AdPageArguments<M extends keyof AdPageStore> = Parameters<AdPageStore[M]>;

export class PgCycleStore implements CycleStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async ensureMarket({ slug, baseUrl, currency }: MarketRow): Promise<void> {
    await this.#db('markets')
      .insert({ slug, base_url: baseUrl, currency })
      .onConflict('slug')
      .merge(['base_url', 'currency']);
  }

  async begin({ market, trigger, pod, now, resumeSince, terms }: BeginCycle): Promise<OpenCycle> {
    return this.#db.transaction(async (trx) => {
      const marketId = await marketIdOf(trx, market);
      const { rows } = await trx.raw<{ rows: { id: number; epoch: number; started_at: Date; pages: number }[] }>(
        `SELECT id, epoch, started_at, pages FROM scrape_cycles WHERE market_id = ? AND status = 'running' FOR UPDATE`,
        [marketId],
      );
      const [running] = rows;
      if (running !== undefined && running.started_at > resumeSince) {
        const epoch = running.epoch + 1;
        await trx('scrape_cycles')
          .where({ id: running.id })
          .update({ epoch, pod, heartbeat_at: trx.fn.now(), message: 'resumed' });
        await notifyProgress(trx, market);
        const { id: cycleId, started_at: startedAt, pages } = running;
        return { token: { cycleId, epoch }, resumed: true, startedAt, pages };
      }
      if (running !== undefined) {
        const message = 'abandoned: it was stopped and is too old to be resumed';
        await trx('scrape_cycles').where({ id: running.id }).update({ status: 'failed', message, finished_at: now });
        const ran = now.getTime() - running.started_at.getTime();
        await addMarketCounters(trx, marketId, countersOf(undefined, 'failed', ran));
      }
      const [cycle] = await trx('scrape_cycles')
        .insert({ market_id: marketId, trigger, pod, started_at: now, heartbeat_at: trx.fn.now(), message: 'started' })
        .returning<{ id: number }[]>('id');
      if (cycle === undefined) throw new RangeError('the cycle was not stored');
      await trx('cycle_searches').insert(terms.map((term) => ({ cycle_id: cycle.id, term })));
      await notifyProgress(trx, market);
      return { token: { cycleId: cycle.id, epoch: 1 }, resumed: false, startedAt: now, pages: 0 };
    });
  }

  async recordSkipped({
    market,
    trigger,
    pod,
    now,
    message,
  }: Parameters<CycleStore['recordSkipped']>[0]): Promise<void> {
    await this.#db.transaction(async (trx) => {
      const marketId = await marketIdOf(trx, market);
      const row = { market_id: marketId, trigger, pod, started_at: now, heartbeat_at: trx.fn.now(), finished_at: now };
      await trx('scrape_cycles').insert({ ...row, status: 'skipped_locked', message });
      await addMarketCounters(trx, marketId, countersOf(undefined, 'skipped_locked', 0));
    });
  }

  async nextSearch({ cycleId }: CycleToken): Promise<PendingSearch | undefined> {
    const { rows } = await this.#db.raw<{ rows: PendingSearch[] }>(
      `SELECT s.id, s.term, s.price_from AS "priceFrom", s.price_to AS "priceTo", s.next_page AS "nextPage",
              parent.announced AS "parentAnnounced"
         FROM cycle_searches s LEFT JOIN cycle_searches parent ON parent.id = s.parent_id
        WHERE s.cycle_id = ? AND NOT s.done ORDER BY s.id LIMIT 1`,
      [cycleId],
    );
    return rows[0];
  }

  async seenInSearch(searchId: number, externalIds: readonly string[]): Promise<ReadonlySet<string>> {
    const ids = await this.#db('search_ads')
      .where({ search_id: searchId })
      .whereIn('external_id', [...externalIds])
      .pluck<string[]>('external_id');
    return new Set(ids);
  }

  savePage(token: CycleToken, page: PageRecord): Promise<void> {
    return savePage(this.#db, token, page);
  }

  async unjudged({ cycleId }: CycleToken, rulesVersion: string, limit: number): Promise<UnjudgedAd[]> {
    const { rows } = await this.#db.raw<{
      rows: {
        id: number;
        title: string;
        description: string | null;
        price_minor: number | null;
        currency: string | null;
        price_disagrees: boolean;
      }[];
    }>(
      `SELECT r.id, r.title, r.description, r.price_minor, r.currency::text AS currency, r.price_disagrees
         FROM (${CYCLE_CONTENTS}) a JOIN raw_ads r ON r.id = a.raw_ad_id
        WHERE NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.raw_ad_id = r.id AND v.rules_version = :rules)
        ORDER BY r.id LIMIT :limit`,
      { cycle: cycleId, rules: rulesVersion, limit },
    );
    return rows.map(
      ({ id, title, description, price_minor: priceMinor, currency, price_disagrees: priceDisagrees }) => ({
        rawAdId: id,
        ad: { title, description: description ?? undefined, priceMinor, currency, priceDisagrees },
      }),
    );
  }

  async saveVerdicts(
    token: CycleToken,
    verdicts: readonly { rawAdId: number; verdict: Verdict }[],
    now: Date,
  ): Promise<void> {
    await this.#db.transaction(async (trx) => {
      await fence(trx, token);
      await storeVerdicts(trx, verdicts, now);
    });
  }

  async heartbeat(token: CycleToken, progress?: { percent: number; message: string }): Promise<void> {
    await this.#db.transaction(async (trx) => {
      const { marketId } = await fence(trx, token);
      await trx('scrape_cycles')
        .where({ id: token.cycleId })
        .update({
          heartbeat_at: trx.fn.now(),
          ...(progress && {
            progress: trx.raw('greatest(progress, ?::int)', [progress.percent]),
            message: progress.message,
          }),
        });
      if (progress !== undefined) {
        const market = await trx('markets').where({ id: marketId }).first<{ slug: string }>('slug');
        await notifyProgress(trx, market.slug);
      }
    });
  }

  async progress({ cycleId }: CycleToken, adPages: number): Promise<number> {
    const { rows } = await this.#db.raw<{ rows: { percent: number }[] }>(PROGRESS, { cycle: cycleId, adPages });
    return rows[0]?.percent ?? 0;
  }

  books(token: CycleToken, rulesVersion: string): Promise<Books> {
    return readBooks(this.#db, token, rulesVersion);
  }

  async lastCards(market: string): Promise<number | null> {
    // The release before had no cards in doubt.
    const { rows } = await this.#db.raw<{ rows: { cards: number }[] }>(
      `SELECT (c.books->>'accepted')::int + coalesce((c.books->>'review')::int, 0) AS cards
         FROM markets m JOIN scrape_cycles c ON c.id = m.last_published_cycle_id WHERE m.slug = ?`,
      [market],
    );
    return rows[0]?.cards ?? null;
  }

  async noteFirstPages(token: CycleToken, digest: string): Promise<boolean> {
    return this.#db.transaction(async (trx) => {
      const { marketId } = await fence(trx, token);
      const earlier = await trx('scrape_cycles')
        .where({ market_id: marketId })
        .whereIn('status', ['published', 'partial'])
        .orderBy('id', 'desc')
        .limit(2)
        .pluck<string[]>('first_page_digest');
      const frozen = earlier.length === 2 && earlier.every((other) => other === digest);
      await trx('scrape_cycles').where({ id: token.cycleId }).update({ first_page_digest: digest, frozen });
      return frozen;
    });
  }

  knownTexts(...args: AdPageArguments<'knownTexts'>): ReturnType<AdPageStore['knownTexts']> {
    return adPages.knownTexts(this.#db, ...args);
  }

  pageCandidates(...args: AdPageArguments<'pageCandidates'>): ReturnType<AdPageStore['pageCandidates']> {
    return adPages.pageCandidates(this.#db, ...args);
  }

  absentees(...args: AdPageArguments<'absentees'>): ReturnType<AdPageStore['absentees']> {
    return adPages.absentees(this.#db, ...args);
  }

  planPages(...args: AdPageArguments<'planPages'>): ReturnType<AdPageStore['planPages']> {
    return adPages.planPages(this.#db, ...args);
  }

  nextPage(token: CycleToken): ReturnType<AdPageStore['nextPage']> {
    return adPages.nextPage(this.#db, token);
  }

  savePageAnswer(...args: AdPageArguments<'savePageAnswer'>): ReturnType<AdPageStore['savePageAnswer']> {
    return adPages.savePageAnswer(this.#db, ...args);
  }

  pageCounts(token: CycleToken): ReturnType<AdPageStore['pageCounts']> {
    return adPages.pageCounts(this.#db, token);
  }

  publish(token: CycleToken, request: PublishRequest): Promise<PublishResult> {
    return publishCycle(this.#db, token, request);
  }

  async finish(
    token: CycleToken,
    { status, message, errorCode, books, now }: Parameters<CycleStore['finish']>[1],
  ): Promise<void> {
    await this.#db.transaction(async (trx) => {
      const { marketId, startedAt } = await fence(trx, token);
      await trx('scrape_cycles')
        .where({ id: token.cycleId })
        .update({
          status,
          message,
          error_code: errorCode ?? null,
          finished_at: now,
          heartbeat_at: trx.fn.now(),
          ...(books && { books: toJson(books) }),
        });
      await addMarketCounters(trx, marketId, countersOf(books, status, now.getTime() - startedAt.getTime()));
      const market = await trx('markets').where({ id: marketId }).first<{ slug: string }>('slug');
      await notifyProgress(trx, market.slug);
    });
  }
}

async function marketIdOf(trx: Knex.Transaction, slug: string): Promise<number> {
  const row = await trx('markets').where({ slug }).first<{ id: number } | undefined>('id');
  if (row === undefined) throw new RangeError(`market ${slug} is not known: call ensureMarket first`);
  return row.id;
}

async function notifyProgress(trx: Knex.Transaction, market: string): Promise<void> {
  await trx.raw('SELECT pg_notify(?, ?)', ['scrape_progress', market]);
}
