/** Pages of single ads in PostgreSQL: which a cycle opens, what they answered, and what is known of an ad from them. */
import type { Knex } from 'knex';
import type {
  AbsentAd,
  KnownText,
  PageAnswer,
  PageCandidate,
  PageCounts,
  PageReason,
  PendingPage,
  PlannedPage,
} from '../listing/ad-page-store.js';
import type { CycleToken } from '../listing/cycle.js';
import type { Currency } from '../listing/money.js';
import type { ItemCondition, RawAd } from '../listing/raw-ad.js';
import * as sql from './ad-pages-sql.js';
import { fence } from './fence.js';
import { judgedSql } from './judged-sql.js';
import { storeJudged } from './save-page.js';
import { toJson } from './to-json.js';

interface TextRow {
  external_id: string;
  description: string;
  params: Record<string, string>;
  item_condition: ItemCondition | null;
  photo_count: number;
}

export async function knownTexts(
  db: Knex,
  { cycleId }: CycleToken,
  ads: readonly Pick<RawAd, 'externalId' | 'title'>[],
): Promise<ReadonlyMap<string, KnownText>> {
  if (ads.length === 0) return new Map();
  const wanted = toJson(ads.map(({ externalId, title }) => ({ external_id: externalId, title })));
  const { rows } = await db.raw<{ rows: TextRow[] }>(sql.KNOWN_TEXTS, { cycle: cycleId, ads: wanted });
  return new Map(
    rows.map(({ external_id, description, params, item_condition: itemCondition, photo_count: photoCount }) => [
      external_id,
      { description, params, itemCondition, photoCount },
    ]),
  );
}

interface CandidateRow {
  external_id: string;
  url: string;
  title: string;
  verdict: PageCandidate['verdict'];
  model: string;
  memory_gb: number | null;
  flags: PageCandidate['flags'];
  item_condition: ItemCondition | null;
  price_minor: number | null;
  currency: Currency | null;
  price_eur_cents: number | null;
  days_up: number;
  has_text: boolean;
  is_read: boolean;
}

export async function pageCandidates(
  db: Knex,
  { cycleId }: CycleToken,
  { rulesVersion, readSince, now }: { readonly rulesVersion: string; readonly readSince: Date; readonly now: Date },
): Promise<PageCandidate[]> {
  const judged = judgedSql('(SELECT * FROM verdicts WHERE rules_version = :rules)');
  const names = { cycle: cycleId, rules: rulesVersion, since: readSince, now };
  const { rows } = await db.raw<{ rows: CandidateRow[] }>(sql.candidatesSql(judged), names);
  return rows.map((row) => ({
    ...{ externalId: row.external_id, url: row.url, title: row.title, verdict: row.verdict, model: row.model },
    ...{ memoryGb: row.memory_gb, flags: row.flags, condition: row.item_condition, priceMinor: row.price_minor },
    ...{ currency: row.currency, priceEurCents: row.price_eur_cents, daysUp: row.days_up },
    ...{ hasText: row.has_text, isRead: row.is_read },
  }));
}

export async function absentees(db: Knex, { cycleId }: CycleToken, limit: number): Promise<AbsentAd[]> {
  type Row = { external_id: string; url: string; title: string; price_minor: number; currency: Currency };
  const { rows } = await db.raw<{ rows: Row[] }>(sql.ABSENTEES, { cycle: cycleId, limit });
  return rows.map(({ external_id: externalId, url, title, price_minor: priceMinor, currency }) => ({
    ...{ externalId, url, title, priceMinor, currency },
  }));
}

export async function planPages(db: Knex, token: CycleToken, pages: readonly PlannedPage[]): Promise<void> {
  if (pages.length === 0) return;
  await db.transaction(async (trx) => {
    const { marketId } = await fence(trx, token);
    const rows = pages.map(({ externalId, url, why, title, priceMinor, currency }, at) => ({
      ...{ position: at + 1, external_id: externalId, url, why, title, price_minor: priceMinor, currency },
    }));
    await trx.raw(sql.PLAN, { cycle: token.cycleId, market: marketId, pages: toJson(rows) });
  });
}

interface PendingRow {
  position: number;
  page_id: string;
  page_url: string;
  why: PageReason;
  promoted: boolean;
  refreshed_at: Date | null;
  /** Of raw_ads; `null` for an ad that the searches did not show. */
  id: number | null;
  title: string;
  description: string | null;
  price_text: string;
  price_minor: number | null;
  currency: Currency | null;
  negotiable: boolean;
  price_disagrees: boolean;
  condition: string | null;
  item_condition: ItemCondition | null;
  location: string | null;
  params: Record<string, string>;
  photo_count: number;
}

export async function nextPage(db: Knex, { cycleId }: CycleToken): Promise<PendingPage | undefined> {
  const { rows } = await db.raw<{ rows: PendingRow[] }>(sql.NEXT_PAGE, { cycle: cycleId });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { position, page_id: externalId, page_url: url, why } = row;
  return { position, externalId, url, why, ad: row.id === null ? null : toRawAd(row) };
}

function toRawAd(row: PendingRow): RawAd {
  return {
    ...{ externalId: row.page_id, url: row.page_url, title: row.title, priceText: row.price_text },
    ...(row.description !== null && { description: row.description }),
    ...{ priceMinor: row.price_minor, currency: row.currency, negotiable: row.negotiable },
    ...(row.price_disagrees && { priceDisagrees: true }),
    ...{ promoted: row.promoted, padding: false, condition: row.condition, itemCondition: row.item_condition },
    ...{ location: row.location, refreshedAt: row.refreshed_at, params: row.params, photoCount: row.photo_count },
  };
}

export async function savePageAnswer(db: Knex, token: CycleToken, answer: PageAnswer): Promise<void> {
  const { position, now, outcome, judged } = answer;
  await db.transaction(async (trx) => {
    const { marketId } = await fence(trx, token);
    const page = { cycle_id: token.cycleId, position };
    if (judged === undefined) {
      await trx('cycle_pages').where(page).update({ outcome, opened_at: now });
      return;
    }
    const { externalId, title, priceMinor, currency } = judged.ad;
    const rawIds = await storeJudged(trx, marketId, token.cycleId, [judged], now);
    const rawAdId = rawIds.get(externalId) ?? null;
    await trx('cycle_pages')
      .where(page)
      .update({ outcome, opened_at: now, raw_ad_id: rawAdId, title, price_minor: priceMinor, currency });
    await trx('cycle_ads').where({ cycle_id: token.cycleId, external_id: externalId }).update({ raw_ad_id: rawAdId });
  });
}

export async function pageCounts(db: Knex, { cycleId }: CycleToken): Promise<PageCounts> {
  const { rows } = await db.raw<{ rows: PageCounts[] }>(sql.COUNTS, { cycle: cycleId });
  const [counts] = rows;
  if (counts === undefined) throw new RangeError('an aggregate has one row');
  return counts;
}
