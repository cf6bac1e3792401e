/** Reads what each party counted of a cycle: parser and reader page by page, the store by its rows. */
import type { Knex } from 'knex';
import { booksOf, type Books, type CycleCount, type SearchCount } from '../listing/books.js';
import type { CycleToken } from '../listing/cycle.js';
import type { RejectReason, Verdict } from '../listing/verdict.js';
import { pageCounts } from './ad-pages.js';
import { judgedSql } from './judged-sql.js';

const SEARCHES = `
  SELECT term, parent_id IS NOT NULL AS "isRange", outcome, announced, unread, cards, padding, unparsed, disagreements,
         duplicates AS repeats, next_page - 1 AS pages,
         (SELECT count(*)::int FROM search_ads a WHERE a.search_id = s.id) AS ads
    FROM cycle_searches s WHERE cycle_id = :cycle ORDER BY id`;

const TERMS = `
  SELECT term, count(*)::int AS ads, (count(*) FILTER (WHERE NOT in_whole))::int AS "onlyInRanges"
    FROM (SELECT s.term, a.external_id, bool_or(s.parent_id IS NULL) AS in_whole
            FROM cycle_searches s JOIN search_ads a ON a.search_id = s.id
           WHERE s.cycle_id = :cycle GROUP BY 1, 2) AS ad
   GROUP BY term`;

const TOTALS = `
  SELECT c.pages, (SELECT count(*)::int FROM cycle_ads a WHERE a.cycle_id = c.id) AS ads,
         (SELECT count(DISTINCT a.external_id)::int
            FROM cycle_searches s JOIN search_ads a ON a.search_id = s.id WHERE s.cycle_id = c.id) AS "adsOfSearches"
    FROM scrape_cycles c WHERE c.id = :cycle`;

const JUDGED = `
  SELECT v.verdict, CASE v.verdict WHEN 'rejected' THEN v.reason END AS reason, count(*)::int AS n
    FROM cycle_ads a
    JOIN (${judgedSql('(SELECT * FROM verdicts WHERE rules_version = :rules)')}) v ON v.raw_ad_id = a.raw_ad_id
   WHERE a.cycle_id = :cycle GROUP BY 1, 2 ORDER BY 2`;

export async function readBooks(db: Knex, { cycleId: cycle, epoch }: CycleToken, rulesVersion: string): Promise<Books> {
  const rows = async <T>(sql: string, names: Record<string, string | number> = { cycle }): Promise<T[]> =>
    (await db.raw<{ rows: T[] }>(sql, names)).rows;
  const searches = await rows<SearchCount>(SEARCHES);
  const seen = await rows<CycleCount['terms'][number]>(TERMS);
  const [totals] = await rows<Pick<CycleCount, 'pages' | 'ads' | 'adsOfSearches'>>(TOTALS);
  if (totals === undefined) throw new RangeError('the cycle does not exist');
  type Judged = { verdict: Verdict['verdict']; reason: RejectReason | null; n: number };
  const judged = await rows<Judged>(JUDGED, { cycle, rules: rulesVersion });
  const countOf = (verdict: Judged['verdict']): number => judged.find((row) => row.verdict === verdict)?.n ?? 0;
  return booksOf({
    ...totals,
    searches,
    terms: [...new Set(searches.map(({ term }) => term))].map(
      (term) => seen.find((own) => own.term === term) ?? { term, ads: 0, onlyInRanges: 0 },
    ),
    accepted: countOf('accepted'),
    review: countOf('review'),
    adPages: await pageCounts(db, { cycleId: cycle, epoch }),
    rejected: Object.fromEntries(judged.flatMap(({ reason, n }) => (reason === null ? [] : [[reason, n] as const]))),
  });
}
