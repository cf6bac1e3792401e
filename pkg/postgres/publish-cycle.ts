/** Publishes a cycle in one transaction: readers see the whole of it or nothing. */
import type { Knex } from 'knex';
import type { Books, CycleToken } from '../listing/cycle.js';
import type { PublishRequest, PublishResult } from '../listing/cycle-store.js';
import { fence } from './fence.js';
import { linkRelisted } from './link-relisted.js';
import { refreshModelDailyThrough } from './model-daily.js';
import { toJson } from './save-page.js';
import * as sql from './publish-sql.js';

export async function publishCycle(db: Knex, token: CycleToken, request: PublishRequest): Promise<PublishResult> {
  return db.transaction(async (trx) => {
    const { marketId, startedAt } = await fence(trx, token);
    const names = { market: marketId, cycle: token.cycleId, now: request.now, rules: request.rulesVersion };
    const run = async <T>(statement: string, bindings: Record<string, unknown> = names): Promise<T> => {
      const { rows } = await trx.raw<{ rows: T[] }>(statement, bindings as never);
      return rows[0] as T;
    };
    // A publish touches thousands of a million rows, by key, and hot ones: the default cost makes the planner read whole tables.
    await trx.raw('SET LOCAL random_page_cost = 1.1');
    await run(sql.CREATE_JUDGED);
    await trx.raw(sql.INDEX_JUDGED);
    const added = await run<{ n: number }>(sql.ADD_LISTINGS);
    const repriced = await run<{ n: number }>(sql.RECORD_PRICES);
    const returned = await run<{ n: number }>(sql.NOTE_CHANGES);
    await run(sql.UPDATE_LISTINGS);
    const withdrawn = await run<{ n: number }>(sql.WITHDRAW);
    const absent = request.complete
      ? await run<{ missing: number; gone: number }>(sql.MOVE_ABSENT)
      : { missing: 0, gone: 0 };
    const relisted = added.n > 0 ? await linkRelisted(trx, { marketId, cycleId: token.cycleId, now: request.now }) : 0;
    await refreshModelDailyThrough(trx, request.now.toISOString().slice(0, 10));
    const status = request.complete ? 'published' : 'partial';
    const counters = countersOf(request.books, status, request.now.getTime() - startedAt.getTime());
    await run(sql.ADD_COUNTERS, { market: marketId, counters: toJson(counters) });
    await trx('scrape_cycles')
      .where({ id: token.cycleId })
      .update({
        status,
        complete: request.complete,
        progress: 100,
        message: request.message,
        rules_version: request.rulesVersion,
        books: toJson(request.books),
        heartbeat_at: trx.fn.now(),
        finished_at: request.now,
      });
    await trx('markets').where({ id: marketId }).update({ last_published_cycle_id: token.cycleId });
    const { slug } = await run<{ slug: string }>('SELECT slug FROM markets WHERE id = :market');
    const { active } = await run<{ active: number }>(
      `SELECT count(*)::int AS active FROM listings WHERE market_id = :market AND status = 'active'`,
    );
    await trx.raw('SELECT pg_notify(?, ?)', ['cycle_published', `${slug}:${token.cycleId}`]);
    return {
      active,
      added: added.n,
      repriced: repriced.n,
      returned: returned.n,
      ...absent,
      withdrawn: withdrawn.n,
      relisted,
    };
  });
}

/** The ledger behind the scraper's metrics: monotonic, so that a scrape between two cycles loses nothing. */
export function countersOf(
  books: Books | undefined,
  outcome: string,
  durationMs: number,
): { name: string; label: string; value: number }[] {
  const counters = [
    { name: 'runs', label: outcome, value: 1 },
    { name: 'run_duration_ms', label: '', value: Math.max(0, Math.round(durationMs)) },
  ];
  if (books === undefined) return counters;
  counters.push(
    { name: 'pages', label: '', value: books.pages },
    { name: 'listings_parsed', label: '', value: books.parsed },
    { name: 'source_disagreements', label: '', value: books.disagreements },
  );
  for (const [reason, n] of Object.entries(books.rejected))
    counters.push({ name: 'listings_rejected', label: reason, value: n });
  return counters;
}
