/** The published market as one PostgreSQL snapshot: every method is one statement on the transaction's connection. */
import type { PoolClient } from 'pg';
import type {
  ComparableOffer,
  DailyPrices,
  DailyRequest,
  EndedOffer,
  KnownAd,
  Lifetime,
  ListingHistory,
  MarketTotals,
  MarketView,
  Offer,
  OfferCell,
  OfferFilter,
  OfferNews,
  OfferPageRequest,
  PriceSpells,
  RejectedAd,
  RejectedPageRequest,
  RejectedSummary,
  StoredVerdict,
  VariantPrices,
} from '../listing/market-reader.js';
import { CONDITION_FLAGS, type ConditionFlag, type Verdict } from '../listing/verdict.js';
import { dailySql } from './daily-sql.js';
import { OFFER_COLUMNS, offerConditions, offerPageSql, Parameters, toOffer, type OfferRow } from './offer-queries.js';
import { newsOfSql, recentNewsSql, toOfferNews, type OfferNewsRow } from './offer-news.js';
import { cheapestPlausible, expand } from './price-list.js';
import { readListingHistory } from './pg-listing-history.js';
import type { RunStatement } from './run-statement.js';
import * as prices from './price-queries.js';
import { countRejectedSql, REJECTED_SUMMARY, rejectedPageSql } from './rejected-queries.js';

/** Rows fetched at once when a result is read through a cursor. */
const BATCH = 2_000;

export class PgMarketView implements MarketView {
  constructor(
    readonly version: string,
    private readonly client: PoolClient,
    private readonly run: RunStatement,
  ) {}

  async offers(request: OfferPageRequest): Promise<Offer[]> {
    const parameters = new Parameters();
    const sql = offerPageSql(request, parameters);
    return (await this.run<OfferRow>('offers', sql, parameters.values, true)).map(toOffer);
  }

  async countOffers(filter: OfferFilter): Promise<number> {
    const parameters = new Parameters();
    const sql = `SELECT count(*) FROM listings l WHERE ${offerConditions(filter, parameters)}`;
    return this.#number('count_offers', sql, parameters);
  }

  listing(id: number): Promise<ListingHistory | undefined> {
    return readListingHistory(this.run, id);
  }

  async models(): Promise<string[]> {
    const sql = `SELECT DISTINCT model FROM listings WHERE status = 'active'`;
    const rows = await this.run<[string]>('models', sql, [], true);
    return rows.map(([model]) => model).sort(byName);
  }

  async variantPrices({ model, market }: Pick<OfferFilter, 'model' | 'market'>): Promise<VariantPrices[]> {
    const parameters = new Parameters();
    // Grouped by price first: a million offers have few prices, and sorting these is nothing.
    const sql = `
      WITH prices AS (SELECT l.model, l.memory_gb, l.price_eur_cents AS cents, count(*) AS n, min(l.id) AS id
                        FROM listings l WHERE ${offerConditions({ model, market, review: 'exclude' }, parameters)}
                       GROUP BY 1, 2, 3),
           variants AS (SELECT model, memory_gb, sum(n) AS listings,
                               string_agg(cents || 'x' || n, ' ' ORDER BY cents) FILTER (WHERE cents IS NOT NULL) AS prices,
                               (array_agg(id ORDER BY cents) FILTER (WHERE cents IS NOT NULL))[1] AS cheapest
                          FROM prices GROUP BY 1, 2)
      SELECT v.model, v.memory_gb, v.listings, v.prices, l.id, l.url, l.title
        FROM variants v LEFT JOIN listings l ON l.id = v.cheapest`;
    type Row = [string, number | null, number, string | null, number | null, string, string];
    const rows = await this.run<Row>('variant_prices', sql, parameters.values, true);
    const variants: VariantPrices[] = [];
    for (const [name, memoryGb, listings, found, id, url, title] of rows) {
      const eurCents = expand(found);
      const lowest = cheapestPlausible(eurCents);
      const isLowest = lowest !== undefined && lowest === eurCents[0] && id !== null;
      const cheapest =
        lowest === undefined
          ? null
          : isLowest
            ? { id, url, title, eurCents: lowest }
            : await this.#offerAt({ model: name, memoryGb, market, review: 'exclude' }, lowest);
      variants.push({ model: name, memoryGb, listings, eurCents, cheapest });
    }
    return variants.sort((a, b) => byName(a.model, b.model) || (a.memoryGb ?? 0) - (b.memoryGb ?? 0));
  }

