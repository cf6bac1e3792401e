/** Evaluates watches on offers and deals: one statement finds, notes and ranks what is told; here it becomes facts. */
import type { Knex } from 'knex';
import { findDeals } from '../../analytics/deals.js';
import { featuresOf, fitEffects, type OfferTraits } from '../../analytics/price-effects.js';
import { ENOUGH_OFFERS } from '../../analytics/statistics.js';
import { variantKey, type Variant } from '../../analytics/variant.js';
import type { WhyCode } from '../../listing/change.js';
import type { Fact } from '../../watch/fact.js';
import { beforeOf, whyOffer } from '../../watch/offer-condition.js';
import { COMPARABLES, OFFER_CELLS } from '../price-queries.js';
import { TELL_CHANGED, TELL_DEALS, TELL_PRESENT } from './offers-sql.js';
import { readDistributions, type VariantSeries } from './price-series.js';
import type { Answer, Teller } from './write-notifications.js';

/** The changes to look at, per market. */
export interface FeedRange {
  readonly marketId: number;
  /** After this one, up to `to`. */
  readonly from: number;
  readonly to: number;
}

interface ToldRow extends Variant {
  readonly watchId: number;
  readonly offerId: number;
  readonly clockStartedAt: Date;
  readonly knownEurCents: number | null;
  readonly listingId: number;
  readonly relistOf: number | null;
  readonly market: string;
  readonly url: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly priceEurCents: number;
  readonly location: string | null;
  readonly flags: string[];
  readonly condition: string | null;
  readonly firstSeenAt: Date;
  readonly total: number;
  readonly beforeStatus: string | null;
  readonly beforeEurCents: number | null;
  readonly whyCode: WhyCode | null;
  readonly fairEurCents: number | null;
}

export interface OfferStep {
  /** The market's own. */
  readonly now: Date;
  readonly ranges: readonly FeedRange[];
  readonly tellers: ReadonlyMap<number, Teller>;
  /** Of all markets together; day 0 is enough. */
  readonly series: ReadonlyMap<string, VariantSeries>;
}

/** Offers that changed, for watches that have begun. */
export function tellChanged(trx: Knex.Transaction, step: OfferStep): Promise<Answer[]> {
  return tell(trx, step, 'offer', TELL_CHANGED, bindRanges(step));
}

/** All that is there, for watches that begin. */
export function tellPresent(trx: Knex.Transaction, step: OfferStep): Promise<Answer[]> {
  return tell(trx, step, 'offer', TELL_PRESENT, {});
}

/** What is a deal now, for all watches on deals of these models. @param models `null` = all */
export async function tellDeals(
  trx: Knex.Transaction,
  step: OfferStep,
  models: readonly string[] | null,
): Promise<Answer[]> {
  const deals = await dealsOf(trx, models);
  return tell(trx, step, 'deal', TELL_DEALS, {
    ...bindRanges(step),
    deals: deals.map(({ id }) => id),
    fair: deals.map(({ fair }) => fair),
    doubted: deals.map(({ suspicious }) => suspicious),
  });
}

function bindRanges({ ranges }: OfferStep): Record<string, number[]> {
  return {
    markets: ranges.map(({ marketId }) => marketId),
    from: ranges.map(({ from }) => from),
    to: ranges.map(({ to }) => to),
  };
}

async function tell(
  trx: Knex.Transaction,
  { now, tellers, series }: OfferStep,
  kind: 'offer' | 'deal',
  sql: string,
  bindings: Record<string, unknown>,
): Promise<Answer[]> {
  const figures = [...series.values()].filter(({ lowest }) => lowest !== null);
  const { rows } = await trx.raw<{ rows: ToldRow[] }>(sql, {
    ...bindings,
    now,
    models: figures.map(({ model }) => model),
    memories: figures.map(({ memoryGb }) => memoryGb ?? 0),
    lowest: figures.map(({ lowest }) => lowest),
  } as never);
  const variants = new Map(rows.map((row) => [variantKey(row), row]));
  const asksLess = await readDistributions(trx, [...variants.values()]);
  const answers = new Map<number, { teller: Teller; facts: { key: string; fact: Fact }[]; total: number }>();
  for (const row of rows) {
    const teller = tellers.get(row.watchId);
    if (teller === undefined) continue; // removed while this ran
    const answer = answers.get(row.watchId) ?? { teller, facts: [], total: row.total };
    const key = `${kind}:${row.offerId}:${row.clockStartedAt.getTime()}:${row.priceEurCents}`;
    answer.facts.push({ key, fact: factOf(kind, row, teller, series.get(variantKey(row)), asksLess) });
    answers.set(row.watchId, answer);
  }
  return [...answers.values()];
}

