/** An exported table as CSV, as one JSON array, as JSON lines or as Parquet, batch by batch: memory stays constant whatever the size. */
import { Readable, type Transform } from 'node:stream';
import { stringify } from 'csv-stringify';
import { encodeParquet } from './encode-parquet.js';
import type { Table } from './export-tables.js';

export const TABLE_FORMATS = ['csv', 'json', 'ndjson', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** How numbers are written in CSV: `bg` is what Excel takes for numbers where the decimal sign is a comma. */
export const CSV_LOCALES = ['en', 'bg'] as const;
export type CsvLocale = (typeof CSV_LOCALES)[number];

/** The stages of a pipeline that ends in whatever takes the bytes. @param locale of CSV only */
export function encodeTable<Source, Row extends object>(
  batches: AsyncIterable<readonly Source[]>,
  table: Table<Source, Row>,
  format: TableFormat,
  locale: CsvLocale = 'en',
): readonly (Readable | Transform)[] {
  const rows = presented(batches, table);
  if (format === 'csv') return [Readable.from(cellsOf(rows)), csvWriter(Object.keys(table.columns), locale)];
  if (format === 'parquet') return [Readable.from(encodeParquet(rows, table.columns))];
  return [Readable.from(format === 'json' ? arrayOf(rows) : linesOf(rows))];
}

async function* presented<Source, Row>(
  batches: AsyncIterable<readonly Source[]>,
  { present }: Table<Source, Row>,
): AsyncGenerator<readonly Row[]> {
  for await (const batch of batches) yield batch.map(present);
}

/** RFC 4180; text that a spreadsheet would take for a formula begins with an apostrophe. */
function csvWriter(columns: string[], locale: CsvLocale): ReturnType<typeof stringify> {
  const number = (value: number): string => String(value).replace('.', locale === 'bg' ? ',' : '.');
  return stringify({
    header: true,
    columns,
    ...(locale === 'bg' && { bom: true, delimiter: ';' }),
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String, number },
  });
}

async function* cellsOf<Row extends object>(batches: AsyncIterable<readonly Row[]>): AsyncGenerator {
  for await (const rows of batches)
    for (const row of rows)
      yield Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value.join(' ') : (value as unknown)]),
      );
}

/** Rows per piece of text. */
const PIECE = 500;

async function* piecesOf(batches: AsyncIterable<readonly object[]>, separator: string): AsyncGenerator<string> {
  for await (const rows of batches)
    for (let at = 0; at < rows.length; at += PIECE)
      yield rows
        .slice(at, at + PIECE)
        .map((row) => JSON.stringify(row))
        .join(separator);
}

async function* arrayOf(batches: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const piece of piecesOf(batches, ',\n')) {
    yield before + piece;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* linesOf(batches: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  for await (const piece of piecesOf(batches, '\n')) yield `${piece}\n`;
}
