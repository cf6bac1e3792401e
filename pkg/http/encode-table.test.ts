import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { encodeParquet } from './encode-parquet.js';
import { encodeTable, type CsvLocale, type TableFormat } from './encode-table.js';
import type { Table } from './export-tables.js';

interface Row {
  readonly id: number;
  readonly name: string | null;
  readonly price: number | null;
  readonly words: readonly string[];
  readonly open: boolean;
  readonly at: string;
  readonly day: string;
}

const TABLE: Table<Row, Row> = {
  present: (row) => row,
  columns: {
    ...{ id: 'whole', name: 'text', price: 'number', words: 'list', open: 'yes-no', at: 'instant', day: 'day' },
  },
};

const row = (id: number): Row => ({
  ...{ id, name: id % 3 === 0 ? null : `видео ${id}; "a", b`, price: id % 5 === 0 ? null : id + 0.25 },
  ...{ words: id % 2 === 0 ? [] : ['new', 'boxed'], open: id % 2 === 0 },
  ...{ at: '2026-11-23T10:00:00.500Z', day: '2026-11-23' },
});

async function* batchesOf(rows: number, size = 2_000): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows; at += size)
    yield Array.from({ length: Math.min(size, rows - at) }, (_row, i) => row(at + i + 1));
}

async function encoded(rows: number, format: TableFormat, locale?: CsvLocale): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await pipeline([...encodeTable(batchesOf(rows), TABLE, format, locale), to]);
  return Buffer.concat(chunks);
}

const bytesOf = (file: Buffer): ArrayBuffer =>
  file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;

test('Parquet reads back as what was written, with the types of the columns', async () => {
  const file = bytesOf(await encoded(3, 'parquet'));
  expect(await parquetReadObjects({ file })).toEqual(
    [1, 2, 3].map((id) => ({
      ...row(id),
      ...{ id: BigInt(id), words: row(id).words.join(' '), at: new Date(row(id).at), day: new Date(row(id).day) },
    })),
  );
  expect(
    parquetMetadata(file)
      .schema.slice(1)
      .map(({ name, type, converted_type: as }) => [name, type, as]),
  ).toEqual([
    ['id', 'INT64', undefined],
    ['name', 'BYTE_ARRAY', 'UTF8'],
    ['price', 'DOUBLE', undefined],
    ['words', 'BYTE_ARRAY', 'UTF8'],
    ['open', 'BOOLEAN', undefined],
    ['at', 'INT64', 'TIMESTAMP_MILLIS'],
    ['day', 'INT32', 'DATE'],
  ]);
});

test.each([
  [0, []],
  [19_999, [19_999]],
  [20_000, [20_000]],
  [20_001, [20_000, 1]],
  [45_000, [20_000, 20_000, 5_000]],
])('%i rows of Parquet are in row groups of %p, none lost', async (rows, groups) => {
  const file = bytesOf(await encoded(rows, 'parquet'));
  const { row_groups: stored, num_rows: total } = parquetMetadata(file);
  expect(stored.map((group) => Number(group.num_rows))).toEqual(groups);
  expect(Number(total)).toBe(rows);
  const read = rows === 0 ? [] : await parquetReadObjects({ file, columns: ['id', 'price'] });
  expect(read.map(({ id }) => Number(id))).toEqual(Array.from({ length: rows }, (_row, i) => i + 1));
  expect(read.at(-1)?.['price']).toEqual(rows === 0 ? undefined : row(rows).price);
});

test('Parquet goes out group by group: no more is read ahead than one group', async () => {
  let batches = 0;
  async function* counted(): AsyncGenerator<readonly Row[]> {
    for await (const batch of batchesOf(100_000)) {
      batches += 1;
      yield batch;
    }
  }
  const readBefore: number[] = [];
  for await (const chunk of encodeParquet(counted(), TABLE.columns)) {
    expect(chunk.length).toBeGreaterThan(0);
    readBefore.push(batches);
  }
  expect(readBefore).toEqual([10, 20, 30, 40, 50, 50]);
});

test('CSV for a decimal comma has a byte order mark, semicolons and commas, and the same values', async () => {
  const text = (await encoded(4, 'csv', 'bg')).toString();
  expect(text.startsWith('\uFEFFid;name;price;words;open;at;day\r\n')).toBe(true);
  expect(text.split('\r\n')[1]).toBe('1;"видео 1; ""a"", b";1,25;new boxed;false;2026-11-23T10:00:00.500Z;2026-11-23');
  const read: Record<string, string>[] = parse(text, { columns: true, delimiter: ';', bom: true });
  const plain: Record<string, string>[] = parse(await encoded(4, 'csv'), { columns: true });
  expect(read.map((line) => ({ ...line, price: line['price']!.replace(',', '.') }))).toEqual(plain);
});

test('CSV is plain unless another locale is asked for', async () => {
  const text = (await encoded(1, 'csv')).toString();
  expect(text).toBe(
    'id,name,price,words,open,at,day\r\n1,"видео 1; ""a"", b",1.25,new boxed,false,2026-11-23T10:00:00.500Z,2026-11-23\r\n',
  );
});
