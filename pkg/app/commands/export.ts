/** `gpu-tracker export`: the active listings as a file or on stdout, from one snapshot, at constant memory. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { readConfig } from '../../config/config.js';
import { encodeOffers, OFFER_FORMATS, type OfferFormat } from '../../http/encode-offers.js';
import { PgMarketReader } from '../../postgres/pg-market-reader.js';
import { openReaderPool } from '../../postgres/reader-pool.js';
import { databaseUrlOf } from '../database.js';

/** A large market may be read by a slow pipe. */
const STATEMENT_TIMEOUT_MS = 600_000;

export function exportCommand(): Command {
  return new Command('export')
    .description('write all active listings as CSV, JSON or JSON lines')
    .addOption(new Option('--format <format>', 'what to write').choices(OFFER_FORMATS).default('csv'))
    .option('--out <file>', 'where to write it; default: standard output')
    .addHelpText('after', '\nDATABASE_URL names the database. The columns are those of GET /api/export.')
    .action(async ({ format, out }: { format: OfferFormat; out?: string }) => {
      const url = databaseUrlOf(readConfig(process.env));
      if (out === undefined) await exportListings(url, format, process.stdout);
      else await writeWhole(out, (file) => exportListings(url, format, file));
    });
}

export async function exportListings(databaseUrl: string, format: OfferFormat, to: Writable): Promise<void> {
  const pool = openReaderPool({
    ...{ url: databaseUrl, applicationName: 'gpu-tracker-export', poolMax: 1 },
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onIdleError: () => undefined,
  });
  try {
    const keepOpen = to === process.stdout;
    await new PgMarketReader(pool).read((view) =>
      pipeline([...encodeOffers(view.allOffers({}), format), to], { end: !keepOpen }),
    );
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
