/** What can be exported: columns with their types, and how a row of each table is presented. CSV, JSON and Parquet are made from these alone. */
import type { DailyPrices, Offer } from '../listing/market-reader.js';
import { presentDailyPrices, presentOffer } from './present.js';
import type { DailyVariantDto, VariantStatsDto } from './schemas/stats.js';
import type { ListingDto } from './schemas/listings.js';

/** Of a column; `list`: words, written with spaces between them. */
export type ColumnType = 'text' | 'list' | 'whole' | 'number' | 'yes-no' | 'instant' | 'day';

export interface Table<Source, Row> {
  /** In the order in which they are written. */
  readonly columns: Readonly<Record<keyof Row & string, ColumnType>>;
  readonly present: (source: Source) => Row;
}

export const LISTINGS: Table<Offer, ListingDto> = {
  present: presentOffer,
  columns: {
    ...{ id: 'whole', market: 'text', external_id: 'text', url: 'text', title: 'text' },
    ...{ model: 'text', memory_gb: 'number', price: 'number', currency: 'text' },
    ...{ price_original: 'number', currency_original: 'text', price_text: 'text', negotiable: 'yes-no' },
    ...{ condition: 'text', flags: 'list', review: 'text', location: 'text', photo_count: 'whole' },
    ...{ first_seen_at: 'instant', last_seen_at: 'instant', relist_of: 'whole', cycle_id: 'whole' },
  },
};

export const HISTORY: Table<DailyPrices, DailyVariantDto> = {
  present: presentDailyPrices,
  columns: {
    ...{ day: 'day', model: 'text', memory_gb: 'number', n: 'whole', left_out: 'whole', enough: 'yes-no' },
    ...{ min: 'number', p25: 'number', median: 'number', p75: 'number', max: 'number', mean: 'number' },
    currency: 'text',
  },
};

export const STATS: Table<VariantStatsDto, VariantStatsDto> = {
  present: (row) => row,
  columns: {
    ...{ model: 'text', memory_gb: 'number', n: 'whole', enough: 'yes-no', min: 'number', p25: 'number' },
    ...{ median: 'number', p75: 'number', max: 'number', mean: 'number', robust_price: 'number', currency: 'text' },
    left_out: 'whole',
  },
};
