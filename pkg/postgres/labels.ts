/** What persons say of ads: kept in place of the rules' verdicts, and applied to the listings at once where no cycle is at work. */
import type { Knex } from 'knex';
import { InvalidInputError } from '../errors/app-error.js';
import { ACTIONS, type Action } from '../listing/change.js';
import type { ConditionFlag, RejectReason } from '../listing/verdict.js';
import { applyChanges } from './changes/apply-changes.js';
import { deriveChanges } from './changes/derive-changes.js';
import { linkRelisted } from './changes/link-relisted.js';
import { beginObservations, observe } from './changes/observations.js';
import { lockMarkets, MarketBusyError } from './lock-markets.js';
import { RECALLED_COLUMNS, recallSql } from './recall-sql.js';
import { tellReaders } from './tell-readers.js';

/** What a person says an ad is. */
export type Said =
  | {
      readonly verdict: 'accepted';
      readonly model: string;
      readonly memoryGb: number | null;
      /** @default those that the rules saw */
      readonly flags?: readonly ConditionFlag[];
    }
  | { readonly verdict: 'rejected'; readonly reason: RejectReason };

export interface AdName {
  readonly market: string;
  readonly externalId: string;
}

export interface NewLabel extends AdName {
  readonly says: Said;
  readonly note: string;
  /** Only as the ad is now; another text of it is judged by the rules again. */
  readonly thisText: boolean;
  readonly now: Date;
}

export interface LabelOutcome {
  readonly id: number;
  /** What it did to the ad's listing, in order; `null`: a scraper is at work on the market, and its publish will apply it. */
  readonly actions: readonly Action[] | null;
  /** No cycle has stored the ad: the label waits for it. */
  readonly unseen: boolean;
}

export interface Label extends AdName {
  readonly id: number;
  readonly contentHash: string | null;
  readonly verdict: 'accepted' | 'rejected';
  readonly reason: RejectReason | null;
  readonly model: string | null;
  readonly memoryGb: number | null;
  readonly flags: readonly ConditionFlag[];
  readonly note: string;
  readonly at: Date;
  /** What the ad said that is labelled, or says now; `null` when it is not stored (any more). */
  readonly ad: {
    readonly title: string;
    readonly description: string | null;
    readonly priceMinor: number | null;
    readonly currency: string | null;
    readonly url: string;
  } | null;
}

const ADD = `
INSERT INTO verdict_labels (market_id, external_id, content_hash, verdict, reason, model, memory_gb, flags, note, at)
SELECT :market, :ad, CASE WHEN :thisText THEN r.content_hash END, :verdict, :reason, :model, :memory,
       coalesce(:flags, CASE WHEN :verdict = 'accepted' THEN v.flags END, '{}'), :note, :now
  FROM (VALUES (1)) AS one
  LEFT JOIN LATERAL (SELECT id, content_hash FROM raw_ads WHERE market_id = :market AND external_id = :ad
                      ORDER BY last_cycle_id DESC, id DESC LIMIT 1) AS r ON true
  LEFT JOIN effective_verdicts v ON v.raw_ad_id = r.id
    ON CONFLICT (market_id, external_id, content_hash) DO UPDATE
   SET verdict = excluded.verdict, reason = excluded.reason, model = excluded.model, memory_gb = excluded.memory_gb,
       flags = excluded.flags, note = excluded.note, at = excluded.at
RETURNING id`;

/** Said again of the same ad, a label replaces what was said before. @throws InvalidInputError for a market that is not known */
export async function addLabel(db: Knex, label: NewLabel): Promise<LabelOutcome> {
  const { externalId, says, note, thisText, now } = label;
  const market = await marketOf(db, label.market);
  const seen = await db('raw_ads')
    .where({ market_id: market, external_id: externalId })
    .first<object | undefined>('id');
  if (thisText && seen === undefined)
    throw new InvalidInputError(`ad ${externalId} of ${label.market} is not stored: there is no text of it to label`);
  const card = says.verdict === 'accepted' ? says : undefined;
  const { rows } = await db.raw<{ rows: { id: number }[] }>(ADD, {
    ...{ market, ad: externalId, thisText, verdict: says.verdict, note, now },
    ...{ reason: says.verdict === 'rejected' ? says.reason : null, model: card?.model ?? null },
    ...{ memory: card?.memoryGb ?? null, flags: card?.flags ?? null },
  } as never);
  const actions = await applyLabels(db, label, now);
  return { id: rows[0]?.id ?? 0, actions, unseen: seen === undefined };
}

