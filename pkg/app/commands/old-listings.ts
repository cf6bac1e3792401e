/** Reads the table `listings` of the old monolith's SQLite file, row by row, and understands each or says why not. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import { InvalidInputError } from '../../errors/app-error.js';
import type { PastOffer } from '../../postgres/import-history.js';

/** The file is read into memory whole; SQLite as WebAssembly can address no more than a few of these. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** No graphics card ever cost more; a price above is a typing error, and would bend the series of its day. In lev. */
const MAX_PRICE = 100_000;

/** Why a row cannot be taken. */
export type Refusal = 'no-model' | 'unknown-model' | 'no-price' | 'implausible-price' | 'bad-date' | 'date-in-future';

export type OldRow =
  | { readonly row: number; readonly offer: PastOffer }
  | { readonly row: number; readonly refusal: Refusal; readonly detail: string };

export interface OldListingsOptions {
  /** The card that a text of the old file means, `undefined` when none. */
  readonly resolve: (model: string) => { readonly model: string; readonly memoryGb: number | null } | undefined;
  /** When rows without a date of their own were seen. @default when the file was last changed */
  readonly asOf?: Date;
  readonly now: Date;
}

/** @throws InvalidInputError when the file is no such database */
export async function readOldListings(file: string, options: OldListingsOptions): Promise<OldRow[]> {
  const info = await stat(file).catch((cause: unknown) => {
    throw new InvalidInputError(`${file} cannot be read`, { cause });
  });
  if (!info.isFile()) throw new InvalidInputError(`${file} is not a file`);
  if (info.size > MAX_FILE_BYTES)
    throw new InvalidInputError(
      `${file} is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB: split it with sqlite3 first`,
    );
  const SQL = await initSqlJs();
  const db = new SQL.Database(await readFile(file));
  try {
    const columns = columnsOf(db, file);
    const asOf = options.asOf ?? info.mtime;
    const rows: OldRow[] = [];
    const wanted = ['rowid', ...COLUMNS.map((name) => (columns.has(name) ? name : `NULL AS ${name}`))];
    const statement = db.prepare(`SELECT ${wanted.join(', ')} FROM listings ORDER BY rowid`);
    while (statement.step()) rows.push(understand(statement.get(), { ...options, asOf }));
    return rows;
  } finally {
    db.close();
  }
}

const COLUMNS = ['model', 'source', 'price', 'url', 'created_at'] as const;

function columnsOf(db: Database, file: string): ReadonlySet<string> {
  let names: SqlValue[];
  try {
    names = db.exec(`SELECT name FROM pragma_table_info('listings')`)[0]?.values.map(([name]) => name ?? null) ?? [];
  } catch (cause) {
    throw new InvalidInputError(`${file} is not an SQLite database`, { cause });
  }
  const columns = new Set(names.map(String));
  const missing = ['model', 'price'].filter((name) => !columns.has(name));
  if (columns.size === 0) throw new InvalidInputError(`${file} has no table "listings"`);
  if (missing.length > 0) throw new InvalidInputError(`${file}: table "listings" has no column ${missing.join(', ')}`);
  return columns;
}

function understand(values: SqlValue[], options: OldListingsOptions & { asOf: Date }): OldRow {
  const [rowid, model, source, price, url, createdAt] = values;
  const row = Number(rowid);
  const refuse = (refusal: Refusal, detail: string): OldRow => ({ row, refusal, detail });
  if (typeof model !== 'string' || model.trim() === '') return refuse('no-model', 'the model is empty');
  const card = options.resolve(model);
  if (card === undefined) return refuse('unknown-model', `no graphics card is called "${model}"`);
  const amount = typeof price === 'string' ? Number(price.trim() || Number.NaN) : price;
  if (typeof amount !== 'number' || !Number.isFinite(amount))
    return refuse('no-price', `"${shown(price)}" is not a price`);
  if (amount <= 0 || amount > MAX_PRICE)
    return refuse('implausible-price', `${amount} lev cannot be the price of a card`);
  const seenAt = createdAt === null || createdAt === undefined ? options.asOf : instantOf(createdAt);
  if (seenAt === undefined) return refuse('bad-date', `"${shown(createdAt)}" is not a date`);
  if (seenAt > options.now) return refuse('date-in-future', `${seenAt.toISOString()} is in the future`);
  return {
    row,
    offer: {
      market: `import-${slugOf(typeof source === 'string' ? source : '')}`,
      externalId: fingerprint(values),
      url: typeof url === 'string' ? url : '',
      title: model,
      ...card,
      priceMinor: Math.round(amount * 100),
      currency: 'BGN',
      priceText: `${amount} лв.`,
      seenAt,
    },
  };
}

/** SQLite's and ISO 8601's forms; without a zone it is UTC, as SQLite writes it. Whole numbers are Unix seconds. */
function instantOf(value: SqlValue): Date | undefined {
  if (typeof value === 'number') return validDate(new Date(value * 1_000));
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    shown(value).trim(),
  );
  if (parts === null) return undefined;
  const [, day = '', time = '00:00:00', zone = 'Z'] = parts;
  const at = validDate(new Date(`${day}T${time}${zone}`));
  // 2025-02-30 is read as 2 March by some engines: what does not come back as it was is no date.
  return validDate(new Date(`${day}T00:00:00Z`))
    ?.toISOString()
    .startsWith(day) === true
    ? at
    : undefined;
}

function validDate(at: Date): Date | undefined {
  return Number.isNaN(at.getTime()) || at.getTime() < 0 ? undefined : at;
}

/** The same row gives the same id; when it is imported, and as of when, is no part of it. */
function fingerprint(values: readonly SqlValue[]): string {
  return createHash('sha256')
    .update(JSON.stringify(values.map(shown)))
    .digest('hex')
    .slice(0, 24);
}

function slugOf(source: string): string {
  return (
    source
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'unknown'
  );
}

function shown(value: SqlValue | undefined): string {
  if (value === null || value === undefined) return '';
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}
