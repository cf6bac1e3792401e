/** SQL over the ads of the published cycles that were left out, by the verdict that readers see. */
import type { RejectedPageRequest } from '../listing/market-reader.js';
import { containsText, type Parameters } from './offer-queries.js';

const JUDGED = `
    FROM markets m
    JOIN cycle_ads a ON a.cycle_id = m.last_published_cycle_id
    JOIN raw_ads r ON r.id = a.raw_ad_id
    JOIN effective_verdicts v ON v.raw_ad_id = r.id`;

function conditions(request: Omit<RejectedPageRequest, 'limit' | 'offset'>, parameters: Parameters): string {
  const all = [`v.verdict = 'rejected'`];
  if (request.market !== undefined) all.push(`m.slug = ${parameters.bind(request.market)}`);
  if (request.reason !== undefined) all.push(`v.reason = ${parameters.bind(request.reason)}`);
  if (request.text !== undefined) all.push(containsText('r.title', request.text, parameters));
  return all.join(' AND ');
}

export function rejectedPageSql(request: RejectedPageRequest, parameters: Parameters): string {
  return `
    SELECT r.id AS "rawAdId", m.slug AS market, r.external_id AS "externalId", r.url, r.title, r.price_text AS "priceText",
           v.reason, v.rule, v.evidence, v.model, v.rules_version AS "rulesVersion", r.seen_at AS "seenAt"
    ${JUDGED}
   WHERE ${conditions(request, parameters)}
   ORDER BY r.id DESC LIMIT ${parameters.bind(request.limit)} OFFSET ${parameters.bind(request.offset)}`;
}

export function countRejectedSql(
  request: Omit<RejectedPageRequest, 'limit' | 'offset'>,
  parameters: Parameters,
): string {
  return `SELECT count(*) ${JUDGED} WHERE ${conditions(request, parameters)}`;
}

/** One row per verdict and reason, most frequent first; accepted ads and those in review have one row each. */
export const REJECTED_SUMMARY = `
  SELECT v.verdict, CASE WHEN v.verdict = 'rejected' THEN v.reason END AS reason, count(*) AS count ${JUDGED}
   GROUP BY 1, 2 ORDER BY count(*) DESC, 2`;
