/** Asks all watches about what was published since they looked last, and writes what they tell: one transaction, nothing lost or doubled by a kill. */
import type { Knex } from 'knex';
import { tellChanged, tellDeals, tellPresent, type FeedRange, type OfferStep } from './tell-offers.js';
import { readSeries } from './price-series.js';
import { tellPrices } from './tell-prices.js';
import { tellScrapers } from './tell-scrapers.js';
import { writeNotifications, type Answer, type Evaluation, type Teller } from './write-notifications.js';

/**
 * One evaluation at a time, and no watch changes meanwhile. A lock on tables, since it takes no snapshot: what was published or
 * changed while this waited is seen.
 */
const LOCK = 'LOCK TABLE watch_cursors, watches IN SHARE ROW EXCLUSIVE MODE';

export interface EvaluationResult {
  /** Notifications written. */
  readonly written: number;
  /** Whether something was published since the last evaluation. */
  readonly published: boolean;
  /** Watches that look. */
  readonly watches: number;
}

interface MarketRow {
  readonly id: number;
  readonly lastChange: number;
  readonly version: string;
  readonly rulesVersion: string | null;
  readonly publishedAt: Date | null;
  /** The market's own time of that publish, where it has one. */
  readonly observedAt: Date | null;
  readonly seq: number | null;
  readonly seen: string | null;
  readonly seenRules: string | null;
  /** Changes since `seq` that are still in the feed. */
  readonly kept: number;
}

const MARKETS = `
SELECT m.id, m.last_change AS "lastChange", coalesce(m.last_published_cycle_id, 0) || '.' || m.data_version AS version,
       m.rules_version AS "rulesVersion", p.finished_at AS "publishedAt",
       p.observed_at AS "observedAt", c.seq, c.version AS seen, c.rules_version AS "seenRules",
       (SELECT count(*)::int FROM listing_changes f WHERE f.market_id = m.id AND f.seq > c.seq AND f.seq <= m.last_change) AS kept
  FROM markets m
  LEFT JOIN watch_cursors c ON c.market_id = m.id
  LEFT JOIN scrape_cycles p ON p.id = m.last_published_cycle_id
 ORDER BY m.id`;

const SEEN = `
INSERT INTO watch_cursors (market_id, seq, version, rules_version, evaluated_at)
SELECT id, last_change, coalesce(last_published_cycle_id, 0) || '.' || data_version, rules_version, :now FROM markets
ON CONFLICT (market_id) DO UPDATE
   SET seq = excluded.seq, version = excluded.version, rules_version = excluded.rules_version, evaluated_at = excluded.evaluated_at`;

/** What only absence of the feed can say: each watch looks at the whole once more, and tells what it does not know. */
const BEGIN_ANEW = `UPDATE watches SET begin_as = coalesce(begin_as, 'summary'), revision = revision + 1 WHERE kind IN ('offer', 'deal')`;

const TELLERS = `
SELECT id, name, channels, digest_at AS "digestAt", digest_zone AS "digestZone", begin_as AS "beginAs", revision, kind, models
  FROM watches WHERE NOT paused`;

type TellerRow = Teller & { readonly kind: string; readonly models: readonly string[] | null };

/**
 * Evaluates the newest published state; what came and went since the last time is no news. Call it when something was published,
 * and every minute, since a scraper that stands still publishes nothing. Safe to call at any time and from several processes.
 */
export async function evaluateWatches(db: Knex, { now }: { readonly now: Date }): Promise<EvaluationResult> {
  return db.transaction(
    async (trx) => {
      await trx.raw(LOCK);
      await trx.raw('SET LOCAL random_page_cost = 1.1');
      return evaluate(trx, now);
    },
    { isolationLevel: 'repeatable read' },
  );
}

async function evaluate(trx: Knex.Transaction, now: Date): Promise<EvaluationResult> {
  const { rows: markets } = await trx.raw<{ rows: MarketRow[] }>(MARKETS);
  const moved = markets.filter(({ seen, version }) => seen !== version);
  const known = moved.filter(({ seq }) => seq !== null);
  if (known.some(({ seq, lastChange, kept }) => lastChange - (seq ?? 0) > kept)) await trx.raw(BEGIN_ANEW);
  const { rows: tellers } = await trx.raw<{ rows: TellerRow[] }>(TELLERS);
  const beginning = tellers.filter(({ beginAs }) => beginAs !== null);
  const published = moved.length > 0;
  const publishedAt = newest(markets.map((market) => market.publishedAt)) ?? now;
  // What is said of offers goes by the market's days, such as how long ago it was told; what is said of the work goes by ours.
  const marketNow = newest(markets.map(({ observedAt }) => observedAt)) ?? now;
  const version = markets.map((market) => `${market.id}.${market.version}`).join('-');
  const evaluation: Evaluation = { now, at: publishedAt, version };
  let written = 0;
  const write = async (answers: readonly Answer[]): Promise<void> => {
    written += await writeNotifications(trx, answers, evaluation);
  };

  if (published || beginning.length > 0) {
    const series = await readSeries(trx, null, [0]);
    const ranges = known.map(({ id, seq, lastChange }): FeedRange => ({
      marketId: id,
      from: seq ?? 0,
      to: lastChange,
    }));
    const step: OfferStep = {
      now: marketNow,
      ranges,
      series,
      tellers: new Map(tellers.map((teller) => [teller.id, teller])),
    };
    const of = (kind: string, which: readonly TellerRow[]): TellerRow[] =>
      which.filter((teller) => teller.kind === kind);
    if (of('offer', tellers).length > 0) await write(await tellChanged(trx, step));
    if (of('offer', beginning).length > 0) await write(await tellPresent(trx, step));
    const hunters = of('deal', published ? tellers : beginning);
    if (hunters.length > 0) await write(await tellDeals(trx, step, modelsOf(hunters)));
    const rulesChanged = known.some(({ seenRules, rulesVersion }) => seenRules !== null && seenRules !== rulesVersion);
    const prices = { now: marketNow, version, rulesChanged, onlyBeginning: !published };
    for await (const answers of tellPrices(trx, prices)) await write(answers);
  }
  for await (const answers of tellScrapers(trx, now)) await write(answers);

  if (beginning.length > 0)
    await trx.raw('UPDATE watches SET begin_as = NULL WHERE id = ANY(?)', [beginning.map(({ id }) => id)]);
  if (published) await trx.raw(SEEN, { now });
  return { written, published, watches: tellers.length };
}

function newest(times: readonly (Date | null)[]): Date | undefined {
  const known = times.flatMap((at) => at?.getTime() ?? []);
  return known.length === 0 ? undefined : new Date(Math.max(...known));
}

/** `null` = all. */
function modelsOf(tellers: readonly TellerRow[]): string[] | null {
  const models = new Set<string>();
  for (const teller of tellers) {
    if (teller.models === null) return null;
    for (const model of teller.models) models.add(model);
  }
  return [...models];
}
