/** Publishes a cycle in one transaction: readers see the whole of it or nothing. */
import type { Knex } from 'knex';
import type { CycleToken } from '../listing/cycle.js';
import type { PublishRequest, PublishResult } from '../listing/cycle-store.js';
import { CYCLE_CONTENTS } from './ad-pages-sql.js';
import { applyChanges } from './changes/apply-changes.js';
import { deriveChanges } from './changes/derive-changes.js';
import { linkRelisted } from './changes/link-relisted.js';
import { beginObservations, observe } from './changes/observations.js';
import { addMarketCounters, countersOf } from './counters.js';
import { fence } from './fence.js';
import { judgedSql } from './judged-sql.js';
import { refreshModelDailyThrough } from './model-daily.js';
import { toJson } from './to-json.js';

/** The ads that the cycle saw, among the results or on their own page, with their verdicts. `:market`, `:cycle`, `:rules`, `:now` */
const SEEN = `
  SELECT r.market_id, a.external_id, CASE v.verdict WHEN 'rejected' THEN 'rejected' ELSE 'card' END,
         CASE v.verdict WHEN 'rejected' THEN v.reason END, v.model, v.memory_gb, CASE v.verdict WHEN 'review' THEN v.reason END, v.flags,
         r.id, r.url, r.title, r.negotiable, r.location, r.photo_count, r.price_minor, r.currency, r.price_text, r.item_condition,
         :cycle::bigint, :now
    FROM (${CYCLE_CONTENTS}) a
    JOIN raw_ads r ON r.id = a.raw_ad_id
    JOIN (${judgedSql('(SELECT * FROM verdicts WHERE rules_version = :rules)')}) v ON v.raw_ad_id = r.id`;

/** Listings of the market that it did not see, or whose own page says that they have ended. `:market`, `:cycle` */
const UNSEEN = `
  SELECT l.market_id, l.external_id, CASE WHEN p.outcome = 'gone' THEN 'gone' ELSE 'absent' END
    FROM listings l
    LEFT JOIN cycle_pages p ON p.cycle_id = :cycle AND p.external_id = l.external_id
   WHERE l.market_id = :market AND l.status IN ('active', 'missing')
     AND NOT EXISTS (SELECT FROM observations o WHERE o.market_id = :market AND o.external_id = l.external_id)`;

export async function publishCycle(db: Knex, token: CycleToken, request: PublishRequest): Promise<PublishResult> {
  return db.transaction(async (trx) => {
    const { marketId, startedAt } = await fence(trx, token);
    const { now, observedAt = now, complete, rulesVersion, books, message } = request;
    const cycle = { market: marketId, cycle: token.cycleId };
    // A publish touches thousands of a million rows, by key, and hot ones: the default cost makes the planner read whole tables.
    await trx.raw('SET LOCAL random_page_cost = 1.1');
    await beginObservations(trx, [marketId]);
    const named = ['market_id', 'external_id', 'kind'] as const;
    const judged = ['reason', 'model', 'memory_gb', 'review', 'flags'] as const;
    const words = ['raw_ad_id', 'url', 'title', 'negotiable', 'location', 'photo_count'] as const;
    const offered = ['price_minor', 'currency', 'price_text', 'condition', 'cycle_id', 'seen_at'] as const;
    await observe(trx, [...named, ...judged, ...words, ...offered], SEEN, {
      ...cycle,
      rules: rulesVersion,
      now: observedAt,
    });
    await observe(trx, named, UNSEEN, cycle);
    await deriveChanges(trx, { now: observedAt, complete, cycleId: token.cycleId });
    const relisted = await linkRelisted(trx);
    const counts = await applyChanges(trx, { now, origin: { source: 'publish', cycleId: token.cycleId } });
    await refreshModelDailyThrough(trx, observedAt.toISOString().slice(0, 10), marketId);
    const status = complete ? 'published' : 'partial';
    await addMarketCounters(trx, marketId, countersOf(books, status, now.getTime() - startedAt.getTime()));
    await trx('scrape_cycles')
      .where({ id: token.cycleId })
      .update({
        ...{ status, complete, progress: 100, message, rules_version: rulesVersion, books: toJson(books) },
        heartbeat_at: trx.fn.now(),
        finished_at: now,
        observed_at: request.observedAt ?? null,
      });
    const [market] = await trx('markets')
      .where({ id: marketId })
      .update({ last_published_cycle_id: token.cycleId })
      .returning<{ slug: string }[]>('slug');
    const { rows } = await trx.raw<{ rows: { active: number }[] }>(
      `SELECT count(*)::int AS active FROM listings WHERE market_id = :market AND status = 'active'`,
      cycle,
    );
    await trx.raw('SELECT pg_notify(?, ?)', ['cycle_published', `${market?.slug ?? ''}:${token.cycleId}`]);
    return {
      active: rows[0]?.active ?? 0,
      added: counts.add ?? 0,
      repriced: counts.reprice ?? 0,
      returned: (counts.return ?? 0) + (counts.restore ?? 0),
      missing: counts.miss ?? 0,
      gone: counts.end ?? 0,
      withdrawn: counts.withdraw ?? 0,
      relisted,
    };
  });
}
