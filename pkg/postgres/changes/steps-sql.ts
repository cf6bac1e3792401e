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

/** As it was, as long as the action that sets it is among those to come; nobody sets what comes along with the first. */
function value({ column, action }: (typeof SET_BY)[number], toCome: 'here' | 'later'): string {
  if (action === 'words' || action === 'clock') return column;
  return `CASE WHEN '${action}' = ANY(${toCome}) THEN before_${column} ELSE ${column} END`;
}

const before = SET_BY.filter(({ column }) => BEFORE_COLUMNS.includes(column))
  .map((set) => `CASE WHEN n = 1 THEN before_${set.column} ELSE ${value(set, 'here')} END AS before_${set.column}`)
  .join(',\n         ');
const after = SET_BY.map((set) => `${value(set, 'later')} AS ${set.column}`).join(',\n         ');

/** Common table expressions that end in `steps`. */
export const STEPS = `
apart AS (
  SELECT c.*, s.action, s.n, c.actions[s.n:] AS here, c.actions[s.n + 1:] AS later,
         m.last_change + row_number() OVER (PARTITION BY c.market_id ORDER BY c.listing_id, s.n) AS seq
    FROM derived_changes c
    JOIN markets m ON m.id = c.market_id
   CROSS JOIN LATERAL unnest(c.actions) WITH ORDINALITY AS s(action, n)
), stepwise AS (
  -- What another program saw comes and goes at once; otherwise only the first action can turn the status.
  SELECT market_id, seq, listing_id, action, kind, reason, became_another, at, ended_at, noted_at,
         CASE WHEN n = 1 THEN before_status WHEN kind = 'past' THEN 'active' ELSE status END AS before_status,
         CASE WHEN n = 1 AND kind = 'past' THEN 'active' ELSE status END AS status,
         ${before},
         ${after}
    FROM apart
), steps AS MATERIALIZED (
  SELECT stepwise.*, ${WHY_SQL} AS why FROM stepwise
)`;
