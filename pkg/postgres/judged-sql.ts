/** The verdicts of one version of the rules with the labels of persons in their place: what publish, books and replay judge by. */

const COLUMNS = 'raw_ad_id, verdict, reason, model, memory_gb, flags';

/**
 * Readers ask the view effective_verdicts, which is this for the published version. `verdicts` is a relation with the
 * columns of that table, of one version.
 */
export function judgedSql(verdicts: string): string {
  return `
  SELECT ${COLUMNS} FROM ${verdicts} v WHERE NOT EXISTS (SELECT FROM label_verdicts s WHERE s.raw_ad_id = v.raw_ad_id)
   UNION ALL
  SELECT ${COLUMNS} FROM label_verdicts`;
}
