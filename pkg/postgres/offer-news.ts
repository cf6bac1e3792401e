/** SQL of what is news among the offers: each is told as it comes, and again at each new lowest price, whatever number of ads it had. */
import type { OfferFilter, OfferNews } from '../listing/market-reader.js';
import {
  containsText,
  OFFER_COLUMNS,
  offerConditions,
  toDate,
  toOffer,
  type OfferRow,
  type Parameters,
} from './offer-queries.js';

/** Of each market the newest changes of prices, and of all the newest offers, that are looked through: what is older is no news. */
const LOOK_BACK = 20_000;

export type OfferNewsRow = readonly [...OfferRow, clock: number, origin: string, lowest: string, newsAt: number];

const OFFER_LENGTH = 21;

export function toOfferNews(row: OfferNewsRow): OfferNews {
  const [clock, origin, lowest, newsAt] = row.slice(OFFER_LENGTH) as [number, string, string, number];
  return {
    ...toOffer(row.slice(0, OFFER_LENGTH) as unknown as OfferRow),
    ...{ clockStartedAt: toDate(clock), origin, lowest, newsAt: toDate(newsAt) },
  };
}

/** The newest offers, and those whose price changed last; as many of each, so that the newest of both are among them. */
export function recentNewsSql({ text, ...filter }: OfferFilter, limit: number, parameters: Parameters): string {
  const most = parameters.bind(limit);
  const conditions = offerConditions(filter, parameters);
  // No index finds a part of a title: only so many titles are looked at.
  const titled = text === undefined ? 'true' : containsText('l.title', text, parameters);
  // OFFSET 0: by the key of each listing, and not by going over all of them.
  return newsSql(
    `(SELECT l.id
        FROM (SELECT l.id, l.title FROM listings l WHERE ${conditions} ORDER BY l.id DESC LIMIT ${text === undefined ? most : LOOK_BACK}) AS l
       WHERE ${titled} ORDER BY l.id DESC LIMIT ${most})
     UNION
     (SELECT l.id
        FROM (SELECT c.listing_id, max(c.at) AS at
                FROM markets m
               CROSS JOIN LATERAL (SELECT max(seq) AS seq FROM listing_changes WHERE market_id = m.id) AS newest
                JOIN listing_changes c ON c.market_id = m.id AND c.seq > newest.seq - ${LOOK_BACK} AND c.action = 'reprice'
               GROUP BY 1) AS repriced
       CROSS JOIN LATERAL (SELECT l.id FROM listings l
                            WHERE l.id = repriced.listing_id AND ${conditions} AND ${titled} OFFSET 0) AS l
       ORDER BY repriced.at DESC, l.id DESC LIMIT ${most})`,
    most,
  );
}

/** Of the active offers with these ids. */
export function newsOfSql(ids: readonly number[], parameters: Parameters): string {
  return newsSql(
    `SELECT l.id FROM listings l WHERE l.status = 'active' AND l.id = ANY(${parameters.bind(ids)}::bigint[])`,
    parameters.bind(ids.length),
  );
}

/** A price without a fixed euro rate is compared as it is written. Of imported history no price may be known: then it is that of today. */
const newsSql = (candidates: string, limit: string): string => `
  SELECT ${OFFER_COLUMNS}, date_part('epoch', l.clock_started_at), news.origin, news.lowest, date_part('epoch', news.at)
    FROM (${candidates}) AS candidate
    JOIN listings l ON l.id = candidate.id
    JOIN markets m ON m.id = l.market_id
   CROSS JOIN LATERAL (
     WITH RECURSIVE ad AS (
       SELECT l.id, l.external_id, l.relist_of
        UNION ALL
       SELECT o.id, o.external_id, o.relist_of FROM ad JOIN listings o ON o.id = ad.relist_of
     ), lowest AS (
       SELECT p.price_eur_cents, p.price_minor, p.currency, p.since
         FROM ad JOIN listing_prices p ON p.listing_id = ad.id
        WHERE p.since >= l.clock_started_at
        ORDER BY coalesce(p.price_eur_cents, p.price_minor), p.since LIMIT 1
     )
     SELECT (SELECT external_id FROM ad WHERE relist_of IS NULL) AS origin,
            coalesce((SELECT coalesce(price_eur_cents || 'EUR', price_minor || currency) FROM lowest),
                     coalesce(l.price_eur_cents || 'EUR', l.price_minor || l.currency)) AS lowest,
            coalesce((SELECT since FROM lowest), l.first_seen_at) AS at) AS news
   ORDER BY news.at DESC, l.id DESC
   LIMIT ${limit}`;
