/** Rows as an Apache Parquet file, one row group after another: what is in memory is one group and the list of groups. */
import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { ColumnType } from './export-tables.js';

/** Rows of a group: large enough to compress well, small enough to hold. */
const GROUP = 20_000;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type Element = Omit<Schema[number], 'name' | 'repetition_type'>;

const TEXT: Element = { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
const ELEMENTS: Readonly<Record<ColumnType, Element>> = {
  text: TEXT,
  list: TEXT,
  whole: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  'yes-no': { type: 'BOOLEAN' },
  // The older name of it, which says nothing of a zone, is read as local time by DuckDB.
  instant: {
    ...{ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  day: { type: 'INT32', converted_type: 'DATE' },
};

/** @param columns of the rows, in their order */
export async function* encodeParquet<Row extends object>(
  batches: AsyncIterable<readonly Row[]>,
  columns: Readonly<Record<keyof Row & string, ColumnType>>,
): AsyncGenerator<Uint8Array> {
  const named = Object.entries(columns) as [keyof Row & string, ColumnType][];
  const bytes = new ByteWriter();
  const taken = (): Uint8Array => {
    const chunk = bytes.getBytes().slice();
    bytes.index = 0; // offsets in the file go on counting
    return chunk;
  };
  const schema: Schema = [
    { name: 'root', num_children: named.length },
    ...named.map(([name, type]) => ({ ...ELEMENTS[type], name, repetition_type: 'OPTIONAL' as const })),
  ];
  const file = new ParquetWriter({ writer: bytes, schema, createdBy: 'gpu-tracker' });
  const write = async (rows: readonly Row[]): Promise<void> => {
    const columnData = named.map(([name, type]): ColumnSource => ({
      name,
      data: rows.map((row) => cell(row[name], type)),
    }));
    await file.write({ columnData, rowGroupSize: GROUP });
  };
  let group: Row[] = [];
  for await (const batch of batches) {
    group.push(...batch);
    if (group.length < GROUP) continue;
    await write(group);
    group = [];
    yield taken();
  }
  if (group.length > 0) await write(group);
  await file.finish();
  yield taken();
}

function cell(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return undefined;
  if (type === 'whole') return BigInt(value as number);
  if (type === 'list') return (value as readonly string[]).join(' ');
  return type === 'instant' || type === 'day' ? new Date(value as string) : value;
}
