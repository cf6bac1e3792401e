/** Each derived change as its steps: one row per action, with the listing before and after that action alone. */
import { WHY_SQL } from './why-sql.js';

/** The columns of `listings` that the feed carries, by the action that sets them; `words` come along with whatever comes first. */
const GROUPS = {
  review: ['review'],
  remodel: ['model', 'memory_gb'],
  reflag: ['condition', 'flags'],
  reprice: ['price_minor', 'currency', 'price_eur_cents', 'price_text'],
  words: ['negotiable', 'location', 'photo_count', 'raw_ad_id', 'url', 'title'],
  clock: ['relist_of', 'first_seen_at', 'clock_started_at', 'last_seen_at'],
} as const;
const SET_BY = Object.entries(GROUPS).flatMap(([action, columns]) => columns.map((column) => ({ column, action })));

/** All columns of the row after. */
export const AFTER_COLUMNS = ['status', ...SET_BY.map(({ column }) => column)];
/** What a reader of the feed compares; the rest is there to rebuild rows from. */
export const BEFORE_COLUMNS = [
  ...['status', 'review', 'model', 'memory_gb', 'price_minor', 'currency', 'price_eur_cents', 'condition', 'flags'],
];

/** As it was, as long as the action that sets it is among those that are `toCome`. */
const value = ({ column, action }: (typeof SET_BY)[number], toCome: string): string =>
  `CASE WHEN '${action}' = ANY(${toCome}) THEN l_${column} ELSE c_${column} END`;

const before = SET_BY.filter(({ column }) => BEFORE_COLUMNS.includes(column))
  .map((set) => `CASE WHEN n = 1 THEN l_${set.column} ELSE ${value(set, 'actions[n:]')} END AS before_${set.column}`)
  .join(',\n         ');
const after = SET_BY.map((set) => `${value(set, 'actions[n + 1:]')} AS ${set.column}`).join(',\n         ');

/** Common table expressions that end in `steps`; the new listings are stored already, the others are still as they were. */
export const STEPS = `
apart AS (
  SELECT c.listing_id, c.market_id, c.actions, c.kind, c.reason, c.at, c.ended_at, s.action, s.n,
         m.last_change + row_number() OVER (PARTITION BY c.market_id ORDER BY c.external_id, s.n) AS seq,
         l.status AS l_status, c.status AS c_status,
         ${SET_BY.map(({ column }) => `l.${column} AS l_${column}, c.${column} AS c_${column}`).join(',\n         ')}
    FROM derived_changes c
    JOIN markets m ON m.id = c.market_id
   CROSS JOIN LATERAL unnest(c.actions) WITH ORDINALITY AS s(action, n)
    LEFT JOIN listings l ON l.id = c.listing_id AND NOT c.is_new
), stepwise AS (
  -- What another program saw comes and goes at once; otherwise only the first action can turn the status.
  SELECT market_id, seq, listing_id, action, kind, reason, at, ended_at,
         CASE WHEN n = 1 THEN l_status WHEN kind = 'past' THEN 'active' ELSE c_status END AS before_status,
         CASE WHEN n = 1 AND kind = 'past' THEN 'active' ELSE c_status END AS status,
         ${before},
         ${after}
    FROM apart
), steps AS MATERIALIZED (
  SELECT stepwise.*, ${WHY_SQL} AS why FROM stepwise
)`;
