/** From the domain to the wire: field names in snake_case, cents to decimal euro, Dates to UTC text. */
import type { FairPrice } from '../analytics/fair-price.js';
import { ENOUGH_OFFERS, summarise } from '../analytics/statistics.js';
import type {
  CycleRecord,
  DailyPrices,
  ListingHistory,
  MarketStatus,
  Offer,
  RejectedAd,
  StoredVerdict,
} from '../listing/market-reader.js';
import type { Verdict } from '../listing/verdict.js';
import type { FairPriceDto } from './schemas/appraisal.js';
import type { ListingDetailDto, ListingDto, VerdictDto } from './schemas/listings.js';
import type { RejectedAdDto } from './schemas/rejected.js';
import type { CycleDto, ScrapeStatusDto } from './schemas/scrape.js';
import type { DailyVariantDto, HistoryPointDto, VariantStatsDto } from './schemas/stats.js';

/** Exact for two decimals: an integer of cents divided by 100 is the nearest double of the decimal number. */
export const euros = (cents: number): number => cents / 100;
export const eurosOrNull = (cents: number | null): number | null => (cents === null ? null : cents / 100);
const instant = (date: Date): string => date.toISOString();
const instantOrNull = (date: Date | null): string | null => (date === null ? null : date.toISOString());

/** A ratio with six significant digits: more would be noise. */
export const ratio = (value: number): number => Number(value.toPrecision(6));

export function presentOffer(offer: Offer): ListingDto {
  return {
    id: offer.id,
    market: offer.market,
    external_id: offer.externalId,
    url: offer.url,
    title: offer.title,
    model: offer.model,
    memory_gb: offer.memoryGb,
    price: eurosOrNull(offer.priceEurCents),
    currency: 'EUR',
    price_original: offer.priceMinor / 100,
    currency_original: offer.currency,
    price_text: offer.priceText,
    negotiable: offer.negotiable,
    condition: offer.condition,
    flags: [...offer.flags],
    review: offer.review,
    location: offer.location,
    photo_count: offer.photoCount,
    first_seen_at: instant(offer.firstSeenAt),
    last_seen_at: instant(offer.lastSeenAt),
    relist_of: offer.relistOf,
    cycle_id: offer.cycleId,
  };
}

export function presentListing(history: ListingHistory): ListingDetailDto {
  return {
    ...presentOffer(history.listing),
    status: history.status,
    on_market_since: instant(history.clockStartedAt),
    description: history.description,
    price_changes: history.prices.map((price) => ({
      since: instant(price.since),
      price: eurosOrNull(price.priceEurCents),
      currency: 'EUR',
      price_original: price.priceMinor / 100,
      currency_original: price.currency,
      cycle_id: price.cycleId,
    })),
    events: history.events.map((event) => ({
      at: instant(event.at),
      from_status: event.fromStatus,
      to_status: event.toStatus,
      model: event.model,
      memory_gb: event.memoryGb,
      review: event.review,
      why: event.why,
      cycle_id: event.cycleId,
    })),
    verdict: history.verdict === null ? null : presentStoredVerdict(history.verdict),
  };
}

export function presentStoredVerdict(verdict: StoredVerdict): VerdictDto {
  return {
    verdict: verdict.verdict,
    reason: verdict.reason,
    rule: verdict.rule,
    evidence: verdict.evidence.map((span) => ({ ...span })),
    rules_version: verdict.rulesVersion,
    model: verdict.model,
    memory_gb: verdict.memoryGb,
    flags: [...verdict.flags],
    judged_at: instant(verdict.judgedAt),
  };
}

export function presentVerdict(verdict: Verdict): VerdictDto {
  const card = verdict.verdict !== 'rejected';
  return {
    verdict: verdict.verdict,
    reason: verdict.verdict === 'accepted' ? null : verdict.reason,
    rule: verdict.rule,
    evidence: verdict.evidence.map((span) => ({ ...span })),
    rules_version: verdict.rulesVersion,
    model: verdict.model ?? null,
    memory_gb: card ? verdict.memoryGb : null,
    flags: card ? [...verdict.flags] : [],
    judged_at: null,
  };
}

