/** Active listings as CSV, as one JSON array or as JSON lines, batch by batch: memory stays constant whatever the size. */
import { Readable, type Transform } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Offer } from '../listing/market-reader.js';
import { presentOffer } from './present.js';
import { ListingSchema } from './schemas/listings.js';

export const OFFER_FORMATS = ['csv', 'json', 'ndjson'] as const;
export type OfferFormat = (typeof OFFER_FORMATS)[number];

/** The stages of a pipeline that ends in whatever takes the text. */
export function encodeOffers(
  batches: AsyncIterable<readonly Offer[]>,
  format: OfferFormat,
): readonly (Readable | Transform)[] {
  if (format === 'csv') return [Readable.from(rowsOf(batches)), csvWriter(Object.keys(ListingSchema.shape))];
  return [Readable.from(format === 'json' ? arrayOf(batches) : linesOf(batches))];
}

/** RFC 4180; text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvWriter(columns: string[]): ReturnType<typeof stringify> {
  return stringify({
    header: true,
    columns,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  });
}

async function* rowsOf(batches: AsyncIterable<readonly Offer[]>): AsyncGenerator {
  for await (const offers of batches)
    for (const offer of offers) {
      const row = presentOffer(offer);
      yield { ...row, flags: row.flags.join(' ') };
    }
}

/** Listings per piece of text. */
const PIECE = 500;

async function* piecesOf(batches: AsyncIterable<readonly Offer[]>, separator: string): AsyncGenerator<string> {
  for await (const offers of batches)
    for (let at = 0; at < offers.length; at += PIECE)
      yield offers
        .slice(at, at + PIECE)
        .map((offer) => JSON.stringify(presentOffer(offer)))
        .join(separator);
}

async function* arrayOf(batches: AsyncIterable<readonly Offer[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const piece of piecesOf(batches, ',\n')) {
    yield before + piece;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* linesOf(batches: AsyncIterable<readonly Offer[]>): AsyncGenerator<string> {
  for await (const piece of piecesOf(batches, '\n')) yield `${piece}\n`;
}