  /** The first offer at a price: few variants have a fake in front of it. */
  async #offerAt(filter: OfferFilter, eurCents: number): Promise<VariantPrices['cheapest']> {
    const exact = { ...filter, minEurCents: eurCents, maxEurCents: eurCents };
    const [offer] = await this.offers({ filter: exact, sort: 'first_seen', limit: 1 });
    return offer === undefined ? null : { id: offer.id, url: offer.url, title: offer.title, eurCents };
  }

  async *comparables(model?: string): AsyncGenerator<readonly ComparableOffer[]> {
    // A hundred thousand offers of one model say the same few words: keep each once.
    const words = new Map<string, string>();
    const flagSets = new Map<string, ComparableOffer['flags']>();
    const once = <T>(kept: Map<string, T>, text: string, make: (text: string) => T): T => {
      const known = kept.get(text);
      if (known !== undefined) return known;
      const made = make(text);
      kept.set(text, made);
      return made;
    };
    type Row = [number, string, number, number, string | null, string, number, boolean];
    for (const each of model === undefined ? await this.models() : [model]) {
      const offers: ComparableOffer[] = [];
      for await (const rows of this.#batches<Row>('comparables', prices.COMPARABLES, [each]))
        for (const [id, market, memoryGb, priceEurCents, condition, flags, daysUp, pageRead] of rows)
          offers.push({
            id,
            market: once(words, market, String),
            model: each,
            memoryGb,
            priceEurCents,
            condition: condition === null ? null : once(words, condition, String),
            flags: once(flagSets, flags, toFlags),
            daysUp,
            pageRead,
          });
      yield offers;
    }
  }

  async offersById(ids: readonly number[]): Promise<Offer[]> {
    const sql = `SELECT ${OFFER_COLUMNS} FROM listings l JOIN markets m ON m.id = l.market_id
                  WHERE l.status = 'active' AND l.id = ANY($1::bigint[])`;
    return (await this.run<OfferRow>('offers_by_id', sql, [ids], true)).map(toOffer);
  }

  news(filter: OfferFilter, limit: number): Promise<OfferNews[]> {
    const parameters = new Parameters();
    return this.#news('news', recentNewsSql(filter, limit, parameters), parameters);
  }

  newsById(ids: readonly number[]): Promise<OfferNews[]> {
    const parameters = new Parameters();
    return this.#news('news_by_id', newsOfSql(ids, parameters), parameters);
  }

  async #news(op: string, sql: string, parameters: Parameters): Promise<OfferNews[]> {
    return (await this.run<OfferNewsRow>(op, sql, parameters.values, true)).map(toOfferNews);
  }

  async markets(): Promise<string[]> {
    const rows = await this.run<[string]>('markets', 'SELECT slug FROM markets ORDER BY slug', [], true);
    return rows.map(([slug]) => slug);
  }

  async totals(): Promise<MarketTotals> {
    type Row = { newest: Date | null } & MarketTotals['markets'][number];
    const sql = `
      SELECT m.slug AS market, m.last_published_cycle_id AS "cycleId", c.finished_at AS "publishedAt",
             coalesce(l.n, 0) AS listings, l.newest
        FROM markets m
        LEFT JOIN scrape_cycles c ON c.id = m.last_published_cycle_id
        LEFT JOIN (SELECT market_id, count(*) AS n, max(first_seen_at) AS newest
                     FROM listings WHERE status = 'active' GROUP BY market_id) l ON l.market_id = m.id
       ORDER BY m.slug`;
    const rows = await this.run<Row>('totals', sql, [], false);
    const newest = rows.flatMap((row) => (row.newest === null ? [] : [row.newest.getTime()]));
    return {
      listings: rows.reduce((sum, row) => sum + row.listings, 0),
      newestListingAt: newest.length === 0 ? null : new Date(Math.max(...newest)),
      markets: rows.map(({ newest: _newest, ...market }) => market),
    };
  }

  daily(days: number, model?: string, market?: string): Promise<DailyPrices[]> {
    const parameters = new Parameters();
    return this.run('daily', dailySql({ days, model, market }, parameters), parameters.values, false);
  }

  allDaily(request: DailyRequest): AsyncGenerator<readonly DailyPrices[]> {
    const parameters = new Parameters();
    return this.#batches('export_history', dailySql(request, parameters), parameters.values, false);
  }

  lifetimes(model: string): Promise<Lifetime[]> {
    // An ad ended when it was first missed: counting to its last sight would be one cycle short. A re-listed ad did not end:
    // its clock runs on in the ad that re-lists it. What the first cycle of a market found has been there for nobody knows how
    // long, and imported history was seen once: both would only blur the answer.
    const sql = `
      WITH opened AS MATERIALIZED (
        SELECT m.id, (SELECT min(f.first_seen_at) FROM listings f WHERE f.market_id = m.id) AS at FROM markets m)
      SELECT l.memory_gb AS "memoryGb",
             greatest(date_part('epoch', coalesce(e.left_at, l.last_seen_at) - l.clock_started_at) / 86400, 0) AS days,
             e.left_at IS NOT NULL AS ended
        FROM listings l JOIN opened o ON o.id = l.market_id AND l.clock_started_at > o.at
        LEFT JOIN LATERAL (SELECT max(at) AS left_at FROM listing_events
                            WHERE listing_id = l.id AND from_status = 'active' AND to_status <> 'active' AND l.status = 'gone') AS e ON true
       WHERE l.model = $1 AND l.status <> 'withdrawn' AND l.review IS NULL AND l.cycle_id IS NOT NULL
         AND NOT EXISTS (SELECT FROM listings n WHERE n.relist_of = l.id)`;
    return this.run('lifetimes', sql, [model], false);
  }

  async offerCells(): Promise<OfferCell[]> {
    type Row = Omit<OfferCell, 'flags'> & { flags: string };
    const rows = await this.run<Row>('offer_cells', prices.OFFER_CELLS, [], false);
    return rows.map((row) => ({ ...row, flags: toFlags(row.flags) }));
  }

  priceSpells(edges: readonly number[], model: string): Promise<(PriceSpells & { memoryGb: number | null })[]> {
    return this.run('price_spells', prices.PRICE_SPELLS, [edges, model], false);
  }

  allPriceSpells(edges: readonly number[]): Promise<PriceSpells[]> {
    return this.run('all_price_spells', prices.ALL_PRICE_SPELLS, [edges], false);
  }

  endedOffers(model: string): Promise<EndedOffer[]> {
    return this.run('ended_offers', prices.ENDED_OFFERS, [model], false);
  }

  async knownAd(externalId: string, market?: string): Promise<KnownAd | undefined> {
    type Row = Omit<KnownAd, 'listing' | 'verdict'> &
      Omit<NonNullable<KnownAd['listing']>, 'id'> &
      Omit<StoredVerdict, 'verdict'> & { id: number | null; verdict: Verdict['verdict'] | null };
    const [row] = await this.run<Row>('known_ad', prices.KNOWN_AD, [externalId, market ?? null], false);
    if (row === undefined) return undefined;
    const { market: slug, url, title, description, id, status, lastEurCents, firstSeenAt, lastSeenAt } = row;
    const { verdict, reason, rule, evidence, rulesVersion, model, memoryGb, flags, judgedAt } = row;
    return {
      ...{ market: slug, externalId: row.externalId, url, title, description },
      listing: id === null ? null : { id, status, lastEurCents, firstSeenAt, lastSeenAt },
      verdict:
        verdict === null ? null : { verdict, reason, rule, evidence, rulesVersion, model, memoryGb, flags, judgedAt },
    };
  }

  async rejected(request: RejectedPageRequest): Promise<RejectedAd[]> {
    const parameters = new Parameters();
    const sql = rejectedPageSql(request, parameters);
    return this.run<RejectedAd>('rejected', sql, parameters.values, false);
  }

  async countRejected(request: Omit<RejectedPageRequest, 'limit' | 'offset'>): Promise<number> {
    const parameters = new Parameters();
    return this.#number('count_rejected', countRejectedSql(request, parameters), parameters);
  }

  async rejectedSummary(): Promise<RejectedSummary> {
    type Row = { verdict: Verdict['verdict']; reason: RejectedAd['reason'] | null; count: number };
    const rows = await this.run<Row>('rejected_summary', REJECTED_SUMMARY, [], false);
    const countOf = (verdict: Verdict['verdict']): number => rows.find((row) => row.verdict === verdict)?.count ?? 0;
    return {
      accepted: countOf('accepted'),
      review: countOf('review'),
      byReason: rows.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }])),
    };
  }

  async *allOffers(filter: OfferFilter): AsyncGenerator<readonly Offer[]> {
    const parameters = new Parameters();
    const where = offerConditions(filter, parameters);
    const sql = `SELECT ${OFFER_COLUMNS} FROM listings l JOIN markets m ON m.id = l.market_id WHERE ${where} ORDER BY l.id`;
    for await (const rows of this.#batches<OfferRow>('export', sql, parameters.values)) yield rows.map(toOffer);
  }

  /** Reads through a server-side cursor, so that neither side holds the whole. */
  async *#batches<R>(
    op: string,
    sql: string,
    values: readonly unknown[],
    asArrays = true,
  ): AsyncGenerator<readonly R[]> {
    await this.client.query(`DECLARE batches NO SCROLL CURSOR FOR ${sql}`, [...values]);
    for (;;) {
      const rows = await this.run<R>(op, `FETCH ${BATCH} FROM batches`, [], asArrays);
      if (rows.length > 0) yield rows;
      if (rows.length < BATCH) break;
    }
    await this.client.query('CLOSE batches');
  }

  async #number(op: string, sql: string, parameters: Parameters): Promise<number> {
    const [row] = await this.run<[number]>(op, sql, parameters.values, true);
    return row?.[0] ?? 0;
  }
}

const toFlags = (text: string): ConditionFlag[] => text.split(' ').filter(isFlag);
const isFlag = (text: string): text is ConditionFlag => CONDITION_FLAGS.some((flag) => flag === text);

/** Numbers in names count as numbers: RTX 980 before RTX 3060. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