/** @param eurCents not empty */
export function presentStats(model: string, memoryGb: number | null, eurCents: readonly number[]): VariantStatsDto {
  const summary = summarise(eurCents);
  return {
    model,
    memory_gb: memoryGb,
    n: summary.n,
    enough: summary.enough,
    min: euros(summary.min),
    p25: euros(summary.p25),
    median: euros(summary.median),
    p75: euros(summary.p75),
    max: euros(summary.max),
    mean: euros(summary.mean),
    robust_price: euros(summary.median),
    currency: 'EUR',
    left_out: summary.leftOut,
  };
}

export function presentDailyPrices(row: DailyPrices): DailyVariantDto {
  const { day, ...figures } = presentHistoryPoint(row);
  return { day, model: row.model, memory_gb: row.memoryGb, ...figures, currency: 'EUR' };
}

export function presentHistoryPoint(row: DailyPrices): HistoryPointDto {
  return {
    day: row.day,
    n: row.n,
    left_out: row.leftOut,
    min: euros(row.minEurCents),
    p25: euros(row.p25EurCents),
    median: euros(row.medianEurCents),
    p75: euros(row.p75EurCents),
    max: euros(row.maxEurCents),
    mean: euros(row.meanEurCents),
    enough: row.n >= ENOUGH_OFFERS,
  };
}

export function presentRejected(ad: RejectedAd): RejectedAdDto {
  return {
    id: ad.rawAdId,
    market: ad.market,
    external_id: ad.externalId,
    url: ad.url,
    title: ad.title,
    price_text: ad.priceText,
    reason: ad.reason,
    rule: ad.rule,
    evidence: ad.evidence.map((span) => ({ ...span })),
    model: ad.model,
    rules_version: ad.rulesVersion,
    seen_at: instant(ad.seenAt),
  };
}

export function presentCycle(cycle: CycleRecord): CycleDto {
  const { finishedAt, startedAt } = cycle;
  return {
    id: cycle.id,
    market: cycle.market,
    trigger: cycle.trigger,
    status: cycle.status,
    complete: cycle.complete,
    progress: cycle.progress,
    message: cycle.message,
    error_code: cycle.errorCode,
    rules_version: cycle.rulesVersion,
    pages: cycle.pages,
    frozen: cycle.frozen,
    books: cycle.books === null ? null : (snakeKeys(cycle.books) as CycleDto['books']),
    started_at: instant(startedAt),
    heartbeat_at: instant(cycle.heartbeatAt),
    finished_at: instantOrNull(finishedAt),
    duration_seconds: finishedAt === null ? null : Math.max(0, (finishedAt.getTime() - startedAt.getTime()) / 1000),
  };
}

export function presentStatus(markets: readonly MarketStatus[]): ScrapeStatusDto {
  return {
    markets: markets.map(({ market, current, last, lastPublished }) => ({
      market,
      state: current !== null ? 'running' : last !== null ? 'idle' : 'never',
      current: current && presentCycle(current),
      last: last && presentCycle(last),
      last_published: lastPublished && presentCycle(lastPublished),
    })),
  };
}

/** Books are stored as the scraper writes them; keys that are data (reasons, `not-a-gpu`) have no capitals and stay. */
function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeKeys(inner),
    ]),
  );
}

export function presentFair(fair: FairPrice): FairPriceDto {
  return {
    ...{ price: euros(fair.eurCents), low: euros(fair.lowEurCents), high: euros(fair.highEurCents) },
    ...{ n: fair.n, enough: fair.enough, error: ratio(fair.scale) },
    adjustments: fair.adjustments.map(({ feature, share }) => ({ feature, share: ratio(share) })),
  };
}
