/** Evaluates watches on the scraper itself: which markets are no longer read, by the clock and by how their cycles end. */
import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import type { Fact } from '../../watch/fact.js';
import { decideScraper, type MarketHealth, type ScraperState } from '../../watch/scraper-condition.js';
import { statefulWatches, writeStates, type StateChange } from './watch-states.js';
import type { Answer } from './write-notifications.js';

/** A market is stale since its last publish or, before the first, since its first cycle began. */
const HEALTH = `
SELECT m.slug AS market, p.finished_at AS "publishedAt", e.id AS "cycleId", e.status AS "lastStatus",
       coalesce(p.finished_at, (SELECT min(started_at) FROM scrape_cycles c WHERE c.market_id = m.id)) AS since
  FROM markets m
  LEFT JOIN scrape_cycles p ON p.id = m.last_published_cycle_id
  LEFT JOIN LATERAL (SELECT id, status FROM scrape_cycles c
                      WHERE c.market_id = m.id AND c.status NOT IN ('running', 'skipped_locked') ORDER BY id DESC LIMIT 1) AS e ON true
 ORDER BY m.slug`;

interface HealthRow extends MarketHealth {
  readonly market: string;
  readonly publishedAt: Date | null;
  readonly cycleId: number | null;
}

export async function* tellScrapers(trx: Knex.Transaction, now: Date): AsyncGenerator<Answer[]> {
  const { rows: markets } = await trx.raw<{ rows: HealthRow[] }>(HEALTH);
  for await (const watches of statefulWatches(trx, ['scraper'])) {
    const answers: Answer[] = [];
    const changes: StateChange[] = [];
    for (const watch of watches) {
      const { rule } = watch;
      if (rule.kind !== 'scraper') continue;
      const facts: { key: string; fact: Fact }[] = [];
      for (const health of markets.filter(({ market }) => watch.market === null || watch.market === market)) {
        const subject = health.market;
        const before = watch.states[subject] as ScraperState | undefined;
        const { state, tell } = decideScraper(rule, before ?? null, health, { now, begin: watch.beginAs });
        if (!isDeepStrictEqual(state, before)) changes.push({ watchId: watch.id, subject, state });
        if (tell === null) continue;
        const publishedAt = health.publishedAt?.toISOString() ?? null;
        // Named by the cycle before it as well: the next outage of the same name is another fact.
        const key = `scraper:${subject}:${tell}:${health.cycleId ?? 0}:${publishedAt ?? ''}`;
        facts.push({ key, fact: { kind: 'scraper', market: subject, state: tell, publishedAt } });
      }
      if (facts.length > 0) answers.push({ teller: watch, facts, total: facts.length });
    }
    await writeStates(trx, changes);
    yield answers;
  }
}