function factOf(
  kind: 'offer' | 'deal',
  row: ToldRow,
  teller: Teller,
  variant: VariantSeries | undefined,
  asksLess: (variant: Variant, eurCents: number) => number | null,
): Fact {
  const known = row.knownEurCents === null ? null : { eurCents: row.knownEurCents };
  const before = row.beforeStatus === null ? null : { status: row.beforeStatus, priceEurCents: row.beforeEurCents };
  const { whyCode, priceEurCents } = row;
  // What did not change itself became a deal by what is around it.
  const why =
    teller.beginAs !== null
      ? 'initial'
      : whyCode === null
        ? known === null
          ? 'entered'
          : 'cheaper'
        : whyOffer({ known, before, whyCode, relisted: row.relistOf !== null, priceEurCents });
  const usual = variant?.series[0];
  return {
    kind,
    why,
    offer: {
      ...{ listingId: row.listingId, market: row.market, url: row.url, title: row.title, model: row.model },
      ...{ memoryGb: row.memoryGb, priceMinor: row.priceMinor, currency: row.currency, priceEurCents },
      ...{
        location: row.location,
        flags: row.flags,
        condition: row.condition,
        firstSeenAt: row.firstSeenAt.toISOString(),
      },
    },
    beforeEurCents: beforeOf({ known, before }),
    usual:
      usual === undefined
        ? null
        : {
            eurCents: usual.eurCents,
            n: usual.n,
            enough: usual.n >= ENOUGH_OFFERS,
            asksLess: asksLess(row, priceEurCents),
          },
    fairEurCents: row.fairEurCents,
  };
}

interface Deal {
  readonly id: number;
  readonly fair: number;
  readonly suspicious: boolean;
}

/** By the one rule of pkg/analytics, model by model, so that no more than one model's offers are held. */
async function dealsOf(trx: Knex.Transaction, models: readonly string[] | null): Promise<Deal[]> {
  type Cell = Variant & OfferTraits & { flags: string; n: number; meanLog: number; squares: number };
  const cells = await trx.raw<{ rows: Cell[] }>(OFFER_CELLS);
  const traits = cells.rows.map((cell) => ({ ...cell, flags: cell.flags.split(' ') }));
  const effects = fitEffects(traits.map((cell) => ({ ...cell, features: featuresOf(cell) })));
  const offered = new Set(traits.map(({ model }) => model));
  const deals: Deal[] = [];
  for (const model of models === null ? offered : models.filter((each) => offered.has(each))) {
    const found = findDeals(await comparables(trx, model), effects);
    for (const { offer, fair } of found.deals) deals.push({ id: offer.id, fair: fair.eurCents, suspicious: false });
    for (const { offer, fair } of found.suspicious) deals.push({ id: offer.id, fair: fair.eurCents, suspicious: true });
  }
  return deals;
}

interface Comparable extends Variant, OfferTraits {
  readonly id: number;
  readonly priceEurCents: number;
  readonly pageRead: boolean;
}

async function comparables(trx: Knex.Transaction, model: string): Promise<Comparable[]> {
  const sql = `SELECT id, slug AS market, memory_gb AS "memoryGb", price_eur_cents AS "priceEurCents", condition, flags,
                      days_up AS "daysUp", page_read AS "pageRead"
                 FROM (${COMPARABLES.replace('$1', ':model')}) AS c (id, slug, memory_gb, price_eur_cents, condition, flags, days_up, page_read)`;
  type Row = Omit<Comparable, 'flags' | 'model'> & { flags: string };
  const { rows } = await trx.raw<{ rows: Row[] }>(sql, { model });
  return rows.map((row) => ({ ...row, model, flags: row.flags.split(' ') }));
}
