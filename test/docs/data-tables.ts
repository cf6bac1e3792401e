/** The tables of docs/data.md: of what is exported from its schemas, of what SQL reads from the comments of the database. */
import { HISTORY, LISTINGS, type ColumnType } from '../../pkg/http/export-tables.js';
import { openApiDocument } from '../../pkg/http/openapi.js';
import { ALL_ROUTES } from '../../pkg/http/routes/all-routes.js';
import type { Database } from '../../pkg/postgres/database.js';

export const RELATIONS = ['gpu_listings', 'model_daily', 'listing_prices', 'listing_events'] as const;

type Row = readonly [name: string, type: string, meaning: string];

/** By the heading that a comment in the document names. */
export async function dataTables(db: Database): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { rows } = await db.raw<{ rows: { relation: string; name: string; type: string; meaning: string }[] }>(
    `SELECT c.relname AS relation, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
            col_description(c.oid, a.attnum) AS meaning
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relname = ANY(?) AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname, a.attnum`,
    [[...RELATIONS]],
  );
  const ofRelation = (relation: string): Row[] =>
    rows.filter((row) => row.relation === relation).map(({ name, type, meaning }) => [name, type, meaning]);
  return new Map<string, readonly Row[]>([
    ['the listings', exported('Listing', LISTINGS.columns)],
    ['the history', exported('DailyVariant', HISTORY.columns)],
    ...RELATIONS.map((relation) => [relation, ofRelation(relation)] as const),
  ]);
}

const TYPES: Readonly<Record<ColumnType, string>> = {
  ...{ text: 'text', list: 'words', whole: 'whole number', number: 'number', 'yes-no': 'true or false' },
  ...{ instant: 'instant', day: 'day' },
};

interface Described {
  readonly description?: string;
}

function exported(schema: string, columns: Readonly<Record<string, ColumnType>>): Row[] {
  const document = openApiDocument(ALL_ROUTES, 'test') as unknown as {
    readonly components: { readonly schemas: Readonly<Record<string, { properties: Record<string, Described> }>> };
  };
  const { properties } = document.components.schemas[schema]!;
  return Object.entries(columns).map(([name, type]) => [name, TYPES[type], properties[name]?.description ?? '']);
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The document with its tables written after the comments that ask for them. */
export function withTables(text: string, tables: ReadonlyMap<string, readonly Row[]>): string {
  return text.replaceAll(/<!-- columns of ([^>]+) -->\n(?:\n(?:\|.*\n)+)?/g, (_all, name: string) => {
    const rows = tables.get(name);
    if (rows === undefined) throw new RangeError(`no table is named ${name}`);
    const lines = rows.map((row) => `| \`${row[0]}\` | ${cell(row[1])} | ${cell(row[2])} |`);
    return `<!-- columns of ${name} -->\n\n| column | type | meaning |\n| --- | --- | --- |\n${lines.join('\n')}\n`;
  });
}
