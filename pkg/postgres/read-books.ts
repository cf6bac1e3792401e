/** Counts a cycle's books from what is stored, and compares the counters kept page by page with the rows they counted. */
import type { Knex } from 'knex';
import type { Books, CycleToken, SearchOutcome, TermBooks } from '../listing/cycle.js';
import type { RejectReason } from '../listing/verdict.js';

interface SearchCounts {
  cards: number;
  padding: number;
  unparsed: number;
  new_ads: number;
  repeats: number;
  disagreements: number;
  uneven: number;
  miscounted: number;
}

export async function readBooks(db: Knex, { cycleId }: CycleToken, rulesVersion: string): Promise<Books> {
  const terms = await readTerms(db, cycleId);
  const counts = await one<SearchCounts>(
    db,
    `SELECT coalesce(sum(cards), 0)::int AS cards, coalesce(sum(padding), 0)::int AS padding,
            coalesce(sum(unparsed), 0)::int AS unparsed, coalesce(sum(new_ads), 0)::int AS new_ads,
            coalesce(sum(repeats), 0)::int AS repeats, coalesce(sum(disagreements), 0)::int AS disagreements,
            count(*) FILTER (WHERE cards <> seen + duplicates + padding)::int AS uneven,
            count(*) FILTER (WHERE seen - unparsed <> (SELECT count(*) FROM search_ads a WHERE a.search_id = s.id))::int AS miscounted
       FROM cycle_searches s WHERE cycle_id = ?`,
    [cycleId],
  );
  const { pages } = await one<{ pages: number }>(db, 'SELECT pages FROM scrape_cycles WHERE id = ?', [cycleId]);
  const { stored } = await one<{ stored: number }>(
    db,
    'SELECT count(*)::int AS stored FROM cycle_ads WHERE cycle_id = ?',
    [cycleId],
  );
  const { rows: judged } = await db.raw<{ rows: { reason: RejectReason | null; n: number }[] }>(
    `SELECT v.reason, count(*)::int AS n
       FROM cycle_ads a JOIN verdicts v ON v.raw_ad_id = a.raw_ad_id AND v.rules_version = ?
      WHERE a.cycle_id = ? GROUP BY v.reason ORDER BY v.reason`,
    [rulesVersion, cycleId],
  );
  const miscounts: string[] = [];
  if (counts.uneven > 0) miscounts.push(`cards = seen + duplicates + padding fails in ${counts.uneven} searches`);
  if (counts.miscounted > 0) miscounts.push(`${counts.miscounted} searches counted other ads than they stored`);
  if (counts.new_ads !== stored) miscounts.push(`${counts.new_ads} ads counted, ${stored} stored`);
  return {
    terms,
    cards: counts.cards,
    seen: counts.new_ads + counts.unparsed,
    duplicates: counts.repeats,
    padding: counts.padding,
    parsed: stored,
    unparsed: counts.unparsed,
    accepted: judged.find((row) => row.reason === null)?.n ?? 0,
    rejected: Object.fromEntries(judged.flatMap(({ reason, n }) => (reason === null ? [] : [[reason, n] as const]))),
    pages,
    disagreements: counts.disagreements,
    miscounts,
  };
}

/** A term's own count is that of its unsplit search; what it saw is counted over all its price ranges. */
async function readTerms(db: Knex, cycleId: number): Promise<TermBooks[]> {
  const { rows } = await db.raw<{
    rows: { term: string; by_site: number | null; seen: number; outcomes: (SearchOutcome | null)[] }[];
  }>(
    `SELECT s.term, max(s.announced) FILTER (WHERE s.parent_id IS NULL) AS by_site,
            (SELECT count(DISTINCT a.external_id) FROM search_ads a JOIN cycle_searches t ON t.id = a.search_id
              WHERE t.cycle_id = s.cycle_id AND t.term = s.term)::int + sum(s.unparsed)::int AS seen,
            array_agg(DISTINCT s.outcome) AS outcomes
       FROM cycle_searches s WHERE s.cycle_id = ? GROUP BY s.cycle_id, s.term ORDER BY min(s.id)`,
    [cycleId],
  );
  return rows.map(({ term, by_site, seen, outcomes }) => {
    const announced = Math.max(by_site ?? 0, seen);
    return {
      term,
      announcedBySite: by_site,
      announced,
      seen,
      unreached: announced - seen,
      outcomes: outcomes.filter((outcome) => outcome !== null),
    };
  });
}

async function one<T>(db: Knex, sql: string, bindings: readonly unknown[]): Promise<T> {
  const { rows } = await db.raw<{ rows: T[] }>(sql, bindings as never);
  const [row] = rows;
  if (row === undefined) throw new RangeError('the cycle does not exist');
  return row;
}