/** The rules' verdict counts again. @throws InvalidInputError when there is no such label */
export async function removeLabel(db: Knex, id: number, now: Date): Promise<LabelOutcome> {
  const { rows } = await db.raw<{ rows: AdName[] }>(
    `DELETE FROM verdict_labels l USING markets m WHERE l.id = ? AND m.id = l.market_id
     RETURNING m.slug AS market, l.external_id AS "externalId"`,
    [id],
  );
  const [ad] = rows;
  if (ad === undefined) throw new InvalidInputError(`there is no label ${id}`);
  return { id, actions: await applyLabels(db, ad, now), unseen: false };
}

const LIST = `
SELECT l.id, m.slug AS market, l.external_id AS "externalId", encode(l.content_hash, 'hex') AS "contentHash", l.verdict, l.reason,
       l.model, l.memory_gb AS "memoryGb", l.flags, l.note, l.at,
       CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('title', r.title, 'description', r.description, 'priceMinor', r.price_minor,
                                                          'currency', r.currency, 'url', r.url) END AS ad
  FROM verdict_labels l
  JOIN markets m ON m.id = l.market_id
  LEFT JOIN LATERAL (SELECT * FROM raw_ads r WHERE r.market_id = l.market_id AND r.external_id = l.external_id
                                               AND (l.content_hash IS NULL OR r.content_hash = l.content_hash)
                      ORDER BY r.last_cycle_id DESC, r.id DESC LIMIT 1) AS r ON true
 WHERE :market::text IS NULL OR m.slug = :market
 ORDER BY l.id`;

/** In the order in which they were first said. */
export async function listLabels(db: Knex, market?: string): Promise<Label[]> {
  return (await db.raw<{ rows: Label[] }>(LIST, { market: market ?? null } as never)).rows;
}

/** Brings the listing of one ad in line with what is said of it; `null` when a scraper is at work: its publish does the same. */
async function applyLabels(db: Knex, { market, externalId }: AdName, now: Date): Promise<Action[] | null> {
  try {
    return await db.transaction(async (trx) => {
      await lockMarkets(trx, market);
      const id = await marketOf(trx, market);
      await beginObservations(trx, [id]);
      const own = 'market_id = :market AND external_id = :ad';
      const judged = 'SELECT raw_ad_id, verdict, reason, model, memory_gb, flags FROM effective_verdicts';
      await observe(trx, RECALLED_COLUMNS, recallSql(judged, own), { market: id, ad: externalId });
      await deriveChanges(trx, { now, complete: false, cycleId: null });
      await linkRelisted(trx);
      const rules = await trx('markets').where({ id }).first<{ rules_version: string | null }>('rules_version');
      const counts = await applyChanges(trx, { now, origin: { source: 'label', rulesVersion: rules.rules_version } });
      // Also where no listing changes: what was left out is left out for another reason, or by another word.
      await tellReaders(trx, { markets: [id] });
      return ACTIONS.filter((action) => action in counts);
    });
  } catch (err) {
    if (err instanceof MarketBusyError) return null;
    throw err;
  }
}

async function marketOf(db: Knex, slug: string): Promise<number> {
  const row = await db('markets').where({ slug }).first<{ id: number } | undefined>('id');
  if (row === undefined) {
    const known = await db('markets').orderBy('slug').pluck<string[]>('slug');
    throw new InvalidInputError(`market ${slug} is not known: ${known.join(', ') || 'none was ever read'}`);
  }
  return row.id;
}
