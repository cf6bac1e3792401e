/** What each column of the views means, for whoever meets them in psql or a notebook first. Only adds. */
import type { Knex } from 'knex';

/** View and the table whose columns of the same name mean the same. */
const VIEWS = [
  ['gpu_listings', 'listings'],
  ['effective_verdicts', 'verdicts'],
  ['label_verdicts', 'verdicts'],
] as const;

const commentAll = (meaning: string): string => `
DO $$
DECLARE
  told record;
BEGIN
  FOR told IN
    SELECT o.view, v.attname AS name, col_description(t.attrelid, t.attnum) AS meaning
      FROM (VALUES ${VIEWS.map(([view, table]) => `('${view}', '${table}')`).join(', ')}) AS o (view, source)
      JOIN pg_attribute v ON v.attrelid = o.view::regclass
      JOIN pg_attribute t ON t.attrelid = o.source::regclass AND t.attname = v.attname AND t.attnum > 0
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', told.view, told.name, ${meaning});
  END LOOP;
END $$;`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`${commentAll('told.meaning')}
    COMMENT ON COLUMN gpu_listings.market IS 'Slug of the market.';
    COMMENT ON COLUMN label_verdicts.market_id IS 'The market.';
    COMMENT ON VIEW gpu_listings IS 'The published active listings: what readers see, one row per ad; offers in doubt (review) and prices that cannot be meant are among them.';`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`${commentAll('NULL')}
    COMMENT ON COLUMN gpu_listings.market IS NULL;
    COMMENT ON COLUMN label_verdicts.market_id IS NULL;
    COMMENT ON VIEW gpu_listings IS 'The published active listings: what readers see.';`);
}
