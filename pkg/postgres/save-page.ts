/** Stores one fetched page in one transaction: raw ads, verdicts, and the progress and counts of its search. */
import type { Knex } from 'knex';
import type { CycleToken } from '../listing/cycle.js';
import type { PageRecord } from '../listing/cycle-store.js';
import type { JudgedAd } from '../listing/judge-ad.js';
import type { Verdict } from '../listing/verdict.js';
import { fence } from './fence.js';
import { hasTextSql } from './has-text-sql.js';
import { toJson } from './to-json.js';

/** A page that was stored before (killed between commit and acknowledgement) changes nothing. */
export async function savePage(db: Knex, token: CycleToken, page: PageRecord): Promise<void> {
  await db.transaction(async (trx) => {
    const { marketId } = await fence(trx, token);
    const search = await trx('cycle_searches')
      .where({ id: page.searchId, cycle_id: token.cycleId })
      .first<{ next_page: number; done: boolean; term: string } | undefined>('next_page', 'done', 'term');
    if (search === undefined || search.done || search.next_page !== page.page) return;
    const ads = firstOfEach(page.ads);
    const rawIds = await storeJudged(trx, marketId, token.cycleId, ads, page.now);
    const newInSearch = await storeSeen(trx, 'search_ads', 'search_id', page.searchId, ads, rawIds);
    const newInCycle = await storeSeen(trx, 'cycle_ads', 'cycle_id', token.cycleId, ads, rawIds);
    if (newInCycle < ads.length) await trx.raw(KEEP_FULLER, { cycle: token.cycleId, ids: [...rawIds.values()] });
    await trx.raw(
      `UPDATE cycle_searches SET next_page = next_page + 1, done = ?, outcome = ?, announced = coalesce(announced, ?),
              total_pages = coalesce(?, total_pages), unread = ?, cards = cards + ?, seen = seen + ?,
              duplicates = duplicates + ?, padding = padding + ?, unparsed = unparsed + ?, new_ads = new_ads + ?,
              repeats = repeats + ?, disagreements = disagreements + ?
        WHERE id = ?`,
      [
        page.outcome !== undefined,
        page.outcome ?? null,
        page.announced,
        page.totalPages,
        page.unread ?? 0,
        page.cards,
        newInSearch + page.unparsed,
        page.repeats,
        page.padding,
        page.unparsed,
        newInCycle,
        page.ads.length - newInCycle,
        page.disagreements,
        page.searchId,
      ] as never[],
    );
    if (page.ranges !== undefined)
      await trx('cycle_searches').insert(
        page.ranges.map(({ priceFrom, priceTo }) => ({
          cycle_id: token.cycleId,
          parent_id: page.searchId,
          term: search.term,
          price_from: priceFrom,
          price_to: priceTo,
        })),
      );
    await trx.raw('UPDATE scrape_cycles SET pages = pages + 1, heartbeat_at = now() WHERE id = ?', [token.cycleId]);
  });
}

/** A card on a page without descriptions must not hide what another page of the cycle says in full. `:cycle`, `:ids` */
const KEEP_FULLER = `
UPDATE cycle_ads a SET raw_ad_id = r.id
  FROM raw_ads r JOIN raw_ads was ON was.market_id = r.market_id AND was.external_id = r.external_id
 WHERE a.cycle_id = :cycle AND a.external_id = r.external_id AND a.raw_ad_id = was.id AND r.id = ANY(:ids) AND r.id <> was.id
   AND ${hasTextSql('r')} AND NOT ${hasTextSql('was')}`;

/** Stores ads and what they are taken for; resolves to the ids of the ads by external id. */
export async function storeJudged(
  trx: Knex.Transaction,
  marketId: number,
  cycleId: number,
  ads: readonly JudgedAd[],
  now: Date,
): Promise<Map<string, number>> {
  const rawIds = await storeRawAds(trx, marketId, cycleId, ads, now);
  const verdicts = ads.map(({ ad, verdict }) => ({ rawAdId: idOf(rawIds, ad.externalId), verdict }));
  await storeVerdicts(trx, verdicts, now);
  return rawIds;
}

