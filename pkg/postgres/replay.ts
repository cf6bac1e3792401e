/** Judges stored ads again with today's rules, tells what changes, and (unless asked only to tell) changes the listings: without one request to a market. */
import type { Knex } from 'knex';
import type { Action } from '../listing/change.js';
import { judgeAd } from '../listing/judge-ad.js';
import type { Classifier, RejectReason, ReviewReason, Verdict } from '../listing/verdict.js';
import { applyChanges } from './changes/apply-changes.js';
import { deriveChanges } from './changes/derive-changes.js';
import { linkRelisted } from './changes/link-relisted.js';
import { beginObservations, observe } from './changes/observations.js';
import { judgedSql } from './judged-sql.js';
import { lockMarkets } from './lock-markets.js';
import { RECALLED_COLUMNS, recallSql } from './recall-sql.js';
import * as sql from './replay-sql.js';
import { storeVerdicts } from './save-page.js';
import { tellReaders } from './tell-readers.js';

export interface ReplayOptions {
  readonly classifier: Classifier;
  readonly now: Date;
  /** Change nothing. */
  readonly dryRun: boolean;
  /** Only texts that a cycle saw since then. @default all */
  readonly since?: Date;
  /** Texts in memory at a time. @default 1000 */
  readonly pageSize?: number;
  /** Told how many texts have been judged so far. */
  readonly onProgress?: (judged: number) => void;
}

/** What rules say of a text: accepted as a card, in review, or rejected for a reason (and the card it names, if any). */
export interface Judgement {
  readonly verdict: Verdict['verdict'];
  readonly reason: RejectReason | ReviewReason | null;
  readonly model: string | null;
  readonly memoryGb: number | null;
}

export interface Flip {
  readonly from: Judgement;
  readonly to: Judgement;
  /** The rule that decides now. */
  readonly rule: string;
  /** How many texts. */
  readonly texts: number;
  /** Up to three titles. */
  readonly titles: readonly string[];
}

export interface MedianMove {
  readonly model: string;
  readonly memoryGb: number | null;
  /** Active offers with a euro price. */
  readonly nBefore: number;
  readonly nAfter: number;
  /** Euro cents; `null` without offers. */
  readonly medianBefore: number | null;
  readonly medianAfter: number | null;
}

export interface ReplayReport {
  readonly rulesVersion: string;
  readonly dryRun: boolean;
  /** Texts that these rules had not judged yet. */
  readonly judged: number;
  /** Most frequent first. */
  readonly flips: readonly Flip[];
  readonly medians: readonly MedianMove[];
  /** Listings that are withdrawn, come back, become another card, get other flags, go into or out of doubt, or are new. */
  readonly listings: {
    readonly withdrawn: number;
    readonly restored: number;
    readonly remodelled: number;
    readonly reflagged: number;
    readonly reviewed: number;
    readonly added: number;
  };
}

/**
 * One transaction, so that a kill leaves nothing half done; a second replay by the same rules changes nothing. Past days stay
 * as they were published: every change is an event of now.
 * @throws MarketBusyError when a scraper is at work (never in a dry run)
 */
export async function replay(db: Knex, options: ReplayOptions): Promise<ReplayReport> {
  const { classifier, now, dryRun } = options;
  const { rulesVersion } = classifier;
  return db.transaction(async (trx) => {
    if (!dryRun) await lockMarkets(trx);
    await trx.raw(sql.CREATE_REPLAYED);
    const judged = await judgeAll(trx, options);
    await trx.raw('ANALYZE replayed');
    // A dry run must not stand in the way of a scraper: it locks nothing.
    await beginObservations(trx, dryRun ? [] : 'all');
    const verdicts = '(SELECT * FROM verdicts WHERE rules_version = :rules UNION ALL SELECT * FROM replayed)';
    await observe(trx, RECALLED_COLUMNS, recallSql(judgedSql(verdicts)), { rules: rulesVersion });
    await deriveChanges(trx, { now, complete: false, cycleId: null });
    await linkRelisted(trx);
    const report: ReplayReport = {
      ...{ rulesVersion, dryRun, judged },
      flips: await readFlips(trx),
      medians: await readMedians(trx),
      listings: await countActions(trx),
    };
    if (dryRun) return report;
    await trx.raw(sql.KEEP_VERDICTS);
    await applyChanges(trx, { now, origin: { source: 'replay', rulesVersion } });
    await tellReaders(trx, { rulesVersion });
    return report;
  });
}

