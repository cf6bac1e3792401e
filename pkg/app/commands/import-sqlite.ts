/** `gpu-tracker import-sqlite`: takes the old monolith's `gpu.db` over as history; every row that is not taken is told with its reason. */
import { Command } from 'commander';
import { loadCatalog } from '../../catalog/index.js';
import { createClassifier } from '../../classify/classifier.js';
import { importHistory, pastOfferKey, undoImports } from '../../postgres/import-history.js';
import { InvalidInputError } from '../../errors/app-error.js';
import type { Database } from '../../postgres/database.js';
import { readOldListings, type OldListingsOptions, type OldRow, type Refusal } from './old-listings.js';
import { utcDay } from '../cli/utc-day.js';
import { withDatabase } from '../database.js';

export interface ImportReport {
  readonly file: string;
  /** `taken + already + refused = rows` */
  readonly rows: number;
  readonly taken: number;
  readonly already: number;
  readonly refused: number;
  /** UTC days whose series changed. */
  readonly days: readonly string[];
  /** Every row of the file that was not taken, in order. */
  readonly not_taken: readonly {
    readonly row: number;
    readonly reason: Refusal | 'already-imported';
    readonly detail: string;
  }[];
}

export function importSqliteCommand(): Command {
  return new Command('import-sqlite')
    .description('take the listings of an old gpu.db over as history')
    .argument('[file]', 'SQLite database with a table "listings"')
    .option('--undo', 'remove all that was ever imported')
    .option(
      '--as-of <day>',
      'when rows without a created_at were seen (UTC, YYYY-MM-DD); default: when the file was last changed',
      utcDay,
    )
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nDATABASE_URL names the database. Importing again takes nothing twice. See MIGRATION.md.')
    .action(async (file: string | undefined, options: { undo?: boolean; asOf?: Date; json?: boolean }) => {
      const print = (report: object, text: string): void => {
        process.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : text);
      };
      if ((file === undefined) !== (options.undo === true))
        throw new InvalidInputError('either a file to import or --undo is needed');
      await withDatabase('import', async (db) => {
        if (file === undefined) {
          const undone = await undoImports(db);
          print(undone, `${undone.removed} imported listings removed, ${undone.days.length} days computed anew\n`);
        } else {
          const asOf = options.asOf && { asOf: options.asOf };
          const report = await importSqlite(db, file, { resolve: cardNamed(), now: new Date(), ...asOf });
          print(report, importText(report));
        }
      });
    });
}

export async function importSqlite(db: Database, file: string, options: OldListingsOptions): Promise<ImportReport> {
  const rows = await readOldListings(file, options);
  const offers = rows.flatMap((row) => ('offer' in row ? [row.offer] : []));
  const { taken, days } = await importHistory(db, offers);
  const notTaken = rows.flatMap((row) => notTakenOf(row, taken));
  const refused = rows.length - offers.length;
  return {
    ...{ file, rows: rows.length, taken: taken.size, already: notTaken.length - refused, refused, days },
    not_taken: notTaken,
  };
}

function notTakenOf(row: OldRow, taken: ReadonlySet<string>): ImportReport['not_taken'] {
  if ('refusal' in row) return [{ row: row.row, reason: row.refusal, detail: row.detail }];
  if (taken.has(pastOfferKey(row.offer))) return [];
  return [{ row: row.row, reason: 'already-imported', detail: 'this row was taken before' }];
}

/** What the classifier understands a text to offer; else a bare name in the catalogue, which need not look like an offer. */
export function cardNamed(): OldListingsOptions['resolve'] {
  const classifier = createClassifier();
  const catalog = loadCatalog();
  return (text) => {
    const verdict = classifier.classify({ title: text });
    if (verdict.verdict === 'accepted') return { model: verdict.model, memoryGb: verdict.memoryGb };
    const gpu = catalog.resolve(text);
    return gpu && { model: gpu.name, memoryGb: gpu.defaultMemoryGb };
  };
}

/** For people. */
export function importText({ rows, taken, already, refused, days, not_taken }: ImportReport): string {
  const lines = [`${rows} rows: ${taken} taken, ${already} already there, ${refused} refused`];
  for (const { row, reason, detail } of not_taken)
    if (reason !== 'already-imported') lines.push(`  row ${row}: ${reason}: ${detail}`);
  const [first] = days;
  if (first !== undefined)
    lines.push(`series computed anew: ${days.length} days from ${first} to ${days.at(-1) ?? first}`);
  return `${lines.join('\n')}\n`;
}