/** Inserts verdicts that are not there yet: the same rules give the same verdict. `into` is that table or a copy of its form. */
export async function storeVerdicts(
  trx: Knex.Transaction,
  verdicts: readonly { rawAdId: number; verdict: Verdict }[],
  now: Date,
  into = 'verdicts',
): Promise<void> {
  if (verdicts.length === 0) return;
  const rows = verdicts.map(({ rawAdId, verdict }) => ({
    raw_ad_id: rawAdId,
    rules_version: verdict.rulesVersion,
    verdict: verdict.verdict,
    reason: verdict.verdict === 'accepted' ? null : verdict.reason,
    rule: verdict.rule,
    evidence: verdict.evidence,
    model: verdict.model ?? null,
    memory_gb: verdict.verdict === 'rejected' ? null : verdict.memoryGb,
    flags: verdict.verdict === 'rejected' ? [] : verdict.flags,
  }));
  await trx.raw(
    `INSERT INTO ?? (raw_ad_id, rules_version, verdict, reason, rule, evidence, model, memory_gb, flags, judged_at)
     SELECT raw_ad_id, rules_version, verdict, reason, rule, evidence, model, memory_gb,
            ARRAY(SELECT jsonb_array_elements_text(flags)), ?
       FROM jsonb_to_recordset(?) AS v(raw_ad_id bigint, rules_version text, verdict text, reason text, rule text,
                                       evidence jsonb, model text, memory_gb real, flags jsonb)
     ON CONFLICT DO NOTHING`,
    [into, now, toJson(rows)],
  );
}

/** The first card of each ad. */
function firstOfEach(ads: readonly JudgedAd[]): JudgedAd[] {
  const byId = new Map<string, JudgedAd>();
  for (const judged of ads) if (!byId.has(judged.ad.externalId)) byId.set(judged.ad.externalId, judged);
  return [...byId.values()];
}

async function storeRawAds(
  trx: Knex.Transaction,
  marketId: number,
  cycleId: number,
  ads: readonly JudgedAd[],
  now: Date,
): Promise<Map<string, number>> {
  const rows = ads.map(({ ad, contentHash }) => ({
    external_id: ad.externalId,
    content_hash: Buffer.from(contentHash).toString('hex'),
    url: ad.url,
    title: ad.title,
    description: ad.description ?? null,
    price_text: ad.priceText,
    price_minor: ad.priceMinor,
    currency: ad.currency,
    negotiable: ad.negotiable,
    price_disagrees: ad.priceDisagrees ?? false,
    condition: ad.condition,
    item_condition: ad.itemCondition,
    location: ad.location,
    params: ad.params,
    photo_count: ad.photoCount,
  }));
  const { rows: stored } = await trx.raw<{ rows: { id: number; external_id: string }[] }>(
    `INSERT INTO raw_ads (market_id, external_id, content_hash, first_cycle_id, last_cycle_id, url, title, description,
                          price_text, price_minor, currency, negotiable, price_disagrees, condition, item_condition, location,
                          params, photo_count, seen_at)
     SELECT ?, external_id, decode(content_hash, 'hex'), ?, ?, url, title, description, price_text, price_minor, currency,
            negotiable, price_disagrees, condition, item_condition, location, params, photo_count, ?
       FROM jsonb_to_recordset(?) AS r(external_id text, content_hash text, url text, title text, description text,
            price_text text, price_minor bigint, currency text, negotiable boolean, price_disagrees boolean, condition text,
            item_condition text, location text, params jsonb, photo_count smallint)
     ON CONFLICT (market_id, external_id, content_hash) DO UPDATE
        SET last_cycle_id = excluded.last_cycle_id, item_condition = excluded.item_condition
     RETURNING id, external_id`,
    [marketId, cycleId, cycleId, now, toJson(rows)],
  );
  return new Map(stored.map((row) => [row.external_id, row.id]));
}

/** Notes the ads as seen by the search or the cycle; resolves to how many were not there before. */
async function storeSeen(
  trx: Knex.Transaction,
  table: 'search_ads' | 'cycle_ads',
  column: 'search_id' | 'cycle_id',
  owner: number,
  ads: readonly JudgedAd[],
  rawIds: ReadonlyMap<string, number>,
): Promise<number> {
  if (ads.length === 0) return 0;
  const rows = ads.map(({ ad }) => ({
    [column]: owner,
    external_id: ad.externalId,
    ...(table === 'cycle_ads' && {
      raw_ad_id: idOf(rawIds, ad.externalId),
      promoted: ad.promoted,
      refreshed_at: ad.refreshedAt,
    }),
  }));
  const inserted = await trx(table).insert(rows).onConflict().ignore().returning('external_id');
  return inserted.length;
}

function idOf(rawIds: ReadonlyMap<string, number>, externalId: string): number {
  const id = rawIds.get(externalId);
  if (id === undefined) throw new RangeError(`ad ${externalId} was not stored`);
  return id;
}