async function judgeAll(trx: Knex.Transaction, options: ReplayOptions): Promise<number> {
  const { classifier, now, pageSize = 1_000, onProgress } = options;
  type Row = {
    id: number;
    title: string;
    description: string | null;
    price_minor: number | null;
    currency: string | null;
    price_disagrees: boolean;
  };
  const since = options.since === undefined ? 0 : await firstCycleSince(trx, options.since);
  let judged = 0;
  for (let after = 0; ;) {
    const names = { after, since, rules: classifier.rulesVersion, limit: pageSize };
    const { rows } = await trx.raw<{ rows: Row[] }>(sql.NEXT_PAGE, names);
    const last = rows.at(-1);
    if (last === undefined) return judged;
    const verdicts = rows.map(
      ({ id, description, price_minor: priceMinor, price_disagrees: priceDisagrees, ...ad }) => ({
        rawAdId: id,
        verdict: judgeAd(classifier, { ...ad, description: description ?? undefined, priceMinor, priceDisagrees }),
      }),
    );
    await storeVerdicts(trx, verdicts, now, 'replayed');
    after = last.id;
    judged += rows.length;
    onProgress?.(judged);
  }
}

/** Ids rise with time; a cycle id above all when there is none since. */
async function firstCycleSince(trx: Knex.Transaction, since: Date): Promise<number> {
  const { rows } = await trx.raw<{ rows: { id: number | null }[] }>(
    'SELECT min(id) AS id FROM scrape_cycles WHERE started_at >= ?',
    [since],
  );
  return rows[0]?.id ?? Number.MAX_SAFE_INTEGER;
}

async function readFlips(trx: Knex.Transaction): Promise<Flip[]> {
  type Side = 'from' | 'to';
  type Row = Record<`${Side}_verdict`, Judgement['verdict']> &
    Record<`${Side}_reason`, Judgement['reason']> &
    Record<`${Side}_model`, string | null> &
    Record<`${Side}_memory`, number | null> & { rule: string; texts: number; titles: string[] };
  const { rows } = await trx.raw<{ rows: Row[] }>(sql.FLIPS);
  const side = (row: Row, which: Side): Judgement => ({
    verdict: row[`${which}_verdict`],
    reason: row[`${which}_reason`],
    model: row[`${which}_model`],
    memoryGb: row[`${which}_memory`],
  });
  return rows.map((row) => ({
    from: side(row, 'from'),
    to: side(row, 'to'),
    ...{ rule: row.rule, texts: row.texts, titles: row.titles },
  }));
}

async function readMedians(trx: Knex.Transaction): Promise<MedianMove[]> {
  interface Row {
    readonly model: string;
    readonly memory_gb: number;
    readonly n_before: number;
    readonly n_after: number;
    readonly median_before: number | null;
    readonly median_after: number | null;
  }
  const { rows } = await trx.raw<{ rows: Row[] }>(sql.MEDIANS);
  return rows.map((row) => ({
    model: row.model,
    memoryGb: row.memory_gb === 0 ? null : row.memory_gb,
    nBefore: row.n_before,
    nAfter: row.n_after,
    medianBefore: row.median_before,
    medianAfter: row.median_after,
  }));
}

async function countActions(trx: Knex.Transaction): Promise<ReplayReport['listings']> {
  const { rows } = await trx.raw<{ rows: { action: Action; n: number }[] }>(sql.COUNT_ACTIONS);
  const count = (action: Action): number => rows.find((row) => row.action === action)?.n ?? 0;
  return {
    withdrawn: count('withdraw'),
    restored: count('restore'),
    remodelled: count('remodel'),
    reflagged: count('reflag'),
    reviewed: count('review'),
    added: count('add'),
  };
}
