/** `gpu-tracker export`: listings or daily prices as a file or on stdout, from one snapshot, at constant memory. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { readConfig } from '../../config/config.js';
import { CSV_LOCALES, encodeTable, TABLE_FORMATS, type CsvLocale, type TableFormat } from '../../http/encode-table.js';
import { HISTORY, LISTINGS } from '../../http/export-tables.js';
import { PgMarketReader } from '../../postgres/pg-market-reader.js';
import { openReaderPool } from '../../postgres/reader-pool.js';
import { databaseUrlOf } from '../database.js';

/** A large market may be read by a slow pipe. */
const STATEMENT_TIMEOUT_MS = 600_000;

const SUBJECTS = ['listings', 'history'] as const;

interface Flags {
  readonly what: (typeof SUBJECTS)[number];
  readonly format: TableFormat;
  readonly locale: CsvLocale;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('write all active listings, or the daily prices of all variants, as CSV, JSON, JSON lines or Parquet')
    .addOption(new Option('--what <subject>', 'what to write').choices(SUBJECTS).default('listings'))
    .addOption(new Option('--format <format>', 'how to write it').choices(TABLE_FORMATS).default('csv'))
    .addOption(
      new Option('--locale <locale>', 'of CSV: bg = for an Excel with a decimal comma')
        .choices(CSV_LOCALES)
        .default('en'),
    )
    .option('--out <file>', 'where to write it; default: standard output')
    .addHelpText('after', '\nDATABASE_URL names the database. The columns are those of GET /api/export: docs/data.md.')
    .action(async ({ out, ...flags }: Flags & { out?: string }) => {
      const url = databaseUrlOf(readConfig(process.env));
      if (out === undefined) await exportTable(url, flags, process.stdout);
      else await writeWhole(out, (file) => exportTable(url, flags, file));
    });
}

export async function exportTable(databaseUrl: string, { what, format, locale }: Flags, to: Writable): Promise<void> {
  const pool = openReaderPool({
    ...{ url: databaseUrl, applicationName: 'gpu-tracker-export', poolMax: 1 },
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onIdleError: () => undefined,
  });
  try {
    const keepOpen = to === process.stdout;
    await new PgMarketReader(pool).read((view) => {
      const stages =
        what === 'history'
          ? encodeTable(view.allDaily({}), HISTORY, format, locale)
          : encodeTable(view.allOffers({}), LISTINGS, format, locale);
      return pipeline([...stages, to], { end: !keepOpen });
    });
  } finally {
    await pool.end();
  }
}

/** Written beside it and renamed, so that the file is there whole or not at all. */
async function writeWhole(file: string, write: (to: Writable) => Promise<void>): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await write(createWriteStream(part));
    await rename(part, file);
  } catch (err) {
    await rm(part, { force: true });
    throw err;
  }
}
